/** `fmreview preview`: how the lines of a file are read. Nothing is stored, no workspace is needed. */
import { resolve } from 'node:path';
import { type ExitCode, identifyFile, type PreviewRow, previewFile } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { previewTable } from '../preview-table.js';

const inputShape = z.object({
  file: z.string(),
  as: z.string().optional(),
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
  await (given.json ? printObjects(given, context) : printTable(given, context));
  return 0;
}

async function* firstRows(given: Input, path: string, { limit, signal }: { limit: number; signal: AbortSignal }) {
  let count = 0;
  for await (const row of previewFile(path, { format: given.as, timeZone: given.timeZone, signal })) {
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

async function printObjects(given: Input, { output, folder, signal }: Context): Promise<void> {
  const path = resolve(folder, given.file);
  const limit = given.limit ?? Number.POSITIVE_INFINITY;
  let piece: string[] = [];
  let characters = 0;
  for await (const row of firstRows(given, path, { limit, signal })) {
    const line = jsonText(rowObject(row));
    piece.push(line);
    characters += line.length;
    if (characters < PIECE_CHARACTERS) continue;
    await output.data(piece.join('\n'));
    [piece, characters] = [[], 0];
  }
  if (piece.length > 0) await output.data(piece.join('\n'));
}

async function printTable(given: Input, { output, folder, signal }: Context): Promise<void> {
  const path = resolve(folder, given.file);
  const { format, title, lines } = await identifyFile(path, given.as);
  const rows: PreviewRow[] = [];
  for await (const row of firstRows(given, path, { limit: given.limit ?? PAGE_ROWS, signal })) rows.push(row);
  if (rows.length > 0) await output.data(previewTable(rows, output));
  const rejected = rows.filter(({ kind }) => kind === 'rejected').length;
  output.words(`Read as ${format}: ${title}. The file has ${countText(lines)} lines.`);
  if (rows.length === 0) output.words('No line of it holds a record.');
  else {
    output.words(`Rows shown: ${countText(rows.length)}, rejected among them: ${countText(rejected)}.`);
    output.words('Times are UTC. For more rows use --limit, for every field --json.');
  }
}
