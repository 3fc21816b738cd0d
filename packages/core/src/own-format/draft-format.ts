/** Drafts a mapping from a sample: as the catalogue reads the file where it does, else by guesses, each with its reason. */
import { AppError } from '../errors.js';
import type { Kind } from '../normalise/kinds.js';
import { openInput } from '../preview-input.js';
import { detectFormat, type Fit } from '../read/detect-format.js';
import type { StandardInput } from '../read/find-sources.js';
import { sampleLines } from '../read/sample.js';
import { type Content, contentsOf } from './content-kinds.js';
import { knownMapping } from './draft-known.js';
import { type GuessedField, guessFields, guessKind, type JudgedColumn, type Sureness } from './guess-fields.js';
import type { MappedField, Mapping } from './mapping-schema.js';
import { type SampleColumn, type SampleTable, sampleTable } from './sample-table.js';
import { fieldsOfKind } from './transform-names.js';

export interface DraftedField {
  readonly name: string;
  /** Null: it must be there, and was not found. */
  readonly source: MappedField | null;
  /** Null where the whole layout is known. */
  readonly sureness: Sureness | null;
  readonly reason: string;
}

export interface UnusedColumn {
  readonly place: number;
  readonly name: string | null;
  readonly content: Content;
}

export interface FormatDraft {
  /** The format of the catalogue that reads such files already. */
  readonly known: string | null;
  readonly isKindClear: boolean;
  /** Why the lines are taken apart so; null when no way was found. */
  readonly frameReason: string | null;
  readonly mapping: Omit<Mapping, 'fields' | 'frame'> & { readonly frame: Mapping['frame'] | null };
  readonly fields: readonly DraftedField[];
  readonly unused: readonly UnusedColumn[];
}

export interface DraftOptions {
  readonly folder?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly standardInput?: StandardInput | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** @returns null when no format of the catalogue reads the file, or more than one does */
async function knownFit(name: string, lines: readonly string[]): Promise<Fit | null> {
  try {
    return await detectFormat(name, lines);
  } catch (error) {
    if (error instanceof AppError && (error.code === 'format-unknown' || error.code === 'format-ambiguous'))
      return null;
    throw error;
  }
}

const PRODUCTS: { readonly [K in Kind]?: string } = {
  request: 'Web filter',
  capture: 'Monitoring',
  membership: 'School roster',
};

function sourceOf({ column, others, as }: GuessedField, { frame }: SampleTable): MappedField {
  const isByPlace = frame.by === 'columns';
  const place = (each: SampleColumn) => (isByPlace ? each.place : [each.name ?? '']);
  const further = others.length === 0 ? {} : { with: others.map(place) };
  return isByPlace ? { at: column.place, ...further, as } : { aliases: [column.name ?? ''], ...further, as };
}

async function judged(table: SampleTable): Promise<JudgedColumn[]> {
  const contents = await contentsOf(table.columns.map(({ texts }) => texts));
  return table.columns.map((column, index) => ({ ...column, ...(contents[index] ?? { content: 'words', share: 1 }) }));
}

/** Of a column without a name in a header nothing can be said in a mapping. */
const isReachable =
  ({ frame }: SampleTable) =>
  ({ name }: SampleColumn) =>
    frame.by === 'columns' || name !== null;

const MONTH_FIRST = /^(?:0?[1-9]|1[0-2])[-/.](?:1[3-9]|2\d|3[01])[-/.]\d/;
const DAY_FIRST = /^(?:1[3-9]|2\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.]\d/;

function monthFirst(columns: readonly SampleColumn[]): { dateOrder?: 'month-first' } {
  const texts = columns.flatMap((column) => column.texts);
  return texts.some((text) => MONTH_FIRST.test(text)) && !texts.some((text) => DAY_FIRST.test(text))
    ? { dateOrder: 'month-first' }
    : {};
}

const missing =
  (reason: string) =>
  (name: string): DraftedField => ({ name, source: null, sureness: null, reason });

async function guessed(table: SampleTable | null, wanted: Kind | undefined): Promise<FormatDraft> {
  const all = table === null ? [] : await judged(table);
  const columns = table === null ? [] : all.filter(isReachable(table));
  const isLogformat = table?.frame.by === 'logformat';
  const { kind, isClear } =
    wanted !== undefined
      ? { kind: wanted, isClear: true }
      : isLogformat
        ? { kind: 'request' as const, isClear: true }
        : guessKind(columns);
  const found = guessFields(kind, columns);
  const fields = fieldsOfKind(kind).flatMap(([name, { demand }]): DraftedField[] => {
    const guess = found.get(name);
    if (guess !== undefined && table !== null)
      return [{ name, source: sourceOf(guess, table), sureness: guess.sureness, reason: guess.reason }];
    return demand === 'required' && !isLogformat
      ? [missing('it must be there, and no column looks like it')(name)]
      : [];
  });
  const used = new Set(
    [...found.values()].flatMap(({ column, others }) => [column, ...others]).map(({ place }) => place),
  );
  return {
    known: null,
    isKindClear: isClear,
    frameReason: table?.reason ?? null,
    mapping: {
      ...{ kind, title: 'Export described by the school', product: PRODUCTS[kind] ?? 'List', clock: 'local' },
      frame: table?.frame ?? null,
      ...monthFirst(columns.filter(({ place }) => place === found.get('time')?.column.place)),
    },
    fields,
    unused: all.filter(({ place }) => !used.has(place)).map(({ place, name, content }) => ({ place, name, content })),
  };
}

async function unusedOf(fit: Fit, table: SampleTable | null): Promise<UnusedColumn[]> {
  if (table === null) return [];
  const used = new Set([...fit.layout.values()].flatMap(({ main, others }) => [...main, ...others.flat()]));
  const isUsed = ({ place, name }: SampleColumn) =>
    table.frame.by === 'header' || table.frame.by === 'columns' ? used.has(place - 1) : fit.header.includes(name ?? '');
  return (await judged(table))
    .filter((column) => !isUsed(column))
    .map(({ place, name, content }) => ({ place, name, content }));
}

export async function draftFormat(path: string, options: DraftOptions = {}): Promise<FormatDraft> {
  const input = await openInput(path, options);
  try {
    const lines = await sampleLines(input.file);
    const fit = await knownFit(input.file.name, lines);
    if (fit === null || (options.kind !== undefined && options.kind !== fit.format.kind))
      return await guessed(sampleTable(lines), options.kind);
    const { mapping, fields, frameReason } = knownMapping(fit);
    const table = sampleTable(lines.slice(Math.max(0, fit.linesBefore - 1)));
    const isSameWay = table?.frame.by === mapping.frame.by;
    const unused = isSameWay ? await unusedOf(fit, table) : [];
    return { known: fit.format.id, isKindClear: true, frameReason, mapping, fields, unused };
  } finally {
    await input.close();
  }
}
