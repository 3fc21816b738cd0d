/** Which clause an event falls under: topic, role, source, session, severity and "again" are conditions in the pack, as data. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Configuration,
  importPaths,
  openStore,
  type Review,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import { keyedWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

const PACK = `
id: small
school: Small School
title: Rules of a small school
document: Rules
version: null
date: null
nextReview: null
covers: [pupil, staff, governor, visitor, parent]
review: null
agreements:
  - id: pupils
    title: Pupils
    reference: { document: Rules, section: Pupils }
    audience: { roles: [pupil], stages: [ks2] }
    voluntary: false
    clauses:
      - { id: always, number: 1, summary: No games at all., topics: [games] }
      - { id: in-lessons, number: 2, summary: No games in lessons., topics: [{ topic: games, sessions: [lesson] }] }
      - { id: blocked, number: 3, summary: No going to sites of games., topics: [{ topic: games, sources: [request] }] }
      - { id: severe, number: 4, summary: Nobody is bullied badly., topics: [{ topic: bullying, severityAtLeast: 4 }] }
      - { id: sites-again, number: 6, summary: No going to such sites again., topics: [{ topic: gambling, sources: [request], repeat: { events: 2, withinDays: 7 } }] }
      - { id: again, number: 5, summary: No bullying again., topics: [{ topic: bullying, repeat: { events: 3, withinDays: 7 } }] }
ladders: []
reports: []
routes:
  - { id: head, when: { duties: [headteacher] }, to: chair-of-governors, alsoTell: [], summary: To the chair., reference: null, ladder: null }
  - { id: leads, when: { duties: [dsl, deputy-dsl] }, to: chair-of-governors, alsoTell: [], summary: To the chair., reference: null, ladder: null }
  - { id: chair, when: { duties: [chair-of-governors] }, to: headteacher, alsoTell: [], summary: To the head., reference: null, ladder: null }
  - { id: shared, when: { roles: [staff], shared: true }, to: headteacher, alsoTell: [chair-of-governors], summary: To the head and the chair., reference: null, ladder: null }
  - { id: everybody, when: {}, to: dsl, alsoTell: [], summary: To the DSL., reference: null, ladder: null }
`;

let folder = '';
let store: Store;
let configuration: Configuration;
let review: Review;

const CAPTURES = [
  // Monday 2 March 2026, in a lesson; then in the evening.
  '1,02/03/2026 10:00:00,ada,Games,x,3,',
  '2,02/03/2026 19:00:00,ada,Games,x,3,',
  // By the library's severity, and by a person's grade, which decides.
  '3,03/03/2026 10:00:00,bea,Bullying,x,4,',
  '4,03/03/2026 11:00:00,bea,Bullying,x,5,2',
  // Two episodes, one of three captures within minutes, and the third episode within seven days; then one after ten days.
  '5,09/03/2026 10:00:00,cal,Bullying,x,2,',
  '6,09/03/2026 10:01:00,cal,Bullying,x,2,',
  '7,09/03/2026 10:02:00,cal,Bullying,x,2,',
  '8,10/03/2026 10:00:00,cal,Bullying,x,2,',
  '9,13/03/2026 10:00:00,cal,Bullying,x,2,',
  '10,25/03/2026 10:00:00,cal,Bullying,x,2,',
  // Of another key stage, and a class that shares an account.
  '11,02/03/2026 10:00:00,dot,Games,x,3,',
  '12,16/03/2026 10:00:00,class4,Bullying,x,2,',
  '13,17/03/2026 10:00:00,class4,Bullying,x,2,',
  '14,18/03/2026 10:00:00,class4,Bullying,x,2,',
];

beforeAll(async () => {
  folder = await temporaryFolder('matching');
  await writeFile(join(folder, 'small.yaml'), PACK);
  store = await openStore(await keyedWorkspace(join(folder, 'workspace')), { spills: false });
  configuration = { ...readWorkspaceConfiguration(store.workspace), policy: [join(folder, 'small.yaml')] };
  const people = ['P1,ada,4,', 'P2,bea,4,', 'P3,cal,4,', 'P4,dot,1,', 'C4,class4,4,Yes'];
  const file = (name: string, lines: readonly string[]) => writeFile(join(folder, name), `${lines.join('\n')}\n`);
  await file('people.csv', [
    'Person ID,Username,Role,Year,Shared account',
    ...people.map((row) => row.replace(/,(\d)/, ',Pupil,$1')),
  ]);
  await file('captures.csv', ['Capture ID,Created,Username,Library category,Phrase,Severity,Grade', ...CAPTURES]);
  await file('requests.csv', [
    'Date,User,URL,Category,Action',
    '02/03/2026 10:00:00,ada,https://a.example/x,Games,Blocked',
    '02/03/2026 10:30:00,ada,https://a.example/x,Games,Allowed',
    '02/03/2026 19:00:00,ada,https://a.example/x,Games,Blocked',
    // Two of one visit, and another five days later.
    '05/03/2026 10:00:00,bea,https://b.example/x,Gambling,Blocked',
    '05/03/2026 10:00:30,bea,https://b.example/y,Gambling,Blocked',
    '10/03/2026 10:00:00,bea,https://b.example/x,Gambling,Blocked',
  ]);
  const paths = ['people.csv', 'captures.csv', 'requests.csv'];
  const { failures } = await importPaths(store, configuration, { paths, folder, listedOn: '2026-03-01' });
  expect(failures).toEqual([]);
  review = await reviewPeriod(store, configuration, { from: '2026-03-01', to: '2026-03-31' });
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const match = z.object({ line: z.union([z.int(), z.bigint()]).transform(Number), clause: z.string() });

/** Numbers of the records (the first after the header is 1) under a clause. */
async function under(kind: 'capture' | 'request', clause: string): Promise<number[]> {
  const rows = await store.query(
    match,
    'SELECT line, clause FROM clause_match WHERE kind = $1 AND clause = $2 ORDER BY line',
    [...[kind, clause]],
  );
  return rows.map(({ line }) => line - 1);
}

