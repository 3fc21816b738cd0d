/** A small invented school with two autumns of exports and a key for each office: what retention and erasure are tried on. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { importPaths, openStore, readWorkspaceConfiguration, type Store } from '../../src/index.js';
import { addReader } from '../../src/store/readers.js';
import { csvText } from './csv-text.js';
import { newWorkspace } from './workspace.js';

const OFFICES = ['dsl', 'headteacher', 'chair-of-governors'] as const;
export type Secrets = Readonly<Record<(typeof OFFICES)[number], string>>;

export interface KeptSchool {
  readonly store: Store;
  readonly secrets: Secrets;
  /** @param listedOn the day that lists of people describe */
  importFiles(files: Readonly<Record<string, string>>, listedOn?: string): ReturnType<typeof importPaths>;
}

export const ROSTER_HEADER = [
  'Person ID',
  'First name',
  'Last name',
  'Username',
  'Role',
  'Duty',
  'Year',
  'Class',
  'Start date',
  'Leaving date',
];
const REQUEST_HEADER = ['Time', 'User', 'URL', 'Category', 'Action'];
const CAPTURE_HEADER = [
  ['Capture ID', 'Created', 'Username', 'Station', 'Source', 'Library category'],
  ['Phrase', 'Severity', 'Grade', 'Window title', 'Notes'],
].flat();

export async function keptSchool(folder: string): Promise<KeptSchool> {
  const inbox = join(folder, 'inbox');
  await mkdir(inbox, { recursive: true });
  const store = await openStore(await newWorkspace(join(folder, 'workspace')), { spills: false });
  const secrets = { dsl: '', headteacher: '', 'chair-of-governors': '' };
  for (const office of OFFICES) {
    secrets[office] = await generateX25519Identity();
    const recipient = await identityToRecipient(secrets[office]);
    await addReader(store, { name: office, offices: [office], recipient }, new Date('2025-09-01T08:00:00Z'));
  }
  return {
    store,
    secrets,
    async importFiles(files, listedOn) {
      for (const [name, text] of Object.entries(files)) await writeFile(join(inbox, name), text);
      const configuration = readWorkspaceConfiguration(store.workspace);
      // Lists of one row, which is broken on purpose, are among them.
      const request = { paths: Object.keys(files), folder: inbox, listedOn, mayRejectMost: true };
      return importPaths(store, configuration, request);
    },
  };
}

/** Twelve pupils, a teacher and the DSL; `pupil1` left in July 2025. */
export const rosterFile = (): string =>
  csvText([
    ROSTER_HEADER,
    ...Array.from({ length: 12 }, (_, index) => [
      `P${index + 1}`,
      `Tavrin${index + 1}`,
      `Oskelby${index + 1}`,
      `pupil${index + 1}`,
      'Pupil',
      '',
      'Year 4',
      '4-Dolvane',
      '01/09/2024',
      index === 0 ? '25/07/2025' : '',
    ]),
    ['S1', 'Morvath', 'Ellspar', 'teacher1', 'Staff', '', '', '', '01/09/2020', ''],
    ['S2', 'Brenka', 'Dolvane', 'lead1', 'Staff', 'DSL', '', '', '01/09/2020', ''],
  ]);

/** @param uses day, user, category, action: one request each, a minute apart */
export const requestFile = (uses: readonly (readonly [string, string, string, string])[]): string =>
  csvText([
    REQUEST_HEADER,
    ...uses.map(([day, user, category, action], index) => [
      `${day} ${String(9 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00`,
      user,
      `http://site${index % 7}.example.org/`,
      category,
      action,
    ]),
  ]);

export interface MadeCapture {
  readonly id: string;
  readonly day: string;
  readonly user: string;
  readonly category: string;
  readonly phrase: string;
  readonly severity?: string;
  readonly notes?: string;
}

export const captureFile = (captures: readonly MadeCapture[]): string =>
  csvText([
    CAPTURE_HEADER,
    ...captures.map(({ id, day, user, category, phrase, severity = '4', notes = '' }) => [
      ...[id, `${day} 10:00:00`, user, `${user}-laptop`, 'Keyboard', category],
      ...[phrase, severity, '', `title of ${phrase}`, notes],
    ]),
  ]);
