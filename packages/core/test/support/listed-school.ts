/** A small invented school in June 2026 for what is done with lists: few people, sites of every sort, a console's CSV. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Configuration,
  importPaths,
  type Office,
  openStore,
  readWorkspaceConfiguration,
  type Store,
} from '../../src/index.js';
import { csvText } from './csv-text.js';
import { giveKeys } from './keys.js';
import { newWorkspace } from './workspace.js';

/** Account, role and year; `passer` is on no list. */
export const PEOPLE = {
  pupil1: { role: 'Pupil', year: 'Year 2', group: 'ks1' },
  pupil2: { role: 'Pupil', year: 'Year 5', group: 'ks2' },
  pupil3: { role: 'Pupil', year: 'Year 5', group: 'ks2' },
  pupil4: { role: 'Pupil', year: 'Year 6', group: 'ks2' },
  teacher1: { role: 'Staff', year: '', group: 'staff' },
  teacher2: { role: 'Staff', year: '', group: 'staff' },
  teacher3: { role: 'Staff', year: '', group: 'staff' },
  lead1: { role: 'Staff', year: '', group: 'staff' },
} as const;
export const GROUPS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PEOPLE).map(([account, { group }]) => [account, group]),
);

const ROSTER = csvText([
  ['Person ID', 'Username', 'Role', 'Duty', 'Year'],
  ...Object.entries(PEOPLE).map(([account, { role, year }]) => [
    ...[`P-${account}`, account, role, account === 'lead1' ? 'DSL' : '', year],
  ]),
]);

/** One line of the console. */
export interface Use {
  /** `YYYY-MM-DD HH:MM:SS` by the clock of the school. */
  readonly time: string;
  readonly user: string;
  readonly url: string;
  readonly category?: string;
  readonly action: string;
}

export const useFile = (uses: readonly Use[]): string =>
  csvText([
    ['Timestamp', 'User', 'URL', 'Category', 'Action'],
    ...uses.map(({ time, user, url, category = 'Education', action }) => [time, user, url, category, action]),
  ]);

const CAPTURE_HEADER = ['Capture ID', 'Created', 'Username', 'Source', 'Library category', 'Phrase', 'Severity', 'URL'];

/** @param seen time, account, and the page where one is told */
export const capturedFile = (seen: readonly (readonly [time: string, user: string, url: string])[]): string =>
  csvText([
    CAPTURE_HEADER,
    ...seen.map(([time, user, url], index) => [`c${index}`, time, user, 'Keyboard', 'Bullying', 'made up', '4', url]),
  ]);

export interface ListedSchool {
  readonly store: Store;
  readonly configuration: Configuration;
  readonly secrets: Readonly<Record<Office, string>>;
  importFiles(files: Readonly<Record<string, string>>): Promise<void>;
  /** Its people, again after the store was emptied. */
  importPeople(): Promise<void>;
}

export async function listedSchool(folder: string): Promise<ListedSchool> {
  const workspace = await newWorkspace(join(folder, 'school'));
  const configuration = readWorkspaceConfiguration(workspace);
  const store = await openStore(workspace, { spills: false });
  const secrets = await giveKeys(store);
  const importFiles = async (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const request = { paths: Object.keys(files), folder, listedOn: '2026-01-05', mayRejectMost: true };
    const { failures, results } = await importPaths(store, configuration, request);
    if (failures[0] !== undefined) throw failures[0];
    for (const result of results)
      if (result.outcome === 'imported' && result.rejected > 0) throw new Error(`${result.rejected} lines rejected`);
  };
  const importPeople = () => importFiles({ 'people.csv': ROSTER });
  await importPeople();
  return { store, configuration, secrets, importFiles, importPeople };
}
