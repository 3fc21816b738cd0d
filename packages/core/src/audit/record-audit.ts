/**
 * Adds a line to the audit. First the line, made durable, then the store's head: killed between the two, the next run finds
 * one line more than the store knows and goes on from it. Older lines are never touched.
 */
import { open, truncate } from 'node:fs/promises';
import { fail } from '../errors.js';
import { systemReason } from '../read/system-reason.js';
import type { Store } from '../store/open-store.js';
import { OWNER_ONLY } from '../workspace.js';
import { type AuditFile, linesBeyond, readAuditFile, readHead, writeHead } from './audit-file.js';
import { type AuditEntry, auditLineText } from './audit-line.js';

/** A clock that is set now and then may go back a little; more is a fault, or somebody's hand. */
const MOST_CLOCK_DRIFT_MINUTES = 5;

export interface Recorded {
  readonly seq: number;
  /** True when the computer's clock says earlier than the line before: tell it in words. */
  readonly clockMovedBack: boolean;
}

const lastTimeOf = ({ lines }: AuditFile): string | null =>
  lines.findLast(({ line }) => line !== null)?.line?.time ?? null;

const isBefore = (now: Date, last: string | null): boolean =>
  last !== null && now.getTime() < new Date(last).getTime() - MOST_CLOCK_DRIFT_MINUTES * 60_000;

/** For work that goes wrong with a wrong date. @throws clock-moved-back */
export async function assertClock(store: Store, now: Date = new Date()): Promise<void> {
  const last = lastTimeOf(await readAuditFile(store));
  if (last !== null && isBefore(now, last)) throw fail('clock-moved-back', { now: now.toISOString(), last });
}

/** What stands behind the last whole line is the rest of one that was never finished: it goes. */
async function append(file: string, text: string, { wholeBytes, isTorn }: AuditFile): Promise<void> {
  if (isTorn) await truncate(file, wholeBytes);
  const handle = await open(file, 'a', OWNER_ONLY);
  try {
    await handle.chmod(OWNER_ONLY);
    await handle.appendFile(`${text}\n`);
    await handle.sync();
  } catch (error) {
    // A full disk takes half a line: the next entry would clear it away as well.
    await truncate(file, wholeBytes).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/**
 * May be called inside a transaction: what is rolled back then leaves a line too many, never work that nobody recorded.
 * @throws audit-unwritable
 */
export async function recordAudit(store: Store, entry: AuditEntry, now: Date = new Date()): Promise<Recorded> {
  const file = store.workspace.auditFile;
  try {
    const audit = await readAuditFile(store);
    const head = await readHead(store);
    const beyond = linesBeyond(audit, head);
    const clockMovedBack = isBefore(now, lastTimeOf(audit));
    const healed = {
      ...(audit.isTorn ? { tornLines: 1 } : {}),
      ...(beyond.length > 1 ? { linesBeyond: beyond.length } : {}),
    };
    const { text, end } = auditLineText(
      store.keyring,
      beyond.at(-1) ?? head,
      { ...entry, detail: { ...entry.detail, ...healed } },
      { now, clockMovedBack },
    );
    await append(file, text, audit);
    await writeHead(store, end, head.seq === 0);
    return { seq: end.seq, clockMovedBack };
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause)
      throw fail('audit-unwritable', { file, reason: systemReason(cause) }, { cause });
    throw cause;
  }
}
