/**
 * The whole line, from a school's exports to its editions, against what the generator says is in them. `truth.json` is
 * written without any of the code that is tested here.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Truth } from '@fmreview/fixtures/truth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DslEdition, GovernorsEdition } from '../src/edition/index.js';
import {
  editFigures,
  explainEvent,
  type ImportSummary,
  type Review,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import {
  cellsOf,
  differences,
  importAll,
  inventedSchool,
  type TruthTable,
  tableOf,
  tablesOf,
  valueIn,
} from './support/invented-school.js';
import { dslEditionOf } from './support/keys.js';
import { secretsIn } from './support/secrets.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let truth: Truth;
let store: Store;
let imported: ImportSummary;
let review: Review;
let governors: GovernorsEdition;
let dsl: DslEdition;

const inputs = () => join(folder, 'inputs');
const configurationOf = () => readWorkspaceConfiguration(store.workspace);

beforeAll(async () => {
  folder = await temporaryFolder('review');
  const school = await inventedSchool(folder, { rows: 25_000, seed: 7, from: '2026-03-01', to: '2026-08-31' });
  ({ truth, store } = school);
  imported = await importAll(school);
  review = await reviewPeriod(store, configurationOf(), truth.period);
  const [figures] = (await editFigures(store, configurationOf(), review, ['governors'])).editions;
  if (figures?.edition !== 'governors') throw new Error('an edition of the wrong kind');
  [governors, dsl] = [figures, await dslEditionOf(store, configurationOf(), review)];
});
afterAll(async () => {
  store?.close();
  await removeFolder(folder);
});

const findingOf = (id: string) => {
  const found = dsl.findings.find((finding) => finding.id === id);
  return {
    figures: Object.fromEntries((found?.figures ?? []).map(({ id: name, figure }) => [name, valueIn(figure)])),
    evidence: found?.evidence ?? null,
  };
};
const byWords = (one: { goesTo: string }, other: { goesTo: string }) => one.goesTo.localeCompare(other.goesTo);

describe('the ledger', () => {
  it('balances to the line for every file, as the generator wrote it', () => {
    expect(imported.failures).toEqual([]);
    for (const result of imported.results) {
      const name = Object.keys(truth.files).find((file) => join(inputs(), file) === result.file) ?? '';
      const { rejections: _, ...expected } = truth.files[name] ?? { rejections: [] };
      expect(result, name).toMatchObject(expected);
    }
  });

  it('finds every bad line by its number', () => {
    const expected = Object.values(truth.files).map((file) => file.rejections.map((rejection) => rejection.line));
    const found = review.files.map((file) =>
      review.rejections.filter((each) => each.importId === file.importId).flatMap((each) => [...each.firstLines]),
    );
    expect(found.map((lines) => lines.toSorted((one, other) => one - other))).toEqual(expected);
  });
});

const STAGES = ['eyfs', 'ks1', 'ks2', 'pupils'];

/** Where key stages are shown as one group: nobody of the fixture is in two of them. */
function expectedAt(table: TruthTable, row: string, column: string) {
  const add = (cells: readonly ({ count: number; people: number } | undefined)[]) => ({
    count: cells.reduce((sum, cell) => sum + (cell?.count ?? 0), 0),
    people: cells.reduce((sum, cell) => sum + (cell?.people ?? 0), 0),
  });
  if (column === 'pupils') return add(STAGES.map((stage) => table[row]?.[stage]));
  if (row === 'pupils') return add(STAGES.map((stage) => table[stage]?.[column]));
  return add([table[row]?.[column]]);
}

