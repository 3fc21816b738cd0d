/** The editions of an invented school in which nobody is named: for IT, for everybody, and for an inspection. */
import type { EvidenceEdition, ItEdition, PublicEdition, Table } from '@fmreview/core/edition';
import { files, findings, identity, wholeReview } from './sample-edition.js';
import { sampleTables } from './sample-tables.js';
import { candidates, checks, listEffects, setAside, tasks } from './sample-work.js';
import { figureOf, table } from './table-sketch.js';

const suppression = { thresholdPeople: 5, suppressedCount: 24 };
const { schoolDays, schoolDaysWithRequests, logGaps } = wholeReview.coverage;

function columnsOf(whole: Table, kept: readonly string[]): Table {
  const isKept = whole.columns.map(({ id }) => kept.includes(id));
  const pick = <Value>(values: readonly Value[]) => values.filter((_, index) => isKept[index] === true);
  return {
    ...whole,
    columns: pick(whole.columns),
    rows: whole.rows.map((row) => ({ ...row, figures: pick(row.figures) })),
    totals: whole.totals === null ? null : pick(whole.totals),
  };
}

type Site = ItEdition['sites']['rows'][number];
const site = (name: string, topic: string, category: string, figures: readonly (number | 'c')[]): Site => ({
  site: name,
  topic,
  categories: category === '' ? [] : [category],
  requests: figureOf(figures[0] ?? 0, 'requests'),
  blocked: figureOf(figures[1] ?? 0, 'requests'),
  people: figureOf(figures[2] ?? 0, 'people'),
});

const quietDays = {
  title: 'Days without a log',
  columns: ['First day', 'Last day'],
  rows: [['12 May 2026', '13 May 2026']],
  omittedCount: 0,
};

export const itSample: ItEdition = {
  edition: 'it',
  ...identity,
  suppression,
  summary: {
    found: [
      { words: 'The filter’s log covers 81 of 83 school days.', importance: 'high' },
      { words: 'Ways round the filter were tried. Requests blocked: 402.', importance: 'high' },
    ],
    means: [
      { words: 'Requests are lines of the log: they count traffic and not intentions.', importance: 'information' },
    ],
  },
  keyFigures: wholeReview.keyFigures.filter(({ id }) => id === 'requests' || id === 'blocked'),
  coverage: { schoolDays, schoolDaysWithRequests, logGaps },
  tables: {
    requestsByMonth: sampleTables.requestsByMonth,
    requestsBySession: sampleTables.requestsBySession,
    requestsByTopic: sampleTables.requestsByTopic,
    requestsByMethod: sampleTables.requestsByMethod,
    coverageByMonth: columnsOf(sampleTables.coverageByMonth, ['school-days', 'with-requests']),
  },
  tasks,
  candidates,
  listEffects,
  checks,
  findings: findings
    .filter(({ id }) => id !== 'noisy-phrase' && id !== 'response-times')
    .map((finding) => ({ ...finding, evidence: finding.id === 'log-gaps' ? quietDays : null })),
  sites: {
    rows: [
      site(
        'hidden-tunnel-through-everything.example',
        'Getting round the filter',
        'Proxy Avoidance & VPN',
        [410, 400, 20],
      ),
      site('hop.example', 'Getting round the filter', 'Proxy Avoidance & VPN', ['c', 'c', 10]),
      site('lucky.example', 'Gambling', 'Gambling', [1240, 1240, 60]),
      site('phonics.example', 'Ordinary sites', 'Education', [560, 40, 120]),
      site('unsorted.example', 'No category in the log', '', [9870, 0, 210]),
    ],
    further: figureOf(140, 'sites'),
    roundedTo: 10,
  },
  unknowns: wholeReview.unknowns.filter(({ id }) => id !== 'viewed'),
  files: files.map(({ name: _, ...ledger }) => ledger),
  rejections: [
    { file: 'File 2', column: 'URL', reason: 'The line is cut off', count: 3 },
    { file: 'File 5', column: 'Date and time', reason: 'The date does not exist', count: 1 },
  ],
};

export const publicSample: PublicEdition = {
  edition: 'public',
  ...identity,
  suppression,
  coverage: wholeReview.coverage,
  stopped: ['Advertising', 'Games', 'Social media', 'Streaming', 'Getting round the filter', 'Gambling'],
  watchedFor: [
    'Extremism and radicalisation',
    'Self-harm, suicide and eating disorders',
    'Grooming and sexual exploitation',
    'Abuse',
  ],
  readers: [
    {
      office: 'The designated safeguarding lead and deputies',
      sees: 'names and records: those about pupils, visitors and members of staff',
    },
    { office: 'The headteacher', sees: 'names and records: those about members of staff' },
    { office: 'The chair of governors', sees: 'names and records: those about the headteacher' },
    { office: 'Governors', sees: 'numbers in which nobody can be recognised' },
    { office: 'The people who look after our computers', sees: 'numbers about websites, without names' },
  ],
  keptMonths: { captures: 12, requests: 12, names: 12 },
  review: { everyMonths: 6, reportsTo: 'governors' },
  tables: {
    capturesByMonth: columnsOf(sampleTables.capturesByMonth, ['captures']),
    capturesByTopic: columnsOf(sampleTables.capturesByTopic, ['total']),
    requestsByMonth: columnsOf(sampleTables.requestsByMonth, ['total', 'blocked']),
  },
};

export const evidenceSample: EvidenceEdition = {
  edition: 'evidence',
  ...identity,
  suppression,
  keyFigures: wholeReview.keyFigures.filter(({ id }) => id === 'captures' || id === 'urgent' || id === 'review'),
  coverage: wholeReview.coverage,
  tables: {
    capturesByTopic: sampleTables.capturesByTopic,
    peopleByTopic: table({
      id: 'peopleByTopic',
      title: 'People by topic and severity',
      unit: 'people',
      rowHeading: 'Topic',
      columns: { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5', total: 'Total' },
      rows: [
        ['language', 'Inappropriate language', 14, 31, 12, 'c', 0, 44],
        ['games', 'Games', 22, 19, 0, 0, 0, 30],
        ['grooming', 'Grooming', 0, 0, 0, 'c', 0, 'c'],
      ],
      totals: [28, 40, 12, 'c', 0, 61],
      note: 'One person may stand in several cells, so nothing here adds up.',
    }),
    capturesByGrade: sampleTables.capturesByGrade,
    capturesByMonth: sampleTables.capturesByMonth,
    capturesByMethod: sampleTables.capturesByMethod,
    coverageByMonth: sampleTables.coverageByMonth,
  },
  readers: [
    { office: 'Designated safeguarding lead', count: 1 },
    { office: 'Deputy safeguarding lead', count: 2 },
    { office: 'Headteacher', count: 1 },
    { office: 'Chair of governors', count: 1 },
    { office: 'Spare key for recovery', count: 0 },
  ],
  setAside,
  unknowns: wholeReview.unknowns.filter(({ id }) => id === 'unattributed' || id === 'unmapped'),
};
