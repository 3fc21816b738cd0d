/** Which tables a review has. Rows that a reader expects are always there; topics and clauses only where something happened. */

import type { Period } from '../attribute/calendar.js';
import { AUDIENCES } from '../attribute/people.js';
import { SESSIONS } from '../configuration.js';
import { ACTIONS } from '../normalise/action-words.js';
import type { Database } from '../store/database.js';
import type { CountTable } from './review.js';
import { besideEachOther, countTable, peopleOf } from './tables.js';

const SEVERITIES = ['1', '2', '3', '4', '5'];
const SEVERITY_COLUMNS = [...SEVERITIES, 'none'];
const GRADES = [...SEVERITIES, 'ungraded'];
const ROLE_GROUPS = ['pupils', 'staff', 'governors', 'visitors'] as const;
const roleGroup = `CASE role WHEN 'pupil' THEN 'pupils' WHEN 'staff' THEN 'staff' WHEN 'governor' THEN 'governors' WHEN 'visitor' THEN 'visitors' END`;

/** Key stages laid together: the coarser grouping, where the finer one would rest on too few people. */
const PHASES = ['pupils', 'staff', 'governors', 'visitors', 'unattributed'] as const;
const PHASE = `CASE WHEN audience IN ('staff', 'governors', 'visitors', 'unattributed') THEN audience ELSE 'pupils' END`;

/** Groups that only some schools have: shown when somebody is in them. */
const SOMETIMES = new Set<string>(['ks3', 'ks4', 'post-16', 'pupils']);

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

function withoutEmptyGroups(table: CountTable): CountTable {
  const isShown = (group: string) => !SOMETIMES.has(group) || table.cells[group] !== undefined;
  return { ...table, rows: table.rows.filter(isShown) };
}

const withoutEmptyColumns = (table: CountTable): CountTable => {
  const used = new Set(Object.values(table.cells).flatMap((row) => Object.keys(row)));
  return { ...table, columns: table.columns.filter((column) => !SOMETIMES.has(column) || used.has(column)) };
};

async function captureTables(database: Database, months: readonly string[]): Promise<CountTable[]> {
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
      await countTable(database, { ...byGroup, id: 'capturesByStage', column: 'audience', columns: AUDIENCES }),
    ),
    await countTable(database, { ...byGroup, id: 'capturesByPhase', column: PHASE, columns: PHASES }),
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
    besideEachOther('supportMatters', 'captures', [
      await countTable(database, { ...plain, id: '', from: vulnerability, row: 'topic', hasTotals: false }),
      await countTable(database, { ...episodes, id: '', from: vulnerability, row: 'topic', hasTotals: false }),
    ]),
    await countTable(database, clauseQuery('capturesByClause', 'captures', 'capture_event')),
  ];
}

/** One event may fall under several clauses, so such a table has no totals. */
const clauseQuery = (id: string, unit: 'captures' | 'requests', events: string) => ({
  id,
  unit,
  from: `(SELECT e.*, k.clause FROM ${events} AS e JOIN clause_rule AS k ON k.topic = e.topic AND k.role = e.role AND (k.stage IS NULL OR k.stage = e.stage))`,
  row: 'clause',
  column: roleGroup,
  columns: ROLE_GROUPS,
  hasTotals: false,
});

const BLOCKED = `(SELECT * FROM request_event WHERE action = 'blocked')`;

async function requestTables(database: Database, months: readonly string[]): Promise<CountTable[]> {
  const requests = {
    unit: 'requests',
    from: 'request_event',
    column: 'action',
    columns: ACTIONS,
    sumColumn: 'total',
  } as const;
  return [
    await countTable(database, { ...requests, id: 'requestsByMonth', row: 'month', rows: months }),
    withoutEmptyGroups(
      await countTable(database, { ...requests, id: 'requestsByStage', row: 'audience', rows: AUDIENCES }),
    ),
    await countTable(database, { ...requests, id: 'requestsByPhase', row: PHASE, rows: PHASES }),
    await countTable(database, { ...requests, id: 'requestsBySession', row: 'session', rows: SESSIONS }),
    await countTable(database, { ...requests, id: 'requestsByTopic', row: 'topic' }),
    await countTable(database, clauseQuery('blockedByClause', 'requests', BLOCKED)),
    // Printed nowhere: the rules' rows are sums of its cells, so it says what they would give away.
    await countTable(database, {
      ...requests,
      id: 'blockedByTopicAndStage',
      from: BLOCKED,
      row: 'topic',
      column: 'audience',
      columns: AUDIENCES,
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

export async function reviewTables(database: Database, period: Period): Promise<Record<string, CountTable>> {
  const months = monthsOf(period);
  const tables = [
    ...(await captureTables(database, months)),
    ...(await requestTables(database, months)),
    await coverageTable(database, months),
  ];
  return Object.fromEntries(tables.map((table) => [table.id, table]));
}
