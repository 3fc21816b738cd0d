import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'sims',
  kind: 'membership',
  title: 'SIMS list of pupils, CSV with a header',
  product: 'SIMS',
  layout: 'unconfirmed',
  source: 'A report that the school designs: names of columns from memory, none is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['personId', 'lastName'], names: ['Adno'] },
  fields: {
    // Pupils alone have an admission number. The Unique Pupil Number (UPN) is not read.
    role: { always: 'pupil', as: 'role' },
    personId: { aliases: ['adno', 'admission number'], as: 'person-number' },
    firstName: { aliases: ['preferred forename', 'forename', 'legal forename', 'chosen name'], as: 'text' },
    lastName: { aliases: ['preferred surname', 'surname', 'legal surname'], as: 'text' },
    user: { aliases: ['username', 'network username', 'login'], as: 'account' },
    email: { aliases: ['primary email', 'email address', 'email', 'school email'], as: 'mail' },
    year: { aliases: ['year', 'year group', 'nc year', 'year taught in'], as: 'year-group' },
    class: { aliases: ['reg', 'reg group', 'registration group', 'class', 'tutor group'], as: 'text' },
    from: { aliases: ['doa', 'date of admission', 'admission date'], as: 'date' },
    to: { aliases: ['dol', 'date of leaving', 'leaving date'], as: 'date' },
  },
  examples: [
    {
      what: 'a title before the table, the Unique Pupil Number left alone, an unknown year, a total',
      file: [
        'Pupils of Fern Hollow',
        '',
        'Adno,UPN,Legal Surname,Forename,Reg,Year,Primary Email,Date of Admission',
        '001042,A123456789012,Oskelby,Tavrin,4A,Year  4,toskelby@fernhollow.example,01/09/2021',
        '001043,B123456789012,Ellspar,Morvath,4A,Class four,,01/09/2021',
        'Adno,UPN,Legal Surname,Forename,Reg,Year,Primary Email,Date of Admission',
        '001044,,"Dolvane, née Brenk",Ona,RB,Reception,,',
        'Total number of pupils: 3,,,,,,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          'user.id': '001042',
          'user.name': null,
          'user.email': 'toskelby@fernhollow.example',
          'user.full_name': 'Tavrin Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
          'fmreview.class': '4A',
          'fmreview.from': '2021-09-01',
        },
        { 'user.id': '001044', 'user.full_name': 'Ona Dolvane, née Brenk', 'fmreview.year': 'R' },
      ],
      rejected: [{ line: 5, column: 'year', reason: 'not-a-year-group' }],
    },
  ],
});
