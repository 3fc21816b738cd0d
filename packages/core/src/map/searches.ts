/**
 * Searched words: which addresses of which search engines carry them, and which themes they point to. What matches no
 * theme is not kept at all.
 */
import { fileURLToPath } from 'node:url';
import { getDomain } from 'tldts';
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import type { SearchEngines } from '../normalise/statement.js';
import { readYamlFile } from '../read/yaml-file.js';
import type { Taxonomy } from './taxonomy.js';

const shape = z.strictObject({
  engines: z.array(z.strictObject({ parameter: z.string().min(1), hosts: z.array(z.string().min(1)).min(1) })),
  themes: z.record(z.string(), z.array(z.string().trim().min(3)).min(1)),
});

const FILE = fileURLToPath(new URL('../../taxonomy/searches.yaml', import.meta.url));

export interface Searches {
  readonly engines: SearchEngines;
  /** The words of a search, folded; null when this address carries none. */
  words(address: string): string | null;
  /** Topics that the words point to. */
  themes(words: string): string[];
}

/** Small letters, one space between words, no punctuation. */
const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function themeFaults({ topics }: Taxonomy, value: unknown) {
  const themes = z
    .object({ themes: z.record(z.string(), z.unknown()).catch({}) })
    .catch({ themes: {} })
    .parse(value);
  return Object.keys(themes.themes)
    .filter((topic) => !topics.has(topic))
    .map((topic) => ({ path: ['themes', topic], message: `themes.${topic}: is not a topic` }));
}

/** Whatever is typed by hand may be cut off in a log: a broken escape is no reason to lose the search. */
function searchedWords(address: string, parameter: string): string | null {
  const [, query = ''] = address.split('#', 1)[0]?.split(/\?(.*)/s) ?? [];
  const words = fold(new URLSearchParams(query).get(parameter) ?? '');
  return words === '' ? null : words;
}

/** The host as a log may write it: in capitals, with a user and a port, and without a path before the question mark. */
function hostOf(address: string): string {
  const [authority = ''] = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/?#]/, 1);
  return authority.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
}

/** So many domains may share a parameter and still be looked for by the ends of their hosts. */
const MOST_DOMAINS = 1;

/** How to look for them among millions of addresses at the least cost. */
function searchEngines(parameterOf: ReadonlyMap<string, string>): SearchEngines {
  const domainsOf = new Map<string, Set<string>>();
  for (const [host, parameter] of parameterOf) {
    const domains = domainsOf.get(parameter) ?? new Set();
    domainsOf.set(parameter, domains.add(getDomain(host) ?? host));
  }
  const isRare = (domains: ReadonlySet<string>) => domains.size <= MOST_DOMAINS;
  const all = [...domainsOf];
  return {
    hosts: [...parameterOf.keys()],
    parameters: all.flatMap(([parameter, domains]) => (isRare(domains) ? [] : [parameter])),
    domains: all.flatMap(([, domains]) => (isRare(domains) ? [...domains] : [])),
  };
}

export function loadSearches(taxonomy: Taxonomy, { search }: Pick<Configuration, 'search'>, file = FILE): Searches {
  const { value } = readYamlFile(file, shape, {
    errorCode: 'taxonomy-faults',
    crossCheck: (raw) => themeFaults(taxonomy, raw),
  });
  const engines = [...value.engines, ...search.engines];
  const parameterOf = new Map(
    engines.flatMap(({ hosts, parameter }) => hosts.map((host) => [host.toLowerCase(), parameter] as const)),
  );
  const lines = Object.entries(value.themes).flatMap(([topic, list]) =>
    list.map((line) => ({ topic, line: ` ${fold(line)} ` })),
  );
  return {
    engines: searchEngines(parameterOf),
    words(address) {
      const parameter = parameterOf.get(hostOf(address));
      return parameter === undefined ? null : searchedWords(address, parameter);
    },
    themes(words) {
      const found = lines.filter(({ line }) => ` ${words} `.includes(line)).map(({ topic }) => topic);
      return [...new Set(found)];
    },
  };
}
