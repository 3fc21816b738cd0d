import { agreedRole, namedYear } from '../normalise/derivations.js';
import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

const parts = (path: string) => `string_split(${path}, '/')`;
const PATH = ['org unit path', 'orgunitpath'];

export default defineFormat({
  id: 'google-workspace-users',
  kind: 'membership',
  title: 'Google Workspace users, CSV of the Admin console',
  product: 'Google Workspace',
  layout: 'documented',
  source: 'The header of the file that Download users gives; its remarks in brackets change from year to year.',
  export: [
    'Sign in to the Google Admin console as an administrator.',
    'Open Directory, then Users.',
    'Choose Download users, all columns, and CSV.',
  ],
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['user', 'role', 'lastName'], names: ['Email Address', 'Org Unit Path'] },
  fields: {
    // A unit that says nothing of a role, or units that say two, are told as they are: nothing is guessed.
    role: {
      aliases: PATH,
      as: derive('VARCHAR', 'not-a-role', (raw) => `coalesce(${agreedRole(parts(raw))}, ${raw})`),
    },
    personId: { aliases: ['employee id'], as: 'person-number' },
    firstName: { aliases: ['first name'], as: 'text' },
    lastName: { aliases: ['last name'], as: 'text' },
    // Also of somebody who is suspended: what was done under the account before is still theirs.
    user: { aliases: ['email address', 'primary email'], as: 'account' },
    year: {
      always: 'path',
      with: [PATH],
      as: derive('VARCHAR', 'not-a-year-group', (_, { others: [path = 'NULL'] }) => namedYear(parts(path))),
    },
  },
  examples: [
    {
      what: 'remarks in brackets, roles and years by the unit, a suspended account, units without a role or with two',
      file: [
        'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Status [READ ONLY],Last Sign In [READ ONLY],Employee ID,New Status [UPLOAD ONLY]',
        'Tavrin,Oskelby,toskelby@fernhollow.example,****,/Students/Year 4,Active,2026/03/01 08:30:00,1042,',
        'Morvath,Ellspar,mellspar@fernhollow.example,****,/Pupils/2025,Suspended,Never logged in,A123456789012,',
        'Brenka,Dolvane,bdolvane@fernhollow.example,****,/Staff/Teaching Staff,Active,2026/03/01 08:30:00,,',
        'Room,Seven,room7@fernhollow.example,****,/,Active,Never logged in,,',
        'Odd,One,oone@fernhollow.example,****,/Staff/Students,Active,Never logged in,,',
        '',
      ].join('\n'),
      rows: [
        {
          'user.id': '1042',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'user.full_name': 'Tavrin Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
        },
        { 'user.id': null, 'user.name': 'mellspar', 'fmreview.role': 'pupil', 'fmreview.year': null },
        { 'user.name': 'bdolvane', 'fmreview.role': 'staff', 'fmreview.year': null },
      ],
      rejected: [
        { line: 5, column: 'role', reason: 'not-a-role' },
        { line: 6, column: 'role', reason: 'not-a-role' },
      ],
    },
    {
      what: 'the header without remarks, CRLF',
      file: [
        'First Name,Last Name,Email Address,Org Unit Path,Status',
        'Tavrin,Oskelby,toskelby@fernhollow.example,/Pupils/Reception,Active',
      ].join('\r\n'),
      rows: [{ 'user.name': 'toskelby', 'fmreview.role': 'pupil', 'fmreview.year': 'R' }],
    },
  ],
});
