/** Lists of the same people out of different systems mean the same people, and what is beside the records is no person. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Configuration,
  importPaths,
  openStore,
  type PreviewRow,
  previewFile,
  readWorkspaceConfiguration,
  type Store,
} from '../src/index.js';
import { integer } from '../src/store/database.js';
import { emptyStore, keyedWorkspace, rejectedLines, removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let store: Store;
let configuration: Configuration;

beforeAll(async () => {
  folder = await temporaryFolder('rosters');
  store = await openStore(await keyedWorkspace(join(folder, 'workspace')), { spills: false });
});
beforeEach(async () => {
  await emptyStore(store);
  const read = readWorkspaceConfiguration(store.workspace);
  configuration = { ...read, accounts: { ...read.accounts, domains: ['fernhollow.example'] } };
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const ONE = 'toskelby@fernhollow.example';
const OTHER = 'mellspar@fernhollow.example';
const BOTH = [
  { admission: '1042', first: 'Tavrin', last: 'Oskelby', mail: ONE, year: '4', class: '4A' },
  { admission: '1043', first: 'Morvath', last: 'Ellspar', mail: OTHER, year: 'R', class: 'RA' },
];
type Person = (typeof BOTH)[number];
const UPN = 'A123456789012';
const yearOf = ({ year }: Person) => (year === 'R' ? 'Reception' : `Year ${year}`);

const table = (header: string, row: (person: Person) => string) => [header, ...BOTH.map(row), ''].join('\r\n');

/** The two of them, as each system writes them. */
const LISTS: Readonly<Record<string, string>> = {
  'roster-csv': table(
    'Person ID,First name,Last name,Username,Email,Role,Year,Class',
    (p) => `${p.admission},${p.first},${p.last},${p.mail.split('@')[0]},${p.mail},Pupil,${p.year},${p.class}`,
  ),
  'google-workspace-users': table(
    'First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Employee ID',
    (p) => `${p.first},${p.last},${p.mail},/Students/${yearOf(p)},${UPN}`,
  ),
  'entra-users': table(
    'userPrincipalName,surname,mail,givenName,userType,jobTitle,department',
    (p) => `${p.mail},${p.last},,${p.first},Member,Student,${yearOf(p)}`,
  ),
  bromcom: table(
    'AdmissionNumber,Upn,FirstName,LastName,StudentEmail,YearGroup,TutorGroupName',
    (p) => `${p.admission},${UPN},${p.first},${p.last},${p.mail},${yearOf(p)},${p.class}`,
  ),
  sims: table(
    'Adno,UPN,Surname,Forename,Reg,Year,Primary Email',
    (p) => `${p.admission},${UPN},${p.last},${p.first},${p.class},${yearOf(p)},${p.mail}`,
  ),
  arbor: table(
    'Admission number,UPN,First name,Last name,Year group,Registration form,Email address',
    (p) => `${p.admission},${UPN},${p.first},${p.last},${yearOf(p)},${p.class},${p.mail}`,
  ),
  integris: table(
    'Adm No;UPN;Surname;Forename;Reg Group;NCY;Email',
    (p) => `${p.admission};${UPN};${p.last};${p.first};${p.class};${p.year};${p.mail}`,
  ),
  wonde: JSON.stringify({
    data: BOTH.map((p) => ({
      ...{ id: 'A1', mis_id: '77', forename: p.first, surname: p.last },
      education_details: { data: { admission_number: p.admission, upn: UPN, current_nc_year: p.year } },
      contact_details: { data: { emails: { email: p.mail } } },
    })),
    meta: { pagination: { more: false } },
  }),
};

async function give(name: string, text: string) {
  await writeFile(join(folder, name), text);
  const result = await importPaths(store, configuration, { paths: [name], folder, listedOn: '2025-09-05' });
  expect(result.failures).toEqual([]);
  return result.results[0];
}

const membership = z.object({ person: z.string(), account: z.string(), role: z.string(), year: z.string() });
/** Who is known, by the keys of the store. */
const members = () =>
  store.query(
    membership,
    `SELECT DISTINCT p.person_key AS person, m.name_key AS account, m.role, m.year_group AS year
     FROM membership AS m JOIN person AS p USING (person_id) ORDER BY ALL`,
  );

