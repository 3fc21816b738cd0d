/** The step of an explanation that says why an event stands in no figure: the school excluded it, for a time and a reason. */
import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import type { ExplanationStep } from './explain-matter.js';

const exclusion = z.object({
  reason: z.string(),
  decidedBy: z.string(),
  decidedOn: z.string(),
  from: z.string(),
  to: z.string(),
  where: z.string(),
});

interface ExcludableEvent {
  readonly kind: 'request' | 'capture';
  readonly importId: number;
  readonly line: number;
}

/** After `setAsideExcluded`. Which exclusion took the event out of the figures; none did where it counts. */
export async function exclusionSteps(
  store: Store,
  { kind, importId, line }: ExcludableEvent,
): Promise<ExplanationStep[]> {
  const rows = await store.query(
    exclusion,
    `SELECT x.reason, x.decided_by AS "decidedBy", x.decided_on::VARCHAR AS "decidedOn", x.valid_from::VARCHAR AS "from", x.valid_to::VARCHAR AS "to",
       f.import_id || ':' || f.name || ':' || x.line AS where
     FROM excluded_event AS e JOIN exclusion AS x ON x.import_id = e.exclusion_import AND x.line = e.exclusion_line JOIN import_file AS f ON f.import_id = x.import_id
     WHERE e.kind = '${kind}' AND e.import_id = $1 AND e.line = $2`,
    [importId, line],
  );
  return rows.map(({ reason, decidedBy, decidedOn, from, to, where }) => ({
    stage: 'exclusion',
    words: `Set aside: the school excluded it from ${from} to ${to} (${reason.replaceAll('-', ' ')}; ${decidedOn}, ${decidedBy.replaceAll('-', ' ')}). It stands in no figure and leads to no step.`,
    where,
  }));
}
