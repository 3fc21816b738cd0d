/** Recognises a file by its content alone: the name of a file proves nothing. */
import { parseString } from 'fast-csv';
import { fail } from '../errors.js';
import { formats } from '../formats/registry.generated.js';
import type { Format } from '../normalise/format.js';
import { keysOf, type Layout, layoutFromHeader, layoutOfRecords, missingFields } from '../normalise/header.js';
import type { ClockKind } from '../normalise/statement.js';
import { isOwnId } from '../own-format/own-id.js';
import { preambleLabel } from './beside-records.js';
import { matchesAny } from './engine-pattern.js';
import { hasYearlessHeader, isWrapped, unwrapped } from './syslog.js';
import { clockOfTexts } from './written-times.js';

/** A format that fits a file, and how its fields stand in it. */
export interface Fit {
  readonly format: Format;
  readonly layout: Layout;
  readonly delimiter: string;
  /** How many lines come before the first record: a preamble, blank lines and the header. */
  readonly linesBefore: number;
  /** The header's texts, or the keys that the format looks for; empty for formats by place. */
  readonly header: readonly string[];
  /** The lines before the header, up to their colons. */
  readonly preamble: readonly string[];
  /** Keys whose values stand in quotation marks in the sample. */
  readonly quotedKeys: ReadonlySet<string>;
  /** Whether lines have a syslog header. */
  readonly isWrapped: boolean;
  /** The headers' times have no year. */
  readonly hasYearlessHeader: boolean;
  readonly clock: ClockKind;
}

/** At least this share of the sample's lines must look like the format's. */
const LEAST_SHARE = 0.5;
/** A table's header is looked for among so many lines. */
const MOST_PREAMBLE_LINES = 40;
/** Times of so many records tell whether they have zones. */
const SAMPLED_RECORDS = 20;

export const allFormats = (): readonly Format[] => formats;

export function formatById(id: string): Format {
  const found = formats.find((format) => format.id === id);
  if (found === undefined)
    throw fail('format-not-found', { format: id, formats: formats.map((format) => format.id).join(', ') });
  return found;
}

async function split(line: string, delimiter: string): Promise<string[]> {
  return new Promise((resolve) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(line, { delimiter, headers: false })
      .on('error', () => resolve([]))
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows[0] ?? []));
  });
}

/** The sample's lines, each split once for a delimiter, however many formats ask. */
class Sample {
  readonly #fields = new Map<string, Promise<string[]>>();
  readonly isWrapped: boolean;
  /** Without their syslog headers. */
  readonly messages: readonly string[];

  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.lines = lines;
    this.isWrapped = lines.some(isWrapped);
    this.messages = lines.map(unwrapped).filter((line) => line.trim() !== '');
  }

  fieldsOf(index: number, delimiter: string, mark: string): Promise<string[]> {
    const key = `${index} ${delimiter} ${mark}`;
    const line = this.lines[index] ?? '';
    const found =
      this.#fields.get(key) ?? split(line.startsWith(mark) ? line.slice(mark.length).trim() : '', delimiter);
    this.#fields.set(key, found);
    return found;
  }
}

async function clockInSample(fit: Omit<Fit, 'clock'>, sample: Sample): Promise<ClockKind> {
  const { format, layout, delimiter, linesBefore } = fit;
  if (format.clock === 'utc' || format.kind === 'membership' || format.kind === 'device') return format.clock;
  const texts: string[] = [];
  for (let index = linesBefore; index < Math.min(sample.lines.length, linesBefore + SAMPLED_RECORDS); index++) {
    const fields = await sample.fieldsOf(index, delimiter, '');
    const place = layout.get('time');
    const columns = [place?.main[0], ...(place?.others.map(([first]) => first) ?? [])];
    texts.push(columns.map((column) => (column === undefined ? '' : (fields[column] ?? ''))).join(' '));
  }
  return clockOfTexts(texts);
}

/** A header at one line of the sample, with the delimiter that gives the most fields. */
async function fitByHeader(format: Format, index: number, sample: Sample, isAsked = false): Promise<Fit | null> {
  const { frame } = format;
  if (frame.by !== 'header') return null;
  let best: Omit<Fit, 'clock'> | null = null;
  for (const delimiter of frame.delimiters) {
    const header = await sample.fieldsOf(index, delimiter, frame.mark ?? '');
    const layout = layoutFromHeader(format, header);
    if (layout.size <= (best?.layout.size ?? 0)) continue;
    const bare = { quotedKeys: new Set<string>(), isWrapped: false, hasYearlessHeader: false };
    const preamble = sample.lines.slice(0, index).flatMap((line) => preambleLabel(line, delimiter) ?? []);
    best = { format, layout, delimiter, header, linesBefore: index + 1, preamble, ...bare };
  }
  if (best === null) return null;
  // Looking at the times of a header that lacks what it must have would be wasted work.
  const isWhole = missingFields(format, best, isAsked).length === 0;
  return { ...best, clock: isWhole ? await clockInSample(best, sample) : format.clock };
}

