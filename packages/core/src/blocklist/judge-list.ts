/**
 * What a careful colleague would say about a list before it goes into a filter: entries that take too much along, that are there
 * twice, that another line covers already, or that hit the school itself. Every remark has its line.
 */
import { isIPv4 } from 'node:net';
import { coversEntry, entriesByHost, entryText, hostAndAbove, isAddress, type ListEntry } from './entry.js';
import type { ReadEntry } from './list-format.js';
import { breadthOf } from './too-broad.js';

export const JUDGEMENTS = {
  'public-ending': {
    level: 'refuse',
    words: 'it is a whole ending (such as com or co.uk): every site below it is taken along',
  },
  'whole-platform': {
    level: 'refuse',
    words: 'it is a whole platform, on which many parties have sites: list the one that is meant',
  },
  'service-platform': {
    level: 'warn',
    words: 'it is a whole platform, on which many parties have sites: be sure that all of them are meant',
  },
  'path-platform': {
    level: 'warn',
    words: 'it takes a whole platform along, on which many parties have pages: be sure that all of them are meant',
  },
  'shared-part': {
    level: 'refuse',
    words:
      'that part of the path is shared by all parties on the platform: list the party, or the whole host on purpose',
  },
  twice: { level: 'warn', words: 'it is there twice' },
  shadowed: { level: 'warn', words: 'another entry covers it already' },
  'private-address': { level: 'warn', words: 'it is an address of a private network, perhaps of the school itself' },
  'public-body': {
    level: 'warn',
    words: 'it is a site of a school, a university, the health service or the government',
  },
  'unknown-ending': { level: 'warn', words: 'it has no ending that exists: a name of a local network, or a slip' },
  widened: { level: 'warn', words: 'only names below it were written; it is read with the site itself' },
} as const satisfies Readonly<Record<string, { readonly level: 'refuse' | 'warn'; readonly words: string }>>;
export type JudgementReason = keyof typeof JUDGEMENTS;

export interface Judgement {
  readonly line: number;
  readonly level: 'refuse' | 'warn';
  readonly reason: JudgementReason;
  readonly words: string;
  /** Of a duplicate or a covered entry: the line of the other one. */
  readonly otherLine: number | null;
}

const PUBLIC_BODIES = ['sch.uk', 'ac.uk', 'gov.uk', 'gov.scot', 'gov.wales', 'nhs.uk', 'police.uk', 'hwbcymru.net'];
const PRIVATE_4 =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const PRIVATE_6 = /^(?:f[cd]|fe[89ab]|::1$)/;

export function judgeList(entries: readonly ReadEntry[]): Judgement[] {
  const overlaps = overlapJudge(entries);
  return entries.flatMap((read) => [...reasonsOf(read), ...overlaps(read)].map((found) => judgement(read.line, found)));
}

interface Found {
  readonly reason: JudgementReason;
  readonly otherLine?: number;
}

const judgement = (
  line: number,
  { reason, otherLine = null }: { reason: JudgementReason; otherLine?: number | null },
) => ({
  ...{ line, reason, otherLine },
  ...JUDGEMENTS[reason],
});

function reasonsOf({ entry, isWidened }: ReadEntry): Found[] {
  const { host } = entry;
  const reasons: JudgementReason[] = isWidened ? ['widened'] : [];
  if (isAddress(host)) {
    if ((isIPv4(host) ? PRIVATE_4 : PRIVATE_6).test(host)) reasons.push('private-address');
    return reasons.map((reason) => ({ reason }));
  }
  const breadth = breadthOf(entry);
  if (breadth !== null) reasons.push(breadth);
  if (breadth !== 'public-ending' && PUBLIC_BODIES.some((ending) => host === ending || host.endsWith(`.${ending}`)))
    reasons.push('public-body');
  return reasons.map((reason) => ({ reason }));
}

/** Looks along the names above each entry, so that a list of any length is judged in one pass. */
function overlapJudge(entries: readonly ReadEntry[]): (read: ReadEntry) => readonly Found[] {
  const first = new Map<string, ReadEntry>();
  for (const read of entries) if (!first.has(entryText(read.entry))) first.set(entryText(read.entry), read);
  const byHost = entriesByHost([...first.values()]);
  return (read) => {
    const same = first.get(entryText(read.entry));
    if (same !== undefined && same !== read) return [{ reason: 'twice', otherLine: same.line }];
    const above = hostAndAbove(read.entry.host).flatMap((host) => byHost.get(host) ?? []);
    const cover = above.find((other) => other !== read && isWider(other.entry, read.entry));
    return cover === undefined ? [] : [{ reason: 'shadowed', otherLine: cover.line }];
  };
}

const isWider = (one: ListEntry, other: ListEntry) => coversEntry(one, other) && !coversEntry(other, one);
