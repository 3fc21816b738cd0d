/**
 * Whether approved decisions came to the filter: the requests of the days after a decision, for those whom it is about. A site
 * that nobody asked for since then proves nothing.
 */
import type { Configuration } from '../configuration.js';
import type { Rulebook } from '../map/events.js';
import type { Store } from '../store/open-store.js';
import { type Counted, countedSince } from './counted-since.js';
import { type DecidedEntry, decidedEntries } from './decided-entries.js';
import { dropReplay, replayList, storedPeriod } from './replay.js';
import { unseeableEntries } from './unseeable-entries.js';

export const LIST_EFFECTS = {
  works: 'works',
  'not-done': 'not done',
  partly: 'in part',
  'too-early': 'too early to say',
  'not-visible': 'cannot be seen in these logs',
  'not-seen': 'not asked for',
  'no-logs': 'no later log',
} as const;

export interface ListEffect
  extends Pick<DecidedEntry, 'text' | 'list' | 'group' | 'decidedOn' | 'reason' | 'decidedBy'> {
  readonly effect: keyof typeof LIST_EFFECTS;
  /** Requests since the day after the decision, and those of them that went as decided. */
  readonly requests: number;
  readonly asDecided: number;
  /** So many people at least asked for it since: those of the largest group. */
  readonly people: number;
  /** The first day after the last one on which one did not; null where they do not work. */
  readonly since: string | null;
  /** The last day on which one did not. */
  readonly lastOtherwise: string | null;
  /** Groups for whom most still go otherwise. */
  readonly openGroups: readonly string[];
  readonly reviewOn: string | null;
}

/** Of what came since the change, so much must go as decided: a device that is switched on late has the old rules. */
const WORKS_SHARE = 0.98;
const sum = (rows: readonly Counted[], of: 'requests' | 'asDecided' | 'settled' | 'settledAsDecided') =>
  rows.reduce((total, row) => total + row[of], 0);

const latest = (days: readonly (string | null)[]) =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null;

function effectId(rows: readonly Counted[]): ListEffect['effect'] {
  const [requests, asDecided] = [sum(rows, 'requests'), sum(rows, 'asDecided')];
  const [settled, settledAsDecided] = [sum(rows, 'settled'), sum(rows, 'settledAsDecided')];
  // A change takes days to reach every device: until then only that all of it is there says something.
  if (settled === 0) return asDecided === requests ? 'works' : 'too-early';
  if (settledAsDecided >= WORKS_SHARE * settled) return 'works';
  return settledAsDecided === 0 ? 'not-done' : 'partly';
}

interface Seen {
  readonly rows: readonly Counted[];
  readonly lastDay: string | null;
  readonly isUnseeable: boolean;
}

function unseenId({ decidedOn }: DecidedEntry, { lastDay, isUnseeable }: Seen): ListEffect['effect'] {
  if (lastDay === null || lastDay <= decidedOn) return 'no-logs';
  return isUnseeable ? 'not-visible' : 'not-seen';
}

function effectOf(decided: DecidedEntry, seen: Seen): ListEffect {
  const { rows } = seen;
  const { text, list, group, decidedOn, reason, decidedBy, reviewOn } = decided;
  const [requests, asDecided] = [sum(rows, 'requests'), sum(rows, 'asDecided')];
  const lastOtherwise = latest(rows.map((row) => row.lastOtherwise));
  const openGroups = rows.filter((row) => row.asDecided * 2 < row.requests).map(({ audience }) => audience);
  const effect = requests === 0 ? unseenId(decided, seen) : effectId(rows);
  const first = rows.flatMap((row) => row.firstAsDecided ?? []).toSorted()[0] ?? null;
  return {
    ...{ text, list, group, decidedOn, reason, decidedBy, reviewOn, effect, requests, asDecided, lastOtherwise },
    people: Math.max(0, ...rows.map(({ people }) => people)),
    since: effect === 'works' ? first : null,
    openGroups: effect === 'works' ? [] : openGroups,
  };
}

/** @param on decisions up to this day, and logs up to it; all when left out */
export async function verifyDecisions(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  on?: string,
): Promise<ListEffect[]> {
  const approved = (await decidedEntries(store, on)).filter(({ decision }) => decision === 'approve');
  const stored = await storedPeriod(store);
  const from = approved.map(({ decidedOn }) => decidedOn).toSorted()[0];
  const lastDay = stored === null ? null : on !== undefined && on < stored.to ? on : stored.to;
  if (from === undefined || lastDay === null || lastDay < from)
    return approved.map((decided) => effectOf(decided, { rows: [], lastDay, isUnseeable: false }));
  const period = { from, to: lastDay };
  const entries = approved.map(({ entry }) => entry);
  await replayList(store, configuration, rulebook, {
    ...{ entries, period },
    more: ['role', 'year_group'],
  });
  const found = await countedSince(store, approved);
  const unseeable = await unseeableEntries(store, entries, period);
  await dropReplay(store);
  return approved.map((decided, entry) => {
    const rows = found.filter((each) => each.entry === entry);
    return effectOf(decided, { rows, lastDay, isUnseeable: unseeable.has(entry) });
  });
}
