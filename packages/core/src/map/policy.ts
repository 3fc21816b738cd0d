// Policy packs: one YAML file a school's policy, with its rules, the people they bind and where a concern goes.
// A pack is refused when it would call a sign of need a breach, or lead a concern to the person it is about.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fail } from '../errors.js';
import { type FieldFault, fieldName, readYamlFile, repeated } from '../read/yaml-file.js';
import { idSchema as id, loadTaxonomy, NATURES, type Nature, type Taxonomy } from './taxonomy.js';

export const ROLES = ['staff', 'pupil', 'governor', 'visitor', 'parent'] as const;
export const STAGES = ['eyfs', 'ks1', 'ks2'] as const;
export const DUTIES = ['headteacher', 'dsl', 'deputy-dsl', 'chair-of-governors'] as const;
const RECIPIENTS = [
  'dsl',
  'headteacher',
  'chair-of-governors',
  'class-teacher',
  'parents',
  'local-authority-designated-officer',
  'childrens-social-care',
  'police',
] as const;

export type Role = (typeof ROLES)[number];
export type Stage = (typeof STAGES)[number];
export type Duty = (typeof DUTIES)[number];
export type Recipient = (typeof RECIPIENTS)[number];

const OFFICE_OF_DUTY: Readonly<Record<Duty, Recipient>> = {
  headteacher: 'headteacher',
  dsl: 'dsl',
  'deputy-dsl': 'dsl',
  'chair-of-governors': 'chair-of-governors',
};

const text = z.string().trim().min(1);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write the date as year-month-day');
const clauseNumber = z.union([z.int().positive(), text]);
const section = { document: text, section: text };
const reference = z.strictObject({ ...section, number: clauseNumber.nullable() });
const audience = z.strictObject({
  roles: z.array(z.enum(ROLES)).min(1),
  stages: z.array(z.enum(STAGES)).min(1).nullable(),
});

const review = z.strictObject({ everyMonths: z.int().positive(), with: text, reportsTo: text, reference });
const step = z.strictObject({ number: z.int().positive(), when: text, summary: text });

export type Reference = Readonly<z.infer<typeof reference>>;
export type Audience = Readonly<z.infer<typeof audience>>;

type Topics = Taxonomy['topics'];

const anyTopic = (topics: Topics) => z.string().refine((name) => topics.has(name), 'is not a topic of the taxonomy');

const ruleTopic = (topics: Topics) =>
  anyTopic(topics).refine((name) => topics.get(name)?.nature !== 'vulnerability', {
    message: 'is a vulnerability: a person who may need help breaks no rule by it',
  });

function agreementSchema(topics: Topics) {
  const clause = z
    .strictObject({
      id,
      number: clauseNumber,
      summary: text,
      topics: z.array(ruleTopic(topics)).min(1).optional(),
      notObservable: text.optional(),
    })
    .refine(({ topics: shown, notObservable }) => (shown === undefined) !== (notObservable === undefined), {
      message: 'give either topics or notObservable',
    });
  return z.strictObject({
    id,
    title: text,
    reference: z.strictObject(section),
    audience,
    voluntary: z.boolean(),
    clauses: z.array(clause).min(1, 'an agreement needs at least one clause'),
  });
}

function ladderSchema(topics: Topics) {
  const steps = z.array(step).min(1);
  const serious = z.array(ruleTopic(topics));
  return z
    .strictObject({ id, audience, reference, steps, seriousSkipsTo: z.int().positive(), serious, seriousNote: text })
    .refine((ladder) => ladder.steps.some(({ number }) => number === ladder.seriousSkipsTo), {
      path: ['seriousSkipsTo'],
      message: 'is not the number of a step',
    });
}

function routesSchema(topics: Topics) {
  const when = z.strictObject({
    roles: z.array(z.enum(ROLES)).min(1).optional(),
    duties: z.array(z.enum(DUTIES)).min(1).optional(),
    natures: z.array(z.enum(NATURES)).min(1).optional(),
    topics: z.array(anyTopic(topics)).min(1).optional(),
  });
  const route = z.strictObject({
    id,
    when,
    to: z.enum(RECIPIENTS),
    alsoTell: z.array(z.enum(RECIPIENTS)),
    summary: text,
    reference: reference.nullable(),
    ladder: id.nullable(),
  });
  return z.array(route).superRefine((routes, context) => {
    for (const { path: place, message } of routeFaults(routes, topics)) {
      context.addIssue({ code: 'custom', path: [...place], message });
    }
  });
}

