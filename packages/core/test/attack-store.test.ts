/** The attack on a school that the program itself imported, counted and edited: two quarters and the half year they make. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '@fmreview/fixtures/generate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  editFigures,
  importPaths,
  initWorkspace,
  openStore,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import { giveKeys } from './support/keys.js';
import { type Held, readAll, recover } from './support/outsider.js';
import { policy, taxonomy } from './support/small-school.js';

const PERIODS = [
  ['half 1', '2026-03-01', '2026-05-31'],
  ['half 2', '2026-06-01', '2026-08-31'],
  ['year', '2026-03-01', '2026-08-31'],
] as const;

let folder = '';
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-attack-'));
  const inputs = join(folder, 'inputs');
  const truth = await generate({
    out: inputs,
    rows: 6000,
    seed: 11,
    from: '2026-03-01',
    to: '2026-08-31',
    clean: false,
  });
  const school = { name: 'unused', timeZone: 'Europe/London', policy: 'beech-green' };
  store = await openStore(await initWorkspace(join(folder, 'workspace'), school, join(inputs, 'fmreview.yaml')));
  await giveKeys(store);
  const configuration = readWorkspaceConfiguration(store.workspace);
  await importPaths(store, configuration, { paths: Object.keys(truth.files), folder: inputs });
});
afterAll(async () => {
  store?.close();
  await rm(folder, { recursive: true, force: true });
});

it('works out no withheld figure, and the same review edited again says the same', { timeout: 60_000 }, async () => {
  const configuration = readWorkspaceConfiguration(store.workspace);
  const held: Held[] = [];
  for (const [period, from, to] of PERIODS) {
    const review = await reviewPeriod(store, configuration, { from, to });
    const { editions, exposedCount } = await editFigures(store, configuration, review, ['governors', 'public']);
    expect(exposedCount, period).toBe(0);
    for (const edition of editions) {
      if (edition.edition === 'governors' || edition.edition === 'public') held.push({ period, edition });
    }
    const [again] = (await editFigures(store, configuration, review, ['public'])).editions;
    expect(again, period).toEqual(held.at(-1)?.edition);
  }
  const threshold = configuration.suppression.thresholdPeople;
  expect(held[0]?.edition.suppression.suppressedCount).toBeGreaterThan(0);
  expect(await recover(readAll(held, { policy, taxonomy }, 'year'), threshold)).toEqual([]);
});
