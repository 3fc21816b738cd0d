/**
 * The review of any span of a small school's days. Counted here event by event, without the program's SQL: what an edition
 * gives away is judged by figures that nobody joined.
 */
import type { Difference } from '../../src/find/differences.js';
import type { ClauseCells, Count, CountTable, FoundFinding, Review } from '../../src/find/review.js';
import {
  GROUPS,
  SESSIONS,
  type SmallEvent,
  type SmallReport,
  type SmallSchool,
  type SmallSignature,
  STAGES,
  smallPolicy,
} from './small-school.js';

/** What a figure counts, by whom: an event, a decision, a report or a signature. */
interface Counting {
  readonly subject: number;
  readonly isOne: boolean;
}
type Of<Row> = (row: Row) => string | number;

function countOf<Row extends Counting>(rows: readonly Row[], counted: Of<Row> | null): Count {
  const sizeOf = (own: readonly Row[]) => (counted === null ? own.length : new Set(own.map(counted)).size);
  const bySubject = new Map<number, Row[]>();
  for (const row of rows) {
    const own = bySubject.get(row.subject);
    if (own === undefined) bySubject.set(row.subject, [row]);
    else own.push(row);
  }
  const most = [...bySubject.values()].map((own) => (own.some((each) => each.isOne) ? sizeOf(own) : 0));
  return { count: sizeOf(rows), people: bySubject.size, mostOfOne: Math.max(0, ...most) };
}

interface TableSketch<Row> {
  readonly id: string;
  readonly unit?: CountTable['unit'];
  readonly row: (row: Row) => string | null;
  readonly column?: (row: Row) => string | null;
  readonly rows?: readonly string[];
  readonly columns: readonly string[];
  readonly counted?: Of<Row>;
  readonly hasTotals?: boolean;
  readonly hasSum?: boolean;
}

function tableOf<Row extends Counting>(events: readonly Row[], sketch: TableSketch<Row>): CountTable {
  const { row, column = () => sketch.columns[0] ?? '', counted = null, hasSum = false } = sketch;
  const placed = events.filter((each) => row(each) !== null && column(each) !== null);
  const rows = sketch.rows ?? [...new Set(placed.map((each) => row(each) ?? ''))].toSorted();
  const columns = hasSum ? [...sketch.columns, 'total'] : sketch.columns;
  const line = (own: readonly Row[]) =>
    Object.fromEntries(
      columns.map((id) => [
        id,
        countOf(id === 'total' && hasSum ? own : own.filter((each) => column(each) === id), counted),
      ]),
    );
  return {
    id: sketch.id,
    unit: sketch.unit ?? 'captures',
    rows,
    columns,
    cells: Object.fromEntries(rows.map((id) => [id, line(placed.filter((each) => row(each) === id))])),
    totals: sketch.hasTotals === false ? null : line(placed),
  };
}

function joined(one: CountTable, other: CountTable): CountTable {
  const both = <Line extends object>(first: Line | undefined, second: Line | undefined) => ({ ...first, ...second });
  return {
    ...one,
    columns: [...one.columns, ...other.columns],
    cells: Object.fromEntries(one.rows.map((row) => [row, both(one.cells[row], other.cells[row])])),
    totals: one.totals === null ? null : both(one.totals, other.totals ?? {}),
  };
}

const PHASES = ['pupils', 'staff', 'governors', 'visitors', 'unattributed'];
const ACTIONS = ['allowed', 'blocked', 'warned', 'flagged', 'unknown'];
const SEVERITIES = ['1', '2', '3', '4', '5'];
const phase = ({ group }: SmallEvent) => (STAGES.includes(group) ? 'pupils' : group);
const ROLE_COLUMN: Readonly<Record<string, string>> = {
  pupil: 'pupils',
  staff: 'staff',
  governor: 'governors',
  visitor: 'visitors',
  parent: 'parents',
};
const roleColumn = ({ role }: SmallEvent) => (role === null ? null : (ROLE_COLUMN[role] ?? null));

type Rule = (typeof smallPolicy.agreements)[number]['clauses'][number]['rules'][number];
const SOURCE = { captures: 'capture', requests: 'request' } as const;
const MEASURES = ['captures', 'requests'] as const;

const isFor = ({ sources }: Rule, measure: (typeof MEASURES)[number]) => sources?.includes(SOURCE[measure]) !== false;
const isWhole = ({ sessions, severityAtLeast, repeat }: Rule) =>
  sessions === null && severityAtLeast === null && repeat === null;
