// The five shipped packs are laid beside the documents they are made from: each clause by the document's own marks, whom it
// binds, and where the document sends a concern. Expectations are written from the documents.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Clause, listPolicies, loadPolicy, type Policy, type RouteQuery, routeFor } from '../src/map/policy.js';
import { routingOf } from '../src/map/routing.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';
import { clauseCounts, documentOf, PACKS, type PackId } from './support/policy-documents.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const taxonomy = loadTaxonomy();

const policies = new Map(PACKS.map((id) => [id, loadPolicy(id, taxonomy)]));
function pack(id: PackId): Policy {
  const policy = policies.get(id);
  if (policy === undefined) throw new Error(`${id} is not loaded`);
  return policy;
}

const clausesOf = (policy: Policy): Clause[] => policy.agreements.flatMap(({ clauses }) => [...clauses]);

/** Clauses of each agreement, by section of the document. */
function counted(policy: Policy): Record<string, number> {
  const places = clausesOf(policy).map(({ agreement, reference }) => `${agreement}: ${reference.section}`);
  return Object.fromEntries(
    [...new Set(places)].map((place) => [place, places.filter((each) => each === place).length]),
  );
}

describe.each(PACKS)('%s', (id) => {
  const policy = pack(id);

  it('has a clause for every one of the document', (context) => {
    const text = documentOf(id);
    if (text === null) return context.skip("the school's document is not beside this repository");
    expect(counted(policy)).toEqual(clauseCounts(id, text));
  });

  it('says everything in its own words', (context) => {
    const text = documentOf(id);
    if (text === null) return context.skip("the school's document is not beside this repository");
    const theirs = runsOf(text);
    const ours = [
      ...clausesOf(policy).flatMap(({ summary, notObservable }) => [summary, notObservable ?? '']),
      ...policy.routes.map(({ summary }) => summary),
      ...policy.reports.map(({ summary }) => summary),
      ...policy.ladders.flatMap(({ steps, seriousNote }) => [
        seriousNote,
        ...steps.flatMap(({ when, summary }) => [when, summary]),
      ]),
    ];
    expect(ours.flatMap((summary) => [...runsOf(summary)].filter((run) => theirs.has(run)))).toEqual([]);
  });

  it('shows for each clause topics or a reason, and a summary of one line', () => {
    for (const { topics, notObservable, summary } of clausesOf(policy)) {
      expect([summary, topics.length > 0]).toEqual([summary, notObservable === null]);
      expect(summary.length).toBeLessThanOrEqual(110);
    }
  });

  it('points from each clause to its line', () => {
    const lines = readFileSync(path.join(repository, 'packages', 'core', policy.file), 'utf8').split('\n');
    for (const { id: clause, line } of clausesOf(policy)) expect(lines[line - 1]).toContain(`id: ${clause}`);
  });
});

const RUN_WORDS = 8;

