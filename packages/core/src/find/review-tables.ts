/** Which tables a review has. Rows that a reader expects are always there; topics and clauses only where something happened. */

import type { Period } from '../attribute/calendar.js';
import { METHODS } from '../attribute/owners.js';
import { SESSIONS } from '../configuration.js';
import { ACTIONS } from '../normalise/action-words.js';
import type { Database } from '../store/database.js';
import { decisionTables } from './decision-tables.js';
import type { CountTable } from './review.js';
import { IS_COUNTED } from './serious.js';
import { expectedPhase, expectedStage, schoolGroups, withoutEmptyColumns, withoutEmptyRows } from './shown-groups.js';
import { besideEachOther, countTable, peopleOf } from './tables.js';

const SEVERITIES = ['1', '2', '3', '4', '5'];
const SEVERITY_COLUMNS = [...SEVERITIES, 'none'];
const GRADES = [...SEVERITIES, 'ungraded'];
const ROLE_GROUPS = ['pupils', 'staff', 'governors', 'visitors', 'parents'] as const;
const roleGroup = `CASE role WHEN 'pupil' THEN 'pupils' WHEN 'staff' THEN 'staff' WHEN 'governor' THEN 'governors' WHEN 'visitor' THEN 'visitors' WHEN 'parent' THEN 'parents' END`;

/** Key stages laid together: the coarser grouping, where the finer one would rest on too few people. */
const PHASES = [...ROLE_GROUPS, 'unattributed'] as const;
const PHASE = `CASE WHEN audience IN ('staff', 'governors', 'visitors', 'parents', 'unattributed') THEN audience ELSE 'pupils' END`;

/** Every month of a period, `YYYY-MM`. */
function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text > to.slice(0, 7)) return months;
    months.push(text);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

async function captureTables(
  database: Database,
  months: readonly string[],
  groups: readonly string[],
): Promise<CountTable[]> {
  const captures = { unit: 'captures', from: 'capture_event' } as const;
  const episodes = { ...captures, distinct: 'episode', column: `'episodes'`, columns: ['episodes'] };
  const plain = { ...captures, column: `'captures'`, columns: ['captures'] };
  const vulnerability = `(SELECT * FROM capture_event WHERE nature = 'vulnerability')`;
  const topicBySeverity = await countTable(database, {
    ...captures,
    id: 'capturesByTopic',
    row: 'topic',
    column: `coalesce(severity_library::VARCHAR, 'none')`,
    columns: SEVERITY_COLUMNS,
    sumColumn: 'total',
  });
  const hasNone = Object.values(topicBySeverity.cells).some((row) => row['none'] !== undefined);
  const capturesByTopic = hasNone
    ? topicBySeverity
    : { ...topicBySeverity, columns: topicBySeverity.columns.filter((column) => column !== 'none') };
  const byGroup = { ...captures, row: 'topic', sumColumn: 'total' };
  return [
    capturesByTopic,
    peopleOf('peopleByTopic', capturesByTopic),
    withoutEmptyColumns(
      await countTable(database, { ...byGroup, id: 'capturesByStage', column: 'audience', columns: groups }),
      expectedStage,
    ),
    withoutEmptyColumns(
      await countTable(database, { ...byGroup, id: 'capturesByPhase', column: PHASE, columns: PHASES }),
      expectedPhase,
    ),
    await countTable(database, {
      ...plain,
      id: 'capturesByGrade',
      row: `coalesce(severity_grade::VARCHAR, 'ungraded')`,
      rows: GRADES,
    }),
    besideEachOther('capturesByMonth', 'captures', [
      await countTable(database, { ...plain, id: '', row: 'month', rows: months }),
      await countTable(database, { ...episodes, id: '', row: 'month', rows: months }),
    ]),
    await countTable(database, { ...plain, id: 'capturesBySession', row: 'session', rows: SESSIONS }),
    withoutUnused(await countTable(database, { ...plain, id: 'capturesByMethod', row: 'method', rows: METHODS })),
    besideEachOther('supportMatters', 'captures', [
      await countTable(database, { ...plain, id: '', from: vulnerability, row: 'topic', hasTotals: false }),
      await countTable(database, { ...episodes, id: '', from: vulnerability, row: 'topic', hasTotals: false }),
    ]),
    withoutEmptyColumns(
      await countTable(database, clauseQuery('capturesByClause', 'captures', 'capture_event')),
      expectedPhase,
    ),
  ];
}

/** Ways of knowing whose an event is that a school does not have say nothing. */
const withoutUnused = (table: CountTable): CountTable => withoutEmptyRows(table, () => false);

