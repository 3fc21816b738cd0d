// Holds the shipped lists of sites to their rules: sorted, nothing twice, nothing that two lists call by opposite names.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'tldts';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { coversEntry, entryText } from '../src/blocklist/entry.js';
import { loadSiteRoles, type RoleSite } from '../src/map/site-roles.js';

const ROLES = [
  ...['ai-tool', 'background', 'education', 'encrypted-dns', 'help', 'page-part', 'remote-desktop', 'search'],
  ...['translator', 'vpn'],
];
/** Nobody opens these, so they are never what another list means. */
const NOT_OPENED = new Set(['background', 'page-part']);
/** A public body may teach as well: its part is named in the narrower list. */
const NARROWER = new Map([['education', 'help']]);

const roles = loadSiteRoles();
const list = z.object({ title: z.string(), source: z.string(), sites: z.array(z.object({ site: z.string() })) });
const readList = (role: string) =>
  list.parse(
    parseYaml(readFileSync(fileURLToPath(new URL(`../taxonomy/sites/${role}.yaml`, import.meta.url)), 'utf8')),
  );
const sitesOf = (role: string) => roles.filter((each) => each.role === role).map(({ entry }) => entryText(entry));

/** Pairs of entries of different lists of which the first covers the second, without comparing all with all. */
function coveredPairs(): [RoleSite, RoleSite][] {
  const byHost = new Map<string, RoleSite[]>();
  for (const each of roles) byHost.set(each.entry.host, [...(byHost.get(each.entry.host) ?? []), each]);
  return roles.flatMap((lower) => {
    const labels = lower.entry.host.split('.');
    const above = labels.flatMap((_, index) => byHost.get(labels.slice(index).join('.')) ?? []);
    return above
      .filter((upper) => upper !== lower && coversEntry(upper.entry, lower.entry))
      .map((upper): [RoleSite, RoleSite] => [upper, lower]);
  });
}

describe('the shipped lists of sites', () => {
  it('are those that findings know', () => {
    expect([...new Set(roles.map(({ role }) => role))].toSorted()).toEqual(ROLES);
  });

  it.each(ROLES)('%s is sorted, says nothing twice and says where it comes from', (role) => {
    const { title, source, sites } = readList(role);
    const written = sites.map(({ site }) => site);
    expect(written).toEqual([...new Set(written)].toSorted());
    expect(sitesOf(role)).toEqual(written);
    expect(title.length).toBeGreaterThan(5);
    expect(source).toMatch(/\.\s*$/);
  });

  it.each(ROLES)('%s names hosts of the public internet, whole', (role) => {
    for (const { entry } of roles.filter((each) => each.role === role)) {
      const { isIcann, isIp, publicSuffix } = parse(entry.host, { allowPrivateDomains: false });
      expect(entry.segment, entry.host).toBeNull();
      expect(isIp || isIcann, entry.host).toBe(true);
      // An ending is only listed where public bodies alone are given names below it.
      if (publicSuffix === entry.host) expect(entry.host).toMatch(/^(ac|gov|nhs|police|sch)\.(uk|scot|wales)$/);
    }
  });

  it('never cover an entry of the same list, or one of a list that says the opposite', () => {
    const strange = coveredPairs().filter(
      ([upper, lower]) =>
        upper.role === lower.role ||
        NOT_OPENED.has(upper.role) ||
        NOT_OPENED.has(lower.role) ||
        NARROWER.get(lower.role) !== upper.role,
    );
    expect(
      strange.map(([upper, lower]) => `${upper.role} ${upper.entry.host} > ${lower.role} ${lower.entry.host}`),
    ).toEqual([]);
  });
});
