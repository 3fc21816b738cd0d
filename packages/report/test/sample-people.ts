/** What only the safeguarding lead's sample holds: invented people, and phrases that try to be markup. */
import type { DslEdition } from '@fmreview/core/edition';

type Capture = DslEdition['support'][number];

const lead = 'Designated safeguarding lead';
const names = [
  'Tavrin Oskelby',
  'Mirelle O’Dunstrava',
  'Jorvek Pellandry',
  'Saskeline Brothwick-Ellingavar',
  'Quillon <b>Tarveth</b>',
];
const phrases = [
  'no way out now',
  'how to #hide *this* _from_ $school$',
  '<script>alert("x")</script> & \\ `code`',
  '= "formula" [link](x) @ref ~ // comment',
  'emoji 🙂 and 漢字 and שלום',
  'averyveryveryveryverylongwordwithoutanybreakatallinitwhichmustnotrunoverthecell',
];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';
const twoDigits = (value: number): string => String(value).padStart(2, '0');

const capture = (index: number): Capture => ({
  id: `SEC-2026-${String(index + 1).padStart(5, '0')}`,
  createdLocal: `2026-0${3 + (index % 5)}-${twoDigits(1 + ((index * 7) % 28))} ${twoDigits(9 + (index % 6))}:${twoDigits((index * 13) % 60)}:07`,
  name: pick(names, index),
  group: index % 4 === 3 ? '' : `Year ${3 + (index % 4)}, ${3 + (index % 4)}A`,
  topic: 'Self-harm, suicide and eating disorders',
  nature: 'vulnerability',
  severityLibrary: 5 - (index % 3),
  severityGrade: index % 3 === 0 ? 5 : null,
  phrase: pick(phrases, index),
  source: 'Keyboard',
  clauses: [],
  route: lead,
  suggestedStep: null,
  stepWhy: 'A sign that somebody may need help: support, and no step.',
  knownBy: index % 4 === 1 ? 'by the list of devices' : '',
  filterAnswer: (['allowed', 'blocked', 'not-in-log', 'no-site'] as const)[index % 4] ?? 'no-site',
  decision:
    index % 3 === 2
      ? { outcome: 'Support given', stepTaken: null, decidedOn: '2026-05-22', decidedBy: 'deputy DSL' }
      : null,
});

const conductCapture = (index: number): Capture => ({
  ...capture(index + 40),
  topic: pick(['Bullying', 'Inappropriate language', 'Games', 'Getting round the filter'], index),
  nature: 'breach',
  severityLibrary: 4 - (index % 4),
  severityGrade: index % 5 === 0 ? null : 4,
  source: index % 2 === 0 ? 'Keyboard' : 'Application',
  clauses: index % 3 === 0 ? ['Key stage 2, rule 3', 'Key stage 2, rule 7'] : ['Key stage 2, rule 7'],
  route: index % 2 === 0 ? 'Class teacher, then designated safeguarding lead' : lead,
  suggestedStep: index % 4 === 3 ? null : 'Step 2',
  stepWhy: 'Incidents on purpose that a person decided on before: 1.',
  decision:
    index % 4 === 3 ? { outcome: 'Parent contacted', stepTaken: 2, decidedOn: '2026-06-12', decidedBy: 'DSL' } : null,
});

const incident = (index: number): DslEdition['incidents'][number] => ({
  id: `9:${index + 40}`,
  day: `2026-05-0${index + 1}`,
  name: pick(names, index),
  group: index % 2 === 0 ? 'Year 5, 5A' : '',
  topic: index % 3 === 0 ? 'Self-harm, suicide and eating disorders' : 'Bullying',
  nature: index % 3 === 0 ? 'vulnerability' : 'breach',
  outcome: index % 3 === 0 ? 'Support given' : 'Parent contacted',
  onPurpose: index % 3 === 0 ? null : index % 2 === 0,
  stepTaken: index % 3 === 1 ? 2 : null,
  decidedOn: `2026-05-1${index}`,
  decidedBy: 'DSL',
});

