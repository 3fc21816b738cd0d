/** The vendors' tables of categories: their place in the catalogue, what they may never say, and lists of several categories. */
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  allFormats,
  explainEvent,
  importPaths,
  openStore,
  readWorkspaceConfiguration,
  type Store,
} from '../src/index.js';
import { type CategoryRule, categoryTable, foldCategory } from '../src/map/categories.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';
import { makeTopics } from '../src/map/topics.js';
import { giveKeys } from './support/keys.js';
import { newWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

const FOLDER = new URL('../taxonomy/categories/', import.meta.url);
const tables = readdirSync(FOLDER).map((name) => name.replace(/\.yaml$/, ''));
/** Every table as if it had one format of its own name: what stands in it, whatever formats there are. */
const whole = loadTaxonomy(
  undefined,
  tables.map((id) => ({ id })),
);
const ruleOf = (table: string, text: string) =>
  whole.categories.find((rule) => rule.format === table && rule.text === foldCategory(text));
const natureOf = ({ topic }: CategoryRule) => whole.topics.get(topic)?.nature;

describe('the tables', () => {
  it('are each used by a format', () => {
    const used = new Set<string>(allFormats().map(categoryTable));
    expect(tables.filter((table) => !used.has(table))).toEqual([]);
  });

  it('are there for every format that names one', () => {
    const named = allFormats().flatMap(({ categories }) => (categories === undefined ? [] : [categories]));
    expect(named.filter((table) => !tables.includes(table))).toEqual([]);
  });

  it('give their rules to each format that shares them, and to no other', () => {
    const shared = loadTaxonomy(undefined, [
      { id: 'syslog-one', categories: 'fortinet' },
      { id: 'export-two', categories: 'fortinet' },
      { id: 'fortinet', categories: 'untangle' },
    ]);
    const topics = ['syslog-one', 'export-two', 'fortinet', 'untangle'].map(
      (id) => shared.categories.find(({ format, text }) => format === id && text === '14')?.topic ?? null,
    );
    // FortiGuard 14 is pornography, BrightCloud 14 is social networking.
    expect(topics).toEqual(['pornography', 'pornography', 'social-media', null]);
    expect(shared.categories.find(({ format }) => format === 'export-two')?.file).toBe(
      'taxonomy/categories/fortinet.yaml',
    );
  });

  it.each([
    ['fortinet', 'Proxy Avoidance', 'bypass'],
    ['fortinet', '59', 'bypass'],
    ['fortinet', 'Illegal or Unethical', null],
    ['cisco-umbrella', 'Social Networking', 'social-media'],
    ['cisco-wsa', 'IW_snet', 'social-media'],
    ['cisco-wsa', 'nc', null],
    ['zscaler', 'Weapons/Bombs', 'weapons'],
    ['zscaler', 'WEAPONS_AND_BOMBS', 'weapons'],
    ['paloalto', 'proxy-avoidance-and-anonymizers', 'bypass'],
    ['paloalto', 'unknown', null],
    ['untangle', '58', 'bypass'],
    ['untangle', '0', null],
    ['bluecoat', 'Violence/Hate/Racism', 'hate-speech'],
    ['cloudflare-gateway', '133', 'pornography'],
    ['netskope', 'Piracy & Copyright Theft', 'piracy'],
    ['lightspeed', 'security.proxy', 'bypass'],
    ['juniper', 'Enhanced_Proxy_Avoidance', 'bypass'],
    ['forcepoint', 'Gay or Lesbian or Bisexual Interest', 'ordinary'],
    ['squid-lists', 'blk_blacklists_porn', 'pornography'],
    ['smoothwall', 'Suicide', 'self-harm'],
    ['captures-csv', 'Custom', null],
    ['captures-csv', 'Sexting', 'grooming'],
    ['netsupport-dna', 'Gang Culture', 'abuse'],
  ])('%s: %s', (table, text, topic) => {
    expect(ruleOf(table, text)?.topic ?? null).toBe(topic);
  });

  it('call no sign of need a breach', () => {
    const need =
      /self[- .]?harm|suicid|eating disorder|groom|exploitation|\bsext|cybersexer|\bgangs?\b|child (sexual )?(abuse|porn)|extremis|terror|radicali/;
    const wrong = whole.categories.filter((rule) => need.test(rule.text) && natureOf(rule) !== 'vulnerability');
    expect(wrong.map(({ format, text }) => `${format}: ${text}`)).toEqual([]);
  });

  it('call nobody’s sexuality, faith or sex education pornography', () => {
    const not = /gay|lesbian|sexuality|sexual.expression|sex.?ed|education|religio|abortion|lifestyle/;
    const wrong = whole.categories.filter(({ text, topic }) => not.test(text) && topic === 'pornography');
    expect(wrong.map(({ format, text }) => `${format}: ${text}`)).toEqual([]);
  });
});

describe('a log with several categories in one field', () => {
  /** Text in the log, its topic, and whether it may stand in the store as it is. */
  const CASES: readonly (readonly [string, string, boolean])[] = [
    ['Chat', 'chat', true],
    ['Games, Chat', 'chat', true],
    ['education; SELF  harm ;gambling', 'self-harm', true],
    ['Shopping|Social Media', 'social-media', true],
    ['Advertising,Shopping', 'shopping', true],
    ['["Games","Education"]', 'games', true],
    ['["Malware"]', 'malware', true],
    ['Gambling, Our own list', 'gambling', false],
    ['Our own list, Another of ours', 'unmapped', false],
    ['Our own list', 'unmapped', false],
    ['News, Violence', 'violence', true],
  ];
  let folder = '';
  let store: Store;

  beforeAll(async () => {
    folder = await temporaryFolder('categories');
    store = await openStore(await newWorkspace(join(folder, 'workspace')), { spills: false });
    await giveKeys(store);
    const lines = CASES.map(
      ([text], index) =>
        `02/03/2026 10:00:${10 + index},toskelby,https://www.example.org/,"${text.replaceAll('"', '""')}",Allowed`,
    );
    await writeFile(join(folder, 'log.csv'), ['Time,User,URL,Category,Action', ...lines, ''].join('\n'));
    const request = { paths: ['log.csv'], folder, listedOn: '2026-03-01' };
    expect((await importPaths(store, readWorkspaceConfiguration(store.workspace), request)).failures).toEqual([]);
  });
  afterAll(async () => {
    store.close();
    await removeFolder(folder);
  });

  const row = z.object({ topic: z.string(), text: z.string().nullable() });
  const found = async (text: string, taxonomy = loadTaxonomy()) => {
    await makeTopics(store, taxonomy);
    const key = store.keyring.keyOf('category', foldCategory(text));
    return store.query(
      row,
      'SELECT t.topic, c.text FROM category AS c JOIN category_topic AS t USING (category_id) WHERE c.category_key = $1',
      [key],
    );
  };

  it.each(CASES)('%s: %s', async (text, topic, isKnown) => {
    expect(await found(text)).toEqual([{ topic, text: isKnown ? text : null }]);
  });

  it('tells names that hold commas from lists', async () => {
    const time = '"Datetime":"2026-03-02T10:00:00Z","Email":"toskelby@fernhollow.example","Action":"allow"';
    const log = ['["Militancy, Hate & Extremism","Government & Politics"]', '["News, Portal & Search"]'];
    const web = (names: string) => `{${time},"HTTPHost":"www.example.org","CategoryNames":${names}}`;
    await writeFile(join(folder, 'gateway.json'), log.map(web).join('\n'));
    const commas = (text: string) =>
      `{"access_method":"Client","action":"block","category":"${text}","timestamp":1772442000,"type":"nspolicy","url":"bets.example.net","user":"toskelby","userip":"10.20.1.15"}`;
    const texts = ['Chat, IM & other communication', 'Gambling,Chat,IM & other communication', 'Our own, Gambling'];
    await writeFile(join(folder, 'netskope.json'), texts.map(commas).join('\n'));
    const request = { paths: ['gateway.json', 'netskope.json'], folder, listedOn: '2026-03-01' };
    expect((await importPaths(store, readWorkspaceConfiguration(store.workspace), request)).failures).toEqual([]);
    const gateway = 'Militancy, Hate & Extremism | Government & Politics';
    expect(await found(gateway)).toEqual([{ topic: 'extremism', text: gateway }]);
    expect(await found('News, Portal & Search')).toEqual([{ topic: 'ordinary', text: 'News, Portal & Search' }]);
    const [chat = '', list = '', own = ''] = texts;
    expect(await found(chat)).toEqual([{ topic: 'chat', text: chat }]);
    expect(await found(list)).toEqual([{ topic: 'gambling', text: list }]);
    expect(await found(own)).toEqual([{ topic: 'gambling', text: null }]);
  });

  it('is what the whole text says where that is in the table', async () => {
    const taxonomy = loadTaxonomy();
    const rule = { format: 'web-filter-csv', text: 'news, violence', topic: 'ordinary', file: 'own.yaml', line: 1 };
    const categories = [...taxonomy.categories, rule];
    expect(await found('News, Violence', { ...taxonomy, categories })).toMatchObject([{ topic: 'ordinary' }]);
  });

  it('is explained by the rule of the category that counted, and says that part of it is sealed', async () => {
    const { steps } = await explainEvent(store, readWorkspaceConfiguration(store.workspace), '1:9', null);
    const stepOf = (stage: string) => steps.find((step) => step.stage === stage);
    expect(stepOf('category')?.words).toMatch(/only in part on a map; it is sealed$/);
    expect(stepOf('topic')?.where).toMatch(/^taxonomy\/categories\/web-filter-csv\.yaml:\d+$/);
  });
});