describe('the figures', () => {
  it('of the review equal the truth, cell by cell', () => {
    expect(differences(review, truth)).toEqual([]);
  });

  it('of the DSL edition are those of the review, but for what may be about the holder of an office', () => {
    for (const [id] of tablesOf(truth))
      for (const { row, column, figure } of cellsOf(tableOf(dsl, id))) {
        const count = review.tables[id]?.cells[row]?.[column]?.count ?? 0;
        if (review.desk.tables[id] === undefined) expect(valueIn(figure), `${id} ${row} ${column}`).toBe(count);
        else expect(valueIn(figure), `${id} ${row} ${column}`).toBeLessThanOrEqual(count);
      }
    expect(valueIn(dsl.keyFigures.find(({ id }) => id === 'captures')?.figure ?? { kind: 'low' })).toBe(truth.captures);
  });

  it('of the governors’ edition equal the truth or are withheld, and rest on more than five people', () => {
    for (const [id, expected] of tablesOf(truth)) {
      for (const { row, column, figure } of cellsOf(tableOf(governors, id))) {
        const { count, people } = expectedAt(expected, row, column);
        const place = `${id} ${row} ${column}`;
        if (figure.kind === 'count') expect(figure.value, place).toBe(count);
        else expect(figure.kind, place).toBe('suppressed');
        if (id !== 'coverageByMonth' && people >= 1 && people <= 5) expect(figure.kind, place).toBe('suppressed');
        if (count === 0) expect(valueIn(figure), place).toBe(0);
      }
    }
  });

  it('that one table of the governors’ edition withholds, no other table prints', () => {
    const totals = (id: string, column: string) =>
      new Map(
        cellsOf(tableOf(governors, id)).flatMap((cell) =>
          cell.column === column ? [[cell.row, cell.figure.kind]] : [],
        ),
      );
    const byTopic = totals('capturesByTopic', 'total');
    expect([...byTopic.values()]).toContain('suppressed');
    expect(totals('capturesByStage', 'total')).toEqual(byTopic);
    for (const [topic, kind] of totals('supportMatters', 'captures')) expect(kind, topic).toBe(byTopic.get(topic));
    expect(tableOf(governors, 'supportMatters').totals).toBeNull();
    const unmapped = governors.unknowns.find((unknown) => unknown.id === 'captures-unmapped');
    expect(unmapped?.figure.kind).toBe(byTopic.get('unmapped'));
  });

  it('of coverage, totals and people equal the truth', () => {
    const { schoolDays, schoolDaysWithRequests, schoolDaysWithCaptures, logGaps, silentWeeks } = dsl.coverage;
    const spans = (list: typeof logGaps) => list.map(({ from, to }) => ({ from, to }));
    expect({
      schoolDays,
      schoolDaysWithRequests,
      schoolDaysWithCaptures,
      logGaps: spans(logGaps),
      silentWeeks: spans(silentWeeks),
    }).toEqual(truth.coverage);
    const { requests, visits, captures, episodes } = review.totals;
    expect([requests, visits, captures, episodes].map((each) => each.count)).toEqual([
      truth.requests,
      truth.visits,
      truth.captures,
      truth.episodes,
    ]);
    expect(review.people.map((person) => person.captures).toSorted()).toEqual(
      Object.values(truth.people)
        .flatMap((person) => (person.captures > 0 ? [person.captures] : []))
        .toSorted(),
    );
  });
});

describe('what was planted is found', () => {
  const planted = <Value>(value: Value | null): Value => {
    if (value === null) throw new Error('the generator planted nothing here');
    return value;
  };

  it('gaps in the logs and a week in which monitoring was silent', () => {
    expect(findingOf('days-without-logs').figures['days']).toBe(
      truth.coverage.schoolDays - truth.coverage.schoolDaysWithRequests,
    );
    expect(findingOf('weeks-without-captures').figures['weeks']).toBe(truth.coverage.silentWeeks.length);
  });

  it('ways round the filter, those that worked apart', () => {
    const bypass = planted(truth.planted.bypass);
    expect(findingOf('vpn-and-proxy').figures).toMatchObject({
      attempts: bypass.requests,
      people: bypass.people.length,
      through: bypass.allowed,
      'people-through': bypass.peopleThrough.length,
    });
  });

  it('a gambling site that was allowed', () => {
    const site = planted(truth.planted.gamblingAllowed).site.split('.').slice(-2).join('.');
    expect(findingOf('allowed-though-blocked').evidence?.rows.flat()).toContain(site);
  });

  it('an education site blocked for a whole class', () => {
    const { className, date, requests, people } = planted(truth.planted.educationBlocked);
    const finding = findingOf('education-blocked-for-a-class');
    expect(finding.figures).toMatchObject({ requests, people: people.length });
    expect(finding.evidence?.rows).toHaveLength(1);
    expect(finding.evidence?.rows[0]).toEqual(expect.arrayContaining([className, date]));
  });

  it('a phrase that is nearly always a false alarm', () => {
    const { phrase, captures, gradedNoConcern } = planted(truth.planted.noisyPhrase);
    const rows = findingOf('noisy-phrases').evidence?.rows ?? [];
    expect(rows.find((row) => row[0] === phrase)).toEqual(
      expect.arrayContaining([String(captures), String(gradedNoConcern)]),
    );
  });

  it('a pupil with repeated incidents, and a capture that calls for support', () => {
    const { person, captures } = planted(truth.planted.repeatPupil);
    expect(truth.people[person]?.captures).toBeGreaterThanOrEqual(captures);
    expect(findingOf('repeat-incidents').evidence?.rows.length).toBeGreaterThanOrEqual(1);
    const { phrase } = planted(truth.planted.selfHarm);
    const capture = dsl.support.find((each) => each.phrase === phrase);
    expect(capture).toMatchObject({ nature: 'vulnerability', suggestedStep: null, clauses: [] });
    expect(capture?.route).toMatch(/^DSL/);
  });

  it('accounts that match nobody, one used after leaving, and a category on no map', () => {
    const unknown = planted(truth.planted.unknownAccounts);
    const listed = new Map(dsl.unattributed.map((each) => [each.account.split(' ')[0], each.requests]));
    for (const { account, requests } of unknown) expect(listed.get(account.toLowerCase()), account).toBe(requests);
    const leaver = planted(truth.planted.leaver);
    expect(findingOf('accounts-used-after-leaving').figures).toMatchObject({
      accounts: 1,
      requests: leaver.requests,
      captures: leaver.captures,
    });
    const { category } = planted(truth.planted.unmappedCategory);
    expect(findingOf('categories-nobody-mapped').evidence?.rows.flat()).toContain(category);
  });
});

