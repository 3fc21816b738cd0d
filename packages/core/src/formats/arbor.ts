import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'arbor',
  kind: 'membership',
  title: 'Arbor list of students, CSV with a header',
  product: 'Arbor MIS',
  layout: 'unconfirmed',
  source: 'A report that the school builds: names of columns from memory, none is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['lastName', 'class'], names: ['Registration form'] },
  fields: {
    // Only students have a registration form. The Unique Pupil Number (UPN) is not read.
    role: { always: 'pupil', as: 'role' },
    personId: {
      aliases: ['admission number', 'student number', 'student id', 'arbor student id'],
      as: 'person-number',
    },
    firstName: { aliases: ['preferred first name', 'first name', 'legal first name'], as: 'text' },
    lastName: { aliases: ['preferred last name', 'last name', 'legal last name'], as: 'text' },
    user: { aliases: ['username', 'network username'], as: 'account' },
    email: { aliases: ['email address', 'primary email', 'email', 'school email'], as: 'mail' },
    year: { aliases: ['year group', 'year', 'nc year'], as: 'year-group' },
    class: { aliases: ['registration form'], as: 'text' },
    from: { aliases: ['enrolment start date', 'admission date', 'start date'], as: 'date' },
    to: { aliases: ['enrolment end date', 'leaving date', 'end date'], as: 'date' },
  },
  examples: [
    {
      what: 'preferred and legal names, the Unique Pupil Number left alone, a leaver, a day that cannot exist',
      file: [
        'Admission number,UPN,Legal first name,Legal last name,Preferred first name,Preferred last name,Year group,Registration form,Email address,Enrolment end date',
        '1042,A123456789012,Tavrin,Oskelby,Tav,Oskelby,Year 4,4A,toskelby@fernhollow.example,',
        '1043,,Morvath,Ellspar,Morvath,Ellspar,Year 4,4A,,31/03/2026',
        '1044,,Ona,Brenk,Ona,Brenk,Year 4,4A,,31/02/2026',
        '',
      ].join('\n'),
      rows: [
        {
          'user.id': '1042',
          'user.name': null,
          'user.email': 'toskelby@fernhollow.example',
          'user.full_name': 'Tav Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
          'fmreview.class': '4A',
        },
        { 'user.id': '1043', 'fmreview.to': '2026-03-31' },
      ],
      rejected: [{ line: 4, column: 'to', reason: 'not-a-date' }],
    },
  ],
});
