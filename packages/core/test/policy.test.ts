// An invented pack shows what the loader refuses, and where; how several packs of one school work together; and what is
// suggested. The shipped packs have tests of their own.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError, type Fault } from '../src/errors.js';
import type { EventFacts } from '../src/map/missing-clause.js';
import { loadPolicy, type RouteQuery, routeFor, routesFor } from '../src/map/policy.js';
import { type Concerned, routingOf } from '../src/map/routing.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';

const taxonomy = loadTaxonomy();
const folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PUPILS = `id: hollowbrook-pupils
school: Hollowbrook Primary School
title: Rules for pupils
document: Pupil Rules
version: null
date: "2026-02"
nextReview: "2027-02"
covers: [pupil, parent]
review:
  everyMonths: 6
  with: external provider
  reportsTo: governors
  reference: { document: Pupil Rules, section: Review, number: null }
agreements:
  - id: pupil-rules
    title: Rules for pupils
    reference: { document: Pupil Rules, section: Rules }
    audience: { roles: [pupil], stages: [ks2] }
    voluntary: false
    clauses:
      - id: pupil-rules-1
        number: 1
        summary: Lessons are for lessons.
        topics:
          - streaming
          - { topic: games, sources: [request], sessions: [lesson], repeat: { events: 3, withinDays: 7 } }
          - { topic: games, sources: [capture], severityAtLeast: 3 }
      - id: pupil-rules-2
        number: 2
        section: At home
        summary: Be kind.
        topics: [bullying]
      - id: pupil-rules-3
        number: 3
        summary: Wash your hands.
        notObservable: Soap leaves no trace in logs.
ladders:
  - id: pupil-steps
    audience: { roles: [pupil], stages: [ks2] }
    reference: { document: Pupil Rules, section: Steps, number: null }
    order: stepwise
    afterLast: last-step
    steps:
      - { number: 1, when: Once., summary: A talk. }
      - { number: 2, when: Again., summary: Home is told. }
      - { number: 3, when: Badly., summary: A ban. }
    seriousSkipsTo: 3
    serious: [bullying]
    seriousNote: Bullying is serious.
routes:
  - id: leaders
    when: { duties: [headteacher, dsl, deputy-dsl] }
    to: chair-of-governors
    alsoTell: []
    summary: The chair hears.
    reference: null
    ladder: null
  - id: chair
    when: { duties: [chair-of-governors] }
    to: headteacher
    alsoTell: []
    summary: The headteacher hears.
    reference: null
    ladder: null
  - id: staff-account
    when: { roles: [staff], shared: true }
    to: headteacher
    alsoTell: [chair-of-governors]
    summary: The chair hears too.
    reference: null
    ladder: null
  - id: class-account
    when: { roles: [pupil], shared: true }
    to: dsl
    alsoTell: []
    summary: Nobody can say who it was.
    reference: null
    ladder: null
  - id: pupil-support
    when: { natures: [vulnerability] }
    to: dsl
    alsoTell: []
    summary: Help.
    reference: null
    ladder: null
  - id: pupil-misuse
    when: { roles: [pupil], natures: [breach] }
    to: class-teacher
    alsoTell: [parents]
    summary: The class teacher talks with the pupil.
    reference: { document: Pupil Rules, section: Steps, number: null }
    ladder: pupil-steps
  - id: everybody-else
    when: {}
    to: local-authority-designated-officer
    alsoTell: []
    summary: Ask outside.
    reference: null
    ladder: null
reports:
  - kind: lost-credentials
    audience: { roles: [pupil], stages: null }
    to: it
    summary: IT gives a new password.
    reference: null
`;

