/** One realistic edition of each kind, for an invented school. Some names and phrases try hard to be markup. */
import type { DslEdition, GovernorsEdition } from '@fmreview/core/edition';
import { dslOnly } from './sample-people.js';
import { sampleTables } from './sample-tables.js';
import { checkNumbers, checks, exclusions, setAside } from './sample-work.js';
import { figureOf } from './table-sketch.js';

type Findings = GovernorsEdition['findings'];

export const findings: Findings = [
  {
    id: 'filter-bypass',
    title: 'Ways round the filter were tried, and some worked',
    importance: 'high',
    confidence: 'certain',
    words:
      'Pupils of key stage 2 tried to reach services that hide traffic from the filter. 402 requests were blocked; a small number got through.',
    why: 'Whoever gets round the filter has an unfiltered and unmonitored internet in school.',
    source: 'Filtering and monitoring core standard, edition of 16 September 2026',
    action: 'Block the services listed in the IT pack, and test from a pupil account that the block holds.',
    owner: 'IT support, reporting to the designated safeguarding lead',
    figures: [
      { id: 'blocked', label: 'Requests blocked', figure: figureOf(402, 'requests') },
      { id: 'allowed', label: 'Requests that got through', figure: figureOf('c', 'requests') },
      { id: 'share', label: 'Share that was blocked', figure: { kind: 'suppressed', unit: 'requests' } },
    ],
    failure: null,
  },
  {
    id: 'log-gaps',
    title: 'Two school days have no filter log',
    importance: 'high',
    confidence: 'certain',
    words: 'There is not one line of filter log for 12 May 2026 and 13 May 2026.',
    why: 'Without a log nobody can tell what was reached on those days, and the monitoring cannot be checked against it.',
    source: 'Keeping children safe in education 2026, part two',
    action: 'Find out whether the filter was off or only its log, and write down the answer.',
    owner: 'IT support',
    figures: [{ id: 'days', label: 'School days without a log', figure: figureOf(2, 'days') }],
    failure: null,
  },
  {
    id: 'noisy-phrase',
    title: 'One phrase causes a fifth of all captures',
    importance: 'medium',
    confidence: 'likely',
    words: 'One entry of the library made 71 captures; 97.2% of them were graded as no concern.',
    why: 'Needless captures hide the ones that matter.',
    source: 'School’s own review cycle',
    action: 'Ask the supplier to narrow the entry; look at its effect again next month.',
    owner: 'Designated safeguarding lead',
    figures: [
      { id: 'captures', label: 'Captures of this phrase', figure: figureOf(71, 'captures') },
      { id: 'no-concern', label: 'Graded as no concern', figure: { kind: 'percent', value: 97.2 } },
    ],
    failure: null,
  },
  {
    id: 'over-blocking',
    title: 'A learning site was blocked during a lesson',
    importance: 'low',
    confidence: 'possible',
    words: 'A site in the category “Education” was blocked for most of a class within one lesson.',
    why: 'Blocking too much gets in the way of teaching, and of learning to be safe online.',
    source: 'Keeping children safe in education 2026, part two',
    action: 'Allow the site for pupils unless there is a reason on record not to.',
    owner: 'IT support',
    figures: [{ id: 'requests', label: 'Requests blocked', figure: figureOf(44, 'requests') }],
    failure: null,
  },
  {
    id: 'response-times',
    title: 'How quickly captures were looked at',
    importance: 'information',
    confidence: 'certain',
    words: 'This could not be computed.',
    why: 'An urgent capture wants eyes on it within the hour.',
    source: 'School’s own review cycle',
    action: 'Ask the supplier for an export that says when each capture was first opened.',
    owner: 'External provider',
    figures: [{ id: 'median', label: 'Captures with a time of first view', figure: { kind: 'not-available' } }],
    failure: 'The export has no column that says when a capture was viewed.',
  },
];

