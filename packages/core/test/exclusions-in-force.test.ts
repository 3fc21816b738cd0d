/** What an exclusion takes out of the figures, and what stays whatever it says: seen in events, explanations and holdings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeDecisions } from '../src/find/make-decisions.js';
import { eraseSubject, explainEvent, retain, reviewPeriod, subjectHoldings, unlock } from '../src/index.js';
import { mapEvents } from '../src/map/events.js';
import { integer } from '../src/store/database.js';
import { configurationOf } from './support/decided-school.js';
import { type KeptSchool, keptSchool, rosterFile } from './support/kept-school.js';
import { importOptions } from './support/keys.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const PERIOD = { from: '2026-03-02', to: '2026-03-27' };
const EXCLUSIONS = 'Phrase,Site,Topic,Role,Year,Class,Reason,Decided by,Decided on,From,Until,Notes';
const lines = (...rows: readonly string[]) => `${rows.join('\r\n')}\r\n`;
const excluding = (subject: string) => `${subject},,,,curriculum,DSL,12/01/2026,05/01/2026,18/12/2026,in class`;

const FILES = {
  'roster.csv': rosterFile(),
  'captures.csv': lines(
    'Capture ID,Created,Username,Source,Library category,Phrase,Severity,URL',
    'c1,16/03/2026 10:00:00,pupil2,Keyboard,Bullying,blood brothers,3,',
    'c2,16/03/2026 11:00:00,pupil3,Keyboard,Bullying,blood brothers,4,',
    'c3,17/03/2026 10:00:00,pupil4,Keyboard,Suicide,blood brothers,2,',
    'c4,17/03/2026 11:00:00,pupil5,Keyboard,Bullying,blood brothers,3,',
    // Before the period.
    'c5,27/02/2026 11:00:00,pupil2,Keyboard,Bullying,blood brothers,3,',
    'c6,27/02/2026 12:00:00,pupil2,Keyboard,Bullying,something else,3,',
    'c7,18/03/2026 10:00:10,pupil6,Keyboard,Bullying,of its own,3,https://games.example.org/x',
    'c8,18/03/2026 11:00:10,pupil6,Keyboard,Bullying,of its own,3,https://art.example.net/x',
    'c9,18/03/2026 12:00:10,pupil6,Keyboard,Bullying,of its own,3,https://toskelby.wixsite.com/x',
  ),
  'requests.csv': lines(
    'Time,User,URL,Category,Action',
    '16/03/2026 09:00:00,pupil2,https://games.example.org/,Games,Allowed',
    '16/03/2026 09:10:00,pupil2,https://other.example.com/,Gambling,Blocked',
    '16/03/2026 09:20:00,pupil2,https://toskelby.wixsite.com/,Education,Allowed',
    '16/03/2026 09:30:00,pupil2,https://sites.google.com/fernhollow/x,Education,Allowed',
    '16/03/2026 11:00:00,pupil2,http://www.bing.com/search?q=i+want+to+stop+eating+lunch,Search Engines,Allowed',
    '18/03/2026 10:00:00,pupil6,https://games.example.org/,Games,Allowed',
    '18/03/2026 11:00:00,pupil6,https://art.example.net/,Games,Allowed',
    '18/03/2026 11:00:20,pupil6,https://art.example.net/,Games,Blocked',
    '18/03/2026 12:00:10,pupil6,https://bdolvane.wixsite.com/,Games,Blocked',
  ),
  'outcomes.csv': lines(
    'Event reference,Outcome,Incident,On purpose,Step,Decided on,Decided by,Notes',
    'c4,False positive,No,No,,18/03/2026,DSL,',
  ),
  'exclusions.csv': lines(
    EXCLUSIONS,
    excluding('Blood Brothers,,'),
    excluding(',games.example.org,'),
    excluding(',bing.com,'),
    excluding(',,gambling'),
  ),
};

let folder = '';
let school: KeptSchool;
beforeAll(async () => {
  folder = await temporaryFolder('exclusions-in-force');
  school = await keptSchool(folder);
  expect((await school.importFiles(FILES, '2026-03-01')).failures).toEqual([]);
});
afterAll(async () => {
  school.store.close();
  await removeFolder(folder);
});

const column = async (sql: string) =>
  (await school.store.query(z.object({ it: z.string().nullable() }), sql)).map(({ it: text }) => text);
/** Ids of a column of the export are not kept; lines count from the header. */
const captureLines = (table: string) => column(`SELECT ('c' || (line - 1)) AS it FROM ${table} ORDER BY line`);
/** Whatever a clause is about, it asks for it a second time within a month. */
function rulebook() {
  const { taxonomy, policy } = importOptions(configurationOf(school)).rulebook;
  const repeat = { events: 2, withinDays: 30 };
  const agreements = policy.agreements.map((agreement) => ({
    ...agreement,
    clauses: agreement.clauses.map((each) => ({ ...each, rules: each.rules.map((rule) => ({ ...rule, repeat })) })),
  }));
  return { taxonomy, policy: { ...policy, agreements } };
}

