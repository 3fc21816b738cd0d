/** Checks, exclusions and the work order of the invented school; one site tries to be markup. */
import type { DslEdition, GovernorsEdition, ItEdition } from '@fmreview/core/edition';
import { figureOf } from './table-sketch.js';

const requests = (value: number | 'c') => figureOf(value, 'requests');

export const checks: DslEdition['checks'] = {
  counts: { made: 31, failed: 3, open: 2, gaps: 3 },
  minimum: [
    { test: 'Illegal images', madeCount: 6, lastOn: '2026-07-06' },
    { test: 'Terrorist content', madeCount: 5, lastOn: '2026-07-06' },
    { test: 'Adult content', madeCount: 0, lastOn: '2026-01-19' },
  ],
  matrix: [
    { device: 'Chromebook', location: 'Classroom', group: 'KS2', lastOn: '2026-07-06', state: 'ok' },
    { device: 'Laptop', location: 'Classroom', group: 'KS1', lastOn: '2026-07-06', state: 'failed' },
    { device: 'Tablet', location: 'Library', group: 'Reception', lastOn: '2026-02-02', state: 'not-in-period' },
    { device: 'Own device', location: 'Staff room', group: 'Staff', lastOn: '2026-05-18', state: 'ok' },
    { device: 'not said', location: 'not said', group: 'Governors', lastOn: null, state: 'never' },
  ],
  open: [
    {
      day: '2026-05-18',
      test: 'Ways round',
      ...{ device: 'Laptop', location: 'Classroom', group: 'KS1', connection: 'Wi-Fi' },
      ...{ expected: 'Blocked', actual: 'Allowed', owner: 'IT support' },
    },
    {
      day: '2026-07-06',
      test: 'Monitoring alert',
      ...{ device: 'Laptop', location: 'Home', group: 'Staff', connection: 'Mobile data' },
      ...{ expected: 'Alert', actual: 'No alert', owner: '' },
    },
  ],
};

export const checkNumbers: GovernorsEdition['checks'] = { counts: checks.counts, minimum: checks.minimum };

export const setAside: GovernorsEdition['setAside'] = {
  exclusions: 2,
  captures: figureOf('c', 'captures'),
  requests: requests(412),
};

export const exclusions: DslEdition['exclusions'] = [
  {
    kind: 'phrase',
    about: 'to be or <b>not</b> to be',
    ...{ forWhom: 'Year 6, 6A', reason: 'Curriculum', decidedBy: 'DSL', decidedOn: '2026-02-27' },
    ...{ from: '2026-03-02', to: '2026-03-27', hasEnded: true, captures: 14, requests: 0, people: 4 },
  },
  {
    kind: 'site',
    about: 'timetables.example',
    ...{ forWhom: 'staff', reason: 'School software', decidedBy: 'Headteacher', decidedOn: '2026-01-05' },
    ...{ from: '2026-01-05', to: '2026-12-31', hasEnded: false, captures: 0, requests: 412, people: 38 },
  },
];

const candidate = (
  site: string,
  reasons: string[],
  [changed, already, people, lessonRequests]: readonly (number | 'c')[],
): ItEdition['candidates']['lists'][number]['rows'][number] => ({
  site,
  topics: [],
  reasons,
  confidence: reasons.length > 1 ? 'likely' : 'possible',
  changed: requests(changed ?? 0),
  already: requests(already ?? 0),
  people: figureOf(people ?? 0, 'people'),
  lessonRequests: requests(lessonRequests ?? 0),
  groups: changed === 'c' ? [] : ['Key stage 2', 'Staff'],
  sessions: changed === 'c' ? [] : ['Lessons', 'Break and lunch'],
  firstDay: changed === 'c' ? null : '2026-03-02',
  lastDay: changed === 'c' ? null : '2026-07-17',
});

const WAY_ROUND = 'a way round the filter that was let through';
const BLOCKED_TOPIC = 'let through although the filter, or the school, blocks its category';

export const candidates: ItEdition['candidates'] = {
  roundedTo: 10,
  lists: [
    {
      list: 'block',
      rows: [
        candidate('hidden-tunnel-through-everything.example', [WAY_ROUND, BLOCKED_TOPIC], [410, 400, 20, 0]),
        candidate('hop.example', [WAY_ROUND], ['c', 'c', 'c', 'c']),
        candidate('lucky.example', [BLOCKED_TOPIC], [60, 1240, 60, 'c']),
      ],
      further: figureOf('c', 'sites'),
    },
    {
      list: 'allow',
      rows: [candidate('listening.example', ['a site that offers help is blocked'], ['c', 'c', 'c', 'c'])],
      further: figureOf(20, 'sites'),
    },
    { list: 'exception', rows: [], further: figureOf(0, 'sites') },
  ],
};

export const listEffects: ItEdition['listEffects'] = [
  {
    ...{ entry: 'hop.example', list: 'block', forWhom: 'Everybody', reason: 'Bypass' },
    ...{ decidedBy: 'DSL', decidedOn: '2026-03-20', effect: 'not-done', reviewOn: '2026-09-01' },
  },
  {
    ...{ entry: 'phonics.example', list: 'allow', forWhom: 'KS1', reason: 'Over blocking' },
    ...{ decidedBy: 'Headteacher', decidedOn: '2026-04-21', effect: 'works', reviewOn: null },
  },
];

export const tasks: ItEdition['tasks'] = [
  {
    importance: 'high',
    what: 'Make the changes that were decided and have not come to the filter, and test them.',
    why: 'Decisions about the lists are not in effect.',
    evidence: 'hop.example',
    who: 'IT support, with the DSL',
  },
  {
    importance: 'high',
    what: 'Put right what failed, test it again on the same kind of device, and write the day into the list of checks.',
    why: 'Checks of filtering and monitoring that failed.',
    evidence: 'Checks that failed: 3; Failed checks that are open: 2',
    who: 'IT support, with the DSL',
  },
  {
    importance: 'high',
    what: 'Look at the monitoring program of each of these devices, and mend or install it again.',
    why: 'Devices in use whose monitoring has gone silent.',
    evidence: 'Devices without contact for weeks: 4; Requests from them since: [c]',
    who: 'IT support, with the monitoring provider',
  },
  {
    importance: 'medium',
    what: 'Put the sites for the block list to the DSL, and block those that are approved.',
    why: 'A way round the filter that was let through.',
    evidence: 'hidden-tunnel-through-everything.example, hop.example, lucky.example',
    who: 'DSL decides; IT support makes the change',
  },
  {
    importance: 'low',
    what: 'Allow the site for pupils <unless> there is a reason on record not to.',
    why: 'A learning site was blocked during a lesson.',
    evidence: '',
    who: 'IT support',
  },
];