describe('lists of the same two people', () => {
  it.each(Object.entries(LISTS))('%s says the same as the school’s own', async (id, text) => {
    expect(await give('own.csv', LISTS['roster-csv'] ?? '')).toMatchObject({ format: 'roster-csv', loaded: 2 });
    const known = await members();
    expect(known).toHaveLength(2);
    if (id !== 'roster-csv') expect(await give(`list-of-${id}`, text)).toMatchObject({ format: id, loaded: 2 });
    expect(await members()).toEqual(known);
  });

  it('keep no Unique Pupil Number', async () => {
    for (const [id, text] of Object.entries(LISTS)) {
      await writeFile(join(folder, id), text);
      const rows: PreviewRow[] = [];
      for await (const row of previewFile(join(folder, id))) rows.push(row);
      expect(rows).toHaveLength(2);
      expect(JSON.stringify(rows)).not.toContain(UPN);
    }
  });
});

describe('a Unique Pupil Number in the place of something else', () => {
  it('is kept neither as number nor as account nor as mail address', async () => {
    const lines = [
      'Person ID,First name,Last name,Username,Email,Role,Year,Class',
      `UPN ${UPN},Tavrin,Oskelby,${UPN},${UPN}@fernhollow.example,Pupil,Year 4,4A`,
    ];
    await writeFile(join(folder, 'numbers.csv'), lines.join('\n'));
    const rows: PreviewRow[] = [];
    for await (const row of previewFile(join(folder, 'numbers.csv'))) rows.push(row);
    const nothing = { 'user.id': null, 'user.name': null, 'user.email': null };
    expect(rows).toMatchObject([{ kind: 'record', fields: { ...nothing, 'user.full_name': 'Tavrin Oskelby' } }]);
  });
});

const ledger = z.object({ lines: integer, loaded: integer, rejected: integer, ignored: integer });
const lastLedger = async () =>
  (await store.query(ledger, 'SELECT lines, loaded, rejected, ignored FROM import_file ORDER BY import_id DESC'))[0];

describe('what is beside the records', () => {
  it('is counted as ignored: counts, headers again, further preambles, empty rows', async () => {
    const header = 'Adno,UPN,Surname,Forename,Reg,Year';
    const lines = [
      ...['Class: 4A', header, '1042,,Oskelby,Tavrin,4A,4', 'Count: 1', ',,,,,'],
      ...['Class: RA', header, '1043,,Ellspar,Morvath,RA,R,,', 'Count: 1,,,,,', '"Grand total: 2"', ''],
    ];
    await give('groups.csv', lines.join('\n'));
    expect(await lastLedger()).toEqual({ lines: 10, loaded: 2, rejected: 0, ignored: 8 });
  });

  it('does not swallow a record that is cut or a row that names nobody', async () => {
    const lines = ['Adno,UPN,Surname,Forename,Reg,Year', '1042,,Oskelby,Tavrin,4A,4', '1043,,Ells', ',,,,4A,4'];
    await give('cut.csv', lines.join('\n'));
    expect(await lastLedger()).toEqual({ lines: 4, loaded: 1, rejected: 2, ignored: 1 });
    expect(await rejectedLines(store)).toEqual([3, 4]);
  });

  it('leaves the number of its line to every object of a document', async () => {
    const pupil = (name: string) =>
      `{"mis_id":"${name}","forename":"Ona","surname":"${name}",\n"education_details":{"data":{"admission_number":"${name}"}}}`;
    const text = `[\n${pupil('Brenk')}\n,\n{"mis_id":"x"},\n{"mis_id":"y"}, ${pupil('Dolvane')}]\n`;
    await give('document.json', text);
    // Line 6 holds two objects: the second one takes line 7, on which it ends.
    expect(await rejectedLines(store)).toEqual([5, 6]);
    expect(await lastLedger()).toEqual({ lines: 7, loaded: 2, rejected: 2, ignored: 3 });
  });
});
