/**
 * The generator's school over the summer: everybody moves up on 1 September, a new list comes a few days later, and the
 * figures still equal the truth that was written without any of the code that is tested here.
 */
import type { Truth } from '@fmreview/fixtures/truth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importPaths, type Review, reviewPeriod } from '../src/index.js';
import { differences, type InventedSchool, importAll, inventedSchool } from './support/invented-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const WISH = { rows: 2_500, seed: 5, from: '2026-06-29', to: '2026-09-30' };

let folder = '';
let school: InventedSchool;
let review: Review;

beforeAll(async () => {
  folder = await temporaryFolder('school-years');
  school = await inventedSchool(folder, WISH);
  expect((await importAll(school)).failures).toEqual([]);
  review = await reviewPeriod(school.store, school.configuration, school.truth.period);
});
afterAll(async () => {
  school?.store.close();
  await removeFolder(folder);
});

function september({ planted }: Truth) {
  if (planted.september === null) throw new Error('the period does not reach into September');
  return planted.september;
}

const place = z.object({
  role: z.string().nullable(),
  year: z.string().nullable(),
  class: z.string().nullable(),
  method: z.string(),
});

/** How the captures of an account are placed, before and from a day on. */
async function placed({ store }: InventedSchool, account: string, from: string) {
  const key = store.keyring.keyOf('account', account);
  const on = (days: string) =>
    store.query(
      place,
      `SELECT DISTINCT role, year_group AS year, class, method FROM capture_event JOIN account AS a USING (account_id)
       WHERE a.name_key = $1 AND day ${days} DATE '${from}'`,
      [key],
    );
  return { before: await on('<'), after: await on('>=') };
}

describe('over the summer', () => {
  it('every figure equals the truth, cell by cell', () => {
    expect(differences(review, school.truth)).toEqual([]);
  });

  it('totals and people equal the truth', () => {
    const { requests, visits, captures, episodes, people } = school.truth;
    const { totals } = review;
    expect([totals.requests, totals.visits, totals.captures, totals.episodes].map(({ count }) => count)).toEqual([
      ...[requests, visits, captures, episodes],
    ]);
    expect(review.people.map((person) => person.captures).toSorted()).toEqual(
      Object.values(people)
        .map((person) => person.captures)
        .toSorted(),
    );
  });

  it('somebody whom the new list gives a last day is nobody afterwards, and somebody missing from it a pupil of no year', async () => {
    const { usedAfterLeaving, usedWhileMissing, listedOn } = september(school.truth);
    expect((await placed(school, usedAfterLeaving.account, listedOn)).after).toEqual([
      { role: null, year: null, class: null, method: 'none' },
    ]);
    expect((await placed(school, usedWhileMissing.account, listedOn)).after).toEqual([
      { role: 'pupil', year: null, class: null, method: 'account' },
    ]);
  });

  it('a child who changes class is in the old one before and in the new one after', async () => {
    const { classMoves, listedOn } = september(school.truth);
    const [move] = classMoves;
    const { before, after } = await placed(school, move?.account ?? '', listedOn);
    const classKey = (name = '') => school.store.keyring.keyOf('class', name.toLowerCase());
    expect(before).toMatchObject([{ year: '3', class: classKey(move?.from) }]);
    expect(after).toMatchObject([{ year: '4', class: classKey(move?.to) }]);
  });

  it('a visitor who is taken on is staff from the first day', async () => {
    const { roleChange, began } = september(school.truth);
    const { before, after } = await placed(school, roleChange.account, began);
    expect([before, after].map((each) => each.map(({ role }) => role))).toEqual([['visitor'], ['staff']]);
  });
});

describe('a list that comes after the logs', () => {
  it('asks before it changes whose past events are, and says how many', async () => {
    const late = await inventedSchool(`${folder}/late`, WISH);
    const { store, configuration, truth, inputs } = late;
    const { file } = september(truth);
    const isSheet = (name: string) => ['outcomes.csv', 'concerns.csv', 'acceptance.csv'].includes(name);
    const names = Object.keys(truth.files).filter((name) => name !== file);
    const give = (paths: readonly string[], mayReattribute = false) =>
      importPaths(store, configuration, { paths, folder: inputs, mayReattribute });
    expect((await give(names.filter((name) => !isSheet(name)))).failures).toEqual([]);
    const { failures } = await give([file]);
    expect(failures).toMatchObject([{ code: 'list-reattributes', exitCode: 3 }]);
    expect(failures[0]?.message).toMatch(/[1-9]\d* captures and [1-9]\d* requests/);
    expect((await give([file], true)).failures).toEqual([]);
    expect((await give(names.filter(isSheet))).failures).toEqual([]);
    expect((await reviewPeriod(store, configuration, truth.period)).tables).toEqual(review.tables);
    store.close();
  });
});