describe('what people decided', () => {
  it('makes incidents of what they decided was one, each episode once, by the latest decision', () => {
    const { incidents } = truth.decisions ?? { incidents: null };
    expect(review.incidents).toHaveLength(incidents?.count ?? 0);
    expect(review.incidents.filter(({ onPurpose }) => onPurpose === true)).toHaveLength(incidents?.onPurpose ?? 0);
    const support = dsl.incidents.filter(({ nature }) => nature === 'vulnerability');
    expect(support.length).toBeGreaterThan(0);
    expect(dsl.incidents.length - support.length).toBe(incidents?.breaches);
  });

  it('counts towards the ladder: the third time suggests the third step', () => {
    const ladder = truth.decisions?.ladder;
    const capture = dsl.conduct.find((each) => each.createdLocal === ladder?.nextAt);
    expect(capture).toMatchObject({ suggestedStep: `Step ${ladder?.step}`, decision: null });
    expect(capture?.stepWhy).toContain(`: ${ladder?.decided.length}.`);
  });
});

describe('whose it is', () => {
  it('is nobody’s where two people claim the account', () => {
    const contested = truth.planted.contestedAccount;
    const use = dsl.unattributed.find(({ account }) => account.split(' ')[0] === contested?.account);
    expect(use).toMatchObject({ requests: contested?.requests, captures: contested?.captures });
  });

  it('is known by every method that there is', () => {
    const rows = tableOf(dsl, 'capturesByMethod').rows.map(({ id }) => id);
    expect(rows).toEqual(Object.keys(truth.tables.capturesByMethod));
  });
});

describe('privacy', () => {
  const found = (text: string) => secretsIn(text, truth);

  it('can find a secret at all', () => {
    expect(found(`x${truth.names[0]?.toUpperCase()}y`)).toContain(truth.names[0]?.toLowerCase());
  });

  it('keeps names, accounts, devices and typed words out of the governors’ edition and the review', () => {
    expect(found(JSON.stringify(governors))).toEqual([]);
    expect(found(JSON.stringify(review))).toEqual([]);
  });

  it('keeps them out of every table and every byte of the store', async () => {
    // Values first: in the file's bytes a text may be compressed.
    const columns = await store.query(
      z.object({ sql: z.string() }),
      `SELECT format('SELECT DISTINCT "{}" AS text FROM "{}"', column_name, table_name) AS sql FROM duckdb_columns()
       WHERE data_type = 'VARCHAR' AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE NOT temporary)`,
    );
    const texts = await store.query(
      z.object({ text: z.string().nullable() }),
      columns.map(({ sql }) => sql).join(' UNION ALL '),
    );
    expect(found(texts.map(({ text }) => text).join('\n'))).toEqual([]);
    await store.run('CHECKPOINT');
    const files = (await readdir(store.workspace.folder)).filter((name) => name.startsWith('store.duckdb'));
    expect(files).toContain('store.duckdb');
    for (const name of files)
      expect(found(await readFile(join(store.workspace.folder, name), 'latin1')), name).toEqual([]);
  });

  it('gives the DSL no event about a safeguarding lead, the headteacher or a governor: only how many, and to whom they go', () => {
    const { headteacherCaptures, dslCaptures, deputyDslCaptures, governorCaptures } = truth.planted;
    const groups = [headteacherCaptures, dslCaptures, deputyDslCaptures, governorCaptures].flatMap((group) =>
      group === null ? [] : [group],
    );
    const captures = groups.reduce((sum, group) => sum + group.captures, 0);
    // The policy sends a member of staff who may harm themselves to the headteacher, and says nobody beside.
    const led = new Set(groups.flatMap((group) => group.people));
    const inNeed = Object.entries(truth.people)
      .filter(([id]) => id.startsWith('S') && !led.has(id))
      .reduce((sum, [, { byTopic }]) => sum + (byTopic['self-harm'] ?? 0), 0);
    const expected = [
      { captures, goesTo: 'chair of governors' },
      ...(inNeed === 0 ? [] : [{ captures: inNeed, goesTo: 'headteacher' }]),
    ];
    expect(dsl.withheld.map(({ captures: count, goesTo }) => ({ captures: count, goesTo })).toSorted(byWords)).toEqual(
      expected,
    );
    const people = Object.values(truth.people).filter((person) => person.captures > 0).length;
    expect(dsl.people).toHaveLength(people - groups.flatMap((group) => group.people).length);
  });
});

describe('explain', () => {
  it('gives the whole chain of a capture, with the rule’s file and line, and names nobody', async () => {
    const capture = dsl.conduct.find((each) => each.clauses.length > 0);
    const { steps } = await explainEvent(store, configurationOf(), capture?.id ?? '');
    expect([...new Set(steps.map((step) => step.stage))]).toEqual(
      expect.arrayContaining(['event', 'time', 'person', 'category', 'topic', 'reference', 'clause', 'route', 'step']),
    );
    expect(steps.find((step) => step.stage === 'clause')?.where).toMatch(/beech-green\.yaml:\d+$/);
    expect(JSON.stringify(steps)).not.toContain(capture?.name ?? 'nobody');
  });
});
