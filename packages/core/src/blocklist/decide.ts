/** One decision about one entry, through the same door as a whole list of them: what is refused there is refused here. */
import { z } from 'zod';
import { fail } from '../errors.js';
import { type Database, integer } from '../store/database.js';
import { ENTRY_FAULTS, type ListEntry, parseEntry } from './entry.js';
import { judgeList } from './judge-list.js';
import type { ListKind } from './list-kinds.js';
import { isPartySegment, platformOf, siteHost } from './shared-platforms.js';

export interface EntryDecision {
  readonly entry: string;
  readonly list: ListKind;
  readonly decision: 'approve' | 'refuse' | 'withdraw';
  readonly group?: string | undefined;
  readonly reason: string;
  readonly decidedBy: string;
  /** Today when left out. */
  readonly decidedOn?: string | undefined;
  readonly reviewOn?: string | undefined;
  readonly notes?: string | undefined;
}

const HEADER = [
  'Entry',
  'List',
  'Decision',
  'Group',
  'Reason',
  'Decided by',
  'Decided on',
  'Look again on',
  'Notes',
  'Number',
];

const quotedCell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Decided entries stand in the clear, and the site of one party may bear somebody's name. */
const OF_ONE_PARTY =
  'this is the site of one party on a shared platform: the entry stands in the clear, so whoever may open the folder can read it';

function isOfOneParty({ host, segment }: ListEntry): boolean {
  if (segment !== null) return isPartySegment(host, segment);
  return platformOf(host) === 'sub-domain' && siteHost(host) !== null;
}

/** What a careful colleague would say about the entry; none of it stands in the way. */
export function remarksOn({ entry, decision }: Pick<EntryDecision, 'entry' | 'decision'>): readonly string[] {
  const parsed = parseEntry(entry);
  if ('fault' in parsed) return [];
  const remarks =
    decision === 'approve'
      ? judgeList([{ entry: parsed.entry, line: 1, isWidened: false }]).map(({ words }) => words)
      : [];
  return isOfOneParty(parsed.entry) ? [...remarks, OF_ONE_PARTY] : remarks;
}

export async function decisionCount(database: Database): Promise<number> {
  const [found] = await database.query(z.object({ n: integer }), 'SELECT count(*) AS n FROM list_decision');
  return found?.n ?? 0;
}

function dayFault({ decidedOn, reviewOn }: EntryDecision, today: string): string | null {
  if (decidedOn !== undefined && decidedOn > today) return 'the day of the decision is still to come';
  return reviewOn !== undefined && reviewOn < (decidedOn ?? today)
    ? 'it would be looked at again before it was decided'
    : null;
}

/**
 * @param today the day of a decision that names none
 * @param earlier how many decisions came before: without it the second of two alike would pass for the same file
 * @returns the row as a list of decisions has it
 * @throws entry-refused where no careful colleague would list it, or its days cannot be
 */
export async function* sheetOf(decision: EntryDecision, today: string, earlier: number): AsyncGenerator<Uint8Array> {
  const parsed = parseEntry(decision.entry);
  if ('fault' in parsed) throw fail('entry-refused', { reason: ENTRY_FAULTS[parsed.fault] });
  const remarks =
    decision.decision === 'approve' ? judgeList([{ entry: parsed.entry, line: 1, isWidened: false }]) : [];
  const refused = remarks.find(({ level }) => level === 'refuse');
  if (refused !== undefined) throw fail('entry-refused', { reason: refused.words });
  const fault = dayFault(decision, today);
  if (fault !== null) throw fail('entry-refused', { reason: fault });
  const { entry, list, group = '', reason, decidedBy, decidedOn = today, reviewOn = '', notes = '' } = decision;
  const cells = [
    entry,
    list,
    decision.decision,
    group,
    reason,
    decidedBy,
    decidedOn,
    reviewOn,
    notes,
    String(earlier + 1),
  ];
  yield new TextEncoder().encode(`${HEADER.join(',')}\r\n${cells.map(quotedCell).join(',')}\r\n`);
}
