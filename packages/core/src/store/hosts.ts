/**
 * Hosts of a file into the store. The registrable domain stands in the clear; what stands before it, or a name of one's own
 * making, may name a person and is keyed. Keys of the names a host lies below let an entry of a list find it.
 */
import { z } from 'zod';
import { pathSegment } from '../blocklist/entry.js';
import { isPartySegment, PATH_HOSTS, platformOf, siteHost } from '../blocklist/shared-platforms.js';
import { type Host, namesBelow, namesNobody, ownLabels, parseHost } from '../normalise/hosts.js';
import { type Database, integer } from './database.js';
import { distinctTexts } from './distinct.js';
import { DIMENSIONS } from './intern.js';
import type { Store } from './open-store.js';
import { resolve, type Understood } from './resolve.js';
import type { SealedText } from './sealed-texts.js';

/** Host names that are none may be typed text: they all become one host without a name. */
const NAMELESS: Host = { name: null, registrable: null, kind: 'none' };

/** The key by which a host, or a name above it, is found. */
export const hostKey = (store: Store, name: string): string => store.keyring.keyOf('host', name);

export const pathKey = (store: Store, segment: string): string => store.keyring.keyOf('path', segment);

function hostRow(store: Store, host: Host): Understood {
  const { name, registrable, kind } = host.kind === 'local' ? NAMELESS : host;
  const isWhole = name !== null && (registrable === null || isClear(name, registrable));
  const key = hostKey(store, name ?? '');
  const party = name === null || platformOf(name) !== 'sub-domain' ? null : siteHost(name);
  const partyKey = party === null ? null : hostKey(store, party);
  const row = {
    ...{ host_key: key, registrable, kind: name === null ? 'none' : kind },
    name: isWhole ? name : (registrable ?? ''),
    own_labels: String(name === null || registrable === null ? 0 : ownLabels(name, registrable).length),
    is_whole: String(isWhole),
    party_key: partyKey,
  };
  // Only where sites of many owners stand beside each other does anybody need to read which one it was.
  return party === null ? { row } : { row, text: { kind: 'host', key: partyKey ?? '', field: 'name', text: party } };
}

const isClear = (name: string, registrable: string) =>
  name === registrable || (platformOf(name) !== 'sub-domain' && namesNobody(name, registrable));

const lastId = async (database: Database): Promise<number> => {
  const [row] = await database.query(z.object({ id: integer }), 'SELECT coalesce(max(host_id), 0) AS id FROM host');
  return row?.id ?? 0;
};

const keyed = z.object({ id: integer, key: z.string() });

/** The keys of the names above the hosts that are new. */
async function insertSuffixes(store: Store, after: number, hosts: ReadonlyMap<string, Host>): Promise<void> {
  const fresh = await store.query(keyed, `SELECT host_id AS id, host_key AS key FROM host WHERE host_id > ${after}`);
  const keys = new Map<string, string>();
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? hostKey(store, name);
    keys.set(name, key);
    return key;
  };
  const rows = fresh.flatMap(({ id, key }) => {
    const host = hosts.get(key);
    if (host === undefined || host.name === null || host.registrable === null) return [];
    return namesBelow(host.name, host.registrable).map((name) => ({ host_id: id, suffix_key: keyOf(name) }));
  });
  await store.insert('host_suffix', { host_id: 'INTEGER', suffix_key: 'VARCHAR' }, rows);
}

/** Makes `map_<column>` from the authorities in that column. @returns what must be sealed */
export async function resolveHosts(store: Store, column: string): Promise<SealedText[]> {
  const texts = (await distinctTexts(store, column, 'text')).map(({ raw }) => ({ raw, value: raw }));
  const after = await lastId(store);
  const hosts = new Map<string, Host>();
  const sealed = await resolve(store, texts, {
    dimension: DIMENSIONS.host,
    map: column,
    understand: (value) => {
      const host = parseHost(value);
      const understood = hostRow(store, host);
      if (host.name !== null) hosts.set(understood.row['host_key'] ?? '', host);
      return understood;
    },
  });
  await insertSuffixes(store, after, hosts);
  return sealed;
}

/** First parts of paths, as an entry of a list writes them. Makes `map_<column>`. @returns what must be sealed */
export async function resolvePaths(store: Store, column: string): Promise<SealedText[]> {
  const texts = await distinctTexts(store, column, 'text');
  return resolve(store, texts, {
    dimension: DIMENSIONS.path,
    map: column,
    understand: (text) => {
      const segment = pathSegment(text);
      if (segment === null) return null;
      const key = pathKey(store, segment);
      const isParty = PATH_HOSTS.every((host) => isPartySegment(host, segment));
      return {
        row: { path_key: key, is_party: String(isParty) },
        text: { kind: 'path', key, field: 'text', text: segment },
      };
    },
  });
}
