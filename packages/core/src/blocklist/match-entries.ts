/**
 * Which hosts of the store the entries of a list are about: a join on the dimension of hosts, whatever the number of requests.
 * Hosts that are no registrable domain are found by the keys of the names they lie below.
 */
import { parse } from 'tldts';
import { hostKey, pathKey } from '../store/hosts.js';
import type { Store } from '../store/open-store.js';
import { isAddress, type ListEntry } from './entry.js';

/** A temporary table `(entry INTEGER, host_id INTEGER, path_id INTEGER)`; path_id: null for every page of the host. */
export interface Listed {
  readonly table: string;
}

interface EntryRow {
  readonly entry: number;
  /** How the host is found: by its registrable domain, by the key of a name it lies below, by its own, or by its ending. */
  readonly by: 'registrable' | 'suffix' | 'address' | 'ending';
  readonly text: string;
  readonly is_alone: boolean;
  readonly path_key: string | null;
}

function rowsOf(store: Store, { host, covers, segment }: ListEntry, entry: number): readonly EntryRow[] {
  const rest = { entry, is_alone: covers === 'host', path_key: segment === null ? null : pathKey(store, segment) };
  if (isAddress(host)) return [{ by: 'address', text: host, ...rest }];
  const { domain, isIcann } = parse(host, { allowPrivateDomains: false });
  // A name without a domain that is no ending either is one of a local network: the store has none of these.
  if (domain === null && !isIcann && host !== 'example') return [];
  const registrable: EntryRow = { by: 'registrable', text: host, ...rest };
  // Below an ending lie domains; some endings, such as gov.uk, are sites too.
  if (domain === null) return [registrable, { by: 'ending', text: `.${host}`, ...rest }];
  return [domain === host ? registrable : { by: 'suffix', text: hostKey(store, host), ...rest }];
}

const COLUMNS = { entry: 'INTEGER', by: 'VARCHAR', text: 'VARCHAR', is_alone: 'BOOLEAN', path_key: 'VARCHAR' };

/** @param table name of the temporary table to make; `entry` counts from 0 in the order given */
export async function matchEntries(store: Store, entries: readonly ListEntry[], table: string): Promise<Listed> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE list_entry (entry INTEGER, "by" VARCHAR, text VARCHAR, is_alone BOOLEAN, path_key VARCHAR)`,
  );
  await store.insert(
    'list_entry',
    COLUMNS,
    entries.flatMap((entry, index) => rowsOf(store, entry, index)),
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT DISTINCT f.entry, f.host_id, p.path_id FROM (
      SELECT e.*, h.host_id FROM list_entry AS e JOIN host AS h ON h.registrable = e.text WHERE e."by" = 'registrable' AND (NOT e.is_alone OR h.own_labels = 0)
      UNION ALL SELECT e.*, s.host_id FROM list_entry AS e JOIN host_suffix AS s ON s.suffix_key = e.text WHERE e."by" = 'suffix' AND NOT e.is_alone
      UNION ALL SELECT e.*, h.host_id FROM list_entry AS e JOIN host AS h ON h.host_key = e.text WHERE e."by" = 'suffix' AND e.is_alone
      UNION ALL SELECT e.*, h.host_id FROM list_entry AS e JOIN host AS h ON h.name = e.text AND h.kind = 'address' WHERE e."by" = 'address'
      UNION ALL SELECT e.*, h.host_id FROM (FROM list_entry WHERE "by" = 'ending' AND NOT is_alone) AS e JOIN host AS h ON suffix(h.registrable, e.text)
    ) AS f LEFT JOIN path AS p ON p.path_key = f.path_key WHERE f.path_key IS NULL OR p.path_id IS NOT NULL`);
  await store.run('DROP TABLE list_entry');
  return { table };
}
