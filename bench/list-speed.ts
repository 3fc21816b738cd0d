/**
 * How long it takes to play 50 million stored requests past a list of 10,000 entries, and to look through them for candidates.
 * A log of half a million lines is imported and multiplied inside the store, a day later each time.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  backtest,
  importPaths,
  initWorkspace,
  type ListEntry,
  makeReaderKey,
  OFFICES,
  openStore,
  readWorkspaceConfiguration,
  suggest,
} from '@fmreview/core';

const BASE_LINES = 500_000;
const COPIES = Number(process.env['FMREVIEW_BENCH_COPIES'] ?? 100);
const SITES = 60_000;
const PEOPLE = 1_000;
const ENTRIES = 10_000;
const CAPTURES = 20_000;
const MOST_BACKTEST_SECONDS = 5;
const MOST_SUGGEST_SECONDS = 20;
const CATEGORIES = [
  'Games',
  'Social Networking',
  'Proxy Avoidance',
  'Search Engines',
  'Education',
  'Gambling',
  'Business',
];
const LABELS = ['www', 'cdn', 'api', 'play', 'toskelby', 'unit7'];

const folder = mkdtempSync(join(tmpdir(), 'fmreview-lists-'));
const say = (text: string) => process.stdout.write(`${text}\n`);
const number = (value: number) => value.toLocaleString('en-GB');
const two = (value: number) => String(value).padStart(2, '0');

let state = 7;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const pick = (size: number) => Math.floor(random() * size);

/** A few sites have most of the traffic, as everywhere. */
const site = () => Math.floor(random() ** 4 * SITES);
const siteName = (index: number) => `site${index}.${index % 3 === 0 ? 'com' : 'org'}`;

function requestLine(index: number): string {
  const minute = 480 + Math.floor((index / BASE_LINES) * 480);
  const time = `02/03/2026 ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(pick(60))}`;
  const which = site();
  const host = `${LABELS[pick(LABELS.length)] ?? ''}.${siteName(which)}`;
  const category = CATEGORIES[which % CATEGORIES.length] ?? '';
  const action = category === 'Gambling' || random() < 0.05 ? 'Blocked' : 'Allowed';
  return `"${time}","user${pick(PEOPLE)}","10.20.${pick(8)}.${pick(250)}","https://${host}/${pick(900)}","${category}","${action}"`;
}

function writeFiles(): void {
  const people = Array.from({ length: PEOPLE }, (_, index) =>
    index < PEOPLE / 10
      ? `S${index},user${index},Staff,,`
      : `P${index},user${index},Pupil,${1 + (index % 6)},${1 + (index % 6)}A`,
  );
  writeFileSync(join(folder, 'people.csv'), ['Person ID,Username,Role,Year,Class', ...people, ''].join('\n'));
  const requests = Array.from({ length: BASE_LINES }, (_, index) => requestLine(index));
  const header = '"Date and time","User","Client IP","URL","Category","Action"';
  writeFileSync(join(folder, 'requests.csv'), [header, ...requests, ''].join('\r\n'));
  const captures = Array.from({ length: CAPTURES }, (_, index) => {
    const time = `${two(2 + (index % 26))}/03/2026 ${two(8 + (index % 8))}:${two(index % 60)}:${two(index % 47)}`;
    return `${index},${time},user${(index * 31) % PEOPLE},Bullying,phrase ${index % 900},${1 + (index % 5)}`;
  });
  writeFileSync(
    join(folder, 'captures.csv'),
    ['Capture ID,Created,Username,Library category,Phrase,Severity', ...captures, ''].join('\n'),
  );
}

/** Half of it meets traffic, half never does, as with lists that come from elsewhere. */
const entries = Array.from(
  { length: ENTRIES },
  (_, index): ListEntry => ({
    host: index % 2 === 0 ? siteName(200 + index * 5) : `nowhere${index}.net`,
    covers: 'host-and-below',
    segment: null,
  }),
);

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const startedMs = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - startedMs) / 1000 };
}

try {
  const workspace = await initWorkspace(join(folder, 'workspace'), {
    ...{ name: 'Benchmark', timeZone: 'Europe/London', policy: 'beech-green' },
  });
  const configuration = readWorkspaceConfiguration(workspace);
  const store = await openStore(workspace);
  for (const office of OFFICES) await makeReaderKey(store, { name: office, offices: [office], passphrase: null });
  writeFiles();
  const { failures } = await importPaths(store, configuration, {
    ...{ paths: ['people.csv', 'requests.csv', 'captures.csv'], folder, listedOn: '2026-03-01' },
  });
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  for (let copy = 1; copy < COPIES; copy++)
    await store.run(`INSERT INTO request SELECT * REPLACE (line + ${copy} * ${BASE_LINES * 2} AS line, time_utc + INTERVAL ${copy} DAY AS time_utc, time_local + INTERVAL ${copy} DAY AS time_local)
      FROM request WHERE time_local < DATE '2026-03-03'`);
  await store.run(`UPDATE import_file SET last_day = last_day + ${COPIES - 1} WHERE kind = 'request'; CHECKPOINT`);
  const replayed = await timed(() => backtest(store, configuration, { kind: 'block', entries }));
  const suggested = await timed(() => suggest(store, configuration));
  store.close();
  say(`\n${number(BASE_LINES * COPIES)} requests of ${number(PEOPLE)} people to ${number(SITES)} sites\n`);
  const { matched, changed } = replayed.result;
  say(`requests that the list of ${number(ENTRIES)} is about  ${number(matched).padStart(12)}`);
  say(`of them let through until now               ${number(changed.requests).padStart(12)}`);
  say(`candidates                                  ${number(suggested.result.candidates.length).padStart(12)}`);
  say(`\nback-test ${replayed.seconds.toFixed(2)} s (at most ${MOST_BACKTEST_SECONDS} s)`);
  say(`suggest   ${suggested.seconds.toFixed(2)} s (at most ${MOST_SUGGEST_SECONDS} s)`);
  const isSlow = replayed.seconds > MOST_BACKTEST_SECONDS || suggested.seconds > MOST_SUGGEST_SECONDS;
  if (isSlow || changed.requests === 0 || suggested.result.candidates.length === 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
