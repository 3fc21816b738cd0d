import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'integris',
  kind: 'membership',
  title: 'RM Integris list of pupils, CSV with a header',
  product: 'RM Integris',
  layout: 'unconfirmed',
  source: 'A report that the school designs: names of columns from memory, none is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['personId', 'lastName'], names: ['Adm No'] },
  fields: {
    // Pupils alone have an admission number. The Unique Pupil Number (UPN) is not read.
    role: { always: 'pupil', as: 'role' },
    personId: { aliases: ['adm no', 'admission number'], as: 'person-number' },
    firstName: { aliases: ['preferred forename', 'known as', 'forename', 'legal forename'], as: 'text' },
    lastName: { aliases: ['preferred surname', 'surname', 'legal surname'], as: 'text' },
    user: { aliases: ['username', 'login'], as: 'account' },
    email: { aliases: ['email', 'email address', 'pupil email'], as: 'mail' },
    year: { aliases: ['year group', 'ncy', 'nc year', 'year'], as: 'year-group' },
    class: { aliases: ['reg group', 'registration group', 'class', 'form'], as: 'text' },
    from: { aliases: ['admission date', 'date of admission'], as: 'date' },
    to: { aliases: ['leaving date', 'date of leaving'], as: 'date' },
  },
  examples: [
    {
      what: 'semicolons, the Unique Pupil Number left alone, years as numbers, an empty row, a line that is cut',
      file: [
        'Adm No;UPN;Surname;Forename;Reg Group;NCY;Email',
        '1042;A123456789012;Oskelby;Tavrin;4A;4;toskelby@fernhollow.example',
        ';;;;;;',
        '1043;;Ellspar;Morvath;RA;R;',
        '1044;;Ell',
      ].join('\r\n'),
      rows: [
        {
          'user.id': '1042',
          'user.name': null,
          'user.email': 'toskelby@fernhollow.example',
          'user.full_name': 'Tavrin Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
          'fmreview.class': '4A',
        },
        { 'user.id': '1043', 'fmreview.year': 'R', 'fmreview.class': 'RA' },
      ],
      rejected: [{ line: 5, column: null, reason: 'wrong-number-of-fields' }],
    },
  ],
});
