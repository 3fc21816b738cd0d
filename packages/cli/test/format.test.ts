/** A mapping: drafted from an export, refused while something is to be decided, checked, and used. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as format from '../src/commands/format.js';
import * as preview from '../src/commands/preview.js';
import { fmreview, temporaryFolder } from './command.js';
import { inProcess } from './in-process.js';

const EXPORT = [
  'Login name|Time stamp|Web page|Decision|PC address|Colour of the badge',
  'FERNHOLLOW\\toskelby|2026-03-02 10:00:00|https://www.example.org/a|Blocked|10.20.1.15|vermilion',
  'FERNHOLLOW\\bdolvane|2026-03-02 10:00:01|https://www.example.org/b|Allowed|10.20.1.16|vermilion',
  'FERNHOLLOW\\bdolvane|some day|https://www.example.org/b|Allowed|10.20.1.16|vermilion',
  '',
].join('\n');

const draftShape = z.strictObject({
  file: z.string().nullable(),
  known: z.string().nullable(),
  kind: z.string(),
  toDecide: z.array(z.string()),
  fields: z.array(
    z.strictObject({ name: z.string(), isFound: z.boolean(), sureness: z.string().nullable(), reason: z.string() }),
  ),
  unused: z.array(z.strictObject({ place: z.int().positive(), name: z.string().nullable(), content: z.string() })),
});
const checkShape = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  fields: z.array(z.string()),
  counts: z
    .object({
      lines: z.int(),
      records: z.int(),
      ignored: z.int(),
      rejected: z.array(z.object({ column: z.string().nullable(), reason: z.string(), count: z.int() })),
    })
    .nullable(),
});

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('fmreview format', () => {
  it('drafts a mapping that --as takes, and checks it against the export', async () => {
    const folder = await temporaryFolder({ 'export.csv': EXPORT });
    const drafted = await inProcess(format, folder, { action: 'draft', files: ['export.csv'], out: 'my-filter.yaml' });
    expect(drafted).toMatchObject({ exitCode: 0, data: join(folder, 'my-filter.yaml') });
    expect(drafted.words.join(' ')).toContain('fmreview format check my-filter.yaml export.csv');
    const text = await readFile(join(folder, 'my-filter.yaml'), 'utf8');
    for (const held of ['toskelby', 'bdolvane', 'example.org', 'vermilion']) expect(text).not.toContain(held);

    const checked = await inProcess(format, folder, { action: 'check', files: ['my-filter.yaml', 'export.csv'] });
    expect(checked.words).toEqual(['No faults.']);
    expect(widest(checked.data)).toBeLessThanOrEqual(80);
    const json = await inProcess(format, folder, {
      action: 'check',
      files: ['my-filter.yaml', 'export.csv'],
      json: true,
    });
    expect(checkShape.parse(JSON.parse(json.data))).toMatchObject({
      id: expect.stringMatching(/^own:[0-9a-f]{12}$/),
      counts: { lines: 4, records: 2, ignored: 1, rejected: [{ column: 'time', reason: 'not-a-time', count: 1 }] },
    });

    const shown = await inProcess(preview, folder, { file: 'export.csv', as: './my-filter.yaml' });
    expect(shown.words.join('\n')).toContain('Read as your own mapping');
  });

  it('says first that an import would refuse the file, and fails', async () => {
    const folder = await temporaryFolder({ 'export.csv': EXPORT });
    await inProcess(format, folder, { action: 'draft', files: ['export.csv'], out: 'mine.yaml' });
    const broken = EXPORT.replaceAll(/2026-03-02 10:00:0\d/g, 'some day');
    await writeFile(join(folder, 'broken.csv'), broken);
    const checked = await inProcess(format, folder, { action: 'check', files: ['mine.yaml', 'broken.csv'] });
    expect(checked.exitCode).toBe(3);
    expect(checked.words).toHaveLength(1);
    expect(checked.words[0]).toContain('Nearly every record is rejected');
  });

  it('has shapes to rely on', async () => {
    const folder = await temporaryFolder({ 'export.csv': 'User,Category,Action,Bytes\ntoskelby,Games,Blocked,12\n' });
    const { data } = await inProcess(format, folder, {
      action: 'draft',
      files: ['export.csv'],
      kind: 'request',
      json: true,
    });
    const drafted = draftShape.parse(JSON.parse(data));
    expect(drafted).toMatchObject({ file: null, known: null, kind: 'request', toDecide: ['time', 'url'] });
    expect(data).not.toContain('toskelby');
  });

  it('overwrites nothing that people may have corrected', async () => {
    const folder = await temporaryFolder({ 'export.csv': EXPORT, 'mine.yaml': 'corrected' });
    const again = inProcess(format, folder, { action: 'draft', files: ['export.csv'], out: 'mine.yaml' });
    await expect(again).rejects.toMatchObject({ code: 'output-exists', exitCode: 2 });
    expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toBe('corrected');
  });

  it('lists the faults of a mapping with their lines, and of a layout on the command line', async () => {
    const folder = await temporaryFolder({ 'export.csv': EXPORT });
    await writeFile(join(folder, 'mine.yaml'), 'kind: request\ntitle: Ours\nfields: {}\n');
    const faulty = await fmreview(['format', 'check', 'mine.yaml'], { folder });
    expect(faulty.exitCode).toBe(4);
    for (const fault of [
      'mine.yaml:1:1 product: is missing',
      'mine.yaml:1:1 frame: is missing',
      'mine.yaml:3:1 fields.time',
    ])
      expect(faulty.stderr).toContain(fault);
    const logformat = await fmreview(['preview', 'export.csv', '--as', 'logformat:%ts %Xq'], { folder });
    expect(logformat.exitCode).toBe(4);
    expect(logformat.stderr).toContain('no code that is known stands at character 5');
  });

  it('tells that a format reads the file already', async () => {
    const folder = await temporaryFolder({
      'export.csv': 'Date and time,User,URL,Category,Action\n02/03/2026 10:00:00,toskelby,example.org,Games,Blocked\n',
    });
    const { data, words } = await inProcess(format, folder, { action: 'draft', files: ['export.csv'] });
    expect(words.join(' ')).toContain('The format web-filter-csv reads this file already');
    expect(data).not.toContain('toskelby');
  });

  it('is wrong use with what belongs to the other action', async () => {
    const folder = await temporaryFolder({ 'export.csv': EXPORT });
    await expect(inProcess(format, folder, { action: 'check', files: ['x.yaml'], kind: 'request' })).rejects.toThrow(
      'belong to draft',
    );
    await expect(inProcess(format, folder, { action: 'draft', files: ['export.csv'], out: 'x.txt' })).rejects.toThrow(
      '.yaml',
    );
  });
});
