/** A format is one new file: in a copy of the project one is added, nothing else is touched, and its files are read. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const COPIED = ['scripts', 'tsconfig.base.json', 'packages/core'];

const FORMAT = `import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'fern-filter',
  kind: 'request',
  title: 'Fern filter log',
  product: 'Fern filter',
  layout: 'unconfirmed',
  source: 'Made up for this test.',
  frame: { by: 'pairs', between: ',' },
  clock: 'utc',
  recognise: { line: /^fern=1,/ },
  categories: 'web-filter-csv',
  actions: { nay: 'blocked', aye: 'allowed' },
  fields: {
    time: { aliases: ['at'], as: 'epoch' },
    user: { aliases: ['who'], as: 'account' },
    url: { aliases: ['where'], as: 'text' },
    action: { aliases: ['may'], as: 'text' },
  },
  examples: [
    {
      what: 'a page that was refused',
      file: 'fern=1,at=1772442000,who=toskelby,where=https://www.example.org/,may=nay',
      rows: [{ 'user.name': 'toskelby', 'fmreview.action': 'blocked' }],
    },
  ],
});
`;

/** What anybody would run after adding the file: nothing of it is written by hand. */
const USE = `import { allFormats, previewFile } from './packages/core/dist/index.js';
const rows = [];
for await (const { fields } of previewFile(process.argv[2])) rows.push(fields);
process.stdout.write(JSON.stringify({ ids: allFormats().map(({ id }) => id), rows }));
`;

let copy = '';
beforeAll(async () => {
  copy = await temporaryFolder('one-file');
  const isSource = (path: string) =>
    !/[\\\\/](?:node_modules|dist|test)(?:$|[\\\\/])/.test(path.slice(root.length - 1));
  for (const part of COPIED) cpSync(join(root, part), join(copy, part), { recursive: true, filter: isSource });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  symlinkSync(join(root, 'packages/core/node_modules'), join(copy, 'packages/core/node_modules'), 'junction');
});
afterAll(() => removeFolder(copy));

const run = (...words: string[]) => execFileSync(process.execPath, words, { cwd: copy, encoding: 'utf8' });

/** Every file that is not made by a script, with what it holds. */
function contents(): Map<string, string> {
  const files = COPIED.flatMap((part) =>
    statSync(join(copy, part)).isDirectory()
      ? readdirSync(join(copy, part), { recursive: true, encoding: 'utf8' }).map((name) => join(part, name))
      : [part],
  );
  const written = files.filter((name) => !/node_modules|[\\\\/]dist[\\\\/]?|generated|tsbuildinfo/.test(name));
  return new Map(
    written
      .filter((name) => statSync(join(copy, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(copy, name)))
          .digest('hex'),
      ]),
  );
}

it('adds a format with one new file', () => {
  const before = contents();
  const added = join('packages', 'core', 'src', 'formats', 'fern-filter.ts');
  writeFileSync(join(copy, added), FORMAT);
  run(join('scripts', 'registries.mjs'));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(compiler, '-p', join('packages', 'core'), '--noCheck', '--composite', 'false', '--declaration', 'false');
  const after = contents();
  expect([...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name)).toEqual([added]);
  expect(after.size).toBe(before.size + 1);
  writeFileSync(join(copy, 'use.mjs'), USE);
  writeFileSync(join(copy, 'fern.log'), 'fern=1,at=1772442001,who=bdolvane,where=https://www.example.net/a,may=aye\n');
  const { ids, rows } = JSON.parse(run('use.mjs', 'fern.log'));
  expect(ids).toContain('fern-filter');
  expect(rows).toMatchObject([
    {
      '@timestamp': '2026-03-02T09:00:01.000Z',
      'user.name': 'bdolvane',
      'url.domain': 'www.example.net',
      'fmreview.action': 'allowed',
      'fmreview.format': 'fern-filter',
    },
  ]);
});
