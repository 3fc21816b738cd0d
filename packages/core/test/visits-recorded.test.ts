/** What a person did, told from the log of a browser that did it: pages and visits, and every hit still there. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importPaths, mapPeriod, openStore, readWorkspaceConfiguration, type Store } from '../src/index.js';
import { IS_VISIT, VISIT } from '../src/map/events.js';
import { integer } from '../src/store/database.js';
import { isInstalled } from './support/programs.js';
import { FETCHED, OPENED, recordBrowsing, SEARCH_HOST, SEARCHED } from './support/recorded-browsing.js';
import { keyedWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

const { CHROMIUM_PATH: browser = '/usr/bin/chromium' } = process.env;

function hasBrowser(): boolean {
  const isThere = existsSync(browser);
  if (!isThere) console.warn('skipped: no Chromium; set CHROMIUM_PATH to its path');
  return isThere;
}

const bySite = z.object({ site: z.string(), n: integer });
const byKind = z.object({ kind: z.string(), n: integer });
const one = z.object({ n: integer });

describe.skipIf(!isInstalled('squid') || !hasBrowser())('a browser behind Squid', () => {
  let [folder, log] = ['', ''];
  let store: Store;
  const rowsOf = <Row>(shape: z.ZodType<Row>, sql: string) => store.query(shape, sql);
  const sites = async (where: string, counted = 'count(*)') =>
    Object.fromEntries(
      (
        await rowsOf(
          bySite,
          `SELECT site, ${counted} AS n FROM request_event WHERE ${where} GROUP BY site ORDER BY site`,
        )
      ).map(({ site, n }) => [site, n]),
    );
  const each = (names: readonly string[]) => Object.fromEntries(names.toSorted().map((name) => [name, 1]));

  beforeAll(async () => {
    folder = await temporaryFolder('visits');
    log = await recordBrowsing(browser);
    await writeFile(join(folder, 'access.log'), log);
    const workspace = await keyedWorkspace(join(folder, 'school'));
    const engines = [{ parameter: 'q', hosts: [SEARCH_HOST] }];
    const configuration = { ...readWorkspaceConfiguration(workspace), search: { engines } };
    store = await openStore(workspace);
    const { failures } = await importPaths(store, configuration, { paths: ['access.log'], folder });
    if (failures[0] !== undefined) throw failures[0];
    const seconds = log.split('\n').flatMap((line) => (line === '' ? [] : [Number(line.split(' ')[0])]));
    const dayOf = (second: number) =>
      new Date(second * 1000).toLocaleDateString('sv-SE', { timeZone: 'Europe/London' });
    const period = { from: dayOf(Math.min(...seconds)), to: dayOf(Math.max(...seconds)) };
    await mapPeriod(store, configuration, period);
  });
  afterAll(async () => {
    store?.close();
    await removeFolder(folder);
  });

  it('keeps every line as a request', async () => {
    const lines = log.split('\n').filter((line) => line !== '').length;
    expect(await rowsOf(one, 'SELECT count(*) AS n FROM request_event')).toEqual([{ n: lines }]);
    expect(await rowsOf(one, 'SELECT count(*) AS n FROM request')).toEqual([{ n: lines }]);
    expect(lines).toBeGreaterThan(SEARCHED.length + OPENED.length + FETCHED.length);
  });

  it('takes for a page what was opened and nothing else, also where a tunnel tells nothing', async () => {
    expect(await sites(IS_VISIT)).toEqual(each(OPENED));
    expect(await sites(IS_VISIT, `count(DISTINCT ${VISIT})`)).toEqual(each(OPENED));
  });

  it('takes the rest for parts of pages and for programs', async () => {
    const own = [...OPENED, ...FETCHED].map((site) => `'${site}'`).join(', ');
    const kinds = await rowsOf(
      byKind,
      `SELECT kind::VARCHAR AS kind, count(*) AS n FROM request_event WHERE site IN (${own}) GROUP BY 1 ORDER BY 1`,
    );
    const lines = log.split('\n').filter((line) => [...OPENED, ...FETCHED].some((site) => line.includes(site)));
    // Of a program's own the test makes one request: a list of certificates.
    const rest = lines.length - OPENED.length - 1;
    expect(kinds).toEqual([
      { kind: 'background', n: 1 },
      { kind: 'page', n: OPENED.length },
      { kind: 'sub-resource', n: rest },
    ]);
  });

  it('makes one search of what was typed letter by letter', async () => {
    const typed = log.split('\n').filter((line) => line.includes(`${SEARCH_HOST}:`) && line.includes('?q=')).length;
    expect(typed).toBe(SEARCHED.length + 1);
    const whole = await rowsOf(one, 'SELECT count(*) AS n FROM (FROM search WHERE NOT is_typed_on)');
    // From "free vpn" on, the words match a theme.
    const onTheme = SEARCHED.length - 'free vpn'.length + 2;
    const all = await rowsOf(one, 'SELECT count(*) AS n FROM search');
    expect([whole, all]).toEqual([[{ n: 1 }], [{ n: onTheme }]]);
    const [end] = await rowsOf(
      z.object({ kind: z.string() }),
      'SELECT kind FROM request_event JOIN (FROM search WHERE NOT is_typed_on) USING (import_id, line)',
    );
    expect(end).toEqual({ kind: 'page' });
  });
});