function fitByRecords(format: Format, sample: Sample): Fit {
  const { frame } = format;
  const keys = ['pairs', 'cef', 'json', 'objects'].includes(frame.by) ? keysOf(format) : [];
  const quotedKeys = new Set(keys.filter((key) => sample.lines.some((line) => line.includes(`${key}="`))));
  const delimiter = frame.by === 'columns' ? frame.delimiter : ' ';
  const isPlainUtc = format.clock === 'utc' && !format.syslogTime;
  return {
    ...{ format, layout: layoutOfRecords(format), delimiter, linesBefore: 0, header: keys, preamble: [], quotedKeys },
    isWrapped: sample.isWrapped,
    hasYearlessHeader: sample.lines.some(hasYearlessHeader),
    clock: isPlainUtc ? 'utc' : 'mixed',
  };
}

const hasSign = ({ recognise }: Format, lines: readonly string[]): boolean =>
  !('header' in recognise && recognise.sign !== undefined && !lines.some((line) => recognise.sign?.test(line)));

/** The first line at which a header stands for each format that is whole there. */
async function headerFits(
  candidates: readonly Format[],
  sample: Sample,
  { mostLines = MOST_PREAMBLE_LINES, isAsked = false }: { mostLines?: number; isAsked?: boolean } = {},
): Promise<Fit[]> {
  const filled = sample.lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  for (const index of filled.slice(0, mostLines)) {
    const fits = await Promise.all(candidates.map((format) => fitByHeader(format, index, sample, isAsked)));
    const whole = fits.filter((fit) => fit !== null && missingFields(fit.format, fit, isAsked).length === 0);
    const signed = whole.filter((fit) => fit !== null && hasSign(fit.format, sample.lines.slice(index + 1)));
    if (signed.length > 0) return signed.filter((fit) => fit !== null);
  }
  return [];
}

/** Whether a line says itself that it is of another log of the product. */
function isOfOtherLog({ otherLogs, frame }: Format, line: string): boolean {
  if ((otherLogs?.when ?? []).some((text) => line.includes(text))) return true;
  if (frame.by !== 'columns' || frame.others === undefined) return false;
  const columns = line.split(frame.delimiter).map((text) => text.replace(/^ *"|"$/g, ''));
  return frame.others.some(({ at, values }) => values.includes(columns[at - 1] ?? ''));
}

/** Lines of the product's other logs say which product it is, too. */
function isRecognised(format: Format, sample: Sample): boolean {
  const { recognise } = format;
  if (!('line' in recognise)) return false;
  const { messages } = sample;
  const own = messages.filter((line) => recognise.line.test(line)).length;
  const others = messages.filter((line) => !recognise.line.test(line) && isOfOtherLog(format, line));
  return own > 0 && own >= (messages.length - others.length) * LEAST_SHARE;
}

const columnsOf = ({ layout }: Fit) => [...layout.values()].flatMap(({ main }) => main);

/** A format that understands every column which another one does, and more of them, is the one that is meant. */
function meant(fits: readonly Fit[]): Fit[] {
  const own = fits.filter(({ format }) => !format.generic);
  const left = own.length > 0 ? own : fits;
  return left.filter((fit) => {
    const columns = columnsOf(fit);
    const isPart = (all: readonly number[]) =>
      all.length > columns.length && columns.every((column) => all.includes(column));
    return !left.some((other) => other.format.frame.by === 'header' && isPart(columnsOf(other)));
  });
}

/** The format that was asked for. One line that looks right is enough. */
async function forcedFit(path: string, format: Format, sample: Sample): Promise<Fit> {
  const misfit = (reason: string) => fail('format-does-not-fit', { file: path, format: format.id, reason });
  if ('line' in format.recognise) {
    const { line } = format.recognise;
    const isFitting = isOwnId(format.id)
      ? await matchesAny(line, sample.messages)
      : sample.messages.some((text) => line.test(text));
    if (!isFitting) throw misfit('no line looks like it');
    return fitByRecords(format, sample);
  }
  if (format.frame.by !== 'header') return fitByRecords(format, sample);
  const [whole] = await headerFits([format], sample, { isAsked: true });
  if (whole !== undefined) return whole;
  const first = sample.lines.findIndex((line) => line.trim() !== '');
  const near = await fitByHeader(format, first, sample);
  if (near === null) throw misfit('it has no header');
  throw misfit(`its header has no ${missingFields(format, near, true).join(', no ')}`);
}

/** @throws format-unknown, format-ambiguous, format-does-not-fit, file-empty */
export async function detectFormat(path: string, lines: readonly string[], forced?: Format): Promise<Fit> {
  if (lines.every((line) => line.trim() === '')) throw fail('file-empty', { file: path });
  const sample = new Sample(lines);
  if (forced !== undefined) return forcedFit(path, forced, sample);
  const byRecords = formats
    .filter((format) => isRecognised(format, sample))
    .map((format) => fitByRecords(format, sample));
  // Nobody writes titles above a log whose lines are known.
  const mostLines = byRecords.length > 0 ? 1 : MOST_PREAMBLE_LINES;
  const named = formats.filter(({ frame }) => frame.by === 'header');
  const byHeader = await headerFits(named, sample, { mostLines });
  const fits = meant([...byRecords, ...byHeader]);
  const [only] = fits;
  const names = (fits.length > 1 ? fits.map((fit) => fit.format) : formats).map((format) => format.id).join(', ');
  if (only === undefined) throw fail('format-unknown', { file: path, formats: names });
  if (fits.length > 1) throw fail('format-ambiguous', { file: path, formats: names });
  return only;
}
