/** Recognises a file by its content alone: the name of a file proves nothing. */
import { parseString } from 'fast-csv';
import { fail } from '../errors.js';
import { formats } from '../formats/registry.generated.js';
import type { Format } from '../normalise/format.js';
import { type Layout, layoutFromHeader, layoutFromPlaces, missingFields } from '../normalise/header.js';

/** A format that fits a file, and how its fields stand in it. */
export interface Fit {
  readonly format: Format;
  readonly layout: Layout;
  readonly delimiter: string;
  /** How many lines come before the first record: blank lines and the header. */
  readonly linesBefore: number;
  /** The header's texts; empty for formats without one. */
  readonly header: readonly string[];
}

/** At least this share of the sample's lines must look like the format's. */
const LEAST_SHARE = 0.5;

export const allFormats = (): readonly Format[] => formats;

export function formatById(id: string): Format {
  const found = formats.find((format) => format.id === id);
  if (found === undefined)
    throw fail('format-not-found', { format: id, formats: formats.map((format) => format.id).join(', ') });
  return found;
}

async function splitHeader(line: string, delimiter: string): Promise<string[]> {
  return new Promise((resolve) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(line, { delimiter, headers: false })
      .on('error', () => resolve([]))
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows[0] ?? []));
  });
}

async function fitByHeader(
  format: Format,
  delimiters: readonly string[],
  lines: readonly string[],
): Promise<Fit | null> {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return null;
  let best: Fit | null = null;
  for (const delimiter of delimiters) {
    const header = await splitHeader(lines[first] ?? '', delimiter);
    const layout = layoutFromHeader(format, header);
    if (layout.size > (best?.layout.size ?? 0)) best = { format, layout, delimiter, header, linesBefore: first + 1 };
  }
  return best;
}

/** How well a format fits, when it is asked for: null when nothing of it is there. */
async function fitOf(format: Format, lines: readonly string[]): Promise<Fit | null> {
  if (format.frame.by === 'header') return fitByHeader(format, format.frame.delimiters, lines);
  return { format, layout: layoutFromPlaces(format), delimiter: ' ', linesBefore: 0, header: [] };
}

async function recognise(format: Format, lines: readonly string[]): Promise<Fit | null> {
  const fit = await fitOf(format, lines);
  if (fit === null) return null;
  if ('header' in format.recognise) return missingFields(format, fit.layout).length === 0 ? fit : null;
  const { line: pattern } = format.recognise;
  const filled = lines.filter((line) => line.trim() !== '');
  const matching = filled.filter((line) => pattern.test(line)).length;
  return matching > 0 && matching >= filled.length * LEAST_SHARE ? fit : null;
}

const columnsOf = ({ layout }: Fit) => [...layout.values()];

/** A format that understands every column which another one does, and more of them, is the one that is meant. */
const richest = (fits: readonly Fit[]): Fit[] =>
  fits.filter((fit) => {
    const own = columnsOf(fit);
    const isPart = (all: readonly number[]) => all.length > own.length && own.every((column) => all.includes(column));
    return !fits.some((other) => isPart(columnsOf(other)));
  });

/** Why a format that was asked for cannot be had; null when it can. One line that looks right is enough. */
function misfit(format: Format, fit: Fit | null, lines: readonly string[]): string | null {
  if (fit === null) return 'it has no header';
  const { recognise: sign } = format;
  if ('line' in sign) return lines.some((line) => sign.line.test(line)) ? null : 'no line looks like it';
  const missing = missingFields(format, fit.layout);
  return missing.length === 0 ? null : `its header has no ${missing.join(', no ')}`;
}

/** @throws format-unknown, format-ambiguous, format-does-not-fit, file-empty */
export async function detectFormat(path: string, lines: readonly string[], forced?: string): Promise<Fit> {
  if (lines.every((line) => line.trim() === '')) throw fail('file-empty', { file: path });
  if (forced !== undefined) {
    const format = formatById(forced);
    const fit = await fitOf(format, lines);
    const reason = misfit(format, fit, lines);
    if (fit !== null && reason === null) return fit;
    throw fail('format-does-not-fit', { file: path, format: forced, reason: reason ?? 'it has no header' });
  }
  const recognised = await Promise.all(formats.map((format) => recognise(format, lines)));
  const fits = richest(recognised.filter((fit) => fit !== null));
  const [only] = fits;
  const names = (fits.length > 1 ? fits.map((fit) => fit.format) : formats).map((format) => format.id).join(', ');
  if (only === undefined) throw fail('format-unknown', { file: path, formats: names });
  if (fits.length > 1) throw fail('format-ambiguous', { file: path, formats: names });
  return only;
}