/** Every run of so many words that it would be the document's sentence and not ours. */
function runsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .replace(/[’']/g, '')
      .match(/[a-z0-9]+/g) ?? [];
  const starts = words.slice(0, Math.max(0, words.length - RUN_WORDS + 1));
  return new Set(starts.map((_, start) => words.slice(start, start + RUN_WORDS).join(' ')));
}

it('are listed with the number of their clauses', () => {
  expect(listPolicies().map(({ id, clauseCount }) => [id, clauseCount])).toEqual([
    ['beech-green', 9 + 18 + 9 + 11 + 5 + 3 + 3 + 2 + 1 + 2],
    ['unnamed-school-pupils', 5 + 2 + 10 + 2],
    ['valence', 3 + 18 + 17 + 5],
    ['westfield-pupils-parents', 1 + 7 + 5 + 6 + 4],
    ['westfield-staff', 3 + 6 + 4 + 3 + 3 + 3 + 2 + 2],
  ]);
});

describe('whom an agreement binds', () => {
  it.each([
    ['westfield-pupils-parents', { pupils: 'pupil', parents: 'parent' }],
    [
      'valence',
      {
        principles: 'staff governor pupil',
        'staff-governors-visitors': 'staff governor visitor',
        ks2: 'pupil ks2',
        ks1: 'pupil ks1',
      },
    ],
    ['westfield-staff', { 'staff-ict': 'staff' }],
    ['unnamed-school-pupils', { pupils: 'pupil', parents: 'parent' }],
    [
      'beech-green',
      {
        teachers: 'staff',
        'staff-code': 'staff',
        'social-media': 'staff',
        ks2: 'pupil ks2',
        ks1: 'pupil ks1',
        children: 'pupil',
        'accidental-access': 'pupil staff',
        parents: 'parent',
        'parents-at-home': 'parent',
        visitors: 'visitor',
      },
    ],
  ] satisfies [PackId, Record<string, string>][])('%s', (id, expected) => {
    const found = pack(id).agreements.map(({ id: agreement, audience: { roles, stages } }) => [
      agreement,
      [...roles, ...(stages ?? [])].join(' '),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('is a free choice in one agreement alone', () => {
    const voluntary = PACKS.flatMap((id) => pack(id).agreements.filter((agreement) => agreement.voluntary));
    expect(voluntary.map(({ id }) => id)).toEqual(['social-media']);
  });
});

const person = {
  pupil: { role: 'pupil', duty: null, nature: 'breach', topic: 'games' },
  needy: { role: 'pupil', duty: null, nature: 'vulnerability', topic: 'self-harm' },
  class: { role: 'pupil', duty: null, nature: 'breach', topic: 'games', shared: true },
  staff: { role: 'staff', duty: null, nature: 'breach', topic: 'pornography' },
  mailbox: { role: 'staff', duty: null, nature: 'breach', topic: 'pornography', shared: true },
  dsl: { role: 'staff', duty: 'dsl', nature: 'breach', topic: 'pornography' },
  deputy: { role: 'staff', duty: 'deputy-dsl', nature: 'breach', topic: 'pornography' },
  head: { role: 'staff', duty: 'headteacher', nature: 'breach', topic: 'pornography' },
  governor: { role: 'governor', duty: null, nature: 'breach', topic: 'pornography' },
  visitor: { role: 'visitor', duty: null, nature: 'breach', topic: 'pornography' },
  parent: { role: 'parent', duty: null, nature: 'breach', topic: 'bullying' },
} as const satisfies Record<string, RouteQuery>;

const WESTFIELD = loadPolicy(['westfield-pupils-parents', 'westfield-staff'], taxonomy);

/** "whom, as applicable whom: which ladder". */
const routeWords = (policy: Policy, query: RouteQuery): string => {
  const { to, alsoTell, ladder } = routeFor(policy, query);
  return `${[to, ...alsoTell].join(' ')}${ladder === null ? '' : `: ${ladder}`}`;
};

describe('where the documents send a concern', () => {
  const LEFT_SILENT = {
    needy: 'dsl childrens-social-care police',
    class: 'dsl',
    head: 'chair-of-governors local-authority-designated-officer',
  };
  it.each([
    [
      'Westfield, both documents together',
      WESTFIELD,
      {
        ...LEFT_SILENT,
        pupil: 'dsl parents: temporary-ban',
        parent: 'dsl headteacher',
        governor: 'chair-of-governors',
        visitor: 'dsl headteacher',
        staff: 'headteacher dsl personnel: staff-discipline',
        mailbox: 'headteacher chair-of-governors',
        dsl: 'chair-of-governors headteacher personnel',
        deputy: 'chair-of-governors headteacher personnel',
        head: 'chair-of-governors local-authority-designated-officer personnel',
      },
    ],
    [
      'Valence',
      pack('valence'),
      {
        ...LEFT_SILENT,
        pupil: 'class-teacher head-of-site: pupil-incidents',
        staff: 'headteacher: discipline',
        mailbox: 'headteacher chair-of-governors',
        dsl: 'headteacher: discipline',
        deputy: 'headteacher: discipline',
        governor: 'headteacher: discipline',
        visitor: 'headteacher outside-agencies',
        parent: 'headteacher outside-agencies police',
      },
    ],
    [
      'the school without a name',
      pack('unnamed-school-pupils'),
      {
        ...LEFT_SILENT,
        pupil: 'dsl parents police: pupil-sanctions',
        staff: 'headteacher local-authority-designated-officer',
        mailbox: 'headteacher chair-of-governors',
        dsl: 'chair-of-governors local-authority-designated-officer',
        deputy: 'chair-of-governors local-authority-designated-officer',
        governor: 'chair-of-governors',
        visitor: 'dsl headteacher',
        parent: 'headteacher',
      },
    ],
    [
      'Beech Green',
      pack('beech-green'),
      {
        ...LEFT_SILENT,
        pupil: 'dsl parents headteacher childrens-social-care police: pupil-steps',
        staff: 'dsl headteacher local-authority-designated-officer childrens-social-care police',
        mailbox: 'headteacher chair-of-governors',
        dsl: 'chair-of-governors local-authority-designated-officer childrens-social-care police',
        deputy: 'chair-of-governors local-authority-designated-officer childrens-social-care police',
        head: 'chair-of-governors local-authority-designated-officer childrens-social-care police',
        governor: 'chair-of-governors local-authority-designated-officer police',
        visitor: 'dsl headteacher police',
        parent: 'dsl',
      },
    ],
  ] satisfies [string, Policy, Record<keyof typeof person, string>][])('%s', (_, policy, expected) => {
    const found = Object.entries(person).map(([who, query]) => [who, routeWords(policy, query)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('names no passage for a route that no document lays down', () => {
    for (const id of PACKS) expect(routeFor(pack(id), person.head).reference).toBeNull();
    expect(routeFor(pack('valence'), person.pupil).reference?.section).toBe('Incidents and Breaches');
    expect(routeFor(WESTFIELD, person.staff).reference?.section).toBe('Sanctions');
  });

  it('sends a Reception child at Beech Green to no ladder, since it has no rules', () => {
    expect(routeFor(pack('beech-green'), { ...person.pupil, stage: 'eyfs' }).ladder).toBeNull();
  });
});

describe('what the documents say of steps', () => {
  const pupil = { role: 'pupil', duty: null, stage: 'ks2' };
  const stepOf = (policy: Policy, decided: number) =>
    routingOf(policy, taxonomy, pupil, 'games', true, decided).step?.number ?? null;

  it.each([
    ['Westfield: a temporary ban for any misuse', WESTFIELD, [1, 1, 1]],
    ['Valence: the first incident only', pack('valence'), [1, null, null]],
    ['the school without a name: by severity', pack('unnamed-school-pupils'), [null, null, null]],
    ['Beech Green: three steps, of which the last stays', pack('beech-green'), [1, 2, 3]],
  ] satisfies [string, Policy, (number | null)[]][])('%s', (_, policy, expected) => {
    expect([0, 1, 2].map((decided) => stepOf(policy, decided))).toEqual(expected);
  });

  it('keeps the evidence where the law may have been broken', () => {
    const { stepWhy } = routingOf(pack('unnamed-school-pupils'), taxonomy, pupil, 'drugs', true);
    expect(stepWhy).toMatch(/leaves the choice to a person.*police.*evidence/);
  });
});

describe('who hears a report', () => {
  it.each([
    ['westfield-pupils-parents', ['misuse pupil: class-teacher', 'accidental-access pupil: class-teacher']],
    ['westfield-staff', ['accidental-access staff: dsl']],
    [
      'valence',
      [
        'accidental-access staff governor visitor: it',
        'accidental-access pupil ks2: class-teacher',
        'misuse pupil ks2: class-teacher',
        'accidental-access pupil ks1: class-teacher',
        'misuse staff governor: headteacher',
      ],
    ],
    [
      'unnamed-school-pupils',
      ['accidental-access pupil: class-teacher', 'misuse pupil: class-teacher', 'under-blocking pupil: it'],
    ],
    ['beech-green', ['accidental-access pupil: class-teacher', 'under-blocking staff: dsl', 'misuse staff: dsl']],
  ] satisfies [PackId, string[]][])('%s', (id, expected) => {
    const found = pack(id).reports.map(
      ({ kind, audience, to }) => `${kind} ${[...audience.roles, ...(audience.stages ?? [])].join(' ')}: ${to}`,
    );
    expect(found).toEqual(expected);
  });
});

it('keep the dates that the documents give, as exactly as they give them', () => {
  const dates = PACKS.map((id) => [id, pack(id).date, pack(id).nextReview, pack(id).review?.everyMonths ?? null]);
  expect(dates).toEqual([
    ['westfield-pupils-parents', null, null, null],
    ['valence', '2017', null, null],
    ['westfield-staff', '2023-07', '2024-07', null],
    ['unnamed-school-pupils', null, null, null],
    ['beech-green', null, null, 6],
  ]);
});
