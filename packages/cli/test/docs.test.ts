/** The documentation is held to the program: its commands really run, its lists are whole, its links lead somewhere. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  allFindings,
  allFormats,
  ERRORS,
  findWorkspace,
  importPaths,
  initWorkspace,
  listPolicies,
  makeReaderKey,
  OFFICES,
  openStore,
  previewFile,
  readWorkspaceConfiguration,
} from '@fmreview/core';
import { generate } from '@fmreview/fixtures/generate';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSiteRoles } from '../../core/src/map/site-roles.js';
import { REASONS } from '../../core/src/normalise/transforms.js';
import { readYamlFile } from '../../core/src/read/yaml-file.js';
import { reviewSettings } from '../../core/src/review-settings.js';
import { temporaryFolder } from './command.js';
import { findingsPage } from './findings-page.js';
import { formatsPage } from './formats-page.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (...place: readonly string[]) => readFileSync(join(root, ...place), 'utf8').replaceAll('\r\n', '\n');

const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((name) => ({ name: name.replaceAll('\\', '/'), text: read(name) }));
const everything = pages.map(({ text }) => text).join('\n');

const PASSPHRASE = 'thistle lantern orbit quince';
const PASSPHRASE_FILE = 'passphrase.txt';

/** A passphrase is slow on purpose, and all documents run at once. */
const LONGEST_MS = 180_000;

/** A small invented school: its exports, and a workspace with keys into which some of them were imported. */
let sample = '';
beforeAll(async () => {
  sample = await temporaryFolder();
  const [exports, ready] = [join(sample, 'exports'), join(sample, 'ready.yaml')];
  await generate({ out: exports, rows: 4_000, from: '2026-04-13', to: '2026-05-22' });
  await rename(join(exports, 'fmreview.yaml'), ready);
  await rm(join(exports, 'truth.json'));
  const school = { name: 'Our school', timeZone: 'Europe/London', policy: 'beech-green' };
  const workspace = await initWorkspace(join(sample, 'our-school'), school, ready);
  const store = await openStore(workspace);
  for (const office of OFFICES) await makeReaderKey(store, { name: office, offices: [office], passphrase: PASSPHRASE });
  await writeFile(join(sample, PASSPHRASE_FILE), PASSPHRASE);
  const paths = ['roster.csv', 'securus', 'squid'];
  await importPaths(store, readWorkspaceConfiguration(workspace), { paths, folder: exports });
  store.close();
}, LONGEST_MS);

/** One command of a block marked `console`, and what stands under it. Without output under it, any will do. */
interface Shown {
  readonly command: string;
  /** Every line as it is printed; `…` stands for any text, and alone on a line for any lines. */
  readonly output: readonly string[];
  readonly exitCode: number;
}

const EXIT_CODE = /^\[exit code (\d)\]$/;

/** A block that says a file's name is that file: the commands of its page find it beside them. */
const filesIn = (text: string) =>
  [...text.matchAll(/^```(?:csv|md|text|yaml) (\S+)\n(.*?)^```$/gms)].map(([, name = '', content = '']) => ({
    name,
    content,
  }));

function shownIn(text: string): Shown[] {
  const blocks = [...text.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block.split(/^\$ /m).flatMap((part): Shown[] => {
      const [command = '', ...below] = part.trimEnd().split('\n');
      if (command === '') return [];
      const exitCode = EXIT_CODE.exec(below.at(-1) ?? '')?.[1];
      return [
        { command, output: exitCode === undefined ? below : below.slice(0, -1), exitCode: Number(exitCode ?? 0) },
      ];
    }),
  );
}

function expectedOutput(lines: readonly string[]): RegExp {
  const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const patterns = lines.map((line) => (line === '…' ? '(?:.*\n)*?' : `${escaped(line).replaceAll('…', '.*')}\n`));
  return new RegExp(`^${patterns.join('')}$`);
}

const bin = join(root, 'packages', 'cli', 'dist', 'bin.js');

/** Words and data in the order in which a terminal would show them: both go to one file. */
async function runCommand(words: readonly string[], folder: string, log: string) {
  const file = await open(log, 'w');
  const child = spawn(process.execPath, [bin, ...words], {
    cwd: folder,
    env: { ...process.env, FMREVIEW_DEBUG: '', NO_COLOR: '1' },
    stdio: ['ignore', file.fd, file.fd],
  });
  await once(child, 'close');
  await file.close();
  const printed = await readFile(log, 'utf8');
  return { exitCode: child.exitCode, printed: printed.replaceAll('\r\n', '\n').replaceAll('\\', '/') };
}

