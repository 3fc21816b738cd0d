/** Tables of what people decided, reported and signed in an invented school, and of how it is known whose events are. */
import { table } from './table-sketch.js';

const groups = { pupils: 'Pupils', staff: 'Staff', governors: 'Governors', visitors: 'Visitors' };
const phases = { ...groups, unattributed: 'Not known', total: 'Total' };
const known = { title: 'How we know whose they are', rowHeading: 'Known by' };
const kinds = { conduct: 'Conduct', support: 'Support', total: 'Total' };

export const decisionTables = {
  capturesByMethod: table({
    id: 'capturesByMethod',
    ...known,
    unit: 'captures',
    columns: { captures: 'Captures' },
    rows: [
      ['account', 'Account on a list of people (sure: a list says so)', 322],
      ['name', 'First and last name on a list of people (not sure: it fits, and nothing contradicts)', 'c'],
      ['none', 'Not known whose (counted as nobody’s)', 'c'],
    ],
    totals: [351],
  }),
  requestsByMethod: table({
    id: 'requestsByMethod',
    ...known,
    unit: 'requests',
    columns: { requests: 'Requests' },
    rows: [
      ['account', 'Account on a list of people (sure: a list says so)', 252_670],
      ['none', 'Not known whose (counted as nobody’s)', 6345],
    ],
    totals: [259_015],
  }),
  seriousCaptures: table({
    id: 'seriousCaptures',
    title: 'Captures to look at, and whether a person decided',
    unit: 'captures',
    rowHeading: 'About',
    columns: { decided: 'Decided', undecided: 'Not decided', total: 'Total' },
    rows: [
      ['conduct', 'Conduct', 31, 16, 47],
      ['support', 'Support', 'c', 'c', 19],
    ],
    totals: ['c', 'c', 66],
  }),
  decisionsByOutcome: table({
    id: 'decisionsByOutcome',
    title: 'Decisions by outcome',
    unit: 'decisions',
    rowHeading: 'Outcome',
    columns: kinds,
    rows: [
      ['false-positive', 'False positive', 12, 0, 12],
      ['support-given', 'Support given', 0, 9, 9],
      ['parent-contacted', 'Parent contacted', 'c', 'c', 11],
    ],
    totals: ['c', 'c', 32],
  }),
  conductIncidents: table({
    id: 'conductIncidents',
    title: 'Incidents of conduct by topic and group',
    unit: 'incidents',
    rowHeading: 'Topic',
    columns: phases,
    rows: [
      ['bullying', 'Bullying', 7, 0, 0, 0, 0, 7],
      ['gambling', 'Gambling', 'c', 'c', 0, 0, 0, 'c'],
    ],
    totals: ['c', 'c', 0, 0, 0, 'c'],
  }),
  supportIncidents: table({
    id: 'supportIncidents',
    title: 'Incidents of support by topic and group',
    unit: 'incidents',
    rowHeading: 'Topic',
    columns: phases,
    rows: [['self-harm', 'Self-harm, suicide and eating disorders', 9, 0, 0, 0, 0, 9]],
    totals: [9, 0, 0, 0, 0, 9],
  }),
  reportsByKind: table({
    id: 'reportsByKind',
    title: 'Reports of concern by kind and answer',
    unit: 'reports',
    rowHeading: 'What was reported',
    columns: { open: 'No answer yet', allowed: 'Allowed', 'no-change': 'No change', total: 'Total' },
    rows: [
      ['accidental-access', 'Accidental access', 0, 0, 'c', 'c'],
      ['over-blocking', 'Blocked without reason', 0, 14, 7, 21],
    ],
    totals: [0, 14, 'c', 'c'],
  }),
  acceptance: table({
    id: 'acceptance',
    title: 'People who have signed an agreement',
    unit: 'people',
    rowHeading: 'Agreement',
    columns: { signed: 'Signed', unsigned: 'Not signed', total: 'Asked' },
    rows: [
      ['staff-code', 'Staff code of conduct', 'c', 'c', 40],
      ['ks2', 'Rules for key stage 2', 61, 59, 120],
    ],
  }),
};
