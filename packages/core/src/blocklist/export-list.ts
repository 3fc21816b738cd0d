/** The approved decisions as a list for a program: sorted, the same bytes for the same decisions, with the evidence and nobody's name. */
import { STAGES } from '../attribute/stages.js';
import { fail } from '../errors.js';
import type { Database } from '../store/database.js';
import { type DecidedEntry, decidedEntries, lastChange } from './decided-entries.js';
import type { ListKind } from './list-kinds.js';
import { listFormatById } from './read-list.js';
import { rowsBy } from './rows-by.js';
import { type WrittenList, writeList } from './write-list.js';

export interface ListWanted {
  readonly list: ListKind;
  /** Id of a format. */
  readonly as: string;
  /**
   * Whose list: entries for everybody, and those decided for this group; of a stage also what is for all pupils. Those of other
   * groups are left out.
   */
  readonly group: string | null;
  readonly title: string;
  readonly on?: string | undefined;
}

export interface ExportedList extends WrittenList {
  readonly madeOn: string;
  /** Approved for other groups alone: they need a list of their own. */
  readonly otherGroups: readonly string[];
}

const evidenceOf = ({ decidedOn, decidedBy, reason, reviewOn }: DecidedEntry): string =>
  [
    `decided ${decidedOn} by ${decidedBy}`,
    `because of ${reason}`,
    ...(reviewOn === null ? [] : [`look again ${reviewOn}`]),
  ].join(', ');

const isStage = (group: string | null) => STAGES.some((stage) => stage === group);

/** Whom a list for the group is for too, the widest first: a pupil of a stage is a pupil, and everybody is everybody. */
const groupsOf = (group: string | null): readonly (string | null)[] => [
  null,
  ...(isStage(group) ? ['pupils'] : []),
  ...(group === null ? [] : [group]),
];

/** What is approved for a group, and not taken back since for it or a part of it that the list is for. */
function standing(decisions: readonly DecidedEntry[], groups: readonly (string | null)[]): DecidedEntry[] {
  const byText = rowsBy(decisions, ({ text }) => text);
  return decisions.filter(({ text, decision, group, decidedOn }) => {
    const isTakenBack = (other: DecidedEntry) =>
      other.decision !== 'approve' &&
      groups.indexOf(other.group) > groups.indexOf(group) &&
      other.decidedOn >= decidedOn;
    return decision === 'approve' && groups.includes(group) && !byText.get(text)?.some(isTakenBack);
  });
}

/** @throws list-empty when nothing is approved */
export async function exportDecided(database: Database, wanted: ListWanted): Promise<ExportedList> {
  const format = listFormatById(wanted.as);
  const decided = (await decidedEntries(database, wanted.on)).filter(({ list }) => list === wanted.list);
  const groups = groupsOf(wanted.group);
  const own = standing(decided, groups);
  const change = await lastChange(database, wanted, groups);
  if (own.length === 0 || change === null) throw fail('list-empty', { list: wanted.list });
  const { madeOn, revision } = change;
  const entries = own.map((each) => ({ entry: each.entry, evidence: evidenceOf(each) }));
  const effect = wanted.list === 'block' ? 'block' : 'allow';
  const written = writeList(format, entries, { title: wanted.title, madeOn, revision, effect });
  const others = decided
    .filter(({ decision, group }) => decision === 'approve' && !groups.includes(group))
    .flatMap(({ group }) => group ?? []);
  return { ...written, madeOn, otherGroups: [...new Set(others)].toSorted() };
}
