/**
 * A school's policy: one pack, or several that govern different people. For each role the first pack that covers it says
 * where a concern goes; for nobody known, the first of all.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Stage } from '../attribute/stages.js';
import { AppError, type Fault, fail } from '../errors.js';
import { type Place, type PolicyPack, type Route, readPack } from './policy-pack.js';
import type { GoverningAudience } from './policy-schema.js';
import { ROLES, type Role } from './policy-terms.js';
import { firstRoute, type RouteQuery, takes } from './routes.js';
import { loadTaxonomy, type Taxonomy } from './taxonomy.js';

export type { Clause, PolicyPack, Route, Step } from './policy-pack.js';
export { DUTIES, type Duty, type Recipient, ROLES, type Role } from './policy-terms.js';
export type { RouteQuery } from './routes.js';

/** What all packs say together; the fields of a single document are those of the first. */
export interface Policy extends PolicyPack {
  readonly packs: readonly PolicyPack[];
}

const SHIPPED_FOLDER = fileURLToPath(new URL('../../policies/', import.meta.url));

export const isPackPath = (idOrPath: string): boolean => /[\\/]|\.ya?ml$/.test(idOrPath);

/** Faults of all packs are reported together. */
export function loadPolicy(idsOrPaths: string | readonly string[], taxonomy: Taxonomy = loadTaxonomy()): Policy {
  const wanted = [idsOrPaths].flat();
  const faults: Fault[] = [];
  const packs = wanted.flatMap((idOrPath) => {
    try {
      return [loadPack(idOrPath, taxonomy)];
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'policy-faults') throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  faults.push(...repeatedAcross(packs));
  const [first] = packs;
  if (first === undefined || faults.length > 0) {
    const files = [...new Set(faults.map(({ file }) => file))];
    throw fail('policy-faults', { file: files.join(', '), count: faults.length }, { faults });
  }
  return packs.length === 1 ? { ...first, packs } : merged(first, packs);
}

function loadPack(idOrPath: string, taxonomy: Taxonomy): PolicyPack {
  if (isPackPath(idOrPath)) {
    const id = path.basename(idOrPath).replace(/\.ya?ml$/, '');
    return readPack({ path: idOrPath, file: idOrPath, id }, taxonomy);
  }
  const source = path.join(SHIPPED_FOLDER, `${idOrPath}.yaml`);
  if (!existsSync(source)) throw fail('policy-not-found', { policy: idOrPath, policies: shippedIds().join(', ') });
  return readPack({ path: source, file: `policies/${idOrPath}.yaml`, id: idOrPath }, taxonomy);
}

/** What stands in results must name one thing only. Routes are named within their own pack. */
function repeatedAcross(packs: readonly PolicyPack[]): Fault[] {
  const twice = packs.filter((pack, index) => packs.findIndex(({ id }) => id === pack.id) < index);
  // Everything in it is there twice: that is one fault.
  if (twice.length > 0)
    return twice.map(({ file }) => ({ file, line: 1, column: null, message: 'a pack of this id is named twice' }));
  const seen = new Map<string, PolicyPack>();
  const faultsOf = (pack: PolicyPack, kind: string, list: readonly (Place & { readonly id: string })[]) =>
    list.flatMap(({ id, file, line }) => {
      const owner = seen.get(`${kind} ${id}`) ?? pack;
      seen.set(`${kind} ${id}`, owner);
      return owner === pack ? [] : [{ file, line, column: null, message: `this ${kind} is in ${owner.file} already` }];
    });
  return packs.flatMap((pack) => [
    ...faultsOf(pack, 'agreement', pack.agreements),
    ...pack.agreements.flatMap(({ clauses }) => faultsOf(pack, 'clause', clauses)),
    ...faultsOf(pack, 'ladder', pack.ladders),
  ]);
}

function merged(first: PolicyPack, packs: readonly PolicyPack[]): Policy {
  const distinct = (words: readonly string[]) => [...new Set(words)];
  const dates = packs.flatMap(({ nextReview }) => nextReview ?? []).toSorted();
  return {
    ...first,
    id: packs.map(({ id }) => id).join('+'),
    title: distinct(packs.map(({ title }) => title)).join('; '),
    document: distinct(packs.map(({ document }) => document)).join('; '),
    file: packs.map(({ file }) => file).join(', '),
    covers: ROLES.filter((role) => packs.some(({ covers }) => covers.includes(role))),
    review: packs.find(({ review }) => review !== null)?.review ?? null,
    nextReview: dates[0] ?? null,
    agreements: packs.flatMap(({ agreements }) => agreements),
    ladders: packs.flatMap(({ ladders }) => ladders),
    routes: packs.flatMap((pack) => pack.routes.filter((route) => isReachable(route, pack, packs))),
    reports: packs.flatMap(({ reports }) => reports),
    unfinished: packs.flatMap(({ unfinished }) => unfinished),
    packs,
  };
}

const packOf = (packs: readonly PolicyPack[], role: Role | null): PolicyPack | undefined =>
  packs.find(({ covers }) => role !== null && covers.includes(role)) ?? packs[0];

const isReachable = ({ when }: Route, pack: PolicyPack, packs: readonly PolicyPack[]): boolean =>
  (when.roles ?? [...ROLES, null]).some((role) => packOf(packs, role) === pack);

export interface PolicySummary {
  readonly id: string;
  readonly school: string;
  readonly title: string;
  readonly clauseCount: number;
}

export function listPolicies(): PolicySummary[] {
  const taxonomy = loadTaxonomy();
  return shippedIds().map((name) => {
    const { id, school, title, agreements } = loadPack(name, taxonomy);
    return { id, school, title, clauseCount: agreements.reduce((sum, { clauses }) => sum + clauses.length, 0) };
  });
}

export function shippedIds(): string[] {
  const files = readdirSync(SHIPPED_FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => path.basename(name, '.yaml')).toSorted();
}

export function routeFor(policy: Policy, query: RouteQuery): Route {
  const pack = packOf(policy.packs, query.role);
  const route = pack === undefined ? undefined : firstRoute(pack.routes, query);
  if (route === undefined) throw new Error('A policy without a route for everything passed the loader');
  const ladder = policy.ladders.find((one) => one.id === route.ladder);
  const isBound = ladder === undefined || query.stage === undefined || binds(ladder.audience, query.role, query.stage);
  return isBound ? route : { ...route, ladder: null };
}

/** Every route that takes such a matter, the one that decides first. */
export const routesFor = (policy: Policy, query: RouteQuery): Route[] =>
  (packOf(policy.packs, query.role)?.routes ?? []).filter(({ when }) => takes(when, query));

function binds(group: GoverningAudience, role: Role | null, stage: Stage | null): boolean {
  if (role === null || !group.roles.includes(role)) return false;
  return group.stages === null || (stage !== null && group.stages.includes(stage));
}
