/**
 * Log lines that this project did not write are read right. They are no part of it: where they do not lie beside the project,
 * nothing of this is tested. What each line says was written from the vendors' documentation (support/sample-expectations).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, identifyFile, type PreviewRow, previewFile } from '../src/index.js';
import { SAMPLE_GROUPS } from './support/sample-expectations/index.js';
import type { SampleGroup, WebRequest } from './support/sample-expectations/reading.js';

type Fields = Extract<PreviewRow, { kind: 'record' }>['fields'];

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const { FMREVIEW_SHARED = path.join('..', 'shared') } = process.env;
const samples = path.resolve(repository, FMREVIEW_SHARED, 'samples');
const MISSING = existsSync(samples) ? null : 'the sample logs of other projects are not beside this repository';

/** After the newest of the samples: a syslog header without a year gets the latest one before this day. */
const EXPORTED_ON = '2023-10-31';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fmreview-samples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function linesOf(file: string): string[] {
  const lines = readFileSync(path.join(samples, file), 'utf8').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Some lines of a sample in a file of their own, and the number that each had. */
async function cutFrom(group: SampleGroup, wanted: readonly number[], name: string) {
  const all = linesOf(group.file);
  const numbers = wanted.toSorted((a, b) => a - b);
  const file = path.join(folder, `${group.file}-${group.format}-${name}`);
  await writeFile(file, numbers.map((line) => `${all[line - 1]}\n`).join(''));
  return { file, numberOf: (line: number) => numbers[line - 1] ?? line };
}

const readingOf = (group: SampleGroup) => group.read(linesOf(group.file));
const allLines = (group: SampleGroup): number[] => {
  const { requests, others } = readingOf(group);
  return [...requests.keys(), ...others.keys()];
};

const refusal = (error: AppError): string => `refused: ${error.code}`;

/** Records by the line of the sample, the reasons of the lines that were turned down, and why the whole file was refused. */
async function previewOf(group: SampleGroup) {
  const { file, numberOf } = await cutFrom(group, allLines(group), 'whole');
  const records = new Map<number, Fields>();
  const rejected = new Map<number, string>();
  try {
    for await (const row of previewFile(file, { format: group.format ?? undefined, exportedOn: EXPORTED_ON })) {
      if (row.kind === 'record') records.set(numberOf(row.line), row.fields);
      else rejected.set(numberOf(row.line), [row.reason, row.column].filter((part) => part !== null).join(', column '));
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { records, rejected, refused: refusal(error) };
  }
  return { records, rejected, refused: null };
}

/** What a file is taken for: a format's id, or the code of the error. */
async function recognised(file: string): Promise<string> {
  try {
    return (await identifyFile(file)).format;
  } catch (error) {
    if (error instanceof AppError) return refusal(error);
    throw error;
  }
}

const expectedFields = (request: WebRequest): [field: string, value: string | null][] => [
  ['@timestamp', request.time],
  ['user.name', request.user],
  ...(request.domain === undefined ? [] : ([['user.domain', request.domain]] satisfies [string, string | null][])),
  ['source.ip', request.source],
  ['url.domain', request.host],
  ['fmreview.action', request.action],
  ['fmreview.category', request.category],
];

function differences(request: WebRequest, fields: Fields): string[] {
  return expectedFields(request).flatMap(([field, expected]) => {
    const got = fields[field] ?? null;
    return got === expected ? [] : [`${field}: expected ${expected}, got ${got}`];
  });
}

interface LineFault {
  readonly line: number;
  readonly fault: string;
}

/** `file:line: what is wrong`, each fault once with its first line and how many more have it. */
function shown(file: string, faults: readonly LineFault[]): string[] {
  const lines = new Map<string, number[]>();
  for (const { line, fault } of faults) lines.set(fault, [...(lines.get(fault) ?? []), line]);
  return [...lines].map(([fault, [first, ...more]]) =>
    more.length === 0 ? `${file}:${first}: ${fault}` : `${file}:${first}: ${fault} (and ${more.length} more lines)`,
  );
}

const FILES = MISSING === null ? readdirSync(samples).filter((name) => name.endsWith('.log')) : [];

it.skipIf(MISSING !== null)('accounts for every line of every sample file', () => {
  for (const file of FILES) {
    const read = SAMPLE_GROUPS.filter((group) => group.file === file).flatMap(allLines);
    const there = linesOf(file).map((_, index) => index + 1);
    expect(
      read.toSorted((a, b) => a - b),
      file,
    ).toEqual(there);
  }
});

const named = (group: SampleGroup) => `${group.file}, ${group.format ?? 'no format'}`;

describe.skipIf(MISSING !== null)('a sample', () => {
  const withRequests = SAMPLE_GROUPS.filter((group) => group.format !== null).map(
    (group) => [named(group), group] as const,
  );

  it.each(withRequests)('is recognised, alone and among the other lines of its file: %s', async (_, group) => {
    const alone = await cutFrom(group, [...readingOf(group).requests.keys()], 'alone');
    const among = await cutFrom(group, allLines(group), 'among');
    const found = { alone: await recognised(alone.file), among: await recognised(among.file) };
    expect(found).toEqual({ alone: group.format, among: group.format });
  });

  it.each(withRequests)('gives every request as it was: %s', async (_, group) => {
    const { records, rejected, refused } = await previewOf(group);
    const faults = [...readingOf(group).requests].flatMap(([line, request]) => {
      const fields = records.get(line);
      const missing = `no record (${refused ?? rejected.get(line) ?? 'left out'})`;
      const found = fields === undefined ? [missing] : differences(request, fields);
      return found.map((fault) => ({ line, fault }));
    });
    expect(shown(group.file, faults)).toEqual([]);
  });

  it.each(SAMPLE_GROUPS.map((group) => [named(group), group] as const))(
    'makes no host of a line that is no request: %s',
    async (_, group) => {
      // A file in which no format sees its own lines may be refused as a whole: no row is made up.
      const { records } = await previewOf(group);
      const faults = [...readingOf(group).others].flatMap(([line, why]) => {
        const host = records.get(line)?.['url.domain'] ?? null;
        return host === null ? [] : [{ line, fault: `url.domain: expected none (${why}), got ${host}` }];
      });
      expect(shown(group.file, faults)).toEqual([]);
    },
  );
});

it.runIf(MISSING !== null)('reads the samples where they are', (context) => context.skip(MISSING ?? ''));
