// One set of example events, mapped by each of the five shipped packs, and by the two of Westfield together. What is
// expected of clause, route and step was written from the schools' documents.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Configuration, importPaths, openStore, readWorkspaceConfiguration, type Store } from '../src/index.js';
import { mapEvents } from '../src/map/events.js';
import { DUTIES, loadPolicy, type Policy, type Recipient } from '../src/map/policy.js';
import { OFFICE_OF_DUTY } from '../src/map/policy-terms.js';
import { type Routing, routingOf } from '../src/map/routing.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';
import { integer } from '../src/store/database.js';
import {
  CAPTURES,
  EXAMPLES,
  type ExampleEvent,
  exampleFiles,
  KNOWN_AS,
  LISTED_ON,
  PERIOD,
  REQUESTS,
} from './support/example-events.js';
import { PACKS, type PackId } from './support/policy-documents.js';
import { keyedWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

const COUNTED_ONLY = 'counted only';
const WESTFIELD = ['westfield-pupils-parents', 'westfield-staff'] as const;

const row = z.object({
  line: integer,
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  shared: z.boolean(),
  session: z.string(),
  topic: z.string(),
  clauses: z.array(z.string()),
});

interface Mapped extends z.infer<typeof row> {
  readonly id: string;
  readonly routing: Routing;
}

const taxonomy = loadTaxonomy();
const mappedBy = new Map<string, ReadonlyMap<string, Mapped>>();
let folder = '';
let store: Store;
let configuration: Configuration;

beforeAll(async () => {
  folder = await temporaryFolder('example-events');
  store = await openStore(await keyedWorkspace(join(folder, 'workspace')), { spills: false });
  configuration = readWorkspaceConfiguration(store.workspace);
  const files = Object.entries(exampleFiles());
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const paths = files.map(([name]) => name);
  const { failures } = await importPaths(store, configuration, { paths, folder, listedOn: LISTED_ON });
  expect(failures).toEqual([]);
  for (const wanted of [...PACKS, WESTFIELD]) mappedBy.set(String(wanted), await mapped(loadPolicy(wanted, taxonomy)));
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

/** What the tool makes of every example by one policy, by the example's id. */
async function mapped(policy: Policy): Promise<ReadonlyMap<string, Mapped>> {
  await mapEvents(store, configuration, PERIOD, { policy, taxonomy });
  const captures = await mappedRows('capture', CAPTURES, policy);
  const requests = await mappedRows('request', REQUESTS, policy);
  return new Map([...captures, ...requests].map((each) => [each.id, each]));
}

async function mappedRows(
  kind: 'capture' | 'request',
  examples: readonly ExampleEvent[],
  policy: Policy,
): Promise<Mapped[]> {
  const rows = await store.query(
    row,
    `SELECT e.line, role, duty, stage, coalesce(shared, FALSE) AS shared, session, topic, coalesce(list(clause) FILTER (clause IS NOT NULL), []) AS clauses
     FROM ${kind}_event AS e LEFT JOIN clause_match AS k ON k.kind = '${kind}' AND k.import_id = e.import_id AND k.line = e.line
     GROUP BY ALL ORDER BY e.line`,
  );
  expect(rows.length).toBe(examples.length);
  const written = policy.agreements.flatMap(({ clauses }) => clauses.map(({ id }) => id));
  return rows.flatMap((found, index) => {
    const routing = routingOf(policy, taxonomy, found, found.topic, found.clauses.length > 0);
    const clauses = written.filter((id) => found.clauses.includes(id));
    return examples.slice(index, index + 1).map(({ id }) => ({ ...found, id, routing, clauses }));
  });
}

function mappedTo(policy: PackId | typeof WESTFIELD, id: string): Mapped {
  const found = mappedBy.get(String(policy))?.get(id);
  if (found === undefined) throw new Error(`${id} was not mapped by ${String(policy)}`);
  return found;
}

/** As the examples write it. What was allowed is laid beside no rule, so it goes to nobody. */
function wordsOf({ clauses, routing: { route, step } }: Mapped, from: ExampleEvent['from']): string {
  const under = clauses.length === 0 ? 'none' : clauses.join(' ');
  if (from === 'allowed' && clauses.length === 0) return COUNTED_ONLY;
  const also = route.alsoTell.length === 0 ? '' : ` + ${route.alsoTell.join(' ')}`;
  const words = `${under} -> ${route.to}${also}${step === null ? '' : `; step ${step.number}`}`;
  return words.replaceAll('local-authority-designated-officer', 'LADO');
}

const expectedBy = (school: PackId, { schools }: ExampleEvent): string => schools.get(school) ?? 'nothing';
const found = (policy: PackId | typeof WESTFIELD) =>
  EXAMPLES.map(({ id, from }) => `${id}: ${wordsOf(mappedTo(policy, id), from)}`);
/** Every example by every policy, the two of Westfield together among them. */
const everywhere = () =>
  [...PACKS, WESTFIELD].flatMap((policy) =>
    EXAMPLES.map((example) => ({
      ...example,
      ...mappedTo(policy, example.id),
      case: `${String(policy)}: ${example.id}`,
    })),
  );

describe('the examples', () => {
  it('have each topic of the taxonomy, what is on no map, every kind of person and every source', () => {
    const topics = new Set(EXAMPLES.map(({ topic }) => topic));
    expect([...taxonomy.topics.keys(), 'unmapped', 'no-category'].filter((topic) => !topics.has(topic))).toEqual([]);
    const people = new Set<string>(EXAMPLES.map(({ who }) => who));
    expect(Object.keys(KNOWN_AS).filter((who) => !people.has(who))).toEqual([]);
    expect(new Set(EXAMPLES.map(({ from }) => from))).toEqual(new Set(['capture', 'blocked', 'allowed']));
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  });

  it('lead to their person, topic and session', () => {
    const read = EXAMPLES.map(({ id }) => {
      const { role, duty, stage, shared, topic, session } = mappedTo('beech-green', id);
      const known = [role ?? 'unattributed', duty, stage, shared ? 'shared' : null].filter((word) => word !== null);
      return `${id}: ${known.join(' ')}, ${topic}, ${session}`;
    });
    expect(read).toEqual(
      EXAMPLES.map(({ id, who, topic, session }) => `${id}: ${KNOWN_AS[who]}, ${topic}, ${session}`),
    );
  });
});

it.each(PACKS)('fall under the clauses and go where the document says: %s', (school) => {
  expect(found(school)).toEqual(EXAMPLES.map((example) => `${example.id}: ${expectedBy(school, example)}`));
});

it('follow the one document of Westfield for staff and the other for everybody else', () => {
  const governing = (id: string): PackId => WESTFIELD[mappedTo(WESTFIELD, id).role === 'staff' ? 1 : 0];
  expect(found(WESTFIELD)).toEqual(
    EXAMPLES.map((example) => `${example.id}: ${expectedBy(governing(example.id), example)}`),
  );
});

describe('nowhere', () => {
  it('does anything about a headteacher, a safeguarding lead or the chair reach the desk of that person', () => {
    const own = everywhere().flatMap(({ duty, routing: { route }, case: where }) => {
      const held = DUTIES.find((each) => each === duty);
      const told: readonly Recipient[] = [route.to, ...route.alsoTell];
      return held === undefined ? [] : [{ where, isTold: told.includes(OFFICE_OF_DUTY[held]) }];
    });
    expect(new Set(own.map(({ where }) => where.split(': ')[0])).size).toBe(PACKS.length + 1);
    expect(own.filter(({ isTold }) => isTold)).toEqual([]);
  });

  it('has a sign that somebody may need help a clause, a ladder or a step', () => {
    const signs = everywhere().filter(({ topic }) => taxonomy.topics.get(topic)?.nature === 'vulnerability');
    expect(signs.length).toBeGreaterThan(50);
    const wrong = signs.filter(
      ({ clauses, routing: { route, step } }) => clauses.length > 0 || route.ladder !== null || step !== null,
    );
    expect(wrong.map(({ case: where }) => where)).toEqual([]);
  });

  it('is what a shared account did laid at one person’s door, or before the teacher who may have used it', () => {
    const shared = everywhere().filter((each) => each.shared);
    expect(shared.length).toBeGreaterThan(10);
    const wrong = shared.filter(
      ({ routing: { route, step } }) => step !== null || [route.to, ...route.alsoTell].includes('class-teacher'),
    );
    expect(wrong.map(({ case: where }) => where)).toEqual([]);
  });
});
