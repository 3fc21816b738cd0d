/** Editions with nothing in them, for examples that are about one part only. */
import { type Edition, type EditionName, edition as editionSchema, type Table } from '@fmreview/core/edition';
import type { Example } from '../src/section.js';
import { sampleTables } from './sample-tables.js';

const reviewTables = Object.keys(sampleTables);

/** Columns that an edition has no place for. */
const onlyColumns: Partial<Record<EditionName, Record<string, readonly string[]>>> = {
  it: { coverageByMonth: ['school-days', 'with-requests'] },
  public: { capturesByMonth: ['captures'], capturesByTopic: ['total'], requestsByMonth: ['total', 'blocked'] },
};

function emptyTable(name: string, edition: EditionName): Table {
  const table: Table = Object.values(sampleTables).find(({ id }) => id === name) ?? {
    ...sampleTables.capturesByTopic,
    id: name,
  };
  const kept = onlyColumns[edition]?.[name];
  const columns = table.columns.filter(({ id }) => kept === undefined || kept.includes(id));
  return { ...table, columns, rows: [], totals: null, note: null };
}

const identity = {
  contract: 4,
  toolVersion: '0.1.0',
  demonstration: false,
  school: { name: 'Example School' },
  period: { from: '2026-03-01', to: '2026-08-31' },
  timeZone: 'Europe/London',
  policy: { id: 'example', school: 'Example School', title: 'Acceptable use' },
  guidance: [],
  references: { schemes: [], topics: [] },
  systems: { filter: null, monitoring: null },
  definitions: [],
};
const coverageOfLogs = { schoolDays: 0, schoolDaysWithRequests: 0, logGaps: [] };
const coverage = { ...coverageOfLogs, schoolDaysWithCaptures: 0, silentWeeks: [] };
const keyFigures = [{ id: 'none', label: 'None', figure: { kind: 'not-applicable' }, note: null }];
const summary = { found: [{ words: 'Nothing.', importance: 'information' }], means: [], asks: [] };
const suppression = { thresholdPeople: 5, suppressedCount: 0 };
const guide = { routes: [], ladders: [], withheld: [] };
const wholeReview = { summary, keyFigures, coverage, unknowns: [], findings: [], files: [] };
const checkNumbers = { counts: { made: 0, failed: 0, open: 0, gaps: 0 }, minimum: [] };
const checks = { ...checkNumbers, matrix: [], open: [] };
const setAside = {
  exclusions: 0,
  captures: { kind: 'count', value: 0, unit: 'captures' },
  requests: { kind: 'count', value: 0, unit: 'requests' },
};
const annex = {
  coverage,
  counts: { people: 0, captures: 0, episodes: 0 },
  people: [],
  captures: [],
  incidents: [],
  searches: [],
  knownBy: [],
  ...guide,
};

const own: Record<EditionName, object> = {
  governors: { ...wholeReview, suppression, checks: checkNumbers, setAside },
  dsl: {
    ...wholeReview,
    ...guide,
    checks,
    exclusions: [],
    people: [],
    support: [],
    conduct: [],
    incidents: [],
    searches: [],
    unattributed: [],
    rejections: [],
  },
  it: {
    ...wholeReview,
    suppression,
    coverage: coverageOfLogs,
    summary: { found: summary.found, means: [] },
    tasks: [],
    candidates: { lists: [], roundedTo: 10 },
    listEffects: [],
    checks,
    sites: { rows: [], further: { kind: 'count', value: 0, unit: 'sites' }, roundedTo: 10 },
    rejections: [],
  },
  'staff-annex': annex,
  'chair-annex': annex,
  public: {
    suppression,
    coverage,
    stopped: [],
    watchedFor: [],
    readers: [],
    keptMonths: { captures: 12, requests: 12, names: 12 },
    review: { everyMonths: 6, reportsTo: 'governors' },
  },
  evidence: { suppression, keyFigures, coverage, readers: [], setAside, unknowns: [] },
};

const tablesOf: Record<EditionName, readonly string[]> = {
  governors: reviewTables,
  dsl: reviewTables,
  it: ['requestsByMonth', 'requestsBySession', 'requestsByTopic', 'requestsByMethod', 'coverageByMonth'],
  'staff-annex': [],
  'chair-annex': [],
  public: ['capturesByMonth', 'capturesByTopic', 'requestsByMonth'],
  evidence: [
    'capturesByTopic',
    'peopleByTopic',
    'capturesByGrade',
    'capturesByMonth',
    'capturesByMethod',
    'coverageByMonth',
  ],
};

/** The excerpt in an otherwise empty edition; the schema says whether it is one. */
export function editionWith(excerpt: Example<EditionName>['given']): Edition {
  const names = tablesOf[excerpt.edition];
  const given = 'tables' in excerpt ? excerpt.tables : {};
  const tables = { ...Object.fromEntries(names.map((name) => [name, emptyTable(name, excerpt.edition)])), ...given };
  return editionSchema.parse({
    ...identity,
    ...own[excerpt.edition],
    ...excerpt,
    ...(names.length === 0 ? {} : { tables }),
  });
}
