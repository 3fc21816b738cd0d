/**
 * Tables of what people decided, reported and signed, those about holders of an office left out. Support and conduct stand
 * apart: a sign of need breaks no rule.
 */
import { ANSWERS, CONCERN_KINDS, OUTCOMES } from '../normalise/decision-words.js';
import type { Database } from '../store/database.js';
import type { CountTable } from './review.js';
import { IS_COUNTED, KIND, SERIOUS_CAPTURES } from './serious.js';
import { expectedPhase, withoutEmptyColumns } from './shown-groups.js';
import { countTable } from './tables.js';

const KINDS = ['conduct', 'support'];

/** Rows in a fixed order, those with nothing in them left out. */
const withoutEmpty = (table: CountTable): CountTable => ({
  ...table,
  rows: table.rows.filter((row) => table.cells[row] !== undefined),
});

interface Phases {
  /** SQL of the coarse group of an event. */
  readonly phase: string;
  readonly phases: readonly string[];
}

/** Incidents of conduct or of support, by topic and coarse group: by key stage nearly all would rest on a few people. */
async function incidents(database: Database, kind: string, { phase, phases }: Phases): Promise<CountTable> {
  const table = await countTable(database, {
    id: `${kind}Incidents`,
    unit: 'incidents',
    from: `(SELECT * FROM decision_event WHERE is_incident AND ${IS_COUNTED} AND ${KIND} = '${kind}')`,
    row: 'topic',
    column: phase,
    columns: phases.filter((each) => each !== 'governors'),
    sumColumn: 'total',
  });
  return withoutEmptyColumns(table, expectedPhase);
}

export async function decisionTables(database: Database, phases: Phases): Promise<CountTable[]> {
  const reports = await countTable(database, {
    id: 'reportsByKind',
    unit: 'reports',
    from: 'concern_event',
    row: 'kind',
    rows: Object.keys(CONCERN_KINDS),
    column: 'answer',
    columns: Object.keys(ANSWERS),
    sumColumn: 'total',
  });
  return [
    await countTable(database, {
      id: 'seriousCaptures',
      unit: 'captures',
      from: SERIOUS_CAPTURES,
      row: KIND,
      rows: KINDS,
      column: `CASE WHEN is_decided THEN 'decided' ELSE 'undecided' END`,
      columns: ['decided', 'undecided'],
      sumColumn: 'total',
    }),
    withoutEmpty(
      await countTable(database, {
        id: 'decisionsByOutcome',
        unit: 'decisions',
        from: `(SELECT * FROM decision_event WHERE ${IS_COUNTED})`,
        row: 'outcome',
        rows: Object.keys(OUTCOMES),
        column: KIND,
        columns: KINDS,
        sumColumn: 'total',
      }),
    ),
    await incidents(database, 'conduct', phases),
    await incidents(database, 'support', phases),
    withoutEmptyColumns(withoutEmpty(reports), (answer) => answer === 'open'),
    await acceptance(database),
  ];
}

/** One person may be asked for several agreements, so there are no totals. */
async function acceptance(database: Database): Promise<CountTable> {
  const table = await countTable(database, {
    id: 'acceptance',
    unit: 'people',
    from: 'agreement_person',
    row: 'agreement',
    column: `CASE WHEN signed THEN 'signed' ELSE 'unsigned' END`,
    columns: ['signed', 'unsigned'],
    sumColumn: 'total',
    hasTotals: false,
  });
  return table;
}
