/** Every format's examples are its tests, and the catalogue is tested as a whole. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allFormats, identifyFile, type PreviewRow, previewFile } from '../src/index.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-formats-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(path: string, exportedOn?: string): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = [];
  for await (const row of previewFile(path, { exportedOn })) rows.push(row);
  return rows;
}

describe.each(allFormats().map((format) => [format.id, format] as const))('%s', (id, format) => {
  it.each(format.examples.map((example) => [example.what, example] as const))('%s', async (what, example) => {
    const path = join(folder, `${id}-${what.replace(/\W+/g, '-')}`);
    await writeFile(path, example.file);
    expect((await identifyFile(path)).format).toBe(id);
    const rows = await rowsOf(path, example.exportedOn);
    const records = rows.flatMap((row) => (row.kind === 'record' ? [row.fields] : []));
    expect(records).toHaveLength(example.rows.length);
    for (const [index, expected] of example.rows.entries()) expect(records[index]).toMatchObject(expected);
    const rejected = rows.flatMap(({ kind, ...row }) => (kind === 'rejected' ? [row] : []));
    expect(rejected).toEqual(example.rejected ?? []);
  });
});

it('has one file for each format, named after its id', async () => {
  const files = await readdir(new URL('../src/formats/', import.meta.url));
  const ids = files.filter((file) => !file.includes('.generated.')).map((file) => file.replace(/\.ts$/, ''));
  expect(allFormats().map((format) => format.id)).toEqual(ids.toSorted());
});
