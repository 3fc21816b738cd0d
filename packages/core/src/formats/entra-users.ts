import { agreedRole, namedYear } from '../normalise/derivations.js';
import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

const DUTIES = [
  ...['headteacher', 'head teacher', 'dsl', 'designated safeguarding lead', 'deputy dsl', 'ddsl'],
  ...['deputy designated safeguarding lead', 'chair of governors'],
];

export default defineFormat({
  id: 'entra-users',
  kind: 'membership',
  title: 'Microsoft Entra ID users, CSV of the admin center',
  product: 'Microsoft Entra ID',
  layout: 'documented',
  source: 'Microsoft’s documentation, Download a list of users (users-bulk-download).',
  export: [
    'Sign in to the Microsoft Entra admin center.',
    'Select Microsoft Entra ID.',
    'Select Users, All users, Download users.',
    'On the Download users page, select Start; the file holds the users that the filters show.',
  ],
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['user', 'role'], names: ['userPrincipalName', 'userType'] },
  fields: {
    // Where title and department say no role, or two, the row is rejected; a guest is whom another organisation knows.
    role: {
      aliases: ['job title'],
      with: [['department'], ['user type']],
      as: derive('VARCHAR', 'not-a-role', (raw, { others: [department = 'NULL', userType = 'NULL'] }) => {
        const words = `nullif(concat_ws(', ', nullif(trim(${raw}), ''), nullif(trim(${department}), '')), '')`;
        const said = `coalesce(${words}, CASE WHEN lower(trim(${userType})) = 'guest' THEN 'visitor' END, ${userType})`;
        return `coalesce(${agreedRole(`[${raw}, ${department}]`)}, ${said})`;
      }),
    },
    firstName: { aliases: ['given name'], as: 'text' },
    lastName: { aliases: ['surname'], as: 'text' },
    // In full: its usual short form also stands for the Unique Pupil Number.
    user: { aliases: ['user principal name'], as: 'account' },
    email: { aliases: ['mail'], as: 'mail' },
    duty: {
      always: 'title',
      with: [['job title']],
      as: derive('VARCHAR', 'not-a-duty', (_, { others: [title = 'NULL'] }) => {
        const words = DUTIES.map((word) => `'${word}'`).join(', ');
        return `CASE WHEN lower(trim(${title})) IN (${words}) THEN ${title} ELSE '' END`;
      }),
    },
    year: {
      always: 'department',
      with: [['department'], ['job title']],
      as: derive('VARCHAR', 'not-a-year-group', (_, { others: [department = 'NULL', title = 'NULL'] }) =>
        namedYear(`[${department}, ${title}]`),
      ),
    },
  },
  examples: [
    {
      what: 'roles by title and department, a guest, a member of no known role, a title against a department',
      file: [
        'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation',
        'toskelby@fernhollow.example,Tavrin Oskelby,Oskelby,,Tavrin,00000000-0000-0000-0000-000000000001,Member,Student,Year 4,TRUE,GB',
        'bdolvane@fernhollow.example,Brenka Dolvane,Dolvane,bdolvane@fernhollow.example,Brenka,00000000-0000-0000-0000-000000000002,Member,Headteacher,Staff,TRUE,GB',
        'mellspar@fernhollow.example,Morvath Ellspar,Ellspar,,Morvath,00000000-0000-0000-0000-000000000003,Member,,Pupils,FALSE,GB',
        'visitor_example.net#EXT#@fernhollow.example,Visitor,,,,00000000-0000-0000-0000-000000000004,Guest,,,TRUE,',
        'printer@fernhollow.example,Printer,,,,00000000-0000-0000-0000-000000000005,Member,,,TRUE,GB',
        'oone@fernhollow.example,Odd One,One,,Odd,00000000-0000-0000-0000-000000000006,Member,Teacher,Students,TRUE,GB',
        '',
      ].join('\r\n'),
      rows: [
        {
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'user.full_name': 'Tavrin Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
          'fmreview.duty': null,
        },
        {
          'user.name': 'bdolvane',
          'user.email': 'bdolvane@fernhollow.example',
          'fmreview.role': 'staff',
          'fmreview.duty': 'headteacher',
        },
        { 'user.name': 'mellspar', 'fmreview.role': 'pupil', 'fmreview.year': null },
        { 'user.name': 'visitor_example.net#ext#', 'fmreview.role': 'visitor' },
      ],
      rejected: [
        { line: 6, column: 'role', reason: 'not-a-role' },
        { line: 7, column: 'role', reason: 'not-a-role' },
      ],
    },
  ],
});
