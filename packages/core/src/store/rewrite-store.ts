/**
 * Writes the store anew after something was deleted from it: a database frees the room of deleted rows, but leaves their
 * bytes there. A mark beside the store says that it is due, so that whoever opens it after a crash does it first.
 */
import { existsSync } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';
import { fail } from '../errors.js';
import { quoted } from '../normalise/statement.js';
import { systemReason } from '../read/system-reason.js';
import { OWNER_ONLY, temporaryFolderOf, type Workspace } from '../workspace.js';
import { type Database, openDatabase } from './database.js';

const markOf = ({ storeFile }: Workspace) => `${storeFile}.rewrite`;
const freshOf = ({ storeFile }: Workspace) => `${storeFile}.fresh`;
const logOf = (file: string) => `${file}.wal`;

async function makeDurable(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags, OWNER_ONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Before the COMMIT of a deletion; one that is rolled back leaves a store to write anew for nothing.
 * @throws workspace-unwritable
 */
export async function demandRewrite(workspace: Workspace): Promise<void> {
  const file = markOf(workspace);
  await makeDurable(file, 'w').catch((cause: unknown) => {
    throw fail('workspace-unwritable', { file, reason: systemReason(cause) }, { cause });
  });
}

/** For whoever has the store open and so is alone with it. */
export async function removeUnfinishedRewrite(workspace: Workspace): Promise<void> {
  const fresh = freshOf(workspace);
  for (const file of [fresh, logOf(fresh)]) await rm(file, { force: true });
}

async function copy(database: Database, workspace: Workspace): Promise<void> {
  const { storeFile } = workspace;
  const fresh = freshOf(workspace);
  await removeUnfinishedRewrite(workspace);
  await database.run('CHECKPOINT old');
  // The rest of an unfinished transaction would be taken for one of the new store.
  if (existsSync(logOf(storeFile))) throw new Error('the store is not at rest');
  await database.run(`ATTACH ${quoted(fresh)} AS fresh`);
  await chmod(fresh, OWNER_ONLY);
  await database.run('COPY FROM DATABASE old TO fresh');
  await database.run('CHECKPOINT fresh');
  await database.run('DETACH fresh');
  await makeDurable(fresh, 'r+');
}

async function rewrite(workspace: Workspace): Promise<void> {
  const { storeFile, folder } = workspace;
  const temporaryFolder = temporaryFolderOf(workspace);
  const database = await openDatabase(':memory:', temporaryFolder);
  try {
    // For writing, so that nobody else has it open until the new one stands in its place.
    await database.run(`ATTACH ${quoted(storeFile)} AS old`);
    try {
      await copy(database, workspace);
      // There an open file cannot be replaced.
      if (process.platform === 'win32') await database.run('DETACH old');
      await rename(freshOf(workspace), storeFile);
    } catch (error) {
      await removeUnfinishedRewrite(workspace).catch(() => undefined);
      throw error;
    }
    await rm(temporaryFolder, { recursive: true, force: true });
  } finally {
    database.close();
  }
  // Not every system lets a folder be made durable.
  await makeDurable(folder, 'r').catch(() => undefined);
}

/**
 * Does what is due; nothing when nothing is. Nobody may have the store open, the caller neither.
 * @throws store-unrewritten: the old one is as it was, and it stays due
 */
export async function finishRewrite(workspace: Workspace): Promise<void> {
  if (!existsSync(markOf(workspace)) || !existsSync(workspace.storeFile)) return;
  try {
    await rewrite(workspace);
    await rm(markOf(workspace), { force: true });
  } catch (cause) {
    throw fail('store-unrewritten', { file: workspace.storeFile }, { cause });
  }
}
