/** Programs that look at finished files from outside. A machine without them skips the test, and says so. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export function isInstalled(program: string): boolean {
  const isThere = spawnSync(program, ['--version']).error === undefined;
  if (!isThere) console.warn(`skipped: ${program} is not installed`);
  return isThere;
}

export function run(program: string, parameters: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

/** Undefined without a browser. */
export function chromiumPath(): string | undefined {
  const { CHROMIUM_PATH: path = '/usr/bin/chromium' } = process.env;
  if (existsSync(path)) return path;
  console.warn('skipped: no Chromium; set CHROMIUM_PATH to its path');
  return undefined;
}
