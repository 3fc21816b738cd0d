/** From a decision to the list of a program, and to the question whether it came to the filter. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EntryDecision } from '../src/blocklist/decide.js';
import {
  allListFormats,
  checkList,
  decide,
  entryText,
  exportDecided,
  LIST_EFFECTS,
  type ListEffect,
  listFormatById,
  unlock,
  verifyLists,
} from '../src/index.js';
import { integer } from '../src/store/database.js';
import { type ListedSchool, listedSchool, type Use, useFile } from './support/listed-school.js';
import { emptyStore, removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let school: ListedSchool;
beforeAll(async () => {
  folder = await temporaryFolder('decide');
  school = await listedSchool(folder);
});
afterAll(async () => {
  school.store.close();
  await removeFolder(folder);
});

const made = {
  list: 'block',
  decision: 'approve',
  reason: 'captures',
  decidedBy: 'dsl',
  decidedOn: '2026-06-02',
} as const;
/** @returns whether it is new */
async function approve(entry: string, more: Partial<EntryDecision> = {}): Promise<boolean> {
  const { isNew } = await decide(school.store, school.configuration, { entry, ...made, ...more });
  return isNew;
}
const wanted = { list: 'block', as: 'domains', group: null, title: 'Fern Hollow: block list' } as const;
const exported = (more: Partial<Parameters<typeof exportDecided>[1]> = {}) =>
  exportDecided(school.store, { ...wanted, ...more });
/** The entries of a list, without its remarks. */
const entriesIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');

describe('deciding', () => {
  beforeEach(() => emptyStore(school.store));

  it('keeps a decision once, and a new one on top', async () => {
    expect(await approve('games.example')).toBe(true);
    expect(await approve('games.example')).toBe(false);
    // The same site in another spelling is the same decision.
    expect(await approve('HTTP://Games.Example/')).toBe(false);
    expect(await approve('games.example', { reviewOn: '2026-12-01' })).toBe(true);
    const [rows] = await school.store.query(z.object({ n: integer }), 'SELECT count(*) AS n FROM list_decision');
    expect(rows).toEqual({ n: 2 });
    expect(entriesIn((await exported()).text)).toEqual(['games.example']);
  });

  it('takes off the list what is withdrawn or refused, from that day on', async () => {
    await approve('games.example');
    await approve('bets.example');
    await approve('games.example', { decision: 'withdraw', decidedOn: '2026-06-05', reason: 'over-blocking' });
    await approve('bets.example', { decision: 'refuse', decidedOn: '2026-06-04', reason: 'curriculum' });
    await expect(exported()).rejects.toMatchObject({ code: 'list-empty' });
    expect(entriesIn((await exported({ on: '2026-06-04' })).text)).toEqual(['games.example']);
    expect(entriesIn((await exported({ on: '2026-06-03' })).text)).toEqual(['bets.example', 'games.example']);
    await expect(exported({ on: '2026-06-01' })).rejects.toMatchObject({ code: 'list-empty' });
  });

  it('the later of two decisions of one day counts', async () => {
    await approve('games.example');
    await approve('games.example', { decision: 'withdraw' });
    await expect(exported()).rejects.toMatchObject({ code: 'list-empty' });
  });

  it.each([
    'com',
    'only:com',
    'example.org/;x',
    '203.0.113.0/24',
    '*.uk',
    'co.uk',
    'wordpress.com',
    'sites.google.com/view',
    'no site',
    '',
    'example.org/a/b',
  ])('does not approve "%s"', async (entry) => {
    await expect(approve(entry)).rejects.toMatchObject({ code: 'entry-refused' });
    const [rows] = await school.store.query(z.object({ n: integer }), 'SELECT count(*) AS n FROM list_decision');
    expect(rows).toEqual({ n: 0 });
  });

  it.each(['tumblr.com', 'nhs.uk', 'toskelby.wordpress.com', 'www.instagram.com/bdolvane', 'youtube.com'])(
    'approves "%s", which may be meant as a whole',
    async (entry) => {
      expect(await approve(entry, { list: 'allow' })).toBe(true);
    },
  );

  it('keeps that a whole platform was refused: that is a decision too', async () => {
    expect(await approve('wordpress.com', { decision: 'refuse' })).toBe(true);
  });

  it.each<Partial<EntryDecision>>([{ decidedOn: '2999-01-01' }, { reviewOn: '2026-06-01' }])(
    'does not keep what cannot be: %o',
    async (more) => {
      await expect(approve('games.example', more)).rejects.toMatchObject({ code: 'entry-refused' });
    },
  );

  it('says what a careful colleague would say of it', async () => {
    const { remarks } = await decide(school.store, school.configuration, { entry: 'www.nhs.uk', ...made });
    expect(remarks).toEqual(['it is a site of a school, a university, the health service or the government']);
  });

  it.each(['toskelby.wixsite.com', 'youtube.com/@toskelby'])('says that %s stands in the clear', async (entry) => {
    for (const decision of ['approve', 'refuse'] as const) {
      const { remarks } = await decide(school.store, school.configuration, { ...made, entry, decision });
      expect(remarks).toContainEqual(expect.stringContaining('stands in the clear'));
    }
  });
});