const groupsOf = (role: string, stages: readonly string[] | null) =>
  role === 'pupil' ? (stages ?? STAGES) : [ROLE_COLUMN[role] ?? role];

const clauseCells: readonly ClauseCells[] = smallPolicy.agreements.flatMap(({ audience, clauses }) =>
  audience.roles.flatMap((role) =>
    clauses.flatMap(({ id, rules }) =>
      MEASURES.map((measure) => ({
        measure,
        clause: id,
        role: ROLE_COLUMN[role] ?? role,
        cells: rules
          .filter((rule) => isFor(rule, measure))
          .flatMap((rule) =>
            groupsOf(role, audience.stages).map((group) => ({ topic: rule.topic, group, isWhole: isWhole(rule) })),
          ),
      })),
    ),
  ),
);

/** Rules ask for a session at most here. */
const rulesOf = (clause: string) =>
  smallPolicy.agreements.flatMap(({ audience, clauses }) =>
    clauses
      .filter(({ id }) => id === clause)
      .flatMap(({ rules }) =>
        audience.roles.flatMap((role) => rules.map((rule) => ({ rule, role, stages: audience.stages }))),
      ),
  );

/** One event may fall under several rules, and stands in the table once for each. */
function byClause(id: string, unit: (typeof MEASURES)[number], events: readonly SmallEvent[]): CountTable {
  const rows = [...new Set(clauseCells.map((each) => each.clause))];
  const tables = rows.map((clause) => {
    const own = rulesOf(clause);
    const isUnder = (event: SmallEvent) =>
      own.some(
        ({ rule, role, stages }) =>
          isFor(rule, unit) &&
          rule.topic === event.topic &&
          groupsOf(role, stages).includes(event.group) &&
          rule.sessions?.some((session) => session === event.session) !== false,
      );
    const columns = ['pupils', 'staff', 'governors', 'visitors'];
    return tableOf(events.filter(isUnder), {
      id,
      unit,
      row: () => clause,
      column: roleColumn,
      rows: [clause],
      columns,
    });
  });
  const cells = Object.fromEntries(tables.flatMap((table) => Object.entries(table.cells)));
  const used = rows.filter((row) => Object.values(cells[row] ?? {}).some((cell) => cell.count > 0));
  const columns = ['pupils', 'staff', 'governors', 'visitors'];
  return {
    id,
    unit,
    rows: used,
    columns,
    cells: Object.fromEntries(used.map((row) => [row, cells[row] ?? {}])),
    totals: null,
  };
}

const kindOf = ({ nature }: SmallEvent) => (nature === 'vulnerability' ? 'support' : 'conduct');

/** Conduct from 4, by a person's grade where there is one; support from 3 by either, if nobody graded it 1. */
function isSerious({ nature, severity, grade }: SmallEvent): boolean {
  const graded = grade === 'ungraded' ? null : Number(grade);
  if (nature === 'vulnerability') return graded !== 1 && Math.max(graded ?? 0, Number(severity)) >= 3;
  return (graded ?? Number(severity)) >= 4;
}

/** What was decided, one row for each decision. */
function decisionsIn(events: readonly SmallEvent[]): SmallEvent[] {
  const byKey = new Map(events.flatMap((each) => (each.decision === null ? [] : [[each.decision.key, each] as const])));
  return [...byKey.values()];
}

function decisionTables(events: readonly SmallEvent[], { reports, signatures }: Stated, months: readonly string[]) {
  const captures = events.filter((each) => each.kind === 'capture');
  const decisions = decisionsIn(events).filter((each) => each.group !== 'governors');
  const kinds = ['conduct', 'support'];
  const incidents = (kind: string) =>
    tableOf(
      decisions.filter((each) => each.decision?.isIncident === true && kindOf(each) === kind),
      {
        id: `${kind}Incidents`,
        unit: 'incidents',
        row: (each) => each.topic,
        column: phase,
        columns: PHASES.filter((each) => each !== 'governors'),
        hasSum: true,
      },
    );
  const asked = signatures.map((each) => ({
    ...each,
    isOne: true,
    hasSigned: months.some((month) => (each.month ?? '9') <= month),
  }));
  return [
    tableOf(
      captures.filter((each) => isSerious(each) && each.group !== 'governors'),
      {
        id: 'seriousCaptures',
        row: kindOf,
        rows: kinds,
        column: (each) => (each.decision === null ? 'undecided' : 'decided'),
        columns: ['decided', 'undecided'],
        hasSum: true,
      },
    ),
    tableOf(decisions, {
      id: 'decisionsByOutcome',
      unit: 'decisions',
      row: (each) => each.decision?.outcome ?? null,
      column: kindOf,
      columns: kinds,
      hasSum: true,
    }),
    ...kinds.map(incidents),
    tableOf(reports, {
      id: 'reportsByKind',
      unit: 'reports',
      row: (each) => each.kind,
      column: (each) => each.answer,
      columns: ['open', 'allowed', 'no-change'],
      hasSum: true,
    }),
    tableOf(asked, {
      id: 'acceptance',
      unit: 'people',
      row: (each) => each.agreement,
      column: (each) => (each.hasSigned ? 'signed' : 'unsigned'),
      columns: ['signed', 'unsigned'],
      hasSum: true,
      hasTotals: false,
    }),
  ];
}

