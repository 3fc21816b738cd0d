/** What the school does again and again and whose day has gone by, as findings tell it. Nobody is asked for the time: see `KNOWN_UNTIL`. */
import { z } from 'zod';
import type { Unit } from '../edition/index.js';
import { type Database, integer } from '../store/database.js';
import { numberCell, textCell } from './evidence-cells.js';
import type { Found } from './finding.js';
import { KNOWN_UNTIL } from './serious.js';

const row = z.object({
  title: z.string(),
  lastOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  daysLate: integer.nullable(),
});

interface Wanted {
  readonly kind: 'review' | 'training';
  readonly unit: Unit;
  /** Words with `{overdue}`, `{never}` and `{longest}`. */
  readonly words: string;
  readonly labels: { readonly overdue: string; readonly never: string };
  readonly heading: string;
}

/** What was never done has no day on which it was due: it is overdue from the start. */
export async function overdueOf(
  database: Database,
  { kind, unit, words, labels, heading }: Wanted,
): Promise<Found | null> {
  const rows = await database.query(
    row,
    `SELECT title, last_on::VARCHAR AS "lastOn", due_on::VARCHAR AS "dueOn", ${KNOWN_UNTIL} - due_on AS "daysLate" FROM due
     WHERE kind = '${kind}' AND (due_on IS NULL OR due_on < ${KNOWN_UNTIL}) ORDER BY due_on NULLS FIRST, title`,
  );
  if (rows.length === 0) return null;
  const figure = { people: null, mostOfOne: null };
  return {
    importance: 'medium',
    words,
    figures: [
      { id: 'overdue', label: labels.overdue, unit, count: rows.length, ...figure },
      {
        ...{ id: 'never', label: labels.never, unit },
        ...{ count: rows.filter(({ lastOn }) => lastOn === null).length, ...figure },
      },
      {
        ...{ id: 'longest', label: 'Days since the first of them was due', unit: 'days' },
        ...{ count: Math.max(0, ...rows.map(({ daysLate }) => daysLate ?? 0)), ...figure },
      },
    ],
    evidence: {
      title: labels.overdue,
      columns: [heading, 'Last done', 'Due on', 'Days overdue'],
      rows: rows.map(({ title, lastOn, dueOn, daysLate }) => [
        textCell(title),
        textCell(lastOn ?? 'never'),
        textCell(dueOn ?? 'at once'),
        daysLate === null ? textCell('never done') : numberCell(daysLate),
      ]),
    },
  };
}