describe('exporting', () => {
  const TEXTS = ['games.example', 'deep.bets.example', 'a.org', 'b.a.org', '203.0.113.9', 'toskelby.wordpress.com'];
  beforeAll(async () => {
    await emptyStore(school.store);
    for (const text of TEXTS) await approve(text, { notes: 'Mr Bdolvane asked for it' });
    await approve('only:www.pellandry.example', { decidedOn: '2026-06-03' });
    await approve('www.instagram.com/bdolvane');
    await approve('staff-only.example', { group: 'staff' });
    await approve('pupils-only.example', { group: 'pupils' });
    await approve('open.example', { list: 'allow', reason: 'curriculum' });
    await approve('films.example', { list: 'exception', group: 'staff', reason: 'curriculum' });
  });

  it('is the same bytes again, says why, and names nobody', async () => {
    const [one, other] = [await exported(), await exported()];
    expect(one.text).toBe(other.text);
    expect(one.madeOn).toBe('2026-06-03');
    expect(one.text).toContain('decided 2026-06-02 by dsl, because of captures');
    expect(one.text).not.toMatch(/bdolvane|staff-only|pupils-only|open\.example/i);
    expect(one.otherGroups).toEqual(['pupils', 'staff']);
  });

  it('seals the note', async () => {
    const [found] = await school.store.query(
      z.object({ row: z.string() }),
      'SELECT to_json(d)::VARCHAR AS row FROM list_decision AS d LIMIT 1',
    );
    expect(found?.row).not.toContain('Bdolvane');
    const unlocked = await unlock(school.store, [school.secrets.dsl, school.secrets['chair-of-governors']]);
    const notes = await school.store.query(
      z.object({ text: z.string() }),
      `SELECT DISTINCT text FROM unlocked.identity WHERE kind = 'list-decision' AND field = 'notes'`,
    );
    await unlocked.close();
    expect(notes).toEqual([{ text: 'Mr Bdolvane asked for it' }]);
  });

  it('makes a list of its own for a group, and for each kind of list', async () => {
    expect(entriesIn((await exported({ group: 'staff' })).text)).toContain('staff-only.example');
    // A pupil of a stage is a pupil.
    expect(entriesIn((await exported({ group: 'ks2' })).text)).toContain('pupils-only.example');
    expect(entriesIn((await exported({ group: 'ks2' })).text)).not.toContain('staff-only.example');
    expect(entriesIn((await exported({ list: 'allow' })).text)).toEqual(['open.example']);
    expect(entriesIn((await exported({ list: 'exception', group: 'staff' })).text)).toEqual(['films.example']);
    await expect(exported({ list: 'exception' })).rejects.toMatchObject({ code: 'list-empty' });
  });

  it.each(allListFormats().map(({ id }) => id))('%s: is read back as what was decided, without a fault', async (id) => {
    const { text, omitted, narrowed, covered, count } = await exported({ as: id });
    const file = `list.${listFormatById(id).extension}`;
    await writeFile(join(folder, file), text);
    const read = await checkList(file, { folder, as: id });
    expect(read.faults).toEqual([]);
    expect(read.judgements.filter(({ level }) => level === 'refuse')).toEqual([]);
    const decided = [...TEXTS, 'only:www.pellandry.example', 'www.instagram.com/bdolvane'];
    const lost = new Set([...omitted.map(({ entry }) => entry), ...narrowed, ...covered].map(entryText));
    const hosts = new Set(read.entries.map(({ entry }) => entry.host));
    const kept = decided.filter((each) => !lost.has(each)).map((each) => each.replace(/^only:|\/.*$/g, ''));
    expect(kept.filter((host) => !hosts.has(host))).toEqual([]);
    expect(count).toBe(decided.length - omitted.length - covered.length);
  });
});

