/**
 * Hosts on which many parties publish, and where on them a site of its own begins. A finding about one page there says nothing
 * about the others, so candidates for a list stop at the party, and a list that holds a whole platform is questioned.
 */
import { fileURLToPath } from 'node:url';
import { getDomain, parse } from 'tldts';
import { z } from 'zod';
import { readYamlFile } from '../read/yaml-file.js';
import { hostAndAbove, isAddress, normalHost, pathSegment } from './entry.js';

const host = z.string().refine((text) => normalHost(text) === text && text.includes('.'), 'a host, like example.org');
const segment = z.string().refine((text) => pathSegment(text) === text, 'one part of a path, in small letters');
const schema = z.strictObject({
  bySubDomain: z.array(z.strictObject({ host, isService: z.boolean().default(false) })).min(1),
  byPath: z
    .array(z.strictObject({ host, also: z.array(z.string().min(1)).default([]), common: z.array(segment) }))
    .min(1),
});

const FILE = fileURLToPath(new URL('../../taxonomy/shared-platforms.yaml', import.meta.url));
const { bySubDomain, byPath } = readYamlFile(FILE, schema, { errorCode: 'taxonomy-faults' }).value;

const SERVICES = new Map(bySubDomain.map((platform) => [platform.host, platform.isService]));
const COMMON = new Map(
  byPath.flatMap((platform) =>
    [platform.host, ...platform.also.map((name) => `${name}.${platform.host}`)].map(
      (name) => [name, { platform: platform.host, common: new Set(platform.common) }] as const,
    ),
  ),
);

export type PlatformKind = 'sub-domain' | 'path';

/** Every host, under each of its names, on which the first part of the path tells the parties apart. */
export const PATH_HOSTS: readonly string[] = [...COMMON.keys()];

export const isPathHost = (name: string): boolean => COMMON.has(name);

/** The name below which each party has a name of its own: `a.b.wordpress.com` → `wordpress.com`; null: it is no such platform. */
export function platformAbove(name: string): string | null {
  if (isAddress(name)) return null;
  const found = hostAndAbove(name).find((above) => SERVICES.has(above));
  if (found !== undefined) return found;
  const { isPrivate, publicSuffix } = parse(name, { allowPrivateDomains: true });
  return isPrivate ? publicSuffix : null;
}

/** How the parties on this host are told apart; null: the host is one party's. */
export function platformOf(name: string): PlatformKind | null {
  if (isPathHost(name)) return 'path';
  return platformAbove(name) === null ? null : 'sub-domain';
}

/**
 * The host at which the site of one party begins: one name below a platform, the registrable domain elsewhere, the host itself
 * where it has none or its parties are told apart by paths. Null: the name is the platform itself or a public ending.
 */
export function siteHost(name: string): string | null {
  if (isAddress(name) || isPathHost(name)) return name;
  const platform = platformAbove(name);
  if (platform === null) return getDomain(name, { allowPrivateDomains: false });
  const names = hostAndAbove(name);
  const at = names.indexOf(platform);
  return at < 1 ? null : (names[at - 1] ?? null);
}

/** Whether the first part of the path is one party's on this host, and not a part that all of them share (`/watch`, `/view`). */
export function isPartySegment(name: string, segmentText: string): boolean {
  const found = COMMON.get(name);
  return found !== undefined && !found.common.has(segmentText);
}

/** A platform by sub-domains that is a service of its own too, so that listing it whole may be meant. */
export const isServicePlatform = (platform: string): boolean => SERVICES.get(platform) ?? false;

/** Platforms whose parties are told apart by paths and that lie at or below the name: what listing it would take along. */
export const pathPlatformsBelow = (name: string): readonly string[] => PLATFORMS_BELOW.get(name) ?? [];

const PLATFORMS_BELOW = new Map<string, string[]>();
for (const platform of byPath)
  for (const above of hostAndAbove(platform.host))
    PLATFORMS_BELOW.set(above, [...(PLATFORMS_BELOW.get(above) ?? []), platform.host]);