interface Stated {
  readonly reports: readonly SmallReport[];
  readonly signatures: readonly SmallSignature[];
}

function tablesOf(
  events: readonly SmallEvent[],
  stated: Stated,
  months: readonly string[],
): Record<string, CountTable> {
  const captures = events.filter((each) => each.kind === 'capture');
  const requests = events.filter((each) => each.kind === 'request');
  const support = captures.filter((each) => each.nature === 'vulnerability');
  const episodes = { columns: ['episodes'], counted: (each: SmallEvent) => each.episode };
  const plain = { columns: ['captures'] };
  const topic = (each: SmallEvent) => each.topic;
  const month = (each: SmallEvent) => each.month;
  const byTopic = { row: topic, hasSum: true };
  const byAction = {
    unit: 'requests',
    column: (each: SmallEvent) => each.action,
    columns: ACTIONS,
    hasSum: true,
  } as const;
  const blocked = requests.filter((each) => each.action === 'blocked');
  const group = (each: SmallEvent) => each.group;
  const capturesByTopic = tableOf(captures, {
    ...byTopic,
    id: 'capturesByTopic',
    column: (each) => each.severity,
    columns: SEVERITIES,
  });
  const people = ({ people: n }: Count): Count => ({ count: n ?? 0, people: n, mostOfOne: 1 });
  const ofPeople = (line: Readonly<Record<string, Count>>) =>
    Object.fromEntries(Object.entries(line).map(([id, cell]) => [id, people(cell)]));
  const tables = [
    capturesByTopic,
    {
      ...capturesByTopic,
      id: 'peopleByTopic',
      unit: 'people' as const,
      cells: Object.fromEntries(Object.entries(capturesByTopic.cells).map(([row, line]) => [row, ofPeople(line)])),
      totals: ofPeople(capturesByTopic.totals ?? {}),
    },
    tableOf(captures, { ...byTopic, id: 'capturesByStage', column: group, columns: GROUPS }),
    tableOf(captures, { ...byTopic, id: 'capturesByPhase', column: phase, columns: PHASES }),
    tableOf(captures, {
      ...plain,
      id: 'capturesByGrade',
      row: (each) => each.grade,
      rows: [...SEVERITIES, 'ungraded'],
    }),
    joined(
      tableOf(captures, { ...plain, id: 'capturesByMonth', row: month, rows: months }),
      tableOf(captures, { ...episodes, id: '', row: month, rows: months }),
    ),
    tableOf(captures, { ...plain, id: 'capturesBySession', row: (each) => each.session, rows: SESSIONS }),
    joined(
      tableOf(support, { ...plain, id: 'supportMatters', row: topic, hasTotals: false }),
      tableOf(support, { ...episodes, id: '', row: topic, hasTotals: false }),
    ),
    byClause('capturesByClause', 'captures', captures),
    tableOf(requests, { ...byAction, id: 'requestsByMonth', row: month, rows: months }),
    tableOf(requests, { ...byAction, id: 'requestsByStage', row: group, rows: GROUPS }),
    tableOf(requests, { ...byAction, id: 'requestsByPhase', row: phase, rows: PHASES }),
    tableOf(requests, { ...byAction, id: 'requestsBySession', row: (each) => each.session, rows: SESSIONS }),
    tableOf(requests, { ...byAction, id: 'requestsByTopic', row: topic }),
    byClause('blockedByClause', 'requests', blocked),
    tableOf(blocked, { ...byTopic, unit: 'requests', id: 'blockedByTopicAndStage', column: group, columns: GROUPS }),
    tableOf(captures, { ...plain, id: 'capturesByMethod', row: (each) => each.method }),
    tableOf(requests, { unit: 'requests', columns: ['requests'], id: 'requestsByMethod', row: (each) => each.method }),
    ...decisionTables(events, stated, months),
  ];
  return Object.fromEntries(tables.map((table) => [table.id, table]));
}

