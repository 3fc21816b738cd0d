/** `fmreview preview`: how the lines of a file are read. Nothing is stored, no workspace is needed. */
import {
  type ExitCode,
  identifyFile,
  isOwnId,
  type OpenedInput,
  openInput,
  type PreviewRow,
  previewFile,
  shortInputName,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { previewTable } from '../preview-table.js';

const inputShape = z.object({
  file: z.string(),
  as: z.string().optional(),
  exportedOn: z.string().optional(),
  timeZone: z.string().default('Europe/London'),
  limit: z.int().positive().optional(),
  json: z.boolean().default(false),
});
type Input = z.infer<typeof inputShape>;

const PAGE_ROWS = 20;
/** Lines are handed over in pieces of about this size: one call for each would take most of the time. */
const PIECE_CHARACTERS = 1 << 16;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { folder, standardInput, signal } = context;
  const opened = await openInput(given.file, { folder, standardInput, signal });
  try {
    await (given.json ? printObjects(given, opened, context) : printTable(given, opened, context));
  } finally {
    await opened.close();
  }
  return 0;
}

async function* firstRows(
  given: Input,
  { file }: OpenedInput,
  { limit, folder, signal }: { limit: number; folder: string; signal: AbortSignal },
) {
  let count = 0;
  const { as: format, exportedOn, timeZone } = given;
  for await (const row of previewFile(file, { format, folder, exportedOn, timeZone, signal })) {
    signal.throwIfAborted();
    yield row;
    if (++count >= limit) return;
  }
}

function rowObject(row: PreviewRow): Record<string, unknown> {
  if (row.kind === 'rejected') {
    return { 'fmreview.line': row.line, 'fmreview.rejected': { column: row.column, reason: row.reason } };
  }
  const present = Object.entries(row.fields).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(present), 'fmreview.line': row.line };
}

async function printObjects(given: Input, opened: OpenedInput, { output, folder, signal }: Context): Promise<void> {
  const limit = given.limit ?? Number.POSITIVE_INFINITY;
  let piece: string[] = [];
  let characters = 0;
  for await (const row of firstRows(given, opened, { limit, folder, signal })) {
    const line = jsonText(rowObject(row));
    piece.push(line);
    characters += line.length;
    if (characters < PIECE_CHARACTERS) continue;
    await output.data(piece.join('\n'));
    [piece, characters] = [[], 0];
  }
  if (piece.length > 0) await output.data(piece.join('\n'));
}

async function printTable(given: Input, opened: OpenedInput, { output, folder, signal }: Context): Promise<void> {
  const { format, title, lines } = await identifyFile(opened.file, given.as, folder);
  const rows: PreviewRow[] = [];
  for await (const row of firstRows(given, opened, { limit: given.limit ?? PAGE_ROWS, folder, signal })) rows.push(row);
  if (rows.length > 0) await output.data(previewTable(rows, output));
  if (opened.memberCount > 1)
    output.words(
      `This is ${shortInputName(opened.file.name)}, one of ${countText(opened.memberCount)} files in it. Give such a name to see another.`,
    );
  const rejected = rows.filter(({ kind }) => kind === 'rejected').length;
  output.words(
    `Read as ${isOwnId(format) ? 'your own mapping' : format}: ${title}. The file has ${countText(lines)} lines.`,
  );
  if (rows.length === 0) output.words('No line of it holds a record.');
  else {
    output.words(`Rows shown: ${countText(rows.length)}, rejected among them: ${countText(rejected)}.`);
    output.words('Times are UTC. For more rows use --limit, for every field --json.');
  }
}
