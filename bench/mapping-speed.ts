/**
 * How long it takes to lay 5 million requests and 100,000 captures beside people, topics and the clauses of the policy: the
 * stages attribute and map, and all findings after them; without reading and without the report.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findMapped,
  importPaths,
  initWorkspace,
  makeReaderKey,
  mapPeriod,
  OFFICES,
  openStore,
  readWorkspaceConfiguration,
} from '@fmreview/core';
import { writeConsoleFile } from './console-file.js';

const REQUESTS = 5_000_000;
const CAPTURES = 100_000;
const PEOPLE = 500;
const MOST_SECONDS = 10;
const MOST_FINDING_SECONDS = 5;
const PERIOD = { from: '2026-03-01', to: '2026-08-31' };
const SITE_CATEGORIES = [
  'Games',
  'Social Networking',
  'Proxy Avoidance',
  'Pornography',
  'Search Engines',
  'Our own list',
];
const CAPTURE_CATEGORIES = ['Bullying', 'Self Harm', 'Games', 'Racism', 'Weapons', 'Custom'];

const folder = mkdtempSync(join(tmpdir(), 'fmreview-mapping-'));
const say = (text: string) => process.stdout.write(`${text}\n`);
const number = (value: number) => value.toLocaleString('en-GB');
const two = (value: number) => String(value).padStart(2, '0');

function writePeople(path: string): void {
  const rows = Array.from({ length: PEOPLE }, (_, index) =>
    index < PEOPLE / 10
      ? `S${index},user${index},Staff,,`
      : `P${index},user${index},Pupil,${1 + (index % 6)},${1 + (index % 6)}A`,
  );
  writeFileSync(path, ['Person ID,Username,Role,Year,Class', ...rows, ''].join('\n'));
}

function writeCaptures(path: string): void {
  const rows = Array.from({ length: CAPTURES }, (_, index) => {
    const time = `${two(1 + (index % 28))}/${two(3 + (index % 6))}/2026 ${two(8 + (index % 9))}:${two(index % 60)}:${two(index % 47)}`;
    const category = CAPTURE_CATEGORIES[(index * 7) % CAPTURE_CATEGORIES.length] ?? '';
    return `${index},${time},user${(index * 31) % PEOPLE},${category},phrase ${index % 900},${1 + (index % 5)}`;
  });
  writeFileSync(path, ['Capture ID,Created,Username,Library category,Phrase,Severity', ...rows, ''].join('\n'));
}

try {
  const workspace = await initWorkspace(join(folder, 'workspace'), {
    ...{ name: 'Benchmark', timeZone: 'Europe/London', policy: 'beech-green' },
  });
  const configuration = readWorkspaceConfiguration(workspace);
  const store = await openStore(workspace);
  for (const office of OFFICES) await makeReaderKey(store, { name: office, offices: [office], passphrase: null });
  writePeople(join(folder, 'people.csv'));
  writeCaptures(join(folder, 'captures.csv'));
  writeConsoleFile(join(folder, 'requests.csv'), REQUESTS, SITE_CATEGORIES);
  const { failures } = await importPaths(store, configuration, {
    ...{ paths: ['people.csv', 'captures.csv', 'requests.csv'], folder, listedOn: '2026-03-01' },
  });
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  const startedMs = performance.now();
  const matched = await mapPeriod(store, configuration, PERIOD);
  const seconds = (performance.now() - startedMs) / 1000;
  const findingMs = performance.now();
  const findings = await findMapped(store, configuration, PERIOD);
  const findingSeconds = (performance.now() - findingMs) / 1000;
  store.close();
  say(`\n${number(REQUESTS)} requests and ${number(CAPTURES)} captures of ${PEOPLE} people\n`);
  say(`captures that fall under a clause          ${number(matched.captures).padStart(12)}`);
  say(`blocked requests that fall under a clause  ${number(matched.requests).padStart(12)}`);
  say(`\nattribute and map ${seconds.toFixed(2)} s (at most ${MOST_SECONDS} s)`);
  say(`all findings      ${findingSeconds.toFixed(2)} s (at most ${MOST_FINDING_SECONDS} s)`);
  const failed = findings.filter(({ failure }) => failure !== null).length;
  if (findingSeconds > MOST_FINDING_SECONDS || failed > 0) process.exitCode = 1;
  if (seconds > MOST_SECONDS || matched.captures === 0 || matched.requests === 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
