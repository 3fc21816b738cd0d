/** Runs the built command as a user would: its own process, its own folder, nobody at a terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';

// A process takes its time to start, and many of them start at once.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const BIN = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'bin.js');

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of stderr without the last line end. */
  readonly words: readonly string[];
}

interface Surroundings {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with each piece of stdout: lets a test close the pipe early. */
  readonly onData?: (stdout: NodeJS.ReadableStream & { destroy: () => void }) => void;
}

export async function fmreview(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  const { folder, environment = {}, onData } = surroundings;
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: folder,
    env: { ...process.env, FMREVIEW_DEBUG: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onData?.(child.stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  await once(child, 'close');
  const words = stderr.split(/\r?\n/).slice(0, -1);
  return { exitCode: child.exitCode, stdout, stderr, words };
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

export async function temporaryFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fmreview-cli-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** A folder with a workspace `school` in it, with open keys, and the files of the test beside it. */
export async function temporaryWorkspace(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const { initWorkspace, makeReaderKey, OFFICES, openStore } = await import('@fmreview/core');
  const folder = await temporaryFolder(files);
  const school = { name: 'Our school', timeZone: 'Europe/London', policy: 'beech-green' };
  const workspace = await initWorkspace(join(folder, 'school'), school);
  const store = await openStore(workspace);
  for (const office of OFFICES) await makeReaderKey(store, { name: office, offices: [office], passphrase: null });
  store.close();
  return folder;
}
