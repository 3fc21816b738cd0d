/** A log that changes its columns on the way is read up to there, and no further. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, readWorkspaceConfiguration, type Store } from '../src/index.js';
import { importFile } from '../src/store/import-file.js';
import type { ImportOptions } from '../src/store/import-options.js';
import { importOptions } from './support/keys.js';
import { emptyStore, keyedWorkspace, rejectedLines, removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let store: Store;
let options: ImportOptions;
beforeAll(async () => {
  folder = await temporaryFolder('changed-header');
  const workspace = await keyedWorkspace(folder);
  store = await openStore(workspace);
  options = importOptions(readWorkspaceConfiguration(workspace));
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const HEADER = '#Fields: date time c-ip cs-host s-action sc-status';
const record = (second: number) => `2026-03-02 09:00:0${second} 10.20.1.15 www.example.org TCP_HIT 200`;

async function counts(name: string, lines: readonly string[]) {
  await emptyStore(store);
  const path = join(folder, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  const result = await importFile(store, { path, name: path }, options);
  if (result.outcome === 'skipped') throw new Error('a new file was skipped');
  const { loaded, rejected, ignored } = result;
  return { loaded, rejected, ignored };
}

it('reads on after the same header, and after comments', async () => {
  const lines = ['#Version: 1.0', HEADER, record(0), '#Remark: again', `${HEADER} `, record(1)];
  expect(await counts('same.log', lines)).toEqual({ loaded: 2, rejected: 0, ignored: 4 });
});

it.each([
  [
    'as many columns',
    '#Fields: date time cs-host c-ip s-action sc-status',
    '2026-03-02 09:00:03 a.example.org 10.20.1.15 TCP_HIT 200',
  ],
  [
    'one column fewer, so that mark and names are as many',
    '#Fields: date time cs-host c-ip s-action',
    '2026-03-02 09:00:03 a.example.org 10.20.1.15 TCP_HIT',
  ],
])('turns away what follows a header of %s', async (what, header, after) => {
  const result = await counts(`${what.length}.log`, [
    HEADER,
    record(2),
    header,
    after,
    '# a comment',
    HEADER,
    record(4),
  ]);
  // Ignored: the header, the comment, and the first header once more.
  expect(result).toEqual({ loaded: 1, rejected: 3, ignored: 3 });
  expect(await rejectedLines(store)).toEqual([3, 4, 7]);
});