const STAFF = `id: hollowbrook-staff
school: Hollowbrook Primary School
title: Rules for staff
document: Staff Rules
version: null
date: null
nextReview: "2026-12-01"
covers: [staff]
review: null
agreements:
  - id: staff-rules
    title: Rules for staff
    reference: { document: Staff Rules, section: Rules }
    audience: { roles: [staff], stages: null }
    voluntary: true
    clauses:
      - { id: staff-rules-1, number: 1, summary: Work is for work., topics: [games, gambling] }
ladders:
  - id: staff-options
    audience: { roles: [staff], stages: null }
    reference: { document: Staff Rules, section: Discipline, number: null }
    order: by-severity
    afterLast: person-decides
    steps:
      - { number: 1, when: Slight., summary: A talk. }
      - { number: 2, when: Grave., summary: A hearing. }
    seriousSkipsTo: null
    serious: []
    seriousNote: The head weighs it.
routes:
  - { id: leaders, when: { duties: [headteacher] }, to: chair-of-governors, alsoTell: [], summary: Chair., reference: null, ladder: null }
  - { id: staff-account, when: { roles: [staff], shared: true }, to: headteacher, alsoTell: [police], summary: Police., reference: null, ladder: null }
  - { id: staff-misuse, when: { roles: [staff], natures: [breach] }, to: headteacher, alsoTell: [personnel], summary: Head., reference: null, ladder: staff-options }
  - { id: everybody-else, when: {}, to: headteacher, alsoTell: [], summary: Head., reference: null, ladder: null }
`;