/** At a terminal these ask for a passphrase. Here nobody sits at one, so the answer is in a file. */
function answered(words: readonly string[], folder: string): readonly string[] {
  const [command = '', action = ''] = words;
  const file = join(folder, PASSPHRASE_FILE);
  if (command === 'keys' && action !== 'list')
    return [...words, '--passphrase-file', file, '--with-passphrase-file', file];
  const isOfPerson = command === 'explain' && !action.includes(':');
  const needsKey = ['around', 'review', 'subject'].includes(command) || isOfPerson;
  return needsKey ? [...words, '--passphrase-file', file] : words;
}

async function runAll(commands: readonly Shown[], folder: string): Promise<void> {
  let current = folder;
  for (const { command, output, exitCode } of commands) {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const [program, ...rest] = words;
    if (program === 'cd') {
      current = join(current, ...rest);
      continue;
    }
    expect(program, command).toBe('fmreview');
    const result = await runCommand(answered(rest, folder), current, join(folder, 'printed.txt'));
    expect({ command, exitCode: result.exitCode }).toEqual({ command, exitCode });
    if (output.length > 0) expect(result.printed, command).toMatch(expectedOutput(output));
  }
}

describe.concurrent('the commands of', { timeout: LONGEST_MS }, () => {
  const documents = pages
    .map(({ name, text }) => ({ name, commands: shownIn(text), files: filesIn(text) }))
    .filter(({ commands }) => commands.length > 0);

  it.each(documents)('$name run as they are printed', async ({ commands, files }) => {
    const folder = await temporaryFolder();
    const makesItself = commands.some(({ command }) => command.startsWith('fmreview init our-school'));
    for (const part of ['exports', PASSPHRASE_FILE, ...(makesItself ? [] : ['our-school'])])
      await cp(join(sample, part), join(folder, part), { recursive: true });
    for (const { name, content } of files) await writeFile(join(folder, name), content);
    await runAll(commands, folder);
  });
});

