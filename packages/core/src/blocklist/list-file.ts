/** A list in a file: read, judged, and every fault told at once with its line. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import { type Fault, fail } from '../errors.js';
import { likelyEncoding } from '../read/encoding.js';
import { systemCode, systemReason } from '../read/system-reason.js';
import { ENTRY_FAULTS } from './entry.js';
import { type Judgement, judgeList } from './judge-list.js';
import { LAYOUT_FAULTS, type ListFault } from './list-format.js';
import { type ReadList, readList } from './read-list.js';

export interface CheckedList extends ReadList {
  readonly file: string;
  readonly judgements: readonly Judgement[];
}

export interface ListFileOptions {
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Id of a format; default: by the lines. */
  readonly as?: string | undefined;
}

const MOST_MEGABYTES = 100;
/** More faults than anybody corrects by hand; the number of all is told. */
const MOST_FAULTS_SHOWN = 500;

const SENTENCES = { ...ENTRY_FAULTS, ...LAYOUT_FAULTS } as const;

export const faultWords = ({ reason }: ListFault): string => SENTENCES[reason];

/** @throws file-missing, file-unreadable, file-empty, list-too-large, list-format-not-found, list-format-unknown, list-format-ambiguous */
export async function checkList(file: string, { folder, as }: ListFileOptions): Promise<CheckedList> {
  const read = readList(file, await textOf(file, path.resolve(folder, file)), as);

  const judgements = [...judgeList(read.entries), ...judgeList(read.exceptions)];

  return {
    ...{ file, ...read },
    faults: read.faults.toSorted((one, other) => one.line - other.line),
    judgements: judgements.toSorted((one, other) => one.line - other.line),
  };
}

/** A list that can be worked with: warnings are in `judgements`. @throws list-faults, and what `checkList` throws */
export async function loadList(file: string, options: ListFileOptions): Promise<CheckedList> {
  const checked = await checkList(file, options);
  assertSound(checked);
  return checked;
}

/** @throws list-faults: lines that cannot be read, and entries that take too much along */
export function assertSound({ file, faults, judgements }: CheckedList): void {
  const unread = faults.map((fault) => ({ line: fault.line, message: faultWords(fault) }));
  const refused = judgements.filter(({ level }) => level === 'refuse');
  const all = [...unread, ...refused.map(({ line, words }) => ({ line, message: words }))];
  if (all.length === 0) return;
  const shown: Fault[] = all
    .toSorted((one, other) => one.line - other.line)
    .slice(0, MOST_FAULTS_SHOWN)
    .map((fault) => ({ file, column: null, ...fault }));
  throw fail('list-faults', { file, count: all.length }, { faults: shown });
}

async function textOf(name: string, file: string): Promise<string> {
  const bytes = await bytesOf(name, file);
  if (bytes === null) throw fail('list-too-large', { file: name, megabytes: MOST_MEGABYTES });
  return iconv.decode(bytes, likelyEncoding(bytes), { stripBOM: true });
}

/** Null: there are too many. */
async function bytesOf(name: string, file: string): Promise<Buffer | null> {
  try {
    const { size } = await stat(file);
    return size > MOST_MEGABYTES << 20 ? null : await readFile(file);
  } catch (cause) {
    throw systemCode(cause) === 'ENOENT'
      ? fail('file-missing', { file: name }, { cause })
      : fail('file-unreadable', { file: name, reason: systemReason(cause) }, { cause });
  }
}
