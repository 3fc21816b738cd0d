/** Records in the audit what a command does, and says it when the computer's clock has been moved back. */
import { type AuditEntry, type Recording, recordAudit, type Store } from '@fmreview/core';
import type { Context } from './context.js';

export async function record(store: Store, entry: AuditEntry, context: Context): Promise<void> {
  tellClock(await recordAudit(store, entry), context);
}

/** For what the core has recorded itself. */
export function tellClock({ clockMovedBack }: Recording, { output }: Context): void {
  if (clockMovedBack)
    output.alarm('The clock of this computer says earlier than the last line of the audit: see that it is right.');
}
