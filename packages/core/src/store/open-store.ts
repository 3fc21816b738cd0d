/** Opens a workspace's store, makes it when it is new, and refuses one that a newer program has written. */
import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { z } from 'zod';
import { fail } from '../errors.js';
import { TOOL_VERSION } from '../version.js';
import { OWNER_ONLY, readKey, temporaryFolderOf, unpackFolderOf, type Workspace } from '../workspace.js';
import { type Database, integer, openDatabase, transaction } from './database.js';
import { type Keyring, keyring } from './keyring.js';
import { finishRewrite, removeUnfinishedRewrite } from './rewrite-store.js';
import { SCHEMA, SCHEMA_VERSION } from './schema.js';

export interface Store extends Database {
  readonly workspace: Workspace;
  readonly keyring: Keyring;
  /** Whether rows that memory has no room for may go to a temporary file: never where sealed texts are open. */
  readonly spills: boolean;
}

export interface OpenOptions {
  readonly spills?: boolean;
}

async function open(file: string, temporaryFolder: string | null): Promise<Database> {
  try {
    return await openDatabase(file, temporaryFolder);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    // Not just "lock": a damaged file is told of as a bad block, and the path may hold any word.
    if (/could not set lock|being used by another process/i.test(message))
      throw fail('store-busy', { file }, { cause });
    throw fail('store-broken', { file, reason: 'it is no store, or it is damaged' }, { cause });
  }
}

async function prepare(database: Database, file: string): Promise<void> {
  const isNew =
    (await database.query(z.object({}), `SELECT 1 FROM duckdb_tables() WHERE table_name = 'store_meta'`)).length === 0;
  if (isNew) {
    await transaction(database, async () => {
      await database.run(SCHEMA);
      await database.run('INSERT INTO store_meta VALUES ($1, $2)', [SCHEMA_VERSION, TOOL_VERSION]);
    });
  }
  const [meta] = await database.query(
    z.object({ version: integer }),
    'SELECT schema_version AS version FROM store_meta',
  );
  const found = meta?.version ?? 0;
  if (found > SCHEMA_VERSION) throw fail('store-newer', { file, found, known: SCHEMA_VERSION });
  if (found < SCHEMA_VERSION) throw fail('store-older', { file, found, known: SCHEMA_VERSION });
}

/** The caller closes it. */
export async function openStore(workspace: Workspace, { spills = true }: OpenOptions = {}): Promise<Store> {
  const key = await readKey(workspace);
  const isNew = !existsSync(workspace.storeFile);
  // What a run that was killed did not come to; a disk that takes no writing is told of by whatever needs it.
  await finishRewrite(workspace).catch(() => undefined);
  const temporaryFolder = temporaryFolderOf(workspace);
  const database = await open(workspace.storeFile, spills ? temporaryFolder : null);
  // What a run that was killed left there; whoever opens the store is alone with it.
  await rm(temporaryFolder, { recursive: true, force: true });
  await rm(unpackFolderOf(workspace), { recursive: true, force: true });
  await removeUnfinishedRewrite(workspace);
  if (isNew) await chmod(workspace.storeFile, OWNER_ONLY);
  try {
    await prepare(database, workspace.storeFile);
    return { ...database, workspace, keyring: keyring(key), spills };
  } catch (error) {
    database.close();
    throw error;
  }
}
