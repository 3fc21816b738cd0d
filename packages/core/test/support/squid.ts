/** A Squid of our own on the loopback interface: in the foreground, with names from a file, and nothing kept after it has stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './programs.js';

export interface SquidOptions {
  /** Addresses of names; others lead nowhere. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Where to write a log in Squid's own layout; default: none. Others must be able to write in its folder. */
  readonly accessLog?: string;
  /** Lines of squid.conf. Default: everybody may do everything. */
  readonly acl?: readonly string[];
}

export interface Squid {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const MOST_WAIT_MS = 20_000;
const PAUSE_MS = 50;

export function squidConfiguration(folder: string, port: number, { accessLog, acl }: Omit<SquidOptions, 'hosts'>) {
  return [
    `http_port 127.0.0.1:${port}`,
    `pid_filename ${join(folder, 'squid.pid')}`,
    `cache_log ${join(folder, 'cache.log')}`,
    `coredump_dir ${folder}`,
    `hosts_file ${join(folder, 'hosts')}`,
    accessLog === undefined ? 'access_log none' : `access_log stdio:${accessLog} squid`,
    'buffered_logs off',
    'dns_nameservers 127.0.0.1',
    'visible_hostname proxy.fernhollow.example',
    'cache deny all',
    'cache_mem 8 MB',
    'pinger_enable off',
    'shutdown_lifetime 0 seconds',
    ...(acl ?? ['http_access allow all']),
    '',
  ].join('\n');
}

export async function startSquid(options: SquidOptions): Promise<Squid> {
  const folder = await mkdtemp(join(tmpdir(), 'fmreview-squid-'));
  const port = await freePort();
  // Started by root it goes on as a user of its own, who must be able to write here.
  for (const place of [folder, ...(options.accessLog === undefined ? [] : [dirname(options.accessLog)])])
    await chmod(place, 0o777);
  const names = Object.entries(options.hosts).map(([name, address]) => `${address} ${name}\n`);
  await writeFile(join(folder, 'hosts'), names.join(''));
  await writeFile(join(folder, 'squid.conf'), squidConfiguration(folder, port, options));
  const child = spawn('squid', ['-N', '-n', `fmreview${port}`, '-f', join(folder, 'squid.conf')], { stdio: 'ignore' });
  const stop = async () => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await listens(port, child))) {
    const log = await readFile(join(folder, 'cache.log'), 'utf8').catch(() => '');
    await stop();
    throw new Error(`Squid did not start:\n${log.slice(-2000)}`);
  }
  return { port, stop };
}

/** Waits until something listens; false when the program has ended, or the time is over. */
export async function listens(port: number, child: ChildProcess): Promise<boolean> {
  for (let waited = 0; waited < MOST_WAIT_MS; waited += PAUSE_MS) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await isOpen(port)) return true;
    await wait(PAUSE_MS);
  }
  return false;
}

const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** Asks it to end, and makes it end if it does not. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(late);
}

/** What a browser gets that uses the proxy. */
export const throughProxy = (port: number, url: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: url, headers: { host: new URL(url).host } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asked.once('error', reject).end();
  });
