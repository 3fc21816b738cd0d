/** Whether captures meant anything: by what a person decided, else by a person's grade; and what is nearly always noise. */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import { numberCell } from './evidence-cells.js';
import type { EvidenceCell, FoundFigure } from './review.js';
import { IS_COUNTED } from './serious.js';
import { mostOfOne } from './tables.js';

const LEAST_CAPTURES = 20;
const MEANT_SHARE = 0.2;
/** With fewer judgements the true share may well be higher, however few of them meant anything. */
const MEANT_SHARE_AT_MOST = 0.5;
/** Of the normal distribution, for an interval that holds the true share nineteen times in twenty. */
const Z = 1.96;

/**
 * `is_true`: null where nobody judged. A decision is about an episode; one about the holder of an office is nobody else's to
 * read, so such captures have their grade alone.
 */
const JUDGED = `SELECT c.subject, c.shared, c.phrase_id, c.category_id, c.episode, c.severity_grade,
    coalesce(CASE WHEN c.may_decide THEN d.outcome <> 'false-positive' END, c.severity_grade > 1) AS is_true
  FROM (SELECT *, ${IS_COUNTED} AS may_decide FROM capture_event) AS c
    LEFT JOIN (SELECT episode, min(outcome) AS outcome FROM decided_event WHERE kind = 'capture' GROUP BY episode) AS d ON d.episode = c.episode`;

/** SQL: the upper end of Wilson's interval for a share of `part` in `whole`. */
const upperShare = (part: string, whole: string) =>
  `((${part} + ${Z * Z} / 2) + ${Z} * sqrt(${part} * (${whole} - ${part}) / ${whole} + ${Z * Z} / 4)) / (${whole} + ${Z * Z})`;

/** Captures of one episode are judged together, so they count once as a judgement. */
const noisy = (
  column: string,
) => `SELECT ${column} AS id, count(DISTINCT episode) FILTER (is_true IS NOT NULL) AS judged,
    count(DISTINCT episode) FILTER (is_true) AS meant, ${upperShare('meant', 'judged')} AS most_share
  FROM judged_capture WHERE ${column} IS NOT NULL GROUP BY ${column}
  HAVING count(*) >= ${LEAST_CAPTURES} AND judged > 0 AND meant <= ${MEANT_SHARE} * judged AND most_share < ${MEANT_SHARE_AT_MOST}`;

const IS = {
  all: 'TRUE',
  noise: 'NOT is_true',
  lost: 'is_true',
  serious: 'is_true AND severity_grade >= 4',
} as const;

const of = (name: string, filter: string) =>
  `count(*) FILTER (${filter}) AS "${name}", count(DISTINCT subject) FILTER (${filter}) AS "${name}People", ${mostOfOne(`(SELECT * FROM noisy_capture WHERE ${filter})`)} AS "${name}Most"`;
const TOTALS = `SELECT ${Object.entries(IS)
  .map(([name, filter]) => of(name, filter))
  .join(', ')} FROM noisy_capture`;

const counts = (name: keyof typeof IS) => ({ [name]: integer, [`${name}People`]: integer, [`${name}Most`]: integer });
const totals = z.object({ ...counts('all'), ...counts('noise'), ...counts('lost'), ...counts('serious') });
type Totals = Readonly<Record<string, number>>;

const row = z.object({
  id: integer,
  captures: integer,
  gradedOne: integer,
  noise: integer,
  lost: integer,
  mostShare: z.number(),
});
const ROWS = `SELECT id, count(*) AS captures, count(*) FILTER (severity_grade = 1) AS "gradedOne", count(*) FILTER (${IS.noise}) AS noise,
    count(*) FILTER (${IS.lost}) AS lost, any_value(most_share) AS "mostShare" FROM noisy_capture GROUP BY id ORDER BY captures DESC, id`;

interface Noise {
  readonly figures: readonly FoundFigure[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly EvidenceCell[])[];
}

/** @param cell what a row of evidence is about, by its id */
export async function noiseBy(
  database: Database,
  column: 'phrase_id' | 'category_id',
  cell: (id: number) => EvidenceCell,
): Promise<Noise | null> {
  await database.run(`CREATE OR REPLACE TEMP TABLE judged_capture AS ${JUDGED}`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE noisy_capture AS SELECT c.*, n.id, n.most_share FROM judged_capture AS c JOIN (${noisy(column)}) AS n ON n.id = c.${column}`,
  );
  const [found] = await database.query(totals, TOTALS);
  const rows = await database.query(row, ROWS);
  await database.run('DROP TABLE noisy_capture; DROP TABLE judged_capture');
  if (found === undefined || rows.length === 0) return null;
  return {
    figures: figuresOf(found),
    columns: ['Captures', 'Graded 1', 'Meant nothing', 'Meant something', 'Share that means something, at most (%)'],
    rows: rows.map((each) => [
      cell(each.id),
      ...[each.captures, each.gradedOne, each.noise, each.lost, Math.round(100 * each.mostShare)].map(numberCell),
    ]),
  };
}

const GRADED_SERIOUS = ['4', '5'].map((grade) => ({ table: 'capturesByGrade', row: grade, column: 'captures' }));

function figuresOf(found: Totals): FoundFigure[] {
  const figure = (name: keyof typeof IS, id: string, label: string) => ({
    id,
    label,
    unit: 'captures' as const,
    count: found[name] ?? 0,
    people: found[`${name}People`] ?? 0,
    mostOfOne: found[`${name}Most`] ?? 0,
  });
  const partOf = { figure: 'captures' };
  return [
    {
      ...figure('all', 'captures', 'Captures of this kind'),
      within: [{ table: 'capturesByGrade', row: null, column: 'captures' }],
    },
    { ...figure('noise', 'no-concern', 'Judged to mean nothing, by a decision or a grade'), partOf },
    { ...figure('lost', 'lost', 'Judged to mean something, and lost if muted'), partOf },
    {
      ...figure('serious', 'serious', 'Of these, graded serious'),
      within: [{ figure: 'lost' }, GRADED_SERIOUS],
    },
  ];
}
