/**
 * Shipped lists of sites that a finding must know by name: help for children, education, ways round a filter, parts of pages,
 * programs that speak for themselves. One file a role in `taxonomy/sites`; the file's name is the role; each entry has its source.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type ListEntry, parseEntry } from '../blocklist/entry.js';
import { type Listed, matchEntries } from '../blocklist/match-entries.js';
import { readYamlFile } from '../read/yaml-file.js';
import type { Store } from '../store/open-store.js';

const site = z.strictObject({
  site: z.string().refine((text) => 'entry' in parseEntry(text), 'a site, like example.org'),
  title: z.string().min(1).optional(),
});
const file = z.strictObject({
  title: z.string().min(1),
  /** Where the list comes from: whoever doubts an entry can look it up there. */
  source: z.string().min(1),
  sites: z.array(site).min(1),
});

const FOLDER = fileURLToPath(new URL('../../taxonomy/sites/', import.meta.url));

export interface RoleSite {
  readonly role: string;
  readonly entry: ListEntry;
}

let shipped: readonly RoleSite[] | null = null;

function readRole(name: string): RoleSite[] {
  const { value } = readYamlFile(path.join(FOLDER, name), file, { errorCode: 'taxonomy-faults' });
  return value.sites.flatMap(({ site: text }) => {
    const parsed = parseEntry(text);
    return 'entry' in parsed ? [{ role: path.basename(name, '.yaml'), entry: parsed.entry }] : [];
  });
}

export function loadSiteRoles(): readonly RoleSite[] {
  shipped ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap(readRole);
  return shipped;
}

/** Makes `site_role(host_id, site, role, listed)` of all hosts of the store; listed: the narrowest entry of the list that covers it. */
export async function makeSiteRoles(store: Store): Promise<void> {
  const roles = loadSiteRoles();
  const listed: Listed = await matchEntries(
    store,
    roles.map(({ entry }) => entry),
    'role_entry',
  );
  await store.run('CREATE OR REPLACE TEMP TABLE role_name (entry INTEGER, role VARCHAR, listed VARCHAR)');
  await store.insert(
    'role_name',
    { entry: 'INTEGER', role: 'VARCHAR', listed: 'VARCHAR' },
    roles.map(({ role, entry: { host } }, entry) => ({ entry, role, listed: host })),
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE site_role AS
    SELECT m.host_id, coalesce(h.registrable, h.name) AS site, r.role, arg_max(r.listed, length(r.listed)) AS listed FROM ${listed.table} AS m JOIN role_name AS r USING (entry)
    JOIN host AS h USING (host_id) WHERE m.path_id IS NULL GROUP BY ALL`);
}
