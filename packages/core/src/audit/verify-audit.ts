/** Proves that no line of the audit was altered, taken out or put in; lists every fault at once. */
import { type Fault, fail } from '../errors.js';
import type { Store } from '../store/open-store.js';
import { type AuditFile, linesBeyond, readAuditFile, readHead } from './audit-file.js';
import { type AuditLine, CHAIN_START, type ChainEnd } from './audit-line.js';

export interface AuditFault {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly what: string;
}

export interface AuditCheck {
  readonly lines: number;
  readonly faults: readonly AuditFault[];
  /** What a crash may leave, and the next entry puts right: no fault. */
  readonly unfinished: 'line-beyond-head' | 'torn-line' | null;
}

const linesText = (count: number) => (count === 1 ? '1 line is' : `${count} lines are`);

/** What stands before a line: `hash` is null where the line before it was altered, so that one fault is told once. */
interface Before {
  readonly seq: number;
  readonly hash: string | null;
}

function chainFault(line: AuditLine, before: Before): string | null {
  const missing = line.seq - before.seq - 1;
  if (missing > 0) return `${linesText(missing)} missing before this one`;
  if (missing < 0) return 'this line stands in the wrong place';
  return before.hash === null || line.previous === before.hash ? null : 'this line does not follow the one before it';
}

function chainFaults({ lines }: AuditFile): AuditFault[] {
  const faults: AuditFault[] = [];
  let before: Before = CHAIN_START;
  for (const [index, { line, isAsWritten }] of lines.entries()) {
    const add = (what: string) => faults.push({ line: index + 1, what });
    if (line === null || !isAsWritten) {
      add(line === null ? 'this is no line of an audit' : 'this line was altered');
      before = { seq: before.seq + 1, hash: null };
      continue;
    }
    const fault = chainFault(line, before);
    if (fault !== null) add(fault);
    before = line;
  }
  return faults;
}

/** The end of the file against what the store remembers; a last line that is no line has been told already. */
function endFault({ lines }: AuditFile, head: ChainEnd, beyond: readonly AuditLine[]): string | null {
  if (beyond.length > 1)
    return `${linesText(beyond.length)} newer than the store: it was put back from a copy, or the audit is not its own`;
  const last = lines.length === 0 ? CHAIN_START : (lines.at(-1)?.line ?? head);
  if (beyond.length === 1 || last.hash === head.hash) return null;
  if (last.seq < head.seq) return `${linesText(head.seq - last.seq)} missing at the end`;
  return 'the last line is not the one that the store remembers';
}

export async function verifyAudit(store: Store): Promise<AuditCheck> {
  const file = await readAuditFile(store);
  const head = await readHead(store);
  const beyond = linesBeyond(file, head);
  const faults = chainFaults(file);
  const end = endFault(file, head, beyond);
  if (end !== null) faults.push({ line: file.lines.length + 1, what: end });
  const unfinished = file.isTorn ? 'torn-line' : beyond.length === 1 ? 'line-beyond-head' : null;
  return { lines: file.lines.length, faults, unfinished: end === null ? unfinished : null };
}

/** @throws audit-faults, with every fault at its line */
export async function assertAudit(store: Store): Promise<Omit<AuditCheck, 'faults'>> {
  const { faults, ...check } = await verifyAudit(store);
  if (faults.length === 0) return check;
  const file = store.workspace.auditFile;
  const placed = faults.map(({ line, what }): Fault => ({ file, line, column: null, message: what }));
  throw fail('audit-faults', { file, count: faults.length }, { faults: placed });
}

/** The lines that can be read, oldest first. */
export const listAudit = async (store: Store): Promise<AuditLine[]> =>
  (await readAuditFile(store)).lines.flatMap(({ line }) => (line === null ? [] : [line]));
