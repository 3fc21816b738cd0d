/** The chain from an event, and from a person's month, to clause, route and step: each step says where it comes from. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Explanation,
  explainEvent,
  explainMonth,
  importPaths,
  OFFICES,
  type Office,
  openStore,
  readWorkspaceConfiguration,
  type Store,
  unlock,
} from '../src/index.js';
import { giveKeys } from './support/keys.js';
import { newWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let store: Store;
let secrets: Readonly<Record<Office, string>>;

const FILES = {
  'people.csv': [
    'Person ID,First name,Last name,Username,Role,Duty,Year,Class,Shared account',
    'P1,Tavrin,Oskelby,toskelby,Pupil,,5,5A,',
    'S1,Brenka,Dolvane,bdolvane,Staff,DSL,,,',
    'C1,,,class-5a,Pupil,,5,5A,Yes',
    'S2,Quillon,Varnish,twofold,Staff,Deputy DSL,,,',
    'P2,Ammel,Trask,twofold,Pupil,,4,4A,',
    'S3,,,front-desk,Staff,,,,Yes',
    'G1,Petra,Lowmoor,plowmoor,Governor,,,,',
    'P3,Pell,Brackwater,pbrackwater,Pupil,,,,',
    'V1,Oskar,Tamble,otamble,Visitor,,,,',
  ],
  'captures.csv': [
    'Capture ID,Created,Username,Library category,Phrase,Severity',
    'c1,02/03/2026 10:00:00,toskelby,Bullying,made up,4',
    'c2,02/03/2026 10:01:00,toskelby,Bullying,made up,4',
    'c3,03/03/2026 10:00:00,toskelby,Self Harm,made up,5',
    'c4,09/03/2026 10:00:00,toskelby,Bullying,made up,4',
    'c5,10/03/2026 10:00:00,bdolvane,Racism,made up,4',
    'c6,11/03/2026 10:00:00,nobody-knows,Our own words,made up,4',
    'c7,12/03/2026 10:00:00,class-5a,Bullying,made up,4',
    'c8,12/03/2026 10:00:00,twofold,Racism,made up,4',
    'c9,12/03/2026 10:00:00,front-desk,Racism,made up,4',
    'c10,12/03/2026 10:00:00,plowmoor,Racism,made up,4',
    'c11,12/03/2026 10:00:00,pbrackwater,Racism,made up,4',
    'c12,12/03/2026 10:00:00,otamble,Racism,made up,4',
    'c13,12/03/2026 10:00:00,nobody-knows,Racism,made up,4',
  ],
  'requests.csv': [
    'Date,User,URL,Category,Action',
    '02/03/2026 10:00:00,toskelby,https://a.example/x,Games,Blocked',
    '02/03/2026 11:00:00,toskelby,https://a.example/x,Games,Allowed',
    '02/03/2026 11:00:00,bdolvane,https://a.example/x,Games,Allowed',
  ],
  'outcomes.csv': [
    'Event reference,Outcome,Incident,On purpose,Step,Decided on,Decided by,Notes',
    'c2,Pupil spoken to,Yes,Yes,1,04/03/2026,DSL,',
  ],
};

beforeAll(async () => {
  folder = await temporaryFolder('explain');
  store = await openStore(await newWorkspace(join(folder, 'workspace')), { spills: false });
  secrets = await giveKeys(store);
  for (const [name, lines] of Object.entries(FILES)) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  const request = { paths: Object.keys(FILES), folder, listedOn: '2026-03-01' };
  expect((await importPaths(store, readWorkspaceConfiguration(store.workspace), request)).failures).toEqual([]);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

/** Files are numbered in the order of their import: people first, what was decided last. */
const CAPTURES = 2;
const REQUESTS = 3;
const explained = async (importId: number, record: number, ...offices: readonly Office[]) =>
  explainEvent(
    store,
    readWorkspaceConfiguration(store.workspace),
    `${importId}:${record + 1}`,
    offices.length === 0 ? null : { offices },
  );
