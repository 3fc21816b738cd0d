/** Templates: what is written imports as it is, and says how to fill it in. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as importCommand from '../src/commands/import.js';
import * as template from '../src/commands/template.js';
import { fmreview, temporaryFolder, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';
import { importShape } from './shapes.js';

const HEADERS = {
  outcomes: 'Event reference,Outcome,Incident,On purpose,Step,Decided on,Decided by,Notes',
  concerns: 'Date,Kind,Role,Account,Site,Device,What happened,Answer,Answered on',
  acceptance: 'Agreement,Person ID,Account,Signed on,Signed by',
  checks:
    'Date,Time,Checked by,Test,Tested,Device,Device name,Location,User group,Connection,Expected,Actual,Action,Owner,Closed on',
  exclusions: 'Phrase,Site,Topic,Role,Year,Class,Reason,Decided by,Decided on,From,Until,Notes',
  'list-decisions': 'Entry,List,Decision,Group,Reason,Decided by,Decided on,Look again on,Notes',
} as const;
const FORMATS = {
  outcomes: 'outcomes-csv',
  concerns: 'concerns-csv',
  acceptance: 'acceptance-csv',
  people: 'roster-csv',
  devices: 'device-registry-csv',
  checks: 'checks-csv',
  exclusions: 'exclusions-csv',
  'list-decisions': 'list-decisions-csv',
} as const;

const shape = z.strictObject({
  kind: z.string(),
  format: z.string(),
  file: z.string().nullable(),
  columns: z.array(z.strictObject({ name: z.string(), isRequired: z.boolean(), help: z.string() })).min(1),
});

describe('fmreview template', () => {
  it.each(Object.entries(HEADERS))('gives %s the columns that are agreed', async (kind, header) => {
    const { exitCode, data, words } = await inProcess(template, '.', { kind });
    expect({ exitCode, data }).toEqual({ exitCode: 0, data: header });
    for (const name of header.split(',')) expect(words.join('\n')).toContain(name);
    for (const line of words) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says for each column what to write, and whether it must be filled', async () => {
    const { words } = await inProcess(template, '.', { kind: 'outcomes' });
    const help = words.join(' ').replace(/\s+/g, ' ');
    expect(help).toContain('Outcome must be filled; one of: false positive, no further action, support given,');
    expect(help).toContain('On purpose may be empty; yes or no; empty where nobody can say');
    expect(help).toContain('one of: dsl, deputy dsl, headteacher, chair of governors, class teacher, other');
  });

  it('has a shape to rely on', async () => {
    const { data } = await inProcess(template, '.', { kind: 'acceptance', json: true });
    const { format, file, columns } = shape.parse(JSON.parse(data));
    expect({ format, file }).toEqual({ format: 'acceptance-csv', file: null });
    expect(columns.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual(['Agreement', 'Signed on']);
  });

  it('writes files that import as they are, without a row', async () => {
    const folder = await temporaryWorkspace();
    for (const kind of Object.keys(FORMATS)) {
      const { exitCode, data } = await inProcess(template, folder, { kind, out: `lists/${kind}.csv` });
      expect({ exitCode, data }).toEqual({ exitCode: 0, data: join(folder, 'lists', `${kind}.csv`) });
    }
    const { exitCode, data } = await inProcess(importCommand, folder, {
      paths: ['lists'],
      workspace: join(folder, 'school'),
      json: true,
    });
    const { files, failures } = importShape.parse(JSON.parse(data));
    expect({ exitCode, failures }).toEqual({ exitCode: 0, failures: [] });
    const imported = files.map((file) => (file.outcome === 'imported' ? [file.format, file.lines, file.ignored] : []));
    expect(imported.toSorted()).toEqual(
      Object.values(FORMATS)
        .map((format) => [format, 1, 1])
        .toSorted(),
    );
  });

  it('overwrites nothing that people may have filled in', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'outcomes.csv');
    await writeFile(path, 'filled in');
    await expect(inProcess(template, folder, { kind: 'outcomes', out: 'outcomes.csv' })).rejects.toMatchObject({
      code: 'output-exists',
      exitCode: 2,
    });
    expect(await readFile(path, 'utf8')).toBe('filled in');
  });

  it('names the folder that cannot be made, and says what to do', async () => {
    const folder = await temporaryFolder({ file: '' });
    await expect(inProcess(template, folder, { kind: 'people', out: 'file/lists/x.csv' })).rejects.toMatchObject({
      code: 'output-folder',
      message: expect.stringContaining(join(folder, 'file', 'lists')),
      hint: expect.stringContaining('--out'),
    });
  });

  it('is declared: a kind that nobody knows is wrong use', async () => {
    const folder = await temporaryFolder();
    const known = await fmreview(['template', 'concerns'], { folder });
    expect({ exitCode: known.exitCode, stdout: known.stdout }).toEqual({
      exitCode: 0,
      stdout: `${HEADERS.concerns}\n`,
    });
    expect((await fmreview(['template', 'wishes'], { folder })).exitCode).toBe(2);
  });
});