describe('verifying', () => {
  const use = (day: string, user: string, host: string, action: string): Use => ({
    ...{ time: `2026-06-${day} 10:00:00`, user, url: `http://${host}/`, action },
  });
  const LINES = [
    // Before the decision of 2 June everything was open.
    ...['works', 'undone', 'partly', 'unseen'].map((name) => use('01', 'pupil2', `${name}.example`, 'Allowed')),
    // A device that was switched on late, on the third day, and from then on as decided.
    ...[use('03', 'pupil2', 'works.example', 'Allowed'), use('03', 'pupil1', 'works.example', 'Blocked')],
    ...['08', '09'].map((day) => use(day, 'pupil2', 'www.works.example', 'Blocked')),
    ...['03', '08', '09'].map((day) => use(day, 'pupil3', 'undone.example', 'Allowed')),
    ...['08', '09'].flatMap((day) => [
      use(day, 'pupil1', 'partly.example', 'Blocked'),
      use(day, 'pupil2', 'partly.example', 'Allowed'),
    ]),
    ...[use('08', 'teacher1', 'films.example', 'Allowed'), use('08', 'pupil2', 'films.example', 'Blocked')],
    ...[use('08', 'pupil2', 'sums.example', 'Allowed'), use('08', 'pupil1', 'sums.example', 'Quarantined')],
    use('09', 'pupil2', 'late.example', 'Allowed'),
  ];
  let effects: readonly ListEffect[] = [];
  const effectOf = (name: string) => effects.find(({ text }) => text === name);

  beforeAll(async () => {
    await emptyStore(school.store);
    await school.importPeople();
    await school.importFiles({ 'log.csv': useFile(LINES) });
    for (const name of ['works', 'undone', 'partly', 'unseen']) await approve(`${name}.example`);
    await approve('films.example', { list: 'exception', group: 'staff', reason: 'curriculum' });
    await approve('sums.example', { list: 'allow', reason: 'over-blocking' });
    await approve('late.example', { decidedOn: '2026-06-09' });
    await approve('gone.example', { decision: 'refuse' });
    effects = await verifyLists(school.store, school.configuration);
  });

  it('looks at what is approved and nothing else', () => {
    expect(effects.map(({ text }) => text).toSorted()).toEqual(
      ['films', 'late', 'partly', 'sums', 'undone', 'unseen', 'works'].map((name) => `${name}.example`),
    );
    expect(effects.every(({ effect }) => effect in LIST_EFFECTS)).toBe(true);
  });

  it('works, though the last device had the old rules for a day', () => {
    expect(effectOf('works.example')).toMatchObject({
      ...{ effect: 'works', requests: 4, asDecided: 3, since: '2026-06-08' },
      ...{ lastOtherwise: '2026-06-03', openGroups: [] },
    });
  });

  it('is not done: everything goes on as before', () => {
    expect(effectOf('undone.example')).toMatchObject({
      ...{ effect: 'not-done', requests: 3, asDecided: 0, since: null, lastOtherwise: '2026-06-09' },
      openGroups: ['ks2'],
    });
  });

  it('works for a part, and says for whom it does not', () => {
    expect(effectOf('partly.example')).toMatchObject({
      effect: 'partly',
      requests: 4,
      asDecided: 2,
      openGroups: ['ks2'],
    });
  });

  it('proves nothing where nobody asked, or where the logs end', () => {
    expect(effectOf('unseen.example')).toMatchObject({ effect: 'not-seen', requests: 0, since: null });
    expect(effectOf('late.example')).toMatchObject({ effect: 'no-logs', requests: 0 });
  });

  it('asks only those whom the decision is about, and lets an allow list open', () => {
    expect(effectOf('films.example')).toMatchObject({ effect: 'works', requests: 1, people: 1 });
    expect(effectOf('sums.example')).toMatchObject({ effect: 'works', requests: 1, asDecided: 1 });
  });

  it('knows on a day what was known on it', async () => {
    const then = await verifyLists(school.store, school.configuration, '2026-06-03');
    expect(then.find(({ text }) => text === 'works.example')).toMatchObject({ effect: 'too-early', requests: 2 });
    expect(then.find(({ text }) => text === 'partly.example')).toMatchObject({ effect: 'not-seen' });
    const before = await verifyLists(school.store, school.configuration, '2026-06-02');
    expect(before.map(({ effect }) => effect)).toEqual(before.map(() => 'no-logs'));
    expect(await verifyLists(school.store, school.configuration, '2026-06-01')).toEqual([]);
  });
});

