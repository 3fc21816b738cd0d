/** The file `audit.jsonl` and the end of its chain that the store remembers, so that a last line taken out is missed. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { systemCode } from '../read/system-reason.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { type AuditLine, CHAIN_START, type ChainEnd, isAsWritten, parseAuditLine } from './audit-line.js';

export interface WrittenLine {
  /** null where it is no line of an audit. */
  readonly line: AuditLine | null;
  readonly isAsWritten: boolean;
}

export interface AuditFile {
  readonly lines: readonly WrittenLine[];
  /** Bytes up to the end of the last whole line. */
  readonly wholeBytes: number;
  /** Whether more bytes follow: a line that was cut off while it was written. */
  readonly isTorn: boolean;
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

const LINE_END = 0x0a;

export async function readAuditFile({ workspace, keyring }: Store): Promise<AuditFile> {
  const bytes = await bytesOf(workspace.auditFile);
  const wholeBytes = bytes.lastIndexOf(LINE_END) + 1;
  const texts = bytes.toString('utf8', 0, wholeBytes).split('\n').slice(0, -1);
  const lines = texts.map((text) => {
    const line = parseAuditLine(text);
    return { line, isAsWritten: line !== null && isAsWritten(keyring, text, line) };
  });
  return { lines, wholeBytes, isTorn: wholeBytes < bytes.length };
}

export async function readHead(store: Store): Promise<ChainEnd> {
  const [head] = await store.query(z.object({ seq: integer, hash: z.string() }), 'SELECT seq, hash FROM audit_head');
  return head ?? CHAIN_START;
}

/** One statement, so that it may stand inside a transaction of the caller's. */
export async function writeHead(store: Store, { seq, hash }: ChainEnd, isFirst: boolean): Promise<void> {
  const sql = isFirst ? 'INSERT INTO audit_head VALUES ($1, $2)' : 'UPDATE audit_head SET seq = $1, hash = $2';
  await store.run(sql, [BigInt(seq), hash]);
}

/** Sound lines that follow what the store remembers: a crash leaves one; an older copy of the store leaves more. */
export function linesBeyond({ lines }: AuditFile, head: ChainEnd): AuditLine[] {
  const at = lines.findLastIndex(({ line }) => line?.hash === head.hash);
  if (at < 0 && head.seq > 0) return [];
  const beyond: AuditLine[] = [];
  let end = head;
  for (const { line, isAsWritten: isSound } of lines.slice(at + 1)) {
    if (line === null || !isSound || line.seq !== end.seq + 1 || line.previous !== end.hash) return [];
    beyond.push(line);
    end = line;
  }
  return beyond;
}
