/** The owner-only folder in which texts lie while they are read; gone when the work ends. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, fail } from '../errors.js';
import { OWNER_ONLY, OWNER_ONLY_FOLDER } from '../workspace.js';
import { systemCode, systemReason } from './system-reason.js';

/** Neither a name out of an archive nor an ending that some reader makes something of. */
const ENDING = '.text';

interface Written {
  readonly name: string;
  open(): Promise<Readable>;
}

/** Faults of the folder's own disk, not of what is read. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EFBIG']);

/** The number of the process stands in the name, so that another one can tell whether the folder is still in use. */
const PREFIX = 'fmreview-process-';
const OWN_NAME = new RegExp(`^${PREFIX}(\\d+)-`);

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (cause) {
    // Any other answer comes from a process that is there, of somebody else.
    return systemCode(cause) !== 'ESRCH';
  }
}

async function removeStale(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const processId = Number(OWN_NAME.exec(name)?.[1]);
    if (!(processId > 0) || isRunning(processId)) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

export class Scratch {
  readonly #makeFolder: () => Promise<string>;
  #folder: Promise<string> | null = null;
  #written = 0;

  /** @param makeFolder called when the first text is written: most files need no folder */
  constructor(makeFolder: () => Promise<string>) {
    this.#makeFolder = makeFolder;
  }

  /** One whose path is known, so that the next start finds what a killed run left there. */
  static at(folder: string): Scratch {
    return new Scratch(async () => {
      await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
      return folder;
    });
  }

  /** One of its own among the system's temporary files; those of runs that were killed go. */
  static amongTemporaryFiles(): Scratch {
    return new Scratch(async () => {
      await removeStale();
      return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
    });
  }

  /** @returns the path of a file with what the source holds; nothing is left of it when that cannot be read to its end */
  async write(source: Written, signal?: AbortSignal): Promise<string> {
    this.#written += 1;
    const ordinal = this.#written;
    let path = '';
    let folder = '';
    try {
      this.#folder ??= this.#makeFolder();
      folder = await this.#folder;
      path = join(folder, `${ordinal}${ENDING}`);
      const input = await source.open();
      const output = createWriteStream(path, { flags: 'wx', mode: OWNER_ONLY });
      await pipeline(input, output, signal === undefined ? {} : { signal });
      return path;
    } catch (cause) {
      if (path !== '') await this.remove(path);
      if (signal?.aborted || cause instanceof AppError) throw cause;
      const code = systemCode(cause);
      if (code !== null && FULL.has(code))
        throw fail('workspace-unwritable', { file: folder, reason: systemReason(cause) }, { cause });
      throw fail('archive-damaged', { file: source.name, reason: 'it is cut short or damaged' }, { cause });
    }
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  async close(): Promise<void> {
    const folder = await this.#folder?.catch(() => null);
    if (folder !== null && folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}