describe('an exclusion', () => {
  beforeAll(async () => {
    await mapEvents(school.store, configurationOf(school), PERIOD, rulebook());
  });

  it('takes out what is not serious; signs of need, what is to be looked at and what was decided stay', async () => {
    expect(await captureLines(`excluded_event WHERE kind = 'capture'`)).toEqual(['c1', 'c7']);
    expect(await captureLines('capture_event')).toEqual(['c2', 'c3', 'c4', 'c8', 'c9']);
    await makeDecisions(school.store, configurationOf(school), PERIOD, rulebook());
    expect(await column('SELECT outcome AS it FROM decision_event')).toEqual(['false-positive']);
  });

  it('keeps searches on a theme of support among the events', async () => {
    expect(await column('SELECT theme AS it FROM search JOIN request_event USING (import_id, line)')).toEqual([
      'self-harm',
    ]);
  });

  it('counts for what happened earlier too', async () => {
    expect(await captureLines('earlier_capture')).toEqual(['c6']);
  });

  it('does not change what the filter had answered', async () => {
    expect(await column("SELECT filter_answer AS it FROM capture_event WHERE site <> '' ORDER BY line")).toEqual([
      // Ten seconds before and after: whoever was blocked last typed nothing there.
      'blocked',
      // Somebody else's site on the same platform says nothing.
      'not-in-log',
    ]);
  });
});

describe('whoever asks', () => {
  const withKey = async <Result>(work: (sources: Parameters<typeof subjectHoldings>[0]) => Promise<Result>) => {
    const unlocked = await unlock(school.store, [school.secrets.dsl]);
    const reader = { name: 'dsl', offices: ['dsl' as const] };
    try {
      return await work({ unlocked, configuration: configurationOf(school), reader });
    } finally {
      await unlocked.close();
    }
  };
  const sheet = async (id: string) =>
    (await withKey((sources) => subjectHoldings(sources, 'pupil2'))).sheets.find((each) => each.id === id)?.rows ?? [];

  it('why an event stands in no figure is told which exclusion it was', async () => {
    const { steps } = await explainEvent(school.store, configurationOf(school), '2:2', null);
    expect(steps.filter(({ stage }) => stage === 'exclusion')).toEqual([
      {
        stage: 'exclusion',
        words: expect.stringMatching(/^Set aside: .* 2026-01-05 to 2026-12-18 \(curriculum; 2026-01-12, dsl\)/),
        where: expect.stringMatching(/exclusions\.csv:2$/),
      },
    ]);
    expect(steps.some(({ stage }) => stage === 'step')).toBe(false);
  });

  it('about a period of which everything is excluded is told so, and not that there is nothing', async () => {
    const day = { from: '2026-02-27', to: '2026-02-27' };
    await school.importFiles({ 'more.csv': lines(EXCLUSIONS, excluding('something else,,')) });
    const { totals } = await reviewPeriod(school.store, configurationOf(school), day);
    expect(totals.captures.count).toBe(0);
  });

  it('what is held on a person is told all of it, whatever is excluded, with the sites on platforms by name', async () => {
    expect((await sheet('captures')).length).toBe(3);
    const sites = (await sheet('requests')).map((row) => row[1]);
    expect(sites).toEqual([
      'bing.com',
      'example.com',
      'example.org',
      'sites.google.com/fernhollow',
      'toskelby.wixsite.com',
    ]);
  });

  it('to erase a person erases what is excluded, the names of sites with it, and tells of entries that name them', async () => {
    const decided = 'Entry,List,Decision,Group,Reason,Decided by,Decided on,Look again on,Notes';
    await school.importFiles({
      'list decisions.csv': lines(
        decided,
        'tavrin2oskelby2.wixsite.com,block,approve,,policy,DSL,12/01/2026,,seen in class',
      ),
    });
    expect(await sheet('mentions')).toContainEqual([
      'decided entry of a list',
      'tavrin2oskelby2.wixsite.com',
      'whoever may open the folder',
    ]);
    const erased = await withKey((sources) =>
      eraseSubject({ ...sources, reader: { name: 'dsl', offices: ['dsl'] } }, 'pupil2'),
    );
    expect(erased).toMatchObject({
      captures: 3,
      requests: 5,
      remaining: 0,
      mentions: [{ kind: 'list-decision', texts: 1 }],
    });
    const held = z.object({ n: integer });
    expect(await school.store.query(held, 'SELECT count(*) AS n FROM capture WHERE account_id IS NULL')).toEqual([
      { n: 3 },
    ]);
    const texts = await withKey(() =>
      column(`SELECT text AS it FROM unlocked.identity WHERE kind IN ('host', 'path')`),
    );
    // Of a capture of somebody else; what only the person opened is gone.
    expect(texts).toContain('bdolvane.wixsite.com');
    expect(texts).not.toContain('fernhollow');
  });
});

it('keeps its texts while it is in force; those of a decision about a list go with what else people typed', async () => {
  const kinds = () =>
    column('SELECT DISTINCT f.kind AS it FROM sealed_segment JOIN import_file AS f USING (import_id) ORDER BY f.kind');
  expect(await kinds()).toEqual(expect.arrayContaining(['exclusion', 'list-decision']));
  await school.store.run(`UPDATE import_file SET imported_at = TIMESTAMP '2026-01-12 12:00:00'`);
  // Twelve months: what was typed before March 2026 is past.
  await retain(school.store, configurationOf(school), new Date('2027-03-10T12:00:00Z'));
  expect(await kinds()).toContain('exclusion');
  expect(await kinds()).not.toContain('list-decision');
  await retain(school.store, configurationOf(school), new Date('2028-02-10T12:00:00Z'));
  expect(await kinds()).not.toContain('exclusion');
});
