/** The command line as it is declared. What a command does lies in its own file, loaded only when it runs. */
import { readFileSync } from 'node:fs';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { CommandModule } from './context.js';
import { exitCodesText } from './exit-codes.js';
import { throwWrongUse } from './wrong-use.js';

export type Execute = (load: () => Promise<CommandModule>, input: unknown) => Promise<void>;

const HELP_COLUMNS = 80;

const examples = (...lines: readonly string[]) => ['Examples:', ...lines.map((line) => `  ${line}`), ''].join('\n');
const workspace = () =>
  new Option('--workspace <dir>', 'the workspace (default: this folder, or the nearest above that is one)');
const json = (shape: string) => new Option('--json', `print JSON: ${shape}`);
const format = () => new Option('--as <format>', 'take this format (default: recognised by the content)');

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}

function someText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give at least one letter.');
  return text.trim();
}

function timeZone(text: string): string {
  if (text === 'UTC' || Intl.supportedValuesOf('timeZone').includes(text)) return text;
  throw new InvalidArgumentError('Give a time zone such as Europe/London.');
}

const gather = (text: string, earlier: readonly string[] = []): string[] => [...earlier, text];

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

/** Arguments and options under their names, as one value for the command to judge. */
function inputOf(command: Command): Record<string, unknown> {
  const input: Record<string, unknown> = command.opts();
  for (const [index, argument] of command.registeredArguments.entries()) {
    input[argument.name()] = command.processedArgs[index];
  }
  return input;
}

export function buildProgram(execute: Execute): Command {
  const program = new Command('fmreview')
    .description('Filtering and monitoring reviews for schools: exports in, the governors’ report out.')
    .version(version(), '-V, --version', 'print the version')
    .option('--debug', 'show where an unexpected fault happened (also: FMREVIEW_DEBUG=1)')
    .configureHelp({ helpWidth: HELP_COLUMNS })
    .helpOption('-h, --help', 'print help')
    .addHelpText(
      'before',
      examples(
        'fmreview init our-school',
        'cd our-school',
        'fmreview import ../exports',
        'fmreview review --period 2026-01-05..2026-03-27 --edition all --out review',
      ),
    )
    .addHelpText('after', `\n${exitCodesText()}\n\nData goes to stdout, words and progress to stderr.`);
  const declare = (usage: string, load: () => Promise<CommandModule>, ...lines: readonly string[]) => {
    const command = program.command(usage).addHelpText('before', examples(...lines));
    return command.action(() => execute(load, inputOf(command)));
  };
  declareSetUp(declare);
  declareReading(declare);
  declareReviewing(declare);
  declareList(declare);
  program.helpCommand('help [command]', 'print help for a command');
  throwWrongUse(program);
  return program;
}

type Declare = (usage: string, load: () => Promise<CommandModule>, ...examples: readonly string[]) => Command;

function declareSetUp(declare: Declare): void {
  declare(
    'init',
    () => import('./commands/init.js'),
    'fmreview init our-school',
    'fmreview init our-school --name "Our Primary School" --policy beech-green',
  )
    .summary('make a workspace, the folder of one school')
    .description('Make a workspace: the folder of one school. Asks only in a terminal.')
    .argument('<dir>', 'the folder; made when missing')
    .option('--name <school>', 'name of the school (default: "Our school")', someText)
    .option('--time-zone <zone>', 'where its clocks are (default: Europe/London)', timeZone)
    .option('--policy <id>', 'policy pack (default: beech-green; fmreview list policies)')
    .addOption(
      new Option('--config <file>', 'take this fmreview.yaml instead').conflicts(['name', 'timeZone', 'policy']),
    );
}

function declareReading(declare: Declare): void {
  declare(
    'import',
    () => import('./commands/import.js'),
    'fmreview import exports/',
    'fmreview import "logs/access-*.log" roster.csv',
    'fmreview import export.csv --as web-filter-csv --json',
  )
    .summary('load exports into the workspace')
    .description('Load exports into the workspace. A file loaded before is skipped, so running it again is safe.')
    .argument('<paths...>', 'files, folders, or patterns in quotation marks')
    .addOption(format())
    .addOption(workspace())
    .addOption(json('{files, failures, totals}'));
  declare(
    'preview',
    () => import('./commands/preview.js'),
    'fmreview preview access.log',
    'fmreview preview export.csv --json --limit 100',
  )
    .summary('show how a file is read, without storing it')
    .description('Show how the lines of a file are read. Stores nothing and needs no workspace. It may show names.')
    .argument('<file>', 'the file')
    .addOption(format())
    .option('--time-zone <zone>', 'where local times are (default: Europe/London)', timeZone)
    .option('--limit <n>', 'how many rows (default: 20; with --json all)', wholeNumber)
    .addOption(json('one object a row, with Elastic Common Schema names'));
  declare(
    'status',
    () => import('./commands/status.js'),
    'fmreview status',
    'fmreview status --rejections',
    'fmreview status --json',
  )
    .summary('show what the workspace holds')
    .description('Show what the workspace holds: files, their lines, the days they cover.')
    .option('--rejections', 'show the lines that were rejected, and why')
    .addOption(workspace())
    .addOption(json('{files, requests, captures, people, accounts, firstDay, lastDay, rejections}'));
}

function declareReviewing(declare: Declare): void {
  declare(
    'review',
    () => import('./commands/review.js'),
    'fmreview review --period 2026-01-05..2026-03-27 --edition all --out review',
    'fmreview review --period 2026-01-05..2026-03-27 --edition dsl --out dsl-only',
  )
    .summary('make the review of a period')
    .description('Make the review of a period, in one or more editions. Prints the files made.')
    .requiredOption('--period <from>..<to>', 'first and last day, such as 2026-01-05..2026-03-27')
    .requiredOption('--edition <name>', 'governors, dsl (it names people), or all; may be repeated', gather)
    .requiredOption('--out <dir>', 'folder for the files; made when missing')
    .option('--format <list>', 'pdf, html, json, with commas between (default: all)')
    .addOption(workspace())
    .addOption(json('{files: [{edition, format, path}]}'));
  declare('explain', () => import('./commands/explain.js'), 'fmreview explain 10:173')
    .summary('show how one event came to its clause')
    .description('Show, step by step, how one event came to its clause, its route and its suggested step.')
    .argument('<id>', 'id of the event, as a review prints it')
    .addOption(workspace())
    .addOption(json('{id, steps: [{stage, words, where}]}'));
}

function declareList(declare: Declare): void {
  declare('list', () => import('./commands/list.js'), 'fmreview list formats', 'fmreview list policies --json')
    .summary('list formats, policies or findings')
    .description('List what the program knows: formats of files, policy packs, or findings.')
    .addArgument(new Argument('<what>', 'what to list').choices(['formats', 'policies', 'findings']))
    .addOption(json('an array under the name of what is listed'));
}
