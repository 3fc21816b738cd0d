/** Files for people: a folder that is known to take them, and each file there whole or not at all. */
import { realpathSync } from 'node:fs';
import { chmod, mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { type AppError, fail, systemReason, type Workspace } from '@fmreview/core';

const OWNER_ONLY = 0o600;
const ANYBODY = 0o644;

const unwritable = (file: string, cause: unknown): AppError =>
  fail('output-unwritable', { file, reason: systemReason(cause) }, { cause });

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

// Not left to `recursive`: that one never ends where a system answers "not found" to every attempt.
async function makeFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  try {
    await mkdir(folder);
  } catch (cause) {
    if (!isMissing(cause) || dirname(folder) === folder) throw cause;
    await makeFolder(dirname(folder));
    await mkdir(folder);
  }
}

/** Makes the folder and proves, by writing to it, that it takes files. If the work then fails, it leaves no trace. */
export async function withFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const isNew = (await stat(folder).catch(() => null)) === null;
  const probe = join(folder, `.fmreview-${process.pid}.probe`);
  try {
    await makeFolder(folder);
  } catch (cause) {
    const reason = isMissing(cause) ? 'nothing can be made there' : systemReason(cause);
    throw fail('output-folder', { folder, reason }, { cause });
  }
  try {
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  try {
    return await work();
  } catch (error) {
    // Only an empty folder goes; anything else in it stays.
    if (isNew) await rmdir(folder).catch(() => {});
    throw error;
  }
}

/** Where links lead, as far as the folder exists already. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}

/** The workspace can be copied because it names nobody in clear: what does has no place in it. */
export function assertOutsideWorkspace(folder: string, workspace: Workspace): void {
  const way = relative(realPath(workspace.folder), realPath(folder));
  if (!way.startsWith('..') && !isAbsolute(way)) throw fail('output-in-workspace', { folder });
}

interface WholeFile {
  readonly content: Uint8Array;
  /** Then only the account that made the file may open it, where the system knows accounts. */
  readonly isPersonal: boolean;
}

export async function writeWhole(folder: string, fileName: string, file: WholeFile): Promise<string> {
  const path = join(folder, fileName);
  const unfinished = join(folder, `.${fileName}.${process.pid}.partial`);
  try {
    await writeFile(unfinished, file.content, { mode: OWNER_ONLY });
    if (!file.isPersonal) await chmod(unfinished, ANYBODY);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw unwritable(path, cause);
  }
  return path;
}
