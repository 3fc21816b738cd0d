/**
 * What an entry of a list would name, for each host of the store: the registrable domain of a site that is one party's; on
 * domains that many parties share a single host, or one party's name. A platform as a whole is nothing that is put forward.
 */
import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import { PATH_HOSTS, pathPlatformsBelow, platformAbove } from './shared-platforms.js';

const domain = z.object({ registrable: z.string() });

/** How a registrable domain must be taken apart; null: it is one party's. */
function splitOf(registrable: string): 'platform' | 'hosts' | null {
  if (platformAbove(registrable) === registrable) return 'platform';
  return pathPlatformsBelow(registrable).length > 0 ? 'hosts' : null;
}

async function makeSplitDomains(store: Store): Promise<void> {
  const domains = await store.query(domain, 'SELECT DISTINCT registrable FROM host WHERE registrable IS NOT NULL');
  const rows = domains.flatMap(({ registrable }) => {
    const split = splitOf(registrable);
    return split === null ? [] : [{ registrable, split }];
  });
  await store.run('CREATE OR REPLACE TEMP TABLE split_domain (registrable VARCHAR, split VARCHAR)');
  await store.insert('split_domain', { registrable: 'VARCHAR', split: 'VARCHAR' }, rows);
}

/** A list of known sites that names a host below a domain is about that host, and one that names the domain about all of it. */
const ROLE_HOSTS = `SELECT r.host_id FROM site_role AS r JOIN host AS h USING (host_id) WHERE r.role NOT IN ('background', 'page-part')
    AND length(r.listed) > length(h.registrable)`;

/**
 * Makes `host_unit(host_id, unit, site, host_key, needs_path)`, after `site_role`. site: in the clear, or null where its text is
 * sealed under host_key. needs_path: only with the first part of a path is it one party's.
 */
export async function makeHostUnits(store: Store): Promise<void> {
  await makeSplitDomains(store);
  await store.run('CREATE OR REPLACE TEMP TABLE path_host (name VARCHAR)');
  await store.insert(
    'path_host',
    { name: 'VARCHAR' },
    PATH_HOSTS.map((name) => ({ name })),
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE host_unit AS
    SELECT host_id, CASE WHEN party_key IS NOT NULL THEN party_key WHEN is_host THEN host_key ELSE coalesce(registrable, name) END AS unit,
      CASE WHEN party_key IS NULL THEN CASE WHEN is_host THEN name ELSE coalesce(registrable, name) END END AS site,
      CASE WHEN party_key IS NOT NULL THEN party_key END AS host_key, name IN (SELECT name FROM path_host) AND is_whole AS needs_path
    FROM (SELECT h.*, d.split, coalesce(d.split = 'hosts', FALSE) OR h.host_id IN (${ROLE_HOSTS}) AS is_host
      FROM host AS h LEFT JOIN split_domain AS d USING (registrable) WHERE h.kind <> 'none')
    WHERE party_key IS NOT NULL OR (split IS DISTINCT FROM 'platform' AND (NOT is_host OR is_whole))`);
  await store.run('DROP TABLE split_domain; DROP TABLE path_host');
}
