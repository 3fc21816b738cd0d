/** What was decided before counts once: one deed, one rule for reviews and explanations, and never for itself. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { editNames, explainEvent, explainMonth, reviewPeriod, unlock } from '../src/index.js';
import { integer } from '../src/store/database.js';
import { csvText } from './support/csv-text.js';
import {
  configurationOf,
  type DecidedSchool,
  decidedSchool,
  listText,
  OUTCOME_HEADER,
} from './support/decided-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const MARCH = { from: '2026-03-01', to: '2026-03-31' };

let folder = '';
let school: DecidedSchool;
beforeEach(async () => {
  folder = await temporaryFolder('decided-before');
  school = await decidedSchool(folder);
});
afterEach(async () => {
  school.store.close();
  await removeFolder(folder);
});

const outcomes = (...rows: readonly string[]) => school.importList('outcomes.csv', listText(OUTCOME_HEADER, ...rows));
const captures = (...rows: readonly (readonly [string, string, string])[]) =>
  school.importList(
    'more captures.csv',
    csvText([
      ['Capture ID', 'Created', 'Username', 'Source', 'Library category', 'Phrase', 'Severity'],
      ...rows.map(([id, time, user]) => [id, time, user, 'Keyboard', 'Bullying', `words of ${id}`, '4']),
    ]),
  );

const line = z.object({ id: z.string() });
async function eventOf(id: string): Promise<string> {
  const key = school.store.keyring;
  const [found] = await school.rows(
    line,
    `SELECT c.import_id || ':' || c.line AS id FROM capture AS c JOIN phrase AS p USING (phrase_id) WHERE p.phrase_key = '${key.keyOf('phrase', `words of ${id}`)}'`,
  );
  return found?.id ?? '';
}

/** Of the pupil's month or event: what the step says. */
async function stepInMonth(who: string, month: string, topic = 'bullying'): Promise<string> {
  const unlocked = await unlock(school.store, [school.secrets.dsl], 'dsl');
  try {
    const reader = { name: 'dsl', offices: ['dsl'] } as const;
    const { matters } = await explainMonth({ unlocked, configuration: configurationOf(school), reader }, who, month);
    return matters.find((each) => each.topic === topic)?.steps.find(({ stage }) => stage === 'step')?.words ?? '';
  } finally {
    await unlocked.close();
  }
}
const stepOfEvent = async (id: string) =>
  (await explainEvent(school.store, configurationOf(school), id)).steps.find(({ stage }) => stage === 'step')?.words;

async function dslEdition(period = MARCH) {
  const configuration = configurationOf(school);
  const review = await reviewPeriod(school.store, configuration, period);
  const unlocked = await unlock(school.store, [school.secrets.dsl]);
  try {
    const edition = await editNames(unlocked, configuration, review, 'dsl');
    if (edition.edition !== 'dsl') throw new Error('an edition of the wrong kind');
    return edition;
  } finally {
    await unlocked.close();
  }
}

describe('incidents of earlier months', () => {
  it('count once in a person’s month', async () => {
    await outcomes('c7,sanction,yes,yes,1,11/02/2026,headteacher,');
    expect(await stepInMonth('pupil2', '2026-03')).toMatch(/^Step 2, .*decided on before: 1/);
  });

  it('count alike for the event, the month and the review', async () => {
    await outcomes('c7,sanction,yes,yes,1,11/02/2026,headteacher,', 'c1,pupil spoken to,,yes,2,16/03/2026,DSL,');
    const { conduct, people } = await dslEdition();
    const open = conduct.find(({ phrase }) => phrase === 'three');
    expect(open).toMatchObject({ suggestedStep: 'Step 3', stepWhy: expect.stringContaining('before: 2') });
    expect(people.find(({ account }) => account === 'pupil2')).toMatchObject({ suggestedStep: 'Step 3' });
    expect(await stepInMonth('pupil2', '2026-03')).toMatch(/^Step 3, /);
    expect(await stepOfEvent(`${school.captures}:4`)).toMatch(/^Step 3, /);
  });
});