const peopleCount = (events: readonly Counting[]): Count => {
  const people = new Set(events.map((each) => each.subject)).size;
  return { count: people, people, mostOfOne: 1 };
};

const figure = (id: string, unit: FoundFinding['figures'][number]['unit'], count: Count) => ({
  id,
  label: id,
  unit,
  ...count,
});

function findingsOf(
  events: readonly SmallEvent[],
  { reports }: Stated,
  tables: Record<string, CountTable>,
): FoundFinding[] {
  const bypass = events.filter((each) => each.kind === 'request' && each.topic === 'bypass');
  const through = bypass.filter((each) => each.action === 'allowed');
  const staff = events.filter((each) => each.kind === 'capture' && each.group === 'staff');
  const severe = events.filter(
    (each) =>
      each.kind === 'capture' && each.nature === 'vulnerability' && Number(each.severity) >= 4 && each.grade !== '1',
  );
  const found = (id: string, figures: FoundFinding['figures']): FoundFinding => ({
    id,
    importance: 'medium',
    words: '',
    figures,
    evidence: null,
    failure: null,
  });
  const waiting = events.filter(
    (each) => each.kind === 'capture' && isSerious(each) && each.group !== 'governors' && each.decision === null,
  );
  const open = reports.filter(({ answer }) => answer === 'open');
  const unsigned = Object.entries(tables['acceptance']?.cells ?? {}).flatMap(([row, cells]) =>
    (cells['unsigned']?.count ?? 0) > 0 ? [{ table: 'acceptance', row, column: 'unsigned' }] : [],
  );
  const missing = unsigned.reduce(
    (sum, { row }) => sum + (tables['acceptance']?.cells[row]?.['unsigned']?.count ?? 0),
    0,
  );
  const support = (tables['supportMatters']?.rows ?? []).map((row) => ({
    table: 'supportMatters',
    row,
    column: 'captures',
  }));
  return [
    found('vpn-and-proxy', [
      {
        ...figure('attempts', 'requests', countOf(bypass, null)),
        cell: { table: 'requestsByTopic', row: 'bypass', column: 'total' },
      },
      { ...figure('people', 'people', peopleCount(bypass)), within: [{ figure: 'attempts' }] },
      {
        ...figure('through', 'requests', countOf(through, null)),
        cell: { table: 'requestsByTopic', row: 'bypass', column: 'allowed' },
      },
      {
        ...figure('people-through', 'people', peopleCount(through)),
        within: [{ figure: 'through' }, { figure: 'people' }],
      },
    ]),
    found('staff-captures', [
      {
        ...figure('captures', 'captures', countOf(staff, null)),
        cell: { table: 'capturesByStage', row: null, column: 'staff' },
      },
      { ...figure('people', 'people', peopleCount(staff)), within: [{ figure: 'captures' }] },
    ]),
    found('support-needed', [
      {
        ...figure('captures', 'captures', countOf(severe, null)),
        within: [support],
      },
      {
        ...figure(
          'episodes',
          'episodes',
          countOf(severe, (each) => each.episode),
        ),
        within: [{ figure: 'captures' }],
      },
      { ...figure('people', 'people', peopleCount(severe)), within: [{ figure: 'episodes' }] },
    ]),
    found('decisions-missing', [
      {
        ...figure('captures', 'captures', countOf(waiting, null)),
        within: [{ table: 'seriousCaptures', row: null, column: 'undecided' }],
      },
      { ...figure('people', 'people', peopleCount(waiting)), within: [{ figure: 'captures' }] },
    ]),
    found('concerns-open', [
      {
        ...figure('reports', 'reports', countOf(open, null)),
        within: [{ table: 'reportsByKind', row: null, column: 'open' }],
      },
    ]),
    // Nobody is asked for two agreements here: each missing signature is one person.
    found('agreements-not-accepted', [
      { ...figure('signatures', 'signatures', { count: missing, people: missing, mostOfOne: 1 }), sumOf: unsigned },
      {
        ...figure('people', 'people', { count: missing, people: missing, mostOfOne: 1 }),
        within: [{ figure: 'signatures' }],
      },
    ]),
  ].filter(({ figures }) => (figures[0]?.count ?? 0) > 0);
}