export const identity = {
  contract: 4,
  toolVersion: '0.1.0',
  demonstration: true,
  school: { name: 'Fernhollow Primary School' },
  period: { from: '2026-03-01', to: '2026-08-31' },
  timeZone: 'Europe/London',
  policy: { id: 'beech-green', school: 'Beech Green Primary School', title: 'Online safety and acceptable use' },
  guidance: [
    { title: 'Keeping children safe in education', edition: '2026', inForceFrom: '2026-09-01' },
    { title: 'Filtering and monitoring: core standard', edition: '16 September 2026', inForceFrom: '2026-09-16' },
    { title: 'Appropriate filtering and appropriate monitoring', edition: '2026', inForceFrom: '2026-05-01' },
  ],
  references: {
    schemes: [
      { title: 'KCSIE area of risk', editions: ['Keeping children safe in education (2026)'] },
      { title: 'UKSIC filtering', editions: ['Appropriate filtering and monitoring definitions (2026)'] },
    ],
    topics: [
      { id: 'bypass', label: 'Ways round the filter', headings: [['Conduct'], ['Malware / hacking']] },
      { id: 'gambling', label: 'Gambling', headings: [['Commerce'], ['Gambling']] },
    ],
  },
  systems: { filter: 'Squid proxy and web-filter console', monitoring: 'Securus' },
  definitions: [
    { term: 'Request', meaning: 'One line of a web-filter log.' },
    { term: 'Capture', meaning: 'One record that the monitoring software made.' },
    {
      term: 'Episode',
      meaning: 'Captures of one account and one category, each within five minutes of the one before.',
    },
    { term: 'Support matter', meaning: 'A sign that somebody may need help. It breaks no rule.' },
    { term: 'School day', meaning: 'A weekday in term that is neither a holiday nor a training day.' },
  ],
} satisfies Partial<GovernorsEdition>;

export const wholeReview = {
  ...identity,
  summary: {
    found: [
      {
        words: 'Ways round the filter were tried by key stage 2 pupils: most were stopped, some were not.',
        importance: 'high',
      },
      { words: 'Two school days in May have no filter log at all.', importance: 'high' },
      {
        words: 'One phrase of the monitoring library makes a fifth of all captures and is almost never a concern.',
        importance: 'medium',
      },
      {
        words: 'The filter blocked more than 6,000 requests; no blocked topic stands out against the spring.',
        importance: 'information',
      },
    ],
    means: [
      {
        words: 'Filtering works on the whole, but not against services that are made to get round it.',
        importance: 'high',
      },
      {
        words: 'For two days nobody can say what was reached. That is a gap in the record, not proof of harm.',
        importance: 'medium',
      },
      { words: 'Staff spend time on captures that are of no concern, which delays those that are.', importance: 'low' },
    ],
    asks: [
      {
        words: 'Ask when the services that get round the filter will be blocked, and who will test it.',
        owner: 'Safeguarding governor',
      },
      {
        words: 'Ask what caused the two days without a log, and how the next gap will be noticed.',
        owner: 'Chair of governors',
      },
      { words: 'Agree that the review is repeated in six months.', owner: 'Full governing body' },
    ],
  },
  keyFigures: [
    {
      id: 'requests',
      label: 'Web requests',
      figure: figureOf(259_015, 'requests'),
      note: 'Logged on 81 of 83 school days',
    },
    {
      id: 'blocked',
      label: 'Blocked by the filter',
      figure: figureOf('c', 'requests'),
      note: 'Held back: August would give a person away',
    },
    {
      id: 'captures',
      label: 'Monitoring captures',
      figure: figureOf(351, 'captures'),
      note: 'Seen on 65 of 83 school days',
    },
    {
      id: 'episodes',
      label: 'Episodes',
      figure: figureOf(157, 'episodes'),
      note: 'Runs of captures within five minutes',
    },
    {
      id: 'urgent',
      label: 'Urgent, staff grade 5',
      figure: figureOf(0, 'captures'),
      note: 'Zero of 234 graded; 117 are not graded yet',
    },
    {
      id: 'review',
      label: 'Captures looked at',
      figure: { kind: 'percent', value: 66.7 },
      note: 'Share with a grade by a person',
    },
  ],
  coverage: {
    schoolDays: 83,
    schoolDaysWithRequests: 81,
    schoolDaysWithCaptures: 65,
    logGaps: [{ from: '2026-05-12', to: '2026-05-13', schoolDays: 2 }],
    silentWeeks: [
      { from: '2026-06-08', to: '2026-06-12', schoolDays: 5 },
      { from: '2026-07-20', to: '2026-07-20', schoolDays: 1 },
    ],
  },
  tables: sampleTables,
  unknowns: [
    {
      id: 'rejected',
      label: 'Lines that could not be read',
      figure: figureOf(9, 'lines'),
      note: 'Cut off, or with a date that does not exist',
    },
    {
      id: 'unattributed',
      label: 'Requests of accounts that match nobody',
      figure: figureOf(1410, 'requests'),
      note: 'Three accounts are on no roster',
    },
    {
      id: 'unmapped',
      label: 'Vendor categories without a topic',
      figure: figureOf(2, 'categories'),
      note: '“Virtual Pets” and “Custom”',
    },
    { id: 'viewed', label: 'Captures with a time of first view', figure: figureOf('x', 'captures'), note: null },
  ],
} satisfies Omit<GovernorsEdition, 'edition' | 'suppression' | 'findings' | 'files' | 'checks' | 'setAside'>;