describe('decisions that follow each other', () => {
  beforeEach(() => emptyStore(school.store));

  it('approves again on the day on which it was withdrawn', async () => {
    const on = { decidedOn: '2026-06-05' };
    const answers = [
      await approve('games.example', on),
      await approve('games.example', { ...on, decision: 'withdraw' }),
      await approve('games.example', on),
      await approve('games.example', on),
    ];
    expect(answers).toEqual([true, true, true, false]);
    expect(entriesIn((await exported()).text)).toEqual(['games.example']);
  });

  it('a zone counts up with everything that is decided, also when an entry goes', async () => {
    const serial = async () => Number(/SOA \S+ \S+ (\d+)/.exec((await exported({ as: 'rpz' })).text)?.[1]);
    await approve('games.example');
    const first = await serial();
    await approve('bets.example', { decidedOn: '2026-06-03' });
    const second = await serial();
    await approve('bets.example', { decidedOn: '2026-06-03', decision: 'withdraw' });
    const third = await serial();
    await approve('bets.example', { decidedOn: '2026-06-04', decision: 'refuse' });
    expect([first, second, third, await serial()]).toEqual([2026060201, 2026060301, 2026060302, 2026060401]);
  });

  it('what is taken back for a group is not on its list, and stays on that of the others', async () => {
    await approve('games.example');
    await approve('games.example', { group: 'ks2', decision: 'withdraw', decidedOn: '2026-06-04' });
    await approve('bets.example', { group: 'pupils' });
    expect(entriesIn((await exported({ group: 'ks2' })).text)).toEqual(['bets.example']);
    expect(entriesIn((await exported({ group: 'ks1' })).text)).toEqual(['bets.example', 'games.example']);
    await approve('games.example', { decidedOn: '2026-06-09' });
    expect(entriesIn((await exported({ group: 'ks2' })).text)).toEqual(['bets.example', 'games.example']);
  });

  it('leaves out of a block what an exception below it, or for a group, opens', async () => {
    await school.importPeople();
    const day = (user: string, host: string, action: string): Use => ({
      ...{ time: '2026-06-09 10:00:00', user, url: `http://${host}/`, action },
    });
    const blocked = day('pupil2', 'www.example.org', 'Blocked');
    const opened = [day('teacher1', 'www.example.org', 'Allowed'), day('pupil2', 'sums.example.org', 'Allowed')];
    await school.importFiles({ 'log.csv': useFile([blocked, ...opened]) });
    await approve('example.org');
    await approve('example.org', { list: 'exception', group: 'staff', reason: 'curriculum' });
    await approve('sums.example.org', { list: 'allow', reason: 'curriculum' });
    const effects = await verifyLists(school.store, school.configuration);
    expect(effects.map(({ list, effect, requests }) => [list, effect, requests])).toEqual([
      ...[
        ['allow', 'works', 1],
        ['block', 'works', 1],
        ['exception', 'works', 1],
      ],
    ]);
  });

  it('says of a part of a site that the logs cannot show it', async () => {
    await school.importPeople();
    const asked = { time: '2026-06-09 10:00:00', user: 'pupil2', url: 'http://games.example/slots', action: 'Allowed' };
    await school.importFiles({ 'log.csv': useFile([asked]) });
    await approve('games.example/slots');
    const effects = await verifyLists(school.store, school.configuration);
    expect(effects).toMatchObject([{ effect: 'not-visible', requests: 0 }]);
  });
});
