import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'bromcom',
  kind: 'membership',
  title: 'Bromcom class report or list of students, CSV with a header',
  product: 'Bromcom MIS',
  layout: 'documented',
  source:
    'Columns of a class report as a public program that reads it describes them, and the fields of the vendor’s interface; a report’s own columns are up to the school.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['personId', 'firstName', 'lastName', 'class'], names: ['Student Email'] },
  fields: {
    // Every row is a pupil; their teachers stand beside them, and are not read. The Unique Pupil Number is not read either.
    role: { always: 'pupil', as: 'role' },
    personId: { aliases: ['admission no.', 'admission number'], as: 'person-number' },
    firstName: { aliases: ['student first name', 'preferred first name', 'first name'], as: 'text' },
    lastName: { aliases: ['student last name', 'preferred last name', 'last name'], as: 'text' },
    email: { aliases: ['student email'], as: 'mail' },
    year: { aliases: ['year group'], as: 'year-group' },
    // In a class report there is a row for each class of a pupil: the first one counts.
    class: { aliases: ['tutor group name', 'class'], as: 'text' },
  },
  examples: [
    {
      what: 'a class report: counts between the groups and at the end, one pupil in two classes, a line that is cut',
      file: [
        '"CLASS","ADMISSION NO.","STUDENT FIRST NAME","STUDENT LAST NAME","STUDENT EMAIL","HOUSE","TEACHER FIRST NAME","TEACHER LAST NAME","CLASS TEACHER EMAIL"',
        '"4A","1042","Tavrin","Oskelby","toskelby@fernhollow.example","Oak","Brenka","Dolvane","bdolvane@fernhollow.example"',
        '"4A","1043","Morvath","Ellspar","","Ash","Brenka","Dolvane","bdolvane@fernhollow.example"',
        '"Count: 2"',
        '"4Ma","1042","Tavrin","Oskelby","toskelby@fernhollow.example","Oak","Brenka","Dolvane","bdolvane@fernhollow.example"',
        '"Count: 1","","","","","","","",""',
        '"4Ma","1042","Tav',
        '"Count: 3"',
        '',
      ].join('\r\n'),
      rows: [
        {
          'user.id': '1042',
          'user.email': 'toskelby@fernhollow.example',
          'user.full_name': 'Tavrin Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.class': '4A',
        },
        { 'user.id': '1043', 'user.email': null, 'fmreview.class': '4A' },
        { 'user.id': '1042', 'fmreview.class': '4Ma' },
      ],
      rejected: [{ line: 7, column: null, reason: 'quote-not-closed' }],
    },
    {
      what: 'the fields of the interface: the Unique Pupil Number is left alone',
      file: [
        'StudentId,PreferredFirstName,PreferredLastName,FirstName,LastName,GenderCode,DateOfBirth,StudentEmail,Upn,ExamNumber,AdmissionNumber,YearGroup,TutorGroupName',
        '77,Tav,Oskelby,Tavrin,Oskelby,M,2017-05-04,toskelby@fernhollow.example,A123456789012,,1042,Year 4,4A',
      ].join('\n'),
      rows: [
        {
          'user.id': '1042',
          'user.name': null,
          'user.full_name': 'Tav Oskelby',
          'fmreview.year': '4',
          'fmreview.class': '4A',
        },
      ],
    },
  ],
});