/** One event may fall under several clauses, so such a table has no totals. */
const clauseQuery = (id: string, unit: 'captures' | 'requests', events: string) => ({
  id,
  unit,
  from: `(SELECT e.*, k.clause FROM ${events} AS e JOIN clause_match AS k ON k.kind = '${unit === 'captures' ? 'capture' : 'request'}' AND k.import_id = e.import_id AND k.line = e.line)`,
  row: 'clause',
  column: roleGroup,
  columns: ROLE_GROUPS,
  hasTotals: false,
});

const BLOCKED = `(SELECT * FROM request_event WHERE action = 'blocked')`;

const blockedByClause = async (database: Database, events: string): Promise<CountTable> =>
  withoutEmptyColumns(await countTable(database, clauseQuery('blockedByClause', 'requests', events)), expectedPhase);

async function requestTables(
  database: Database,
  months: readonly string[],
  groups: readonly string[],
): Promise<CountTable[]> {
  const requests = {
    unit: 'requests',
    from: 'request_event',
    column: 'action',
    columns: ACTIONS,
    sumColumn: 'total',
  } as const;
  return [
    await countTable(database, { ...requests, id: 'requestsByMonth', row: 'month', rows: months }),
    withoutEmptyRows(
      await countTable(database, { ...requests, id: 'requestsByStage', row: 'audience', rows: groups }),
      expectedStage,
    ),
    withoutEmptyRows(
      await countTable(database, { ...requests, id: 'requestsByPhase', row: PHASE, rows: PHASES }),
      expectedPhase,
    ),
    await countTable(database, { ...requests, id: 'requestsBySession', row: 'session', rows: SESSIONS }),
    await countTable(database, { ...requests, id: 'requestsByTopic', row: 'topic' }),
    withoutUnused(
      await countTable(database, {
        id: 'requestsByMethod',
        unit: 'requests',
        from: 'request_event',
        row: 'method',
        rows: METHODS,
        column: `'requests'`,
        columns: ['requests'],
      }),
    ),
    await blockedByClause(database, BLOCKED),
    // Printed nowhere: the rules' rows are sums of its cells, so it says what they would give away.
    await countTable(database, {
      ...requests,
      id: 'blockedByTopicAndStage',
      from: BLOCKED,
      row: 'topic',
      column: 'audience',
      columns: groups,
    }),
  ];
}

/** Days, on which nobody's privacy rests: `people` is null. */
async function coverageTable(database: Database, months: readonly string[]): Promise<CountTable> {
  const days = (of: string) =>
    `(SELECT d.*, strftime(d.day, '%Y-%m') AS month, 0 AS subject, FALSE AS shared FROM calendar_day AS d WHERE is_school_day ${of})`;
  const column = async (id: string, of: string) =>
    countTable(database, {
      id: '',
      unit: 'days',
      from: days(of),
      row: 'month',
      column: `'${id}'`,
      columns: [id],
      rows: months,
    });
  const table = besideEachOther('coverageByMonth', 'days', [
    await column('school-days', ''),
    await column('with-requests', 'AND day IN (SELECT day FROM request_event)'),
    await column('with-captures', 'AND day IN (SELECT day FROM capture_event)'),
  ]);
  const withoutPeople = (row: Readonly<Record<string, { count: number }>>) =>
    Object.fromEntries(
      Object.entries(row).map(([name, { count }]) => [name, { count, people: null, mostOfOne: null }]),
    );
  return {
    ...table,
    cells: Object.fromEntries(Object.entries(table.cells).map(([row, cells]) => [row, withoutPeople(cells)])),
    totals: table.totals === null ? null : withoutPeople(table.totals),
  };
}

const byId = (tables: readonly CountTable[]): Record<string, CountTable> =>
  Object.fromEntries(tables.map((table) => [table.id, table]));

/** Of the captures that stand in their table now; of requests, rules alone are laid beside a role. */
export async function deskTables(database: Database, period: Period): Promise<Record<string, CountTable>> {
  const captures = await captureTables(database, monthsOf(period), await schoolGroups(database));
  return byId([...captures, await blockedByClause(database, `(SELECT * FROM ${BLOCKED} WHERE ${IS_COUNTED})`)]);
}

export async function reviewTables(database: Database, period: Period): Promise<Record<string, CountTable>> {
  const months = monthsOf(period);
  const groups = await schoolGroups(database);
  const tables = [
    ...(await captureTables(database, months, groups)),
    ...(await requestTables(database, months, groups)),
    ...(await decisionTables(database, { phase: PHASE, phases: PHASES })),
    await coverageTable(database, months),
  ];
  return byId(tables);
}
