/** Keys of readers: made, locked, changed, ended; and what happens when a key, a passphrase or a segment is wrong. */
import { appendFile, chmod, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  importPaths,
  keyFileOf,
  makeReaderKey,
  OFFICES,
  openKeyFile,
  openStore,
  type ReaderOffice,
  readerNamed,
  readReaders,
  readWorkspaceConfiguration,
  recipientOf,
  registerReader,
  revokeReader,
  rotateReaderKey,
  type Store,
  unlock,
} from '../src/index.js';
import { newWorkspace, removeFolder, rowCounts, temporaryFolder } from './support/workspace.js';

const PASSPHRASE = 'thistle lantern orbit quince';
const SECRET = 'Tavrin Oskelby wrote this';
const ROSTER =
  'Person ID,First name,Last name,Username,Role,Duty\nP1,Tavrin,Oskelby,toskelby,Pupil,\nS1,Brenka,Dolvane,bdolvane,Staff,DSL\n';
const CAPTURES = `Capture ID,Created,Username,Library category,Phrase,Severity\n1,14/09/2026 10:00:00,toskelby,Bullying,${SECRET},4\n`;

let folder = '';
let store: Store;
let number = 0;
beforeAll(async () => {
  folder = await temporaryFolder('keys');
});
afterAll(() => removeFolder(folder));
beforeEach(async () => {
  number += 1;
  store = await openStore(await newWorkspace(join(folder, `school-${number}`)), { spills: false });
  return () => store.close();
});

const key = (name: string, office: ReaderOffice, passphrase: string | null = null) =>
  makeReaderKey(store, { name, offices: [office], passphrase });

async function give(name: string, text: string) {
  await writeFile(join(folder, name), text);
  return importPaths(store, readWorkspaceConfiguration(store.workspace), { paths: [name], folder });
}

async function secretOf(name: string): Promise<string> {
  return openKeyFile(keyFileOf(store.workspace, await readerNamed(store, name)) ?? '', null);
}

async function schoolWithCapture(): Promise<void> {
  await key('dsl', 'dsl');
  await key('chair-of-governors', 'chair-of-governors');
  expect((await give('roster.csv', ROSTER)).failures).toEqual([]);
  expect((await give('captures.csv', CAPTURES)).failures).toEqual([]);
}

async function textsOpenTo(...secrets: readonly string[]): Promise<string[]> {
  const unlocked = await unlock(store, secrets);
  const rows = await store.query(z.object({ text: z.string() }), 'SELECT text FROM unlocked.identity');
  await unlocked.close();
  return rows.map(({ text }) => text);
}

async function errorOf(work: () => Promise<unknown>): Promise<AppError> {
  const error = await work().catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`no known error but ${String(error)}`);
  expect(`${error.message} ${error.hint}`).not.toMatch(/thistle|Oskelby|AGE-SECRET/);
  return error;
}

describe('a key with a passphrase', () => {
  it('opens with it and with nothing else, and lies open nowhere', async () => {
    const { file, recipient } = await key('dsl', 'dsl', PASSPHRASE);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('AGE-SECRET-KEY');
    const secret = await openKeyFile(file, PASSPHRASE);
    expect(await recipientOf(secret)).toBe(recipient);
    expect((await errorOf(() => openKeyFile(file, 'another sentence of words'))).code).toBe('passphrase-wrong');
    await truncate(file, 120);
    expect((await errorOf(() => openKeyFile(file, PASSPHRASE))).code).toBe('reader-key-broken');
  });

  it('is not made with a short one, and then there is no reader either', async () => {
    expect((await errorOf(() => key('dsl', 'dsl', 'too short'))).code).toBe('passphrase-weak');
    expect(await readReaders(store)).toEqual([]);
    expect(await readdir(store.workspace.keysFolder).catch(() => [])).toEqual([]);
  });
});