function unknownsOf(events: readonly SmallEvent[]): Review['unknowns'] {
  const requests = events.filter((each) => each.kind === 'request');
  const captures = events.filter((each) => each.kind === 'capture');
  const of = (
    id: string,
    own: readonly SmallEvent[],
    unit: 'captures' | 'requests',
    cell: { table: string; row: string | null; column: string },
  ) => ({
    ...figure(id, unit, countOf(own, null)),
    cell,
  });
  return [
    of(
      'requests-unattributed',
      requests.filter((each) => each.group === 'unattributed'),
      'requests',
      { table: 'requestsByStage', row: 'unattributed', column: 'total' },
    ),
    of(
      'captures-unattributed',
      captures.filter((each) => each.group === 'unattributed'),
      'captures',
      { table: 'capturesByStage', row: null, column: 'unattributed' },
    ),
    of(
      'captures-unmapped',
      captures.filter((each) => each.topic === 'unmapped'),
      'captures',
      { table: 'capturesByTopic', row: 'unmapped', column: 'total' },
    ),
    of(
      'requests-unknown-action',
      requests.filter((each) => each.action === 'unknown'),
      'requests',
      { table: 'requestsByMonth', row: null, column: 'unknown' },
    ),
  ];
}

function filesOf(all: readonly SmallEvent[], months: readonly string[]): Review['files'] {
  const ids = [...new Set(all.filter((each) => months.includes(each.month)).map((each) => each.importId))];
  return ids
    .toSorted((one, other) => one - other)
    .map((importId) => {
      const own = all.filter((each) => each.importId === importId);
      const inside = own.filter((each) => months.includes(each.month));
      const span = own.map((each) => each.month).toSorted();
      const byMonth = Object.fromEntries(
        months.map((month) => [month, inside.filter((each) => each.month === month).length]),
      );
      const outside = own.length - inside.length;
      const { people, mostOfOne } = countOf(inside, null);
      const isCapture = importId < 10;
      return {
        importId,
        name: '',
        format: isCapture ? 'securus-captures' : 'web-filter-csv',
        kind: isCapture ? 'capture' : 'request',
        from: `${span[0]}-01`,
        to: `${span.at(-1)}-28`,
        lines: own.length + 1,
        loaded: own.length,
        duplicate: 0,
        rejected: 0,
        ignored: 1,
        datesProven: true,
        people,
        mostOfOne,
        months: outside > 0 ? { ...byMonth, outside } : byMonth,
      };
    });
}

/** The review of some months of the school. */
export function reviewOf(school: SmallSchool, months: readonly string[]): Review {
  const { events: all } = school;
  const events = all.filter((each) => months.includes(each.month));
  const counted = countedOf(school, months, school.signatures);
  const size = (kind: SmallEvent['kind']) => {
    const { count, people } = countOf(
      events.filter((each) => each.kind === kind),
      null,
    );
    return { count, people };
  };
  return {
    period: { from: `${months[0]}-01`, to: `${months.at(-1)}-${months.at(-1) === '2026-03' ? '31' : '30'}` },
    clauseCells,
    desk: { tables: {}, recounted: [], findings: [] },
    ...counted,
    totals: {
      captures: size('capture'),
      episodes: size('capture'),
      requests: size('request'),
      visits: size('request'),
      blocked: { count: 0, people: 0 },
      peopleWithCaptures: 0,
    },
    coverage: { schoolDays: 0, schoolDaysWithRequests: 0, schoolDaysWithCaptures: 0, logGaps: [], silentWeeks: [] },
    people: [],
    matters: [],
    blocked: [],
    searches: [],
    sites: { listed: [], sitesByTopic: {} },
    candidates: [],
    listEffects: [],
    checks: { made: 0, failed: 0, minimum: [], matrix: [], open: [] },
    exclusions: [],
    guarded: [],
    roster: [],
    captures: [],
    incidents: [],
    countedIncidents: [],
    files: filesOf(all, months),
    rejections: [],
    unattributed: [],
  };
}

function countedOf(school: SmallSchool, months: readonly string[], signatures: SmallSchool['signatures']) {
  const own = <Row extends { readonly month: string }>(rows: readonly Row[]) =>
    rows.filter((each) => months.includes(each.month));
  const [events, stated] = [own(school.events), { reports: own(school.reports), signatures }];
  const tables = tablesOf(events, stated, months);
  return { tables, findings: findingsOf(events, stated, tables), unknowns: unknownsOf(events) };
}

/** What some months hold beside those of editions issued before. Who has signed by a day is of no months. */
export function differenceOf(school: SmallSchool, editions: readonly number[], months: readonly string[]): Difference {
  const isEmpty = !school.events.some((each) => months.includes(each.month));
  return { editions, ours: isEmpty ? null : countedOf(school, months, []), theirs: null };
}