/** As the usual readers of Markdown make them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

it.each(pages)('the links of $name lead somewhere', ({ name, text }) => {
  const prose = text.replace(/^```.*?^```$/gms, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const lost = links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? join(root, name) : join(root, dirname(name), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(read(relative(root, target))).includes(anchor);
  });
  expect(lost).toEqual([]);
});

/** Puts a table between two comments of a page, as the formatter leaves it; `vitest run -u` writes it there. */
function withTable(text: string, [name, [head = [], ...body]]: [string, string[][]]): string {
  const widths = head.map((_, index) => Math.max(...[head, ...body].map((row) => row[index]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const between = new RegExp(`(<!-- ${name}: made from [^>]*-->\\n)[^]*?(<!-- ${name}: end -->)`);
  expect(text).toMatch(between);
  const table = [head, rule, ...body].map(line).join('\n');
  return text.replace(between, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`);
}

describe('the reference', () => {
  it('of errors has every code and reason, in the words of the program', async () => {
    const errors = Object.entries(ERRORS).map(([code, { exitCode, message, hint }]) => [
      `\`${code}\``,
      String(exitCode),
      message,
      hint,
    ]);
    const reasons = Object.entries(REASONS).map(([code, words]) => [`\`${code}\``, words]);
    const tables = {
      errors: [['code', 'exit code', 'message', 'what to do'], ...errors],
      reasons: [['code', 'words'], ...reasons],
    };
    const page = Object.entries(tables).reduce(withTable, read('docs', 'reference', 'errors.md'));
    await expect(page).toMatchFileSnapshot(join(root, 'docs', 'reference', 'errors.md'));
  });

  it('of the formats is that of their declarations', async () => {
    await expect(formatsPage(allFormats())).toMatchFileSnapshot(join(root, 'docs', 'formats.md'));
  });

  it('of the findings is that of their declarations', async () => {
    const folder = join(root, 'packages', 'core', 'taxonomy', 'sites');
    const named = z.object({ title: z.string(), source: z.string() });
    const sites = loadSiteRoles();
    const lists = [...new Set(sites.map(({ role }) => role))].map((role) => {
      const { value } = readYamlFile(join(folder, `${role}.yaml`), named, { errorCode: 'taxonomy-faults' });
      return { role, siteCount: sites.filter((site) => site.role === role).length, ...value };
    });
    await expect(findingsPage(allFindings(), lists)).toMatchFileSnapshot(
      join(root, 'docs', 'reference', 'findings.md'),
    );
  });

  it('of the settings has one whole example, which the program reads', async () => {
    const [example] = filesIn(read('docs', 'settings.md')).filter(({ name }) => name === 'fmreview.yaml');
    const workspace = await initWorkspace(await temporaryFolder(), {
      ...{ name: 'Our school', timeZone: 'Europe/London', policy: 'beech-green' },
    });
    const [before = ''] = readFileSync(workspace.configurationFile, 'utf8').split('# What follows');
    await writeFile(workspace.configurationFile, `${before}${example?.content ?? ''}`);
    const settings = Object.entries(readWorkspaceConfiguration(workspace));
    const names = Object.keys(reviewSettings);
    const empty = settings.filter(([name, value]) => names.includes(name) && Object.keys(value ?? {}).length === 0);
    expect({ names, empty }).toEqual({ names: expect.arrayContaining(['blocks', 'checks']), empty: [] });
  });

  it('of the configuration has every field that init writes', async () => {
    const folder = await temporaryFolder();
    await initWorkspace(folder, { name: 'Our school', timeZone: 'Europe/London', policy: 'beech-green' });
    const { configurationFile } = findWorkspace(folder, folder);
    const page = read('docs', 'reference', 'configuration.md');
    const written = readFileSync(configurationFile, 'utf8').replaceAll(/^\s*#.*$/gm, '');
    const fields = [...written.matchAll(/(?:^\s*|[{,] ?|- \{ )([a-zA-Z]+):/gm)].map(([, field = '']) => field);
    expect(fields).toContain('thresholdPeople');
    expect(fields.filter((field) => !new RegExp(`[\`.]${field}[\`.]`).test(page))).toEqual([]);
  });

  it('of preview --json has every field of every kind', async () => {
    const page = read('docs', 'reference', 'preview-json.md');
    const lists = ['roster.csv', 'devices.csv', 'outcomes.csv', 'concerns.csv', 'acceptance.csv'];
    const files = [...lists, 'squid/access-2026-04.log', 'securus/captures-1.csv'];
    for (const file of files) {
      for await (const row of previewFile(join(sample, 'exports', file))) {
        if (row.kind !== 'record') continue;
        expect(Object.keys(row.fields).filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
        break;
      }
    }
  });
});

const manifest = z.object({
  scripts: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const manifestIn = (...folder: readonly string[]) => manifest.parse(JSON.parse(read(...folder, 'package.json')));

describe('the documentation', () => {
  it('names every format, and only scripts that exist', () => {
    expect(allFormats().flatMap(({ id }) => (everything.includes(`\`${id}\``) ? [] : [id]))).toEqual([]);
    const { scripts } = manifestIn();
    const named = [...everything.matchAll(/\bnpm (?:run ([a-z-]+)|(test))\b/g)].map(([, run, test]) => run ?? test);
    expect(named.filter((script) => script === undefined || !(script in scripts))).toEqual([]);
  });

  it('has a line for every dependency', () => {
    const page = read('docs', 'decisions', '0005-dependencies.md');
    const packages = readdirSync(join(root, 'packages')).map((name) => ['packages', name]);
    const names = [[], ['fixtures'], ['bench'], ...packages].flatMap((folder) => {
      const { dependencies, devDependencies } = manifestIn(...folder);
      return Object.entries({ ...dependencies, ...devDependencies });
    });
    const missing = names.filter(
      ([name, version]) => !version.startsWith('workspace:') && !page.includes(`| \`${name}\` `),
    );
    expect(missing).toEqual([]);
  });

  it('shows whole files as they are', () => {
    const sources = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /[\\/]src[\\/]/.test(name) && !name.includes('node_modules'),
    );
    const shown = [...everything.matchAll(/whole\s+of\s+`([\w-]+\.ts)`:\n\n```ts\n(.*?)^```$/gms)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, name = '', text] of shown) {
      const [path = ''] = sources.filter((source) => basename(source) === name);
      expect(text, name).toBe(read('packages', path));
    }
  });

  it('counts the clauses of every shipped policy pack', () => {
    const rows = read('docs', 'guides', 'policy.md').split('\n');
    const wrong = listPolicies().filter(
      ({ id, clauseCount }) =>
        !rows.some((row) => row.startsWith(`| \`${id}\` `) && /\| +(\d+) +\|/.exec(row)?.[1] === String(clauseCount)),
    );
    expect(wrong).toEqual([]);
  });

  it('lists every decision', () => {
    const files = readdirSync(join(root, 'docs', 'decisions')).filter((name) => /^\d{4}-/.test(name));
    const index = read('docs', 'decisions', 'README.md');
    expect(files.filter((name) => !index.includes(`(${name})`))).toEqual([]);
  });
});