it.each(['nonsense', 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq', 'AGE-SECRET-KEY-1QQQQ', ''])(
  'takes no recipient that is none: %s',
  async (recipient) => {
    const error = await errorOf(() => registerReader(store, { name: 'recovery', offices: ['recovery'], recipient }));
    expect(error.code).toBe('recipient-invalid');
    expect(await readReaders(store)).toEqual([]);
  },
);

it('keeps one key a reader, and no reader whose word could be a person’s name', async () => {
  await key('dsl', 'dsl');
  expect((await errorOf(() => key('dsl', 'dsl'))).code).toBe('reader-exists');
  expect((await errorOf(() => key('Tavrin Oskelby', 'dsl'))).code).toBe('reader-name-invalid');
  // One key under two words would open what is kept from each of them alone.
  const [{ recipient } = { recipient: '' }] = await readReaders(store);
  const again = { name: 'acting-chair', offices: ['chair-of-governors'] as const, recipient };
  expect((await errorOf(() => registerReader(store, again))).code).toBe('recipient-in-use');
});

describe('an import', () => {
  it('is refused while nobody could ever read what it brings, and the store is as it was', async () => {
    await key('headteacher', 'headteacher');
    const before = await rowCounts(store);
    const { failures } = await give('captures.csv', CAPTURES);
    expect(failures.map(({ code }) => code)).toEqual(['reader-missing']);
    expect(await rowCounts(store)).toEqual(before);
    expect(await readdir(store.workspace.sealedFolder).catch(() => [])).toEqual([]);
  });

  it('goes on with a recovery key alone, which then opens everything', async () => {
    await key('recovery', 'recovery');
    expect((await give('roster.csv', ROSTER)).failures).toEqual([]);
    expect(await textsOpenTo(await secretOf('recovery'))).toEqual(expect.arrayContaining(['Tavrin', 'Dolvane']));
  });

  it('never seals a matter to somebody who holds the office that it is about as well', async () => {
    // One person is DSL and chair at once: what is about the DSL must not come to them through the other door.
    await makeReaderKey(store, { name: 'both', offices: ['dsl', 'chair-of-governors'], passphrase: null });
    expect((await give('roster.csv', ROSTER)).failures.map(({ code }) => code)).toEqual(['reader-missing']);
    await key('recovery', 'recovery');
    expect((await give('roster.csv', ROSTER)).failures).toEqual([]);
    expect(await textsOpenTo(await secretOf('both'))).not.toContain('Dolvane');
  });

  it('seals what is on an account that two people claim to nobody who may be meant', async () => {
    for (const office of OFFICES) await key(office, office);
    const claims = 'P1,Tavrin,Oskelby,toskelby,Pupil,\nS1,Brenka,Dolvane,toskelby,Staff,DSL\n';
    const roster = `Person ID,First name,Last name,Username,Role,Duty\n${claims}`;
    expect((await give('contested.csv', roster)).results).toMatchObject([{ loaded: 0, rejected: 2 }]);
    expect((await give('captures.csv', CAPTURES)).failures).toEqual([]);
    expect(await textsOpenTo(await secretOf('dsl'))).not.toContain(SECRET);
    expect(await textsOpenTo(await secretOf('chair-of-governors'))).toContain(SECRET);
    // The rejected lines name the account as well.
    expect((await textsOpenTo(await secretOf('dsl'))).join()).not.toContain('Dolvane');
  });

  it.each(['FERNHOLLOW\\\\bdolvane', 'bdolvane@somewhere.example'])(
    'seals %s like the one on the list, though its domain is not known to be the school’s',
    async (account) => {
      for (const office of OFFICES) await key(office, office);
      const listed = 'S1,Brenka,Dolvane,bdolvane@fernhollow.example,Staff,DSL\n';
      await give('listed.csv', `Person ID,First name,Last name,Username,Role,Duty\n${listed}`);
      await give('captures.csv', CAPTURES.replace('toskelby', account.replaceAll('\\\\', '\\')));
      expect(await textsOpenTo(await secretOf('dsl'))).not.toContain(SECRET);
      expect(await textsOpenTo(await secretOf('chair-of-governors'))).toContain(SECRET);
    },
  );

  describe('of what belongs to nobody certain, but may be the safeguarding lead’s', () => {
    const LEAD = 'S1,Brenka,Dolvane,bdolvane,brenka.dolvane@fernhollow.example,Staff,DSL,';
    const list = (row: string) =>
      `Person ID,First name,Last name,Username,Email,Role,Duty,Leaving date\nP1,Tavrin,Oskelby,toskelby,,Pupil,,\n${row}\n`;

    /** Each writes a record about the lead in another way. */
    const WAYS: readonly [string, string, string][] = [
      ['the mail address in place of the account', list(LEAD), 'brenka.dolvane@fernhollow.example'],
      ['the name in place of the account', list(LEAD), 'Brenka Dolvane'],
      ['a row with a date that cannot be', list(`${LEAD}31/02/2027`), 'bdolvane'],
      ['a row with a duty that nobody knows', list(LEAD.replace('DSL', 'Lead for everything')), 'bdolvane'],
    ];

    it.each(WAYS)('seals %s to the chair of governors', async (_, roster, account) => {
      for (const office of OFFICES) await key(office, office);
      await give('roster.csv', roster);
      expect((await give('captures.csv', CAPTURES.replace('toskelby', account))).failures).toEqual([]);
      expect(await textsOpenTo(await secretOf('dsl'))).not.toContain(SECRET);
      expect(await textsOpenTo(await secretOf('chair-of-governors'))).toContain(SECRET);
    });

    it('seals the names of files and the school’s own categories by whom they are about', async () => {
      for (const office of OFFICES) await key(office, office);
      await give('roster.csv', list(LEAD));
      const captures = CAPTURES.replace('toskelby', 'bdolvane').replace('Bullying', 'Worry about Dolvane');
      await give('captures Brenka Dolvane allegation.csv', captures);
      const texts = (await textsOpenTo(await secretOf('dsl'))).join();
      expect(texts).not.toMatch(/allegation|Worry/);
      const chairs = (await textsOpenTo(await secretOf('chair-of-governors'))).join();
      for (const word of ['allegation', 'Worry']) expect(chairs).toContain(word);
    });
  });

  it('keeps a computer’s name out of the store where a log writes it as an address', async () => {
    await key('dsl', 'dsl');
    const line = '14/09/2026 09:00:00,toskelby,LAPTOP-OSKELBY,https://www.example.org/,Education,Allowed';
    await give('requests.csv', `Time,User,Client IP,URL,Category,Action\n${line}\n`);
    const rows = await store.query(z.object({ ip: z.string() }), 'SELECT ip FROM address');
    expect(rows.map(({ ip }) => ip)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(await textsOpenTo(await secretOf('dsl'))).toContain('LAPTOP-OSKELBY');
  });

  it('asks for a spare key where every reader may be meant, and goes on with it', async () => {
    for (const office of OFFICES) await key(office, office);
    const rows = [
      'P1,Tavrin,Oskelby,shared,Pupil,',
      'S1,Brenka,Dolvane,shared,Staff,DSL',
      'S2,Corvan,Thessil,shared,Staff,Headteacher',
    ];
    const roster = [
      'Person ID,First name,Last name,Username,Role,Duty',
      ...rows,
      'G1,Ilsa,Morrow,shared,Governor,Chair of governors',
      '',
    ];
    expect((await give('roster.csv', roster.join('\n'))).failures.map(({ code }) => code)).toEqual(['reader-missing']);
    await key('recovery', 'recovery');
    expect((await give('roster.csv', roster.join('\n'))).failures).toEqual([]);
    await give('captures.csv', CAPTURES.replace('toskelby', 'shared'));
    for (const office of OFFICES) expect(await textsOpenTo(await secretOf(office)), office).not.toContain(SECRET);
    expect(await textsOpenTo(await secretOf('recovery'))).toContain(SECRET);
  });

  it('keeps searches on themes, however a log writes the engine’s address', async () => {
    await key('dsl', 'dsl');
    const addresses = [
      'https://duckduckgo.com?q=self+harm+one',
      'http://www.google.com:443/search?q=self+harm+two',
      'HTTPS://WWW.GOOGLE.COM/search?q=self+harm+three',
      'http://someone@www.bing.com/search?q=self+harm+four',
      'www.bing.com/search?q=self+harm+five',
      'http://www.bing.com.example.org/search?q=self+harm+six',
    ];
    const lines = addresses.map((url, index) => `14/09/2026 09:0${index}:00,toskelby,${url},Search Engines,Allowed`);
    await give('requests.csv', ['Time,User,URL,Category,Action', ...lines, ''].join('\n'));
    const texts = await textsOpenTo(await secretOf('dsl'));
    expect(texts.filter((text) => text.startsWith('self harm')).toSorted()).toEqual(
      ['five', 'four', 'one', 'three', 'two'].map((word) => `self harm ${word}`),
    );
  });

  describe('when memory is short', () => {
    const lines = Array.from({ length: 120_000 }, (_, index) => {
      const time = `14/09/2026 ${String(9 + (index % 7)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00`;
      return `${time},toskelby${index % 300},https://site${index}.example.org/a,Education,Allowed`;
    });
    const large = ['Time,User,URL,Category,Action', ...lines, ''].join('\n');

    /** The same file and the same memory: with a temporary file to go to, and without. */
    it.each([true, false])('goes through a temporary file only where it may (%s), and leaves none', async (spills) => {
      await key('dsl', 'dsl');
      const { workspace } = store;
      store.close();
      store = await openStore(workspace, { spills });
      // What is needed grows with the threads.
      await store.run(`SET threads = 2; SET memory_limit = '80MB'`);
      const { results, failures } = await give('large.csv', large);
      expect(failures.map(({ code }) => code)).toEqual(spills ? [] : ['memory-short']);
      expect((await readdir(workspace.folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
      const [counted] = await store.query(z.object({ n: z.bigint() }), 'SELECT count(*) AS n FROM request');
      expect(Number(counted?.n)).toBe(spills ? 120_000 : 0);
      expect(results).toHaveLength(spills ? 1 : 0);
    });
  });
});

describe('a segment', () => {
  const segmentFile = async () => {
    const names = await readdir(store.workspace.sealedFolder);
    return join(store.workspace.sealedFolder, names.find((name) => name.endsWith('.dsl.age')) ?? '');
  };
  const damages: readonly [string, (file: string) => Promise<unknown>][] = [
    ['cut short', (file) => truncate(file, 300)],
    ['longer than it was', (file) => appendFile(file, 'x')],
    [
      'altered in one byte',
      async (file) =>
        writeFile(
          file,
          (await readFile(file)).map((byte, at) => (at === 250 ? byte ^ 1 : byte)),
        ),
    ],
    ['gone', (file) => rm(file)],
    ['another one in its place', async (file) => writeFile(file, 'age-encryption.org/v1\n')],
  ];

  it.each(damages)('that is %s is told of by its name, and nothing else is lost', async (_, damage) => {
    await schoolWithCapture();
    const file = await segmentFile();
    const kept = `${file}.kept`;
    await writeFile(kept, await readFile(file));
    await damage(file);
    const error = await errorOf(async () => unlock(store, [await secretOf('dsl')], 'dsl'));
    expect({ code: error.code, names: error.message.includes(file) }).toEqual({ code: 'segment-broken', names: true });
    await rename(kept, file);
    expect(await textsOpenTo(await secretOf('dsl'))).toContain(SECRET);
  });
});

describe('a change of keys', () => {
  it('lets a new reader read what was sealed before only with the help of one who can', async () => {
    await schoolWithCapture();
    await key('deputy-dsl', 'deputy-dsl');
    expect(await textsOpenTo(await secretOf('deputy-dsl'))).toEqual([]);
    const help = [await secretOf('dsl')];
    const done = await makeReaderKey(store, { name: 'deputy-dsl-2', offices: ['deputy-dsl'], passphrase: null }, help);
    expect(done.resealed).toBeGreaterThan(0);
    // What is sealed to the chair alone stays as it is, and is no matter of a deputy.
    expect(done).toMatchObject({ closed: 0, broken: [] });
    expect(done.others).toBeGreaterThan(0);
    expect(await textsOpenTo(await secretOf('deputy-dsl-2'))).toContain(SECRET);
    expect(await textsOpenTo(await secretOf('deputy-dsl-2'))).not.toContain('Dolvane');
  });

  it('takes from a reader who leaves what the caller can open, and all that comes after', async () => {
    await schoolWithCapture();
    const help = [await secretOf('dsl')];
    await makeReaderKey(store, { name: 'deputy-dsl', offices: ['deputy-dsl'], passphrase: null }, help);
    const left = await secretOf('deputy-dsl');
    await revokeReader(store, 'deputy-dsl', help);
    expect(await textsOpenTo(left)).toEqual([]);
    await give('more.csv', CAPTURES.replace('10:00:00', '11:00:00').replace('\n1,', '\n2,'));
    expect(await textsOpenTo(left)).toEqual([]);
    expect(await textsOpenTo(...help)).toContain(SECRET);
  });

  it('gives a reader a new key that opens all that the old one did, which then opens nothing', async () => {
    await schoolWithCapture();
    const old = await secretOf('dsl');
    const before = await textsOpenTo(old);
    const files = await readdir(store.workspace.sealedFolder);
    await rotateReaderKey(store, { name: 'dsl', passphrase: null }, [old]);
    expect(await textsOpenTo(old)).toEqual([]);
    expect((await textsOpenTo(await secretOf('dsl'))).toSorted()).toEqual(before.toSorted());
    expect(await readdir(store.workspace.sealedFolder)).toHaveLength(files.length);
    expect((await readReaders(store)).map(({ name, ended }) => [name, ended === null])).toEqual([
      ['chair-of-governors', true],
      ['dsl', true],
      ['dsl', false],
    ]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'changes nothing when the disk takes no new file',
    async () => {
      await schoolWithCapture();
      const old = await secretOf('dsl');
      await chmod(store.workspace.sealedFolder, 0o500);
      const error = await errorOf(() => rotateReaderKey(store, { name: 'dsl', passphrase: null }, [old]));
      await chmod(store.workspace.sealedFolder, 0o700);
      expect(error.code).toBe('workspace-unwritable');
      expect(await textsOpenTo(old)).toContain(SECRET);
    },
  );

  it('leaves a broken segment as it is, names it, and keeps the old key for when it is put back', async () => {
    await schoolWithCapture();
    const old = await secretOf('dsl');
    const [name = ''] = (await readdir(store.workspace.sealedFolder)).filter((each) => each.endsWith('.dsl.age'));
    const file = join(store.workspace.sealedFolder, name);
    const whole = await readFile(file);
    await truncate(file, 100);
    const done = await rotateReaderKey(store, { name: 'dsl', passphrase: null }, [old]);
    expect(done).toMatchObject({ broken: [file], closed: 0 });
    expect(done.resealed).toBeGreaterThan(0);
    await writeFile(file, whole);
    expect(await readdir(store.workspace.keysFolder)).toHaveLength(3);
    expect((await textsOpenTo(old, await secretOf('dsl'))).join()).toContain('Tavrin');
    expect(await textsOpenTo(old, await secretOf('dsl'))).toContain(SECRET);
  });

  it('is not made where it cannot be recorded', async () => {
    await schoolWithCapture();
    const readers = await readReaders(store);
    const files = await readdir(store.workspace.keysFolder);
    const segments = await readdir(store.workspace.sealedFolder);
    const secret = await secretOf('dsl');
    const auditFile = join(folder, 'missing', 'audit.jsonl');
    const unrecorded = { ...store, workspace: { ...store.workspace, auditFile } };
    const rotate = { name: 'dsl', passphrase: null };
    expect((await errorOf(() => rotateReaderKey(unrecorded, rotate, [secret]))).code).toBe('audit-unwritable');
    expect((await errorOf(() => revokeReader(unrecorded, 'dsl', null))).code).toBe('audit-unwritable');
    expect(await readReaders(store)).toEqual(readers);
    expect(await readdir(store.workspace.keysFolder)).toEqual(files);
    expect((await readdir(store.workspace.sealedFolder)).toSorted()).toEqual(segments.toSorted());
  });

  it('ends no reader who is the last to open what the caller opens', async () => {
    await schoolWithCapture();
    const secret = await secretOf('dsl');
    expect((await errorOf(() => revokeReader(store, 'dsl', [secret]))).code).toBe('reader-last');
    expect(await textsOpenTo(secret)).toContain(SECRET);
  });
});