it('takes a rule without conditions for captures and blocked requests of its role and stage, not for allowed ones', async () => {
  expect(await under('capture', 'always')).toEqual([1, 2]);
  expect(await under('request', 'always')).toEqual([1, 3]);
});

it('asks for the session and for the source where the rule does', async () => {
  expect(await under('capture', 'in-lessons')).toEqual([1]);
  expect(await under('request', 'in-lessons')).toEqual([1]);
  expect(await under('capture', 'blocked')).toEqual([]);
  expect(await under('request', 'blocked')).toEqual([1, 3]);
});

it('takes a person’s grade before the library’s severity', async () => {
  expect(await under('capture', 'severe')).toEqual([3]);
});

it('counts episodes, not captures, for "again", and nobody’s on a shared account', async () => {
  expect(await under('capture', 'again')).toEqual([9]);
});

it('counts in the tables by clause what it matched, once an event', () => {
  const cells = review.tables['capturesByClause']?.cells;
  expect(cells?.['always']?.['pupils']).toMatchObject({ count: 2, people: 1 });
  expect(cells?.['again']?.['pupils']).toMatchObject({ count: 1, people: 1 });
  expect(review.tables['blockedByClause']?.cells?.['in-lessons']?.['pupils']).toMatchObject({ count: 1 });
});

it('knows of each row of those tables whether it is the whole of its topics, or only what met a condition', () => {
  const wholeOf = (clause: string, measure: string) =>
    review.clauseCells
      .find((each) => each.clause === clause && each.measure === measure)
      ?.cells.map(({ isWhole }) => isWhole);
  expect(wholeOf('always', 'captures')).toEqual([true]);
  expect(wholeOf('in-lessons', 'captures')).toEqual([false]);
  expect(wholeOf('blocked', 'requests')).toEqual([true]);
  expect(wholeOf('blocked', 'captures')).toBeUndefined();
});

it('looks back over the beginning of a period for "again", and reports nothing of what lies there', async () => {
  const later = await reviewPeriod(store, configuration, { from: '2026-03-10', to: '2026-03-31' });
  expect(await under('capture', 'again')).toEqual([9]);
  expect(await under('request', 'sites-again')).toEqual([6]);
  expect(later.tables['capturesByClause']?.cells?.['again']?.['pupils']).toMatchObject({ count: 1, people: 1 });
  const captured = Object.values(later.tables['capturesByTopic']?.cells['bullying'] ?? {});
  expect(Math.max(...captured.map(({ count }) => count ?? 0))).toBe(6);
});
