/** The annexes of an invented school: adults only, most of them innocent, and one name that tries to be markup. */
import type { ChairAnnex, StaffAnnex } from '@fmreview/core/edition';
import { identity, wholeReview } from './sample-edition.js';

type Person = StaffAnnex['people'][number];
type Capture = StaffAnnex['captures'][number];

const person = (given: Partial<Person> & Pick<Person, 'name' | 'account'>): Person => ({
  role: 'staff',
  group: '',
  captures: 3,
  episodes: 2,
  gradedNoConcern: 2,
  blockedRequests: 14,
  topics: ['Gambling'],
  clauses: [{ reference: 'Staff code, 4', summary: 'nothing offensive is looked at, kept or sent on' }],
  route: 'headteacher',
  suggestedStep: null,
  stepWhy: 'The policy lays down no steps for this.',
  knownBy: '',
  ...given,
});

const capture = (given: Partial<Capture> & Pick<Capture, 'id' | 'name' | 'phrase'>): Capture => ({
  createdLocal: '2026-05-20 10:12',
  group: 'staff',
  topic: 'Gambling',
  nature: 'breach',
  severityLibrary: 4,
  severityGrade: null,
  source: 'Keyboard',
  clauses: ['Staff code, 4'],
  route: 'headteacher',
  suggestedStep: null,
  stepWhy: 'The policy lays down no steps for this.',
  knownBy: '',
  filterAnswer: 'not-in-log',
  decision: null,
  ...given,
});

const guide = {
  routes: [
    {
      to: 'headteacher',
      alsoTell: ['local authority designated officer', 'police'],
      summary: 'A concern about a member of staff.',
    },
    {
      to: 'chair of governors',
      alsoTell: ['local authority designated officer', 'children’s social care', 'police'],
      summary: 'A concern about the headteacher or a safeguarding lead.',
    },
  ],
  ladders: [],
};

export const staffAnnexSample: StaffAnnex = {
  edition: 'staff-annex',
  ...identity,
  coverage: wholeReview.coverage,
  counts: { people: 3, captures: 11, episodes: 6 },
  people: [
    person({ name: 'Ombry Vanterloe', account: 'ovanterloe', captures: 7, episodes: 3 }),
    person({
      name: 'Ferrin <i>Dalquist</i>',
      account: 'fdalquist',
      topics: ['Self-harm, suicide and eating disorders'],
      clauses: [],
    }),
    person({ name: 'Perdita Holloway-Quince', account: 'pholloway', captures: 1, episodes: 1, gradedNoConcern: 0 }),
  ],
  captures: [
    capture({ id: '9:41', name: 'Ombry Vanterloe', phrase: 'place a bet on *this* #race' }),
    capture({
      id: '9:102',
      name: 'Ferrin <i>Dalquist</i>',
      phrase: 'cannot go on like this',
      topic: 'Self-harm, suicide and eating disorders',
      nature: 'vulnerability',
      severityLibrary: 5,
      severityGrade: 4,
      clauses: [],
    }),
    capture({ id: '11:7', name: 'not open to you', phrase: 'not open to you', severityLibrary: 5 }),
  ],
  incidents: [
    {
      id: '9:12',
      day: '2026-04-22',
      name: 'Ombry Vanterloe',
      group: 'staff',
      topic: 'Gambling',
      nature: 'breach',
      outcome: 'Disciplinary procedure',
      onPurpose: true,
      stepTaken: null,
      decidedOn: '2026-04-30',
      decidedBy: 'headteacher',
    },
  ],
  knownBy: [
    { method: 'Account on a list of people', confidence: 'sure: a list says so', captures: 9 },
    { method: 'First and last name on a list of people', confidence: 'not sure: it fits', captures: 2 },
  ],
  searches: [
    {
      name: 'Ombry Vanterloe',
      group: 'staff',
      theme: 'Gambling',
      term: 'odds for saturday',
      count: 4,
      firstDay: '2026-04-18',
      lastDay: '2026-06-02',
    },
  ],
  ...guide,
  withheld: [
    { captures: 331, goesTo: 'DSL', reason: 'They are about pupils, parents or visitors, or about nobody certain.' },
    {
      captures: 3,
      goesTo: 'chair of governors',
      reason: 'They are about the headteacher, a safeguarding lead or a governor.',
    },
  ],
};

export const chairAnnexSample: ChairAnnex = {
  ...staffAnnexSample,
  edition: 'chair-annex',
  counts: { people: 1, captures: 2, episodes: 1 },
  people: [person({ name: 'Isolde Marchbanks', account: 'imarchbanks', route: 'chair of governors', captures: 2 })],
  captures: [
    capture({ id: '9:77', name: 'Isolde Marchbanks', phrase: 'how to delete my history', route: 'chair of governors' }),
  ],
  searches: [],
  incidents: [],
  knownBy: [{ method: 'Account on a list of people', confidence: 'sure: a list says so', captures: 2 }],
  withheld: [
    { captures: 331, goesTo: 'DSL', reason: 'They are about pupils, parents or visitors, or about nobody certain.' },
    { captures: 11, goesTo: 'headteacher', reason: 'They are about members of staff.' },
  ],
};