function packSchema(topics: Topics) {
  return z.strictObject({
    id,
    school: text,
    title: text,
    document: text,
    version: text.nullable(),
    date: isoDate.nullable(),
    review,
    agreements: z.array(agreementSchema(topics)).min(1),
    ladders: z.array(ladderSchema(topics)),
    routes: routesSchema(topics),
  });
}

type Pack = z.infer<ReturnType<typeof packSchema>>;
export type Ladder = Readonly<Pack['ladders'][number]>;
export type Route = Readonly<Pack['routes'][number]>;

export interface Clause {
  readonly id: string;
  readonly agreement: string;
  readonly number: string | number;
  readonly summary: string;
  readonly reference: Reference;
  readonly topics: readonly string[];
  readonly notObservable: string | null;
  readonly file: string;
  readonly line: number;
}

export interface Agreement extends Readonly<Omit<Pack['agreements'][number], 'clauses'>> {
  readonly clauses: readonly Clause[];
}

export interface Policy extends Readonly<Omit<Pack, 'agreements'>> {
  readonly agreements: readonly Agreement[];
  readonly file: string;
}

export interface RouteQuery {
  readonly role: Role | null;
  readonly duty: Duty | null;
  readonly nature: Nature | null;
  readonly topic: string;
  readonly stage?: Stage | null;
}

const SHIPPED_FOLDER = fileURLToPath(new URL('../../policies/', import.meta.url));

export function loadPolicy(idOrPath: string, taxonomy: Taxonomy = loadTaxonomy()): Policy {
  const isPath = /[\\/]|\.ya?ml$/.test(idOrPath);
  const source = isPath ? idOrPath : path.join(SHIPPED_FOLDER, `${idOrPath}.yaml`);
  if (!isPath && !existsSync(source)) {
    throw fail('policy-not-found', { policy: idOrPath, policies: shippedIds().join(', ') });
  }
  const expectedId = path.basename(source).replace(/\.ya?ml$/, '');
  const { value, lineOf } = readYamlFile(source, packSchema(taxonomy.topics), {
    errorCode: 'policy-faults',
    crossCheck: (raw) => identityFaults(raw, expectedId),
  });
  // A short path to a shipped pack reads the same on every computer.
  const file = isPath ? idOrPath : `policies/${idOrPath}.yaml`;
  const agreements = value.agreements.map((agreement, position) => ({
    ...agreement,
    clauses: agreement.clauses.map(({ topics = [], notObservable = null, ...clause }, index) => ({
      ...clause,
      topics,
      notObservable,
      agreement: agreement.id,
      reference: { ...agreement.reference, number: clause.number },
      file,
      line: lineOf(['agreements', position, 'clauses', index]),
    })),
  }));
  return { ...value, agreements, file };
}

export interface PolicySummary {
  readonly id: string;
  readonly school: string;
  readonly title: string;
  readonly clauseCount: number;
}

export function listPolicies(): PolicySummary[] {
  const taxonomy = loadTaxonomy();
  return shippedIds().map((name) => {
    const { id, school, title, agreements } = loadPolicy(name, taxonomy);
    return { id, school, title, clauseCount: agreements.reduce((sum, { clauses }) => sum + clauses.length, 0) };
  });
}

export function routeFor(policy: Policy, query: RouteQuery): Route {
  const route = firstRoute(policy.routes, query);
  if (route === undefined) throw new Error('A policy without a route for everything passed the loader');
  const ladder = policy.ladders.find((one) => one.id === route.ladder);
  const isBound = ladder === undefined || query.stage === undefined || covers(ladder.audience, query.role, query.stage);
  return isBound ? route : { ...route, ladder: null };
}

