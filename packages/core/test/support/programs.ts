/** Programs that take our lists. A machine without them skips the test, and says so. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

const LIMIT = { timeout: 20_000, killSignal: 'SIGKILL' } as const;

export function isInstalled(program: string): boolean {
  const isThere = spawnSync(program, ['-v'], LIMIT).error === undefined;
  if (!isThere) console.warn(`skipped: ${program} is not installed`);
  return isThere;
}

export function run(program: string, parameters: readonly string[]): { status: number | null; output: string } {
  // Some of them do not end when they are asked to.
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8', ...LIMIT });
  return { status, output: `${stdout}${stderr}` };
}

/** A port of the loopback interface that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