const stepsOf = ({ steps }: Pick<Explanation, 'steps'>, stage: string) => steps.filter((step) => step.stage === stage);
const wordsOf = (found: Pick<Explanation, 'steps'>, stage: string) => stepsOf(found, stage).map(({ words }) => words);

const CORE = fileURLToPath(new URL('..', import.meta.url));

describe('an event', () => {
  it('is led from the product’s word to topic, guidance, person, clause, route and step, each with its line', async () => {
    const found = await explained(CAPTURES, 1);
    expect(wordsOf(found, 'category')).toEqual(['The product’s own word: Bullying']);
    expect(wordsOf(found, 'topic')).toEqual(['Bullying (breach)']);
    expect(wordsOf(found, 'reference').join('\n')).toMatch(/conduct/i);
    expect(wordsOf(found, 'person')[0]).toMatch(/pupil, year 5.*list of people.*high/);
    expect(stepsOf(found, 'person')[0]?.where).toBe('1:people.csv:2');
    expect(stepsOf(found, 'event')[0]?.where).toBe('2:captures.csv:2');
    expect(stepsOf(found, 'decision')[0]?.where).toBe('4:outcomes.csv:2');
    expect(wordsOf(found, 'clause').join('\n')).toMatch(/KS2.*5:.*Appendix C/);
    expect(wordsOf(found, 'route')[0]).toMatch(/^DSL; as applicable parents, headteacher/);
    expect(wordsOf(found, 'step')[0]).toMatch(/^Step 1, if it was on purpose/);
    expect(wordsOf(found, 'decision')).toEqual(['2026-03-04, dsl: pupil spoken to; decided to be an incident']);
  });

  it('names lines at which the thing really stands', async () => {
    const found = await explained(CAPTURES, 1);
    const lineAt = (stage: string) => {
      const [file = '', line = ''] = (stepsOf(found, stage)[0]?.where ?? '').split(':');
      return readFileSync(join(CORE, file), 'utf8').split('\n')[Number(line) - 1] ?? '';
    };
    expect(lineAt('topic')).toContain('Bullying');
    expect(lineAt('reference')).toMatch(/uksic|kcsie/);
    expect(lineAt('clause')).toContain('bullying');
    expect(lineAt('route')).toContain('pupil-misuse');
    expect(lineAt('step')).toContain('number: 1');
  });

  it('is led to the next step when a person has decided on an incident before, and not by captures', async () => {
    expect(wordsOf(await explained(CAPTURES, 4), 'step')[0]).toMatch(/^Step 2, .*decided on before: 1/);
  });

  it('has no rule and no step when it is a sign of need', async () => {
    const found = await explained(CAPTURES, 3);
    expect(wordsOf(found, 'clause')).toEqual([
      'A sign that somebody may need help: no rule applies, and nothing is counted as misuse.',
    ]);
    expect(wordsOf(found, 'step')[0]).toMatch(/^No step is suggested\..*support/);
  });

  it('has no step where a class shares the account, and goes to nobody who may have used it', async () => {
    const found = await explained(CAPTURES, 7);
    expect(wordsOf(found, 'person')[0]).toMatch(/who used it is not known/);
    expect(wordsOf(found, 'step')[0]).toMatch(/^No step/);
    expect(wordsOf(found, 'route')[0]).not.toMatch(/class teacher/);
  });

  it('of a safeguarding lead goes to the chair of governors', async () => {
    expect(wordsOf(await explained(CAPTURES, 5, 'chair-of-governors'), 'route')[0]).toMatch(/^chair of governors/);
  });

  it('that nothing is known of says so', async () => {
    const found = await explained(CAPTURES, 6);
    expect(wordsOf(found, 'person')[0]).toMatch(/on no list/);
    expect(wordsOf(found, 'topic')[0]).toMatch(/counted as unmapped/);
  });

  it('may be a request; one that was allowed falls under no clause', async () => {
    expect(stepsOf(await explained(REQUESTS, 1), 'clause')[0]?.words).toMatch(/KS2/);
    expect(wordsOf(await explained(REQUESTS, 2), 'clause')).toEqual([
      'It was not blocked, so it is not laid beside the rules.',
    ]);
  });

  it.each([
    [6, 'Without a topic no rule can be chosen.'],
    [11, 'The year is not known, so no rule of a stage can be chosen.'],
    [13, 'Nobody is known to be concerned, so the rules of no group can be chosen.'],
  ])('under no rule says why: capture %i', async (record, words) => {
    const found = await explained(CAPTURES, record);
    expect(wordsOf(found, 'clause')).toEqual([words]);
    if (record !== 6) expect(wordsOf(found, 'step')).toEqual([`No step is suggested. ${words}`]);
  });

  // National guidance and the pack: the DSL's and a deputy's go to the chair, a governor's to the chair, what staff share to
  // headteacher and chair.
  it.each([
    ['of a safeguarding lead', CAPTURES, 5, ['chair-of-governors']],
    ['of a safeguarding lead, allowed', REQUESTS, 3, ['chair-of-governors']],
    ['of a deputy or a pupil, nobody knows which', CAPTURES, 8, ['chair-of-governors']],
    ['of an account that staff share', CAPTURES, 9, ['headteacher', 'chair-of-governors']],
    ['of a governor', CAPTURES, 10, ['chair-of-governors']],
  ] as const)('%s is shown to those alone to whom it is sealed', async (_, importId, record, readers) => {
    const sealed = { code: 'event-sealed', message: `The event ${importId}:${record + 1} is sealed to other readers.` };
    await expect(explained(importId, record)).rejects.toMatchObject(sealed);
    for (const office of OFFICES)
      if (readers.some((reader) => reader === office))
        expect(wordsOf(await explained(importId, record, office), 'route')).toHaveLength(1);
      else await expect(explained(importId, record, office)).rejects.toMatchObject(sealed);
  });

  it('of a lead is not shown to somebody who holds that office as well as the reader’s', async () => {
    await expect(explained(CAPTURES, 5, 'chair-of-governors', 'dsl')).rejects.toMatchObject({ code: 'event-sealed' });
  });

  it('of a visitor needs no key where the DSL reads it anyhow', async () => {
    expect(wordsOf(await explained(CAPTURES, 12), 'route')[0]).toMatch(/^DSL/);
  });
});