/** Every route that takes such a matter, the one that decides first. */
export const routesFor = (policy: Policy, query: RouteQuery): Route[] =>
  policy.routes.filter(({ when }) => takes(when, query));

function covers(group: Audience, role: Role | null, stage: Stage | null): boolean {
  if (role === null || !group.roles.includes(role)) return false;
  return group.stages === null || (stage !== null && group.stages.includes(stage));
}

function shippedIds(): string[] {
  const files = readdirSync(SHIPPED_FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => path.basename(name, '.yaml')).toSorted();
}

function firstRoute<One extends Pick<Route, 'when'>>(routes: readonly One[], query: RouteQuery): One | undefined {
  return routes.find(({ when }) => takes(when, query));
}

const takes = (when: Route['when'], query: RouteQuery): boolean =>
  admits(when.roles, query.role) &&
  admits(when.duties, query.duty) &&
  admits(when.natures, query.nature) &&
  admits(when.topics, query.topic);

function admits<Value>(allowed: readonly Value[] | undefined, value: Value | null): boolean {
  return allowed === undefined || (value !== null && allowed.includes(value));
}

// Walks every kind of person and topic through the routes, because the order of the list decides what really happens.
function routeFaults(routes: readonly Route[], topics: Topics): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  const add = (index: number, message: string) => faults.set(`${index} ${message}`, { path: [index], message });
  if (Object.keys(routes.at(-1)?.when ?? { none: true }).length > 0) {
    add(Math.max(0, routes.length - 1), 'the last route must take everything: give it an empty when');
  }
  for (const query of everyQuery(topics)) {
    const route = firstRoute(routes, query);
    if (route === undefined) continue;
    const self = query.duty === null ? null : OFFICE_OF_DUTY[query.duty];
    if (self !== null && [route.to, ...route.alsoTell].includes(self)) {
      add(routes.indexOf(route), `can lead a concern about the ${query.duty} back to that person`);
    }
    if (query.nature === 'vulnerability' && route.ladder !== null) {
      add(routes.indexOf(route), 'puts a vulnerability on a ladder of sanctions');
    }
  }
  return [...faults.values()];
}

function everyQuery(topics: Topics): RouteQuery[] {
  const people = [null, ...ROLES].flatMap((role) => [null, ...DUTIES].map((duty) => ({ role, duty })));
  const subjects = [...topics.values()].map(({ id: topic, nature }) => ({ topic, nature }));
  const unmapped = { topic: 'unmapped', nature: null };
  return people.flatMap((person) => [...subjects, unmapped].map((subject) => ({ ...person, ...subject })));
}

// The names in a pack, whatever else may be wrong with it.
const named = z.object({ id: z.string(), ladder: z.string().nullish() }).catch({ id: '' });
const names = z.array(named).catch([]);
const holder = z.object({ id: z.string().catch(''), clauses: names }).catch({ id: '', clauses: [] });
const outline = z
  .object({ id: z.string().catch(''), agreements: z.array(holder).catch([]), ladders: names, routes: names })
  .catch({ id: '', agreements: [], ladders: [], routes: [] });

function identityFaults(raw: unknown, expectedId: string): FieldFault[] {
  const { id, agreements, ladders, routes } = outline.parse(raw);
  const idsIn = (list: readonly { id: string }[], ...above: (string | number)[]) =>
    list.map((entry, index) => ({ key: entry.id, path: [...above, index, 'id'] }));
  const clauses = agreements.flatMap((agreement, index) => idsIn(agreement.clauses, 'agreements', index, 'clauses'));
  const lost = routes.flatMap(({ ladder }, index) =>
    ladder == null || ladders.some((one) => one.id === ladder) ? [] : [{ path: ['routes', index, 'ladder'] }],
  );
  return [
    ...(id === '' || id === expectedId ? [] : [{ path: ['id'], message: 'id: must be the name of the file' }]),
    ...repeated(idsIn(agreements, 'agreements')),
    ...repeated(clauses),
    ...repeated(idsIn(ladders, 'ladders')),
    ...repeated(idsIn(routes, 'routes')),
    ...lost.map(({ path: place }) => ({ path: place, message: `${fieldName(place)}: is not one of the ladders` })),
  ];
}
