/** Which staged exclusions can stand: one thing in each, that can be found again, for a time, and never a sign of need. */
import { pathSegment } from '../blocklist/entry.js';
import { isPathHost, pathPlatformsBelow, siteHost } from '../blocklist/shared-platforms.js';
import type { Configuration } from '../configuration.js';
import type { Rulebook } from '../map/events.js';
import type { Taxonomy } from '../map/taxonomy.js';
import { parseHost } from '../normalise/hosts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { authoritySql } from '../normalise/transforms.js';
import { distinctTexts, dropMaps, makeMap } from './distinct.js';
import { rejectAfterToday, rejectWhere } from './judge-records.js';
import type { Store } from './open-store.js';

const LONGEST_DAYS = 400;

/** `www.` stands before a site and is no part of it. */
const AUTHORITY = `regexp_replace(lower(coalesce(${authoritySql('trim(site)')}, '')), '^www\\.', '')`;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL: the id of the topic that a text names by its id or title; NULL where it names none. */
export function topicSql(raw: string, { topics }: Taxonomy): string {
  const names = [...topics.values()].flatMap(({ id, title }) => [
    ...[...new Set([id.replaceAll('-', ' '), title.toLowerCase().replaceAll('-', ' ')])].map((name) => ({ name, id })),
  ]);
  const map = [...new Map(names.map(({ name, id }) => [name, id]))].map(([name, id]) => `${quoted(name)}: '${id}'`);
  return `(MAP {${map.join(', ')}})[replace(lower(trim(${raw})), '-', ' ')]`;
}

/** SQL over `s`: a row without a first day begins with its decision. */
export const FIRST_DAY = `coalesce(s."from", s."decidedOn")`;

/** What is said of a site in `site_fault(raw, id)`. */
const SITE_FAULTS = { none: 1, broad: 2, part: 3 } as const;

/** SQL: what stands after the site, from its first slash. */
const PATH = `coalesce(regexp_extract(trim(site), '^(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?[^/?#]*(/.*)$', 1), '')`;

function siteFault(authority: string, path: string): number | null {
  const { kind, name } = parseHost(authority);
  if (name === null || (kind !== 'domain' && kind !== 'address')) return SITE_FAULTS.none;
  // Of a page of a platform only the host would be left.
  if (isPathHost(name) && pathSegment(path) !== null) return SITE_FAULTS.part;
  const isOfMany = siteHost(name) === null || pathPlatformsBelow(name).some((platform) => platform !== name);
  return isOfMany ? SITE_FAULTS.broad : null;
}

/** A space is in no authority. */
const BETWEEN = ' ';

async function makeSiteFaults(store: Store): Promise<void> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE staging AS SELECT *, ${AUTHORITY} AS authority, ${AUTHORITY} || '${BETWEEN}' || ${PATH} AS place FROM staging`,
  );
  const texts = await distinctTexts(store, 'place', 'text', 'site IS NOT NULL');
  const faults = texts.flatMap(({ raw }) => {
    const at = raw.indexOf(BETWEEN);
    const id = siteFault(raw.slice(0, at), raw.slice(at + 1));
    return id === null ? [] : [{ raw, id }];
  });
  await makeMap(store, 'site_fault', faults);
}

const hasSiteFault = (fault: keyof typeof SITE_FAULTS) =>
  `s.site IS NOT NULL AND s.place IN (SELECT raw FROM map_site_fault WHERE id = ${SITE_FAULTS[fault]})`;

export interface Judged {
  readonly configuration: Configuration;
  readonly rulebook: Rulebook;
}

/** Adds `authority`, which loading reads, to the staged rows. @returns the faults, with those added that no transform can tell */
export async function judgeExclusions(
  store: Store,
  faults: readonly FaultMeaning[],
  { configuration: { timeZone }, rulebook: { taxonomy } }: Judged,
): Promise<FaultMeaning[]> {
  await makeSiteFaults(store);
  const topic = topicSql('s.topic', taxonomy);
  const needs = [...taxonomy.topics.values()].flatMap(({ id, nature }) =>
    nature === 'vulnerability' ? [quoted(id)] : [],
  );
  const subjects = ['phrase', 'site', 'topic'].map((name) => `(s.${name} IS NOT NULL)::INTEGER`).join(' + ');
  const rules: readonly (FaultMeaning & { readonly condition: string })[] = [
    { column: 'phrase', reason: 'not-one-subject', condition: `${subjects} <> 1` },
    { column: 'site', reason: 'not-a-site', condition: hasSiteFault('none') },
    { column: 'site', reason: 'too-broad', condition: hasSiteFault('broad') },
    { column: 'site', reason: 'part-of-a-platform', condition: hasSiteFault('part') },
    { column: 'topic', reason: 'not-a-topic', condition: `s.topic IS NOT NULL AND ${topic} IS NULL` },
    { column: 'topic', reason: 'not-to-be-excluded', condition: `${topic} IN (${needs.join(', ')})` },
    { column: 'until', reason: 'ends-before-it-begins', condition: `s.until < ${FIRST_DAY}` },
    { column: 'until', reason: 'too-long', condition: `s.until > ${FIRST_DAY} + ${LONGEST_DAYS}` },
  ];
  let found = await rejectAfterToday(store, faults, timeZone, ['decidedOn']);
  for (const { condition, ...meaning } of rules) found = await rejectWhere(store, found, meaning, condition);
  await dropMaps(store, ['site_fault']);
  return found;
}
