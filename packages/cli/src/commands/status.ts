/** `fmreview status`: what the store holds, and how every line of every file was accounted for. */
import { type ExitCode, isOwnId, type StoreStatus, storeStatus } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText, padded, printable } from '../display-text.js';
import { type TableColumn, textTable } from '../text-table.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  rejections: z.boolean().default(false),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { rejections, workspace, json } = inputShape.parse(input);
  const { output } = context;
  const status = await withStore(workspace, context, (store) => storeStatus(store));
  if (json) await output.data(jsonText(status, 2));
  else if (status.files.length === 0) output.words('Nothing has been imported yet: fmreview import <files>');
  else if (rejections) await printRejections(status, context);
  else await printFiles(status, context);
  if (!json) tellMissingKeys(status.keys, context);
  return 0;
}

function tellMissingKeys({ missing, hasRecovery }: StoreStatus['keys'], { output }: Context): void {
  if (missing.length > 0) output.alarm(`No key yet for: ${missing.join(', ')}. Make it with fmreview keys new.`);
  if (!hasRecovery) output.words('There is no spare key: if a reader loses theirs, the names it alone opens are lost.');
}

async function printFiles(status: StoreStatus, { output }: Context): Promise<void> {
  const { files, firstDay, lastDay } = status;
  const overview = [
    ['Days', firstDay === null ? 'none' : `${firstDay} to ${lastDay}`],
    ['Requests', countText(status.requests)],
    ['Captures', countText(status.captures)],
    ['People', countText(status.people)],
    ['Accounts', countText(status.accounts)],
  ].map(([name = '', text]) => `${padded(name, 10, 'left')}${text}`);
  const origins = textTable(
    [
      { heading: 'Id', align: 'right' },
      { heading: 'File', cut: 'middle' },
      { heading: 'Format' },
      { heading: 'First day' },
      { heading: 'Last day' },
    ],
    files.map((file) => [
      String(file.importId),
      printable(file.name),
      isOwnId(file.format) ? 'your own mapping' : file.format,
      file.firstDay ?? '-',
      file.lastDay ?? '-',
    ]),
    output,
  );
  const lines = textTable(
    [
      { heading: 'Id', align: 'right' },
      { heading: 'Lines', align: 'right' },
      { heading: 'Loaded', align: 'right' },
      { heading: 'Duplicate', align: 'right' },
      { heading: 'Rejected', align: 'right' },
      { heading: 'Ignored', align: 'right' },
    ],
    files.map((file) => [
      String(file.importId),
      ...[file.lines, file.loaded, file.duplicate, file.rejected, file.ignored].map(countText),
    ]),
    output,
  );
  await output.data([...overview, '', origins, '', lines].join('\n'));
}

async function printRejections(status: StoreStatus, { output }: Context): Promise<void> {
  if (status.rejections.length === 0) {
    output.words('No line was rejected.');
    return;
  }
  const rows = status.rejections.map(({ importId, name, line, column, reason }) => [
    String(importId),
    printable(name),
    countText(line),
    printable(column ?? '-'),
    reason,
  ]);
  const columns: TableColumn[] = [
    { heading: 'Id', align: 'right' },
    { heading: 'File', cut: 'middle' },
    { heading: 'Line', align: 'right' },
    { heading: 'Column', cut: 'end' },
    { heading: 'Reason', cut: 'end' },
  ];
  await output.data(textTable(columns, rows, output));
  const all = status.files.reduce((sum, { rejected }) => sum + rejected, 0);
  output.words(`Rejected lines shown: ${countText(rows.length)} of ${countText(all)}.`);
}
