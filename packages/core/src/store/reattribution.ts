/** What a new list would change about events that were somebody's already: how many, so that a person can say yes or no. */
import { z } from 'zod';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import { attributePeople } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { fail } from '../errors.js';
import { integer } from './database.js';
import type { Store } from './open-store.js';

const span = z.object({ from: z.string(), to: z.string() });

async function eventSpan(store: Store) {
  const [found] = await store.query(
    span.partial().extend({ from: z.string().nullable(), to: z.string().nullable() }),
    `SELECT min(first_day)::VARCHAR AS "from", max(last_day)::VARCHAR AS "to" FROM import_file WHERE kind IN ('request', 'capture')`,
  );
  const parsed = span.safeParse(found);
  return parsed.success ? parsed.data : null;
}

/** What is known better than before, a class or a year that nobody had said, is no change. */
const OTHERWISE = (column: string) => `b.${column} IS NOT NULL AND a.${column} IS DISTINCT FROM b.${column}`;

/** What was only known to be some pupil's or some group's may become one of theirs. */
const CHANGED = `b.role IS NOT NULL AND (a.role IS DISTINCT FROM b.role OR ${OTHERWISE('person_id')} OR ${OTHERWISE('year_group')}
  OR b.person_id IS NOT NULL AND (a.duty IS DISTINCT FROM b.duty OR a.shared IS DISTINCT FROM b.shared OR ${OTHERWISE('class_key')}))`;

const changed = z.object({ captures: integer, requests: integer, days: integer });

/**
 * Runs the loading of a list of people or devices.
 * @throws list-reattributes when events that were somebody's would be somebody else's, or of another role, duty, year or
 *   class, and nobody said yes; the caller's transaction then undoes the loading
 */
export async function guardAttribution<Result>(
  store: Store,
  configuration: Configuration,
  { file, isAgreed }: { readonly file: string; readonly isAgreed: boolean },
  load: () => Promise<Result>,
): Promise<Result> {
  const period = isAgreed ? null : await eventSpan(store);
  if (period === null) return load();
  await attributePeople(store, configuration, period);
  await store.run('CREATE OR REPLACE TEMP TABLE owner_before AS FROM owner_person');
  const result = await load();
  await attributePeople(store, configuration, period);
  const uses = (kind: string, owner: string) =>
    `SELECT '${kind}' AS kind, ${owner} AS owner, e.time_local::DATE AS day, count(*) AS n FROM ${kind} AS e GROUP BY ALL`;
  const [found] = await store.query(
    changed,
    `SELECT coalesce(sum(n) FILTER (kind = 'capture'), 0)::BIGINT AS captures, coalesce(sum(n) FILTER (kind = 'request'), 0)::BIGINT AS requests, count(DISTINCT day) AS days
     FROM (${uses('capture', captureOwner('e'))} UNION ALL ${uses('request', requestOwner('e'))}) AS u
     LEFT JOIN owner_before AS b ON b.owner = u.owner AND u.day BETWEEN b.valid_from AND b.valid_to
     LEFT JOIN owner_person AS a ON a.owner = u.owner AND u.day BETWEEN a.valid_from AND a.valid_to WHERE ${CHANGED}`,
  );
  await store.run('DROP TABLE owner_before');
  if (found !== undefined && found.captures + found.requests > 0) throw fail('list-reattributes', { file, ...found });
  return result;
}
