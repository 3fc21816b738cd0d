import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'roster-csv',
  kind: 'membership',
  title: 'List of people, CSV with a header',
  product: 'School roster',
  layout: 'unconfirmed',
  source: 'A list that the school makes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['role', 'user'] },
  generic: true,
  fields: {
    role: { aliases: ['role', 'user type', 'person type', 'type'], as: 'role' },
    personId: {
      aliases: ['person id', 'id', 'admission number', 'employee id', 'admission no', 'staff code'],
      as: 'person-number',
    },
    firstName: { aliases: ['first name', 'forename', 'given name', 'preferred first name'], as: 'text' },
    lastName: { aliases: ['last name', 'surname', 'family name', 'preferred last name'], as: 'text' },
    user: { aliases: ['username', 'user name', 'account', 'login', 'logon name'], as: 'account' },
    email: { aliases: ['email', 'email address', 'mail', 'e-mail'], as: 'mail' },
    duty: { aliases: ['duty', 'post', 'responsibility'], as: 'duty' },
    year: { aliases: ['year', 'year group', 'nc year'], as: 'year-group' },
    class: { aliases: ['class', 'registration group', 'form', 'tutor group', 'reg'], as: 'text' },
    shared: { aliases: ['shared account', 'shared', 'generic'], as: 'yes-or-no' },
    from: { aliases: ['start date', 'from', 'admission date', 'valid from'], as: 'date' },
    to: { aliases: ['leaving date', 'end date', 'to', 'valid to'], as: 'date' },
    asOf: { aliases: ['as of', 'list date', 'snapshot date', 'correct on'], as: 'date' },
  },
  examples: [
    {
      what: 'a pupil, a shared class account, the DSL, a role that nobody knows',
      file: [
        'Person ID,First name,Last name,Username,Email,Role,Duty,Year,Class,Shared account,Start date,Leaving date',
        'P1,Tavrin,Oskelby,toskelby,toskelby@fernhollow.example,Pupil,,Year 4,4A,,01/09/2025,',
        'C1,Class,RA,class-ra,,Pupil,,Reception,RA,Yes,,',
        'S1,Brenka,Dolvane,bdolvane,,Staff,DSL,,,,,31/03/2026',
        'W1,Morvath,Ellspar,mellspar,,Wizard,,,,,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          'user.id': 'P1',
          'user.name': 'toskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
          'fmreview.from': '2025-09-01',
        },
        { 'user.name': 'class-ra', 'fmreview.year': 'R', 'fmreview.shared': true },
        { 'user.name': 'bdolvane', 'fmreview.duty': 'dsl', 'fmreview.to': '2026-03-31' },
      ],
      rejected: [{ line: 5, column: 'role', reason: 'not-a-role' }],
    },
  ],
});