const people = names.map((name, index): DslEdition['people'][number] => ({
  name,
  account: `account${index + 1}`,
  role: index === 3 ? 'Staff' : 'Pupil',
  group: index === 3 ? '' : `Year ${3 + index}, ${3 + index}A`,
  captures: 31 - index * 5,
  episodes: 14 - index * 2,
  gradedNoConcern: index === 0 ? 0 : 3,
  blockedRequests: index === 1 ? 1204 : 18,
  topics: index === 0 ? ['Self-harm, suicide and eating disorders'] : ['Bullying', 'Games', 'Inappropriate language'],
  clauses:
    index === 0
      ? []
      : [
          { reference: 'Key stage 2, rule 3', summary: 'devices are used for school work only' },
          { reference: 'Key stage 2, rule 7', summary: 'messages are polite and sensible' },
        ],
  route: lead,
  suggestedStep: index === 0 ? null : 'Step 2',
  stepWhy:
    index === 0
      ? 'A sign that somebody may need help: support, and no step.'
      : 'Incidents on purpose that a person decided on before: 1.',
  knownBy: index === 2 ? 'by name only' : '',
}));

export const dslOnly = {
  evidence: {
    title: 'accounts that reached a service which hides traffic',
    columns: ['Name', 'Account', 'Site', 'Requests', 'First seen', 'Last seen'],
    rows: [
      [
        'Jorvek Pellandry',
        'account3',
        'hidden-tunnel-through-everything.example',
        '14',
        '2026-05-20 10:12',
        '2026-06-02 13:41',
      ],
      [
        'Mirelle O’Dunstrava',
        'account2',
        'https://proxy.example/start?user=#1&page=*2*/and/a/very/long/path',
        '3',
        '2026-06-02 13:05',
        '2026-06-02 13:07',
      ],
    ],
    omittedCount: 2,
  },
  lists: {
    people,
    support: Array.from({ length: 9 }, (_, index) => capture(index)),
    conduct: Array.from({ length: 38 }, (_, index) => conductCapture(index)),
    incidents: Array.from({ length: 6 }, (_, index) => incident(index)),
    routes: [
      { to: 'DSL', alsoTell: ['parents', 'police'], summary: 'A pupil may have broken a rule.' },
      { to: 'Chair of governors', alsoTell: [], summary: 'The matter is about a safeguarding lead.' },
    ],
    ladders: [
      {
        title: 'Misuse by pupils',
        steps: [
          { label: 'Step 1', when: 'The first time', summary: 'Home is told.' },
          { label: 'Step 2', when: 'Again', summary: 'A conversation with the headteacher.' },
        ],
        note: 'Whether a matter is serious, a person decides.',
      },
    ],
    searches: [
      {
        name: pick(names, 0),
        group: 'Year 3, 3A',
        theme: 'Self-harm, suicide and eating disorders',
        term: 'how to #feel *nothing* <b>',
        count: 3,
        firstDay: '2026-05-20',
        lastDay: '2026-05-22',
      },
      {
        name: pick(names, 2),
        group: '',
        theme: 'Getting round the filter',
        term: 'free vpn for school laptop',
        count: 14,
        firstDay: '2026-03-11',
        lastDay: '2026-06-30',
      },
    ],
    withheld: [
      { captures: 4, goesTo: 'Headteacher', reason: 'About a member of staff' },
      { captures: 1, goesTo: 'Chair of governors', reason: 'About the headteacher or a designated safeguarding lead' },
    ],
    unattributed: [
      { account: 'kiosk-7', requests: 1204, captures: 0 },
      { account: 'FERNHOLLOW\\old.account', requests: 186, captures: 2 },
      { account: 'test"user\'', requests: 20, captures: 0 },
    ],
    rejections: [
      {
        file: 'filter/console-2026-03.csv',
        column: 'Date and time',
        reason: 'The date does not exist',
        count: 1,
        firstLines: [20_411],
      },
      {
        file: 'securus/captures “1” & <i>co</i>.csv',
        column: 'Severity',
        reason: 'Not a whole number',
        count: 1,
        firstLines: [188],
      },
      {
        file: 'squid/access-2026-03.log',
        column: 'URL',
        reason: 'The line is cut off',
        count: 3,
        firstLines: [17, 10_404, 23_990],
      },
    ],
  },
} satisfies {
  evidence: DslEdition['findings'][number]['evidence'];
  lists: Pick<
    DslEdition,
    | 'people'
    | 'support'
    | 'conduct'
    | 'incidents'
    | 'searches'
    | 'routes'
    | 'ladders'
    | 'withheld'
    | 'unattributed'
    | 'rejections'
  >;
};
