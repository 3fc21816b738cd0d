/** `fmreview audit`: what was done with the workspace, and the proof that nobody has changed the record of it. */
import { type AuditLine, assertAudit, type ExitCode, listAudit, type Store, verifyAudit } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { textTable } from '../text-table.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  action: z.enum(['verify', 'list']),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});

const UNFINISHED = {
  'line-beyond-head': 'The last line was written when the program was stopped: the next entry takes it up.',
  'torn-line': 'A line behind the last one was cut off when the program was stopped: the next entry clears it away.',
} as const;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { action, workspace, json } = inputShape.parse(input);
  return withStore(workspace, context, (store) =>
    action === 'verify' ? verify(store, json, context) : list(store, json, context),
  );
}

async function verify(store: Store, isJson: boolean, { output }: Context): Promise<ExitCode> {
  const { lines, unfinished } = await assertAudit(store);
  if (isJson) await output.data(jsonText({ lines, unfinished }, 2));
  else await output.data(`The audit is intact: ${countText(lines)} ${lines === 1 ? 'line' : 'lines'}.`);
  if (unfinished !== null) output.words(UNFINISHED[unfinished]);
  return 0;
}

async function list(store: Store, isJson: boolean, context: Context): Promise<ExitCode> {
  const { output } = context;
  const lines = await listAudit(store);
  if (isJson) await output.data(jsonText({ lines }, 2));
  else if (lines.length === 0) output.words('Nothing has been recorded yet.');
  else await output.data(tableOf(lines, context));
  if ((await verifyAudit(store)).faults.length > 0) output.alarm('The audit has been changed: fmreview audit verify');
  return 0;
}

/** `2026-09-14T09:00:00.000Z` as people read it; UTC, as the heading says. */
const minuteText = (time: string) => time.slice(0, 16).replace('T', ' ');

function tableOf(lines: readonly AuditLine[], { output }: Context): string {
  const rows = lines.map(({ time, command, reader, edition, clockMovedBack }) => [
    `${minuteText(time)}${clockMovedBack ? ' *' : ''}`,
    command,
    reader ?? '-',
    edition ?? '-',
  ]);
  const table = textTable(
    [
      { heading: 'Time (UTC)' },
      { heading: 'Command', cut: 'end' },
      { heading: 'Reader', cut: 'end' },
      { heading: 'Edition' },
    ],
    rows,
    output,
  );
  const hasMoved = lines.some((line) => line.clockMovedBack);
  return hasMoved ? `${table}\n\n* The clock of the computer said earlier than the line before.` : table;
}
