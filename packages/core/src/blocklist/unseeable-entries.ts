/**
 * Entries about a part of a site that the stored logs cannot tell from the rest of it: the store keeps parts of paths of shared
 * platforms alone, and many logs have none. That nobody asked for them proves nothing.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { isAddress, type ListEntry } from './entry.js';
import { matchEntries } from './match-entries.js';
import { within } from './replay.js';
import { isPathHost, PATH_HOSTS } from './shared-platforms.js';

/** Whether the store keeps parts of paths of any host that the entry is about. */
const isKept = ({ host, covers }: ListEntry): boolean =>
  isPathHost(host) ||
  (covers === 'host-and-below' && !isAddress(host) && PATH_HOSTS.some((name) => name.endsWith(`.${host}`)));

const found = z.object({ entry: integer });

/** Of these hosts there are requests, and none of them tells a path. */
const PATHLESS = (period: Period) => `SELECT l.entry FROM part_site AS l JOIN (
    SELECT r.host_id, count(r.path_id) AS told FROM request AS r WHERE r.host_id IN (SELECT host_id FROM part_site) AND ${within(period)} GROUP BY r.host_id
  ) AS t USING (host_id) GROUP BY l.entry HAVING sum(t.told) = 0`;

/** @returns places of the entries in the list given, from 0 */
export async function unseeableEntries(
  store: Store,
  entries: readonly ListEntry[],
  period: Period,
): Promise<ReadonlySet<number>> {
  const parts = entries.flatMap((entry, place) => (entry.segment === null ? [] : [{ entry, place }]));
  const never = parts.filter(({ entry }) => !isKept(entry)).map(({ place }) => place);
  const kept = parts.filter(({ entry }) => isKept(entry));
  if (kept.length === 0) return new Set(never);
  await matchEntries(
    store,
    kept.map(({ entry }) => ({ ...entry, segment: null })),
    'part_site',
  );
  const pathless = await store.query(found, PATHLESS(period));
  await store.run('DROP TABLE part_site');
  return new Set([...never, ...pathless.flatMap(({ entry }) => kept[entry]?.place ?? [])]);
}
