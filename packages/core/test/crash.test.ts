/** Killed at any moment, an import leaves a store that opens and balances, and the same file can be imported again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, openStore, readWorkspaceConfiguration, type Store, type Workspace } from '../src/index.js';
import { integer } from '../src/store/database.js';
import { importFile } from '../src/store/import-file.js';
import { readSegments } from '../src/store/segments.js';
import { importOptions } from './support/keys.js';
import { keyedWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

const LINES = 200_000;
const built = new URL('../dist/index.js', import.meta.url);

/** Says "ready" when the store is open, then imports the files given; with none it only holds the store. */
const CHILD = `
import { findWorkspace, importPaths, openStore, readWorkspaceConfiguration } from ${JSON.stringify(built.href)};
const [folder, ...paths] = process.argv.slice(1);
const workspace = findWorkspace(folder, folder);
const store = await openStore(workspace);
process.stdout.write('ready');
if (paths.length === 0) await new Promise(() => setInterval(() => undefined, 1_000));
await importPaths(store, readWorkspaceConfiguration(workspace), { paths, folder });
store.close();
`;

let folder = '';
let exportFile = '';
beforeAll(async () => {
  if (!existsSync(fileURLToPath(built))) throw new Error('packages/core is not built: run tsc -b packages/core');
  folder = await temporaryFolder('crash');
  exportFile = join(folder, 'export.csv');
  await writeFile(exportFile, exportText());
});
afterAll(() => removeFolder(folder));

function exportText(): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const lines = Array.from({ length: LINES }, (_, index) => {
    const time = `${two(14 + (index >> 16))}/09/2026 ${two((index >> 12) % 16)}:${two(((index >> 6) % 64) % 60)}:${two(index % 60)}`;
    return `${time},user${index % 700},10.20.${index % 9}.${index % 200},site${index % 5_000}.example.org,Education,Allowed`;
  });
  return ['Time,User,Client IP,URL,Category,Action', ...lines, 'cut off', ''].join('\n');
}

/** A child that has the store open; without a file to import it only holds it. */
async function startChild(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const ledger = z.object({
  id: integer,
  loaded: integer,
  rejected: integer,
  rows: integer,
  rejections: integer,
  balances: z.boolean(),
});

async function ledgersOf(store: Store) {
  return store.query(
    ledger,
    `SELECT f.import_id AS id, loaded, rejected, lines = loaded + duplicate + rejected + ignored AS balances,
       (SELECT count(*) FROM request AS r WHERE r.import_id = f.import_id) AS rows,
       (SELECT count(*) FROM rejection AS r WHERE r.import_id = f.import_id) AS rejections
     FROM import_file AS f`,
  );
}

async function expectWhole(store: Store): Promise<number> {
  const ledgers = await ledgersOf(store);
  for (const { loaded, rejected, rows, rejections, balances } of ledgers)
    expect({ rows, rejections, balances }).toEqual({ rows: loaded, rejections: rejected, balances: true });
  const [all] = await store.query(z.object({ n: integer }), 'SELECT count(*) AS n FROM request');
  expect(all?.n).toBe(ledgers.reduce((total, each) => total + each.rows, 0));
  const segments = await readSegments(store);
  expect(segments.length > 0).toBe(ledgers.length > 0);
  for (const { file } of segments) expect(existsSync(join(store.workspace.sealedFolder, file)), file).toBe(true);
  return ledgers.length;
}

async function importAgain(workspace: Workspace): Promise<void> {
  const store = await openStore(workspace);
  try {
    const before = await expectWhole(store);
    const result = await importFile(
      store,
      { path: exportFile, name: exportFile },
      importOptions(readWorkspaceConfiguration(workspace)),
    );
    expect(result.outcome).toBe(before === 0 ? 'imported' : 'skipped');
    expect(await expectWhole(store)).toBe(1);
    expect(await ledgersOf(store)).toMatchObject([{ loaded: LINES, rejected: 1 }]);
    // 700 accounts, the name of the file, and the line that was rejected.
    expect(await readSegments(store)).toMatchObject([{ audience: 'dsl', texts: 702 }]);
  } finally {
    store.close();
  }
}

describe('an import that is killed', () => {
  // Counted from the moment at which the store is open; the last one may come after the end.
  it.each([0, 200, 450, 700, 1_000])('after about %d ms leaves nothing half done', async (delay) => {
    const workspace = await keyedWorkspace(join(folder, `killed-after-${delay}`));
    const child = await startChild(workspace.folder, exportFile);
    await wait(delay + Math.floor(Math.random() * 200));
    await child.kill();
    await importAgain(workspace);
  });
});

it('says that the store is in use while another program holds it, and opens it once that has gone', async () => {
  const workspace = await keyedWorkspace(join(folder, 'held'));
  const child = await startChild(workspace.folder);
  const refusal = await openStore(workspace).catch((error: unknown) => error);
  await child.kill();
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: 'store-busy', exitCode: 4 });
  (await openStore(workspace)).close();
});