describe('what is decided', () => {
  it('does not come before itself: where all of it is decided, there is no step', async () => {
    await captures(['e1', '18/03/2026 10:00:00', 'pupil8'], ['e2', '19/03/2026 10:00:00', 'pupil8']);
    await outcomes('e1,pupil spoken to,,yes,1,18/03/2026,DSL,', 'e2,sanction,,yes,2,19/03/2026,DSL,');
    const { people } = await dslEdition();
    const person = people.find(({ account }) => account === 'pupil8');
    expect(person).toMatchObject({ suggestedStep: null, stepWhy: 'A person decided.' });
    expect(await stepInMonth('pupil8', '2026-03')).toBe('No step is suggested. A person decided.');
  });

  it('across midnight does not come before its own second half', async () => {
    await captures(['e1', '18/03/2026 23:59:00', 'pupil8'], ['e2', '19/03/2026 00:01:00', 'pupil8']);
    await outcomes('e1,pupil spoken to,,yes,1,18/03/2026,DSL,');
    expect(await stepOfEvent(await eventOf('e2'))).toMatch(/^Step 1, .*decided on before: 0/);
  });
});

describe('an episode across the beginning of a period', () => {
  beforeEach(() => captures(['e1', '28/02/2026 23:58:00', 'pupil8'], ['e2', '01/03/2026 00:01:00', 'pupil8']));

  it('counts once', async () => {
    await captures(['e3', '20/03/2026 10:00:00', 'pupil8']);
    await outcomes('e1,pupil spoken to,,yes,1,02/03/2026,DSL,', 'e2,sanction,,yes,1,03/03/2026,DSL,');
    const { conduct } = await dslEdition();
    expect(conduct.find(({ phrase }) => phrase === 'words of e3')).toMatchObject({ suggestedStep: 'Step 2' });
  });

  it('is what its latest decision says, whichever half that names', async () => {
    await captures(['e3', '20/03/2026 10:00:00', 'pupil8']);
    await outcomes('e2,sanction,,yes,1,02/03/2026,DSL,', 'e1,false positive,,,,03/03/2026,DSL,');
    const { conduct } = await dslEdition();
    expect(conduct.find(({ phrase }) => phrase === 'words of e3')).toMatchObject({ suggestedStep: 'Step 1' });
    expect(conduct.find(({ phrase }) => phrase === 'words of e2')?.decision).toMatchObject({ decidedOn: '2026-03-03' });
  });
});

describe('requests of one visit', () => {
  const REQUESTS = csvText([
    ['Time', 'User', 'URL', 'Category', 'Action'],
    ['16/03/2026 10:00:10', 'pupil8', 'http://bets.example.org/a', 'Gambling', 'Blocked'],
    ['16/03/2026 10:01:10', 'pupil8', 'http://www.bets.example.org/b', 'Gambling', 'Blocked'],
    ['16/03/2026 10:02:10', 'pupil8', 'http://bets.example.org/c', 'Gambling', 'Blocked'],
    ['17/03/2026 10:00:10', 'pupil8', 'http://bets.example.org/a', 'Gambling', 'Blocked'],
  ]);

  it('are decided once, by the latest decision', async () => {
    await school.importList('visits.csv', REQUESTS);
    const [last] = await school.rows(z.object({ id: integer }), 'SELECT max(import_id) AS id FROM import_file');
    const visit = last?.id ?? 0;
    await outcomes(
      `${visit}:2,pupil spoken to,,yes,1,16/03/2026,DSL,`,
      `${visit}:3,sanction,,yes,1,17/03/2026,DSL,`,
      `${visit}:4,parent contacted,,yes,1,16/03/2026,DSL,`,
    );
    expect(await stepInMonth('pupil8', '2026-03', 'gambling')).toMatch(/^Step 2, .*decided on before: 1/);
    const { steps } = await explainEvent(school.store, configurationOf(school), `${visit}:2`);
    expect(steps.filter(({ stage }) => stage === 'decision').map(({ words }) => words)).toEqual([
      '2026-03-17, dsl: sanction; decided to be an incident',
    ]);
    const { incidents, tables } = await dslEdition();
    expect(incidents.map(({ outcome }) => outcome)).toEqual(['Sanction']);
    expect(tables.decisionsByOutcome.rows.map(({ id }) => id)).toEqual(['sanction']);
  });
});