const month = (
  label: string,
  name: string,
  format: string,
  number: string,
  lines: number,
): DslEdition['files'][number] => ({
  label,
  name,
  format,
  from: `2026-${number}-01`,
  to: `2026-${number}-${number === '04' || number === '06' ? '30' : '31'}`,
  ledger: { lines, loaded: lines - 4, duplicate: 0, rejected: 1, ignored: 3 },
});

export const files: DslEdition['files'] = [
  {
    label: 'File 1',
    name: 'roster.csv',
    format: 'roster-csv',
    from: null,
    to: null,
    ledger: { lines: 479, loaded: 477, duplicate: 0, rejected: 1, ignored: 1 },
  },
  month('File 2', 'squid/access-2026-03.log', 'squid-native', '03', 24_011),
  month('File 3', 'squid/access-2026-04.log', 'squid-native', '04', 12_408),
  month('File 4', 'squid/access-2026-05.log', 'squid-native', '05', 22_880),
  month('File 5', 'filter/console-2026-03.csv', 'web-filter-csv', '03', 35_823),
  month('File 6', 'filter/console-2026-04.csv', 'web-filter-csv', '04', 18_440),
  {
    label: 'File 7',
    name: 'filter/console-overlap.csv',
    format: 'web-filter-csv',
    from: '2026-05-26',
    to: '2026-06-03',
    ledger: { lines: 9120, loaded: 0, duplicate: 9119, rejected: 0, ignored: 1 },
  },
  {
    label: 'File 8',
    name: 'securus/captures “1” & <i>co</i>.csv',
    format: 'securus-captures',
    from: '2026-03-02',
    to: '2026-07-21',
    ledger: { lines: 371, loaded: 351, duplicate: 4, rejected: 1, ignored: 15 },
  },
];

export const governorsSample: GovernorsEdition = {
  edition: 'governors',
  ...wholeReview,
  suppression: { thresholdPeople: 5, suppressedCount: 61 },
  findings,
  checks: checkNumbers,
  setAside,
  files: files.map(({ name: _, ...ledger }) => ledger),
};

export const dslSample: DslEdition = {
  edition: 'dsl',
  ...wholeReview,
  files,
  checks,
  exclusions,
  findings: findings.map((finding, index) => ({ ...finding, evidence: index === 0 ? dslOnly.evidence : null })),
  ...dslOnly.lists,
};