function written(text: string, name = /^id: (.+)$/m.exec(text)?.[1] ?? ''): string {
  const file = path.join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

const changed = (text: string, changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((current, [from, to]) => {
    expect(current).toContain(from);
    return current.replace(from, to);
  }, text);

function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

// The faults that the loader finds in a changed pack, with the text of the line each points to.
function faultsAfter(changes: readonly (readonly [string, string])[], name?: string) {
  const text = changed(PUPILS, changes);
  const { code, faults } = errorOf(() => loadPolicy(written(text, name), taxonomy));
  expect(code).toBe('policy-faults');
  const lines = text.split('\n');
  return faults.map((fault: Fault) => ({ at: lines[fault.line - 1]?.trim() ?? '', message: fault.message }));
}

const lineIn = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('a pack', () => {
  const policy = loadPolicy(written(PUPILS), taxonomy);
  const [agreement] = policy.agreements;
  const [first, second, third] = agreement?.clauses ?? [];

  it('has rules with their conditions, each with its line', () => {
    const anyhow = { sources: null, sessions: null, severityAtLeast: null, repeat: null };
    const line = lineIn(PUPILS, '- streaming');
    const games = { ...anyhow, topic: 'games' };
    expect(first?.topics).toEqual(['streaming', 'games']);
    expect(first?.rules).toEqual([
      { ...anyhow, topic: 'streaming', line },
      { ...games, sources: ['request'], sessions: ['lesson'], repeat: { events: 3, withinDays: 7 }, line: line + 1 },
      { ...games, sources: ['capture'], severityAtLeast: 3, line: line + 2 },
    ]);
    expect(third).toMatchObject({ rules: [], topics: [], notObservable: 'Soap leaves no trace in logs.' });
  });

  it('says where each clause stands in the document', () => {
    expect(first).toMatchObject({ heading: 'Rules for pupils', reference: { section: 'Rules', number: 1 } });
    expect(second).toMatchObject({
      heading: 'Rules for pupils (At home)',
      reference: { section: 'At home', number: 2 },
    });
  });

  it('knows the line of each route, ladder, step and report', () => {
    expect(policy.routes.map(({ line }) => line)).toEqual(policy.routes.map(({ id }) => lineIn(PUPILS, `- id: ${id}`)));
    expect(policy.ladders[0]?.line).toBe(lineIn(PUPILS, '- id: pupil-steps'));
    expect(policy.ladders[0]?.steps[2]?.line).toBe(lineIn(PUPILS, 'Badly.'));
    expect(policy.reports).toEqual([
      expect.objectContaining({ kind: 'lost-credentials', to: 'it', line: lineIn(PUPILS, 'lost-credentials') }),
    ]);
  });
});

describe('several packs of one school', () => {
  const files = [written(PUPILS), written(STAFF)];
  const policy = loadPolicy(files, taxonomy);
  const query = (role: RouteQuery['role']): RouteQuery => ({ role, duty: null, nature: 'breach', topic: 'games' });

  it('keep all agreements and ladders, the dates of the next review, and the review that is laid down', () => {
    expect(policy.id).toBe('hollowbrook-pupils+hollowbrook-staff');
    expect(policy.agreements.map(({ id }) => id)).toEqual(['pupil-rules', 'staff-rules']);
    expect(policy.ladders.map(({ id }) => id)).toEqual(['pupil-steps', 'staff-options']);
    expect(policy.covers).toEqual(['staff', 'pupil', 'parent']);
    expect([policy.nextReview, policy.review?.everyMonths]).toEqual(['2026-12-01', 6]);
  });

  it.each([
    ['pupil', 'class-teacher'],
    ['staff', 'headteacher'],
    ['governor', 'local-authority-designated-officer'],
    [null, 'local-authority-designated-officer'],
  ] as const)('take the routes for %s from the first that covers them, else from the first', (role, to) => {
    expect(routeFor(policy, query(role)).to).toBe(to);
    expect(routesFor(policy, query(role))[0]?.to).toBe(to);
  });

  it('show only the routes that can be taken', () => {
    const fromStaff = policy.routes.filter(({ file }) => file === files[1]).map(({ id }) => id);
    expect(fromStaff).toEqual(['leaders', 'staff-account', 'staff-misuse', 'everybody-else']);
    const again = loadPolicy([written(STAFF), written(PUPILS)], taxonomy);
    const staffRoutes = again.routes.filter(({ file }) => file === files[0]);
    expect(staffRoutes.map(({ id }) => id)).toContain('pupil-misuse');
  });

  it('may not use one id twice, and report the faults of all together', () => {
    const clash = changed(STAFF, [
      ['id: staff-rules-1', 'id: pupil-rules-1'],
      ['id: staff-options', 'id: pupil-steps'],
      ['ladder: staff-options', 'ladder: pupil-steps'],
    ]);
    const { faults } = errorOf(() => loadPolicy([written(PUPILS), written(clash)], taxonomy));
    expect(faults.map(({ line }) => line)).toEqual([
      lineIn(clash, 'id: pupil-rules-1'),
      lineIn(clash, '- id: pupil-steps'),
    ]);
    const broken = [
      changed(PUPILS, [['[bullying]\n      - id', '[bulying]\n      - id']]),
      changed(STAFF, [['gambling]', 'gamblin]']]),
    ];
    const both = errorOf(() =>
      loadPolicy(
        broken.map((text) => written(text)),
        taxonomy,
      ),
    );
    expect(both.faults.map(({ file }) => path.basename(file))).toEqual([
      'hollowbrook-pupils.yaml',
      'hollowbrook-staff.yaml',
    ]);
    for (const text of [PUPILS, STAFF]) written(text);
  });
});

describe('the suggested step', () => {
  const policy = loadPolicy([written(PUPILS), written(STAFF)], taxonomy);
  const pupil: Concerned = { role: 'pupil', duty: null, stage: 'ks2' };
  const staff: Concerned = { role: 'staff', duty: null, stage: null };

  it.each([
    ['is the first for a first incident', pupil, 'games', 0, 1, 'before: 0'],
    ['is the next for the next', pupil, 'games', 1, 2, 'before: 1'],
    ['stays the last where the policy says so', pupil, 'games', 7, 3, 'last step stays'],
    ['jumps for what the policy calls serious', pupil, 'bullying', 0, 3, 'serious'],
    ['is none for somebody who may need help', pupil, 'self-harm', 0, null, 'may need help'],
    ['is none for a shared account', { ...pupil, shared: true }, 'games', 0, null, 'nobody can say who'],
    [
      'is none where only the year is known',
      { ...pupil, method: 'intake-year' },
      'games',
      0,
      null,
      'nobody can say who',
    ],
    ['is none for a group’s device', { ...pupil, method: 'group-device' }, 'games', 0, null, 'nobody can say who'],
    ['is none for a stage that the ladder leaves out', { ...pupil, stage: 'ks1' }, 'games', 0, null, 'no steps'],
    ['is none where the policy leaves the choice', staff, 'games', 0, null, 'A talk. Or: A hearing.'],
    ['is none for what says nothing about conduct', pupil, 'ordinary', 0, null, 'nothing about'],
  ] satisfies [string, Concerned, string, number, number | null, string][])(
    '%s',
    (_, concerned, topic, decided, step, why) => {
      const routing = routingOf(policy, taxonomy, concerned, topic, true, decided);
      expect(routing.step?.number ?? null).toBe(step);
      expect(routing.stepWhy).toContain(why);
    },
  );

  it('tells nobody’s home where only the year or the group is known', () => {
    for (const method of ['intake-year', 'group-device'] as const) {
      const { route } = routingOf(policy, taxonomy, { ...pupil, method }, 'games', true);
      expect(route.id).toBe('class-account');
    }
  });

  const request = { source: 'request', isBlocked: true, session: 'lesson', severity: null } as const;
  const capture = { source: 'capture', isBlocked: false, session: 'lesson', severity: 2 } as const;
  it.each([
    [
      'is not laid beside them, when it was not blocked',
      pupil,
      'games',
      { ...request, isBlocked: false },
      'not blocked',
    ],
    ['is too mild', pupil, 'games', capture, 'not met: source (requests only); or severity (from 3).'],
    [
      'happened outside lessons',
      pupil,
      'games',
      { ...request, session: 'break' },
      'not met: time of day (lessons only); or source (captures only) and severity (from 3).',
    ],
    ['happened for the first time', pupil, 'games', request, 'not met: again (3 times within 7 days); or source'],
    ['is of a year that nobody knows', { ...pupil, stage: null }, 'games', request, 'year is not known'],
    ['is of nobody known', { ...pupil, role: null, stage: null }, 'games', request, 'Nobody is known'],
    ['is of another group', { ...pupil, role: 'visitor', stage: null }, 'games', request, 'No rule of the policy'],
    ['is of another stage', { ...pupil, stage: 'ks1' }, 'streaming', request, 'No rule of the policy'],
  ] satisfies [string, Concerned, string, EventFacts, string][])(
    'is none where no rule matches, and says so: it %s',
    (_, concerned, topic, event, why) => {
      const { step, stepWhy } = routingOf(policy, taxonomy, { ...concerned, event }, topic, false);
      expect({ step, stepWhy }).toEqual({ step: null, stepWhy: expect.stringContaining(why) });
    },
  );

  it('is none without a clause, and none beyond the last where a person decides', () => {
    expect(routingOf(policy, taxonomy, pupil, 'gambling', false)).toMatchObject({
      step: null,
      stepWhy: expect.stringContaining('No rule'),
    });
    const text = changed(PUPILS, [['afterLast: last-step', 'afterLast: person-decides']]);
    const other = loadPolicy(written(text), taxonomy);
    expect(routingOf(other, taxonomy, pupil, 'games', true, 3)).toMatchObject({
      step: null,
      stepWhy: expect.stringContaining('a person decides'),
    });
    written(PUPILS);
  });

  it('comes with the places of route and step', () => {
    const routing = routingOf(policy, taxonomy, pupil, 'games', true, 1);
    const place = (part: string) => `${path.join(folder, 'hollowbrook-pupils.yaml')}:${lineIn(PUPILS, part)}`;
    expect(routing.words).toBe('class teacher; as applicable parents');
    expect([routing.routePlace, routing.stepPlace]).toEqual([place('- id: pupil-misuse'), place('Again.')]);
  });
});

describe('a broken pack', () => {
  it('with five faults shows five at once, each at its line', () => {
    const faults = faultsAfter([
      ['everyMonths: 6', 'everyMonths: six'],
      ['- streaming', '- straming'],
      ['severityAtLeast: 3', 'severityAtLeast: 9'],
      ['- id: pupil-rules-3', '- id: pupil-rules-2'],
      ['ladder: pupil-steps', 'ladder: pupil-stairs'],
    ]);
    expect(faults).toEqual([
      { at: 'everyMonths: six', message: expect.stringContaining('review.everyMonths') },
      { at: '- straming', message: expect.stringContaining('is not a topic') },
      { at: expect.stringContaining('severityAtLeast: 9'), message: expect.stringContaining('severityAtLeast') },
      { at: '- id: pupil-rules-2', message: expect.stringContaining('is there twice') },
      { at: 'ladder: pupil-stairs', message: expect.stringContaining('is not one of the ladders') },
    ]);
  });

  it.each([
    [
      'leads back to the person',
      'dsl back to that person',
      [['duties: [headteacher, dsl, deputy-dsl]', 'duties: [headteacher]']],
    ],
    ['leads back to the deputy', 'deputy-dsl back to', [['headteacher, dsl, deputy-dsl]', 'headteacher, dsl]']]],
    [
      'leads a shared account to one who may have used it',
      'who may have used it',
      [['[pupil], shared: true', '[pupil], natures: [information]']],
    ],
    [
      'leads what staff share to the headteacher alone',
      'headteacher alone, who may have used it',
      [['to: headteacher\n    alsoTell: [chair-of-governors]', 'to: headteacher\n    alsoTell: [personnel]']],
    ],
    [
      'leads what staff share to the DSL alone',
      'DSL alone, who may have used it',
      [['to: headteacher\n    alsoTell: [chair-of-governors]', 'to: dsl\n    alsoTell: []']],
    ],
    ['has no route for the rest', 'must take everything', [['when: {}', 'when: { roles: [pupil] }']]],
    [
      'puts a child who needs help on the ladder',
      'ladder of sanctions',
      [
        ['{ natures: [vulnerability] }', '{ roles: [parent] }'],
        ['[pupil], natures: [breach]', '[pupil]'],
      ],
    ],
    ['makes a rule of a sign of need', 'is a vulnerability', [['- streaming', '- self-harm']]],
    [
      'has a clause that can be seen and cannot',
      'either topics or',
      [['topics: [bullying]', 'topics: [bullying]\n        notObservable: No.']],
    ],
    [
      'asks a request for its severity',
      'only captures have',
      [['sources: [capture], severityAtLeast', 'sources: [request], severityAtLeast']],
    ],
    ['jumps to a step that is none', 'is not the number of a step', [['seriousSkipsTo: 3', 'seriousSkipsTo: 4']]],
    ['calls topics serious and jumps nowhere', 'names no step', [['seriousSkipsTo: 3', 'seriousSkipsTo: null']]],
    ['jumps where the steps stand in no order', 'no order', [['order: stepwise', 'order: by-severity']]],
    ['binds a role that it does not cover', 'not among the roles', [['covers: [pupil, parent]', 'covers: [parent]']]],
    ['misspells a field', 'is not a known field', [['voluntary: false', 'voluntry: false']]],
    ['gives a date nobody can read', 'year first', [['date: "2026-02"', 'date: "02/2026"']]],
  ] satisfies [string, string, [string, string][]][])('is refused when it %s', (_, message, changes) => {
    expect(faultsAfter(changes).map((fault) => fault.message)).toContainEqual(expect.stringContaining(message));
  });

  it('must be named after its file', () => {
    expect(faultsAfter([], 'other')).toEqual([
      { at: 'id: hollowbrook-pupils', message: 'id: must be the name of the file' },
    ]);
  });
});

it('names the packs there are when one is asked for that is not', () => {
  const error = errorOf(() => loadPolicy('no-such-school', taxonomy));
  expect([error.code, error.exitCode]).toEqual(['policy-not-found', 4]);
  expect(error.hint).toContain('beech-green');
});
