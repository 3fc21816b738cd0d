// One way to read a YAML file: parse it, judge its shape, and report every fault at once, each with its line.

import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { type Fault, fail } from '../errors.js';
import { systemCode, systemReason } from './system-reason.js';

export type FieldPath = readonly (string | number)[];

export interface FieldFault {
  readonly path: FieldPath;
  readonly message: string;
}

export interface YamlOptions {
  readonly errorCode: 'configuration-faults' | 'policy-faults' | 'taxonomy-faults' | 'nation-faults' | 'mapping-faults';
  // Sees the value even when its shape is wrong, so that faults between fields are reported beside faults in them.
  readonly crossCheck?: (value: unknown) => readonly FieldFault[];
}

export interface YamlFile<Value> {
  readonly value: Value;
  readonly lineOf: (path: FieldPath) => number;
}

export function readYamlFile<Value>(file: string, schema: z.ZodType<Value>, options: YamlOptions): YamlFile<Value> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => lines.linePos(offset);
  const lineOf = (path: FieldPath) => place(offsetOf(document.contents, path)).line;

  const faults = document.errors.map((error) => ({ file, ...placed(place(error.pos[0])), message: syntaxText(error) }));
  // After broken syntax the rest of the tree is a guess; a duplicate key leaves it sound.
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) throw faulty(file, faults, options);

  const hasField = (path: FieldPath) => path.length === 0 || document.hasIn(path);
  const raw = plainValue(file, document, options);
  const parsed = schema.safeParse(raw);
  const shape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => issueFaults(issue, hasField));
  for (const fault of [...shape, ...(options.crossCheck?.(raw) ?? [])]) {
    const position = placed(place(offsetOf(document.contents, fault.path)));
    faults.push({ file, ...position, message: fault.message });
  }
  if (!parsed.success || faults.length > 0) throw faulty(file, faults, options);
  return { value: parsed.data, lineOf };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw systemCode(cause) === 'ENOENT'
      ? fail('file-missing', { file }, { cause })
      : unreadable(file, systemReason(cause), cause);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(file, 'it is not UTF-8 text', cause);
  }
}

function unreadable(file: string, reason: string, cause: unknown) {
  return fail('file-unreadable', { file, reason }, { cause });
}

function plainValue(file: string, document: { toJS: () => unknown }, options: YamlOptions): unknown {
  try {
    return document.toJS();
  } catch {
    throw faulty(
      file,
      [{ file, line: 1, column: null, message: 'an alias (*name) has no anchor (&name), or aliases multiply' }],
      options,
    );
  }
}

function faulty(file: string, faults: readonly Fault[], options: YamlOptions) {
  const ordered = faults.toSorted((one, other) => one.line - other.line || (one.column ?? 0) - (other.column ?? 0));
  return fail(options.errorCode, { file, count: ordered.length }, { faults: ordered });
}

const placed = (position: { line: number; col: number }) => ({ line: position.line, column: position.col });

// The parser's own sentences may quote the file, so each code gets a sentence here.
function syntaxText(error: YAMLError): string {
  if (error.code === 'DUPLICATE_KEY') return 'this key is there twice';
  if (error.code === 'BAD_INDENT') return 'the indentation is wrong';
  if (error.code === 'TAB_AS_INDENT') return 'indent with spaces, not with a tab';
  if (error.code === 'MISSING_CHAR') return 'a closing quotation mark, a bracket, a colon or a comma is missing';
  if (error.code === 'MULTIPLE_DOCS') return 'only one document is allowed in the file';
  return `not valid YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`;
}

function issueFaults(
  issue: z.core.$ZodIssue,
  hasField: (path: FieldPath) => boolean,
  above: FieldPath = [],
): FieldFault[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((key) => [...path, key]);
    return unknown.map((place) => ({ path: place, message: `${fieldName(place)} is not a known field` }));
  }
  if (!hasField(path)) return [{ path, message: `${fieldName(path)}: is missing` }];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return likeliest(issue.errors).flatMap((inner) => issueFaults(inner, hasField, path));
  }
  return [{ path, message: `${fieldName(path)}: ${issue.message}` }];
}

// Of the shapes that were allowed, the one that the value follows furthest is the one that was meant.
function likeliest(shapes: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));
  return shapes.toSorted((one, other) => depth(other) - depth(one) || one.length - other.length)[0] ?? [];
}

export function fieldName(path: FieldPath): string {
  const name = path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part + 1}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
  return name === '' ? 'the file' : name;
}

// The second and later uses of a key are faults; an empty key stands for one that has a fault of its own already.
export function repeated(entries: readonly { readonly key: string; readonly path: FieldPath }[]): FieldFault[] {
  const seen = new Set<string>();
  const faults: FieldFault[] = [];
  for (const { key, path } of entries) {
    if (key !== '' && seen.has(key)) faults.push({ path, message: `${fieldName(path)}: is there twice` });
    seen.add(key);
  }
  return faults;
}

// The place of the deepest part of the path that exists: a missing field is reported where it should have been.
function offsetOf(node: ParsedNode | null, path: FieldPath): number {
  let offset = node?.range[0] ?? 0;
  let current = node;
  for (const part of path) {
    if (isMap<ParsedNode, ParsedNode | null>(current)) {
      const pair = current.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return offset;
      offset = pair.key.range[0];
      current = pair.value;
    } else if (isSeq<ParsedNode>(current)) {
      const item = typeof part === 'number' ? current.items[part] : undefined;
      if (item === undefined) return offset;
      offset = item.range[0];
      current = item;
    } else return offset;
  }
  return offset;
}