describe('a person’s month', () => {
  async function monthOf(office: Office, who: string) {
    const configuration = readWorkspaceConfiguration(store.workspace);
    const unlocked = await unlock(store, [secrets[office]], office);
    try {
      return await explainMonth(
        { unlocked, configuration, reader: { name: office, offices: [office] } },
        who,
        '2026-03',
      );
    } finally {
      await unlocked.close();
    }
  }

  it('is each topic with its counts, clauses, route and step', async () => {
    const { matters, closedEvents } = await monthOf('dsl', 'toskelby');
    expect(
      matters.map(({ topic, captures, episodes, blockedRequests }) => [topic, captures, episodes, blockedRequests]),
    ).toEqual([
      ['bullying', 3, 2, 0],
      ['games', 0, 0, 1],
      ['self-harm', 1, 1, 0],
    ]);
    expect(closedEvents).toBe(0);
    const [bullying] = matters;
    expect(bullying === undefined ? [] : wordsOf(bullying, 'step')).toEqual([expect.stringMatching(/^Step 2/)]);
  });

  it('is for those alone who may read about the person', async () => {
    await expect(monthOf('dsl', 'bdolvane')).rejects.toMatchObject({ code: 'subject-not-found' });
    const { matters } = await monthOf('chair-of-governors', 'bdolvane');
    expect(matters.map(({ topic }) => topic)).toEqual(['hate-speech']);
  });
});
