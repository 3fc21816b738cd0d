/** The command line as it is declared. What a command does lies in its own file, loaded only when it runs. */
import { readFileSync } from 'node:fs';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { CommandModule } from './context.js';
import { declareBlockLists } from './declare-block-lists.js';
import { exitCodesText } from './exit-codes.js';
import { throwWrongUse } from './wrong-use.js';

export type Execute = (load: () => Promise<CommandModule>, input: unknown) => Promise<void>;

const HELP_COLUMNS = 80;

const examples = (...lines: readonly string[]) => ['Examples:', ...lines.map((line) => `  ${line}`), ''].join('\n');
const workspace = () =>
  new Option('--workspace <dir>', 'the workspace (default: this folder, or the nearest above that is one)');
const json = (shape: string) => new Option('--json', `print JSON: ${shape}`);
const format = () =>
  new Option('--as <format>', 'take this format, or a mapping of your own: my-filter.yaml (default: by the content)');
const exportedOn = () =>
  new Option(
    '--exported-on <date>',
    'of logs whose times have no year: the day of the export (default: today)',
  ).argParser(date);

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}

/** What is more than half a day away is not around anything. */
function minutes(text: string): number {
  const number = wholeNumber(text);
  if (number > 720) throw new InvalidArgumentError('Give 720 minutes at most.');
  return number;
}

function someText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give at least one letter.');
  return text.trim();
}

/** A day that exists, year first. */
function date(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text))
    return text;
  throw new InvalidArgumentError('Give a date with the year first, such as 2026-09-01.');
}

function month(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('Give a month with the year first, such as 2026-03.');
}

function timeZone(text: string): string {
  if (text === 'UTC' || Intl.supportedValuesOf('timeZone').includes(text)) return text;
  throw new InvalidArgumentError('Give a time zone such as Europe/London.');
}

const gather = (text: string, earlier: readonly string[] = []): string[] => [...earlier, text];

function fileDescriptor(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('Give the number of an open file, such as 3.');
  return Number(text);
}

/** For commands that open what is sealed; `unlock-options.ts` makes use of them. */
const addUnlockOptions = (command: Command, ordinary: string): Command =>
  command
    .option('--reader <name>', `whose key opens what is sealed (default: ${ordinary})`)
    .option('--identity <file>', 'that key, where it does not lie in the workspace')
    .option('--passphrase-file <file>', 'read its passphrase from the first line of a file')
    .option('--passphrase-fd <number>', 'read its passphrase from an open file descriptor', fileDescriptor);

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
        'fmreview keys new dsl',
        'fmreview import ../exports',
        'fmreview review --period 2026-01-05..2026-03-27 --edition all --out ../out',
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
  declareKeeping(declare);
  declarePolicy(declare);
  declareBlockLists(declare, { date, gather, addUnlockOptions });
  declareList(declare);
  program.helpCommand('help [command]', 'print help for a command');
  throwWrongUse(program);
  return program;
}

export type Declare = (usage: string, load: () => Promise<CommandModule>, ...examples: readonly string[]) => Command;

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
    .option('--recovery <recipient>', 'public half (age1…) of a spare key that opens everything and lies in a safe')
    .addOption(
      new Option('--config <file>', 'take this fmreview.yaml instead').conflicts(['name', 'timeZone', 'policy']),
    );
  declare(
    'keys',
    () => import('./commands/keys.js'),
    'fmreview keys new dsl',
    'fmreview keys new deputy-dsl --with dsl',
    'fmreview keys list',
    'fmreview keys rotate headteacher',
    'fmreview keys revoke deputy-dsl --with dsl',
  )
    .summary('make, list, change or end the keys of readers')
    .description(
      'Keys of those who may read what is sealed: dsl, deputy-dsl, headteacher, chair-of-governors, recovery. Each reader makes an own key with an own passphrase.',
    )
    .addArgument(new Argument('<action>', 'what to do').choices(['new', 'list', 'rotate', 'revoke']))
    .addArgument(new Argument('[reader]', 'a word for the reader; no name of a person'))
    .addOption(
      new Option('--office <office>', 'what the reader opens, where the word does not say it; may be repeated')
        .choices(['dsl', 'headteacher', 'chair-of-governors', 'deputy-dsl', 'recovery'])
        .argParser(gather),
    )
    .option('--recipient <age1…>', 'register the public half of a key that was made elsewhere')
    .option('--with <reader>', 'whose key opens what was sealed before, so that it is sealed anew')
    .option('--identity <file>', 'that key, where it does not lie in the workspace')
    .option('--passphrase-file <file>', 'read the new passphrase from the first line of a file')
    .option('--passphrase-fd <number>', 'read it from an open file descriptor', fileDescriptor)
    .option('--with-passphrase-file <file>', 'read the passphrase of --with from a file')
    .option('--no-passphrase', 'leave the key open: for demonstrations and tests alone')
    .addOption(workspace())
    .addOption(json('{readers: [{name, offices, recipient, since, ended}]} for list'));
}

function declareReading(declare: Declare): void {
  declare(
    'import',
    () => import('./commands/import.js'),
    'fmreview import exports/',
    'fmreview import "logs/access-*.log" roster.csv',
    'fmreview import export.csv --as web-filter-csv --json',
    'fmreview import people.csv --as-of 2026-09-01 --complete',
  )
    .summary('load exports into the workspace')
    .description('Load exports into the workspace. A file loaded before is skipped, so running it again is safe.')
    .argument('<paths...>', 'files (also .gz, .zip, .xlsx), folders, patterns in quotation marks, or - for stdin')
    .addOption(format())
    .addOption(exportedOn())
    .option('--accept-rejections', 'store a file even if nine of ten of its records cannot be read')
    .option('--as-of <date>', 'the day that lists of people and devices describe (default: today)', date)
    .option('--complete', 'whoever is not on a list of people had left by its day')
    .option('--yes', 'let lists change whose past captures and requests are')
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
    .argument('<file>', 'the file; - for stdin; "logs.zip › access.log" for a file in an archive')
    .addOption(format())
    .addOption(exportedOn())
    .option('--time-zone <zone>', 'where local times are (default: Europe/London)', timeZone)
    .option('--limit <n>', 'how many rows (default: 20; with --json all)', wholeNumber)
    .addOption(json('one object a row, with Elastic Common Schema names'));
  declare(
    'format',
    () => import('./commands/format.js'),
    'fmreview format draft export.csv --out my-filter.yaml',
    'fmreview format check my-filter.yaml export.csv',
  )
    .summary('describe the layout of an export that no format reads')
    .description(
      'Draft a mapping from an export, to be corrected by a person: which column is what. Or list every fault of a mapping, with its lines, and count what it would read. Then: fmreview import --as my-filter.yaml',
    )
    .addArgument(new Argument('<action>', 'what to do').choices(['draft', 'check']))
    .argument('<files...>', 'draft: the export; check: the mapping, and an export to count what is read of it')
    .addOption(
      new Option('--kind <kind>', 'draft: what one record is (default: guessed)').choices([
        ...['request', 'capture', 'membership', 'device', 'outcome', 'concern', 'acceptance'],
        ...['check', 'exclusion', 'list-decision'],
      ]),
    )
    .option('--out <mapping.yaml>', 'draft: where to write the mapping (default: stdout)')
    .addOption(json('{file, known, kind, toDecide, fields, unused} for draft, {id, kind, fields, counts} for check'));
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
  declare(
    'template',
    () => import('./commands/template.js'),
    'fmreview template outcomes --out outcomes.csv',
    'fmreview template people',
  )
    .summary('write an empty list for people to fill in')
    .description(
      'Write an empty list for people to fill in, and tell what to write in its columns. fmreview import reads it back.',
    )
    .addArgument(
      new Argument('<kind>', 'which list').choices([
        ...['outcomes', 'concerns', 'acceptance', 'people', 'devices'],
        ...['checks', 'exclusions', 'list-decisions'],
      ]),
    )
    .option('--out <file>', 'the file to write (default: the header goes to stdout)')
    .addOption(json('{kind, format, file, columns: [{name, isRequired, help}]}'));
}

function declareReviewing(declare: Declare): void {
  const review = declare(
    'review',
    () => import('./commands/review.js'),
    'fmreview review --period 2026-01-05..2026-03-27 --edition all --out ../out',
    'fmreview review --period 2026-01-05..2026-03-27 --edition dsl --out ../dsl',
  )
    .summary('make the review of a period')
    .description('Make the review of a period, in one or more editions. Prints the files made.')
    .requiredOption('--period <from>..<to>', 'first and last day, such as 2026-01-05..2026-03-27')
    .requiredOption(
      '--edition <name>',
      'governors, public, it, evidence (nobody is named); dsl, staff-annex, chair-annex (they name people); or all: every one but the annexes; may be repeated',
      gather,
    )
    .requiredOption('--out <dir>', 'folder for the files, outside the workspace; made when missing')
    .option('--format <list>', 'pdf, html, json, with commas between (default: all)')
    .addOption(workspace())
    .addOption(json('{files: [{edition, format, path}]}'));
  addUnlockOptions(review, 'the one whose edition it is');
  const explain = declare(
    'explain',
    () => import('./commands/explain.js'),
    'fmreview explain 10:173',
    'fmreview explain 2041 2026-03 --reader dsl',
  )
    .summary('show how one event, or one person’s month, came to its clauses')
    .description(
      'Show, step by step, how one event came to its clause, its route and its suggested step. What may be about an adult of the school needs the key of somebody who may read it. With a month: all topics of one person in it, which needs a key that opens them.',
    )
    .argument('<what>', 'id of an event, as a review prints it; or an account or number of a list of people')
    .addArgument(new Argument('[month]', 'a month, such as 2026-03').argParser(month));
  addUnlockOptions(explain, 'that of the office who may see the person')
    .addOption(workspace())
    .addOption(json('{id, steps: [{stage, words, where}]}, or {month, matters, closedEvents}'));
  const around = declare(
    'around',
    () => import('./commands/around.js'),
    'fmreview around 10:173',
    'fmreview around 10:173 --minutes 15 --reader headteacher',
  )
    .summary('show what the same account did in the filter’s log around a capture')
    .description(
      'Show what the same account did in the filter’s log before and after a capture: pages one by one, the parts of pages and the requests of programs as numbers. Always needs the key of somebody who may read the capture.',
    )
    .argument('<capture>', 'id of a capture, as a review prints it')
    .option('--minutes <n>', 'how many minutes either side, 720 at most (default: 60)', minutes);
  addUnlockOptions(around, 'dsl')
    .addOption(workspace())
    .addOption(
      json(
        '{id, minutes, log: told | no-account | no-log-that-day | no-log-in-that-time | nothing-of-this-account, rows: [{kind: page | lines, timeLocal, untilLocal, site, action, session, topic, pages, parts, background, blocked} or {kind: capture, timeLocal, session, topic}], closedRequests}',
      ),
    );
}

function declarePolicy(declare: Declare): void {
  declare(
    'policy',
    () => import('./commands/policy.js'),
    'fmreview policy draft "Acceptable use policy.docx" --id our-school',
    'fmreview policy check our-school.yaml',
  )
    .summary('draft a policy pack from a document, or check one')
    .description(
      'Draft a policy pack from a school’s own document (.docx, .txt, .md, .html), to be corrected by a person; or list every fault of a pack, with its lines, and what it covers.',
    )
    .addArgument(new Argument('<action>', 'what to do').choices(['draft', 'check']))
    .argument('<file>', 'the document to draft from, or the pack to check')
    .option('--out <pack.yaml>', 'draft: where to write the pack (default: its id, in this folder)')
    .option('--id <id>', 'draft: its id, such as our-school (default: from the name of the file)')
    .addOption(json('{id, pack, wording, agreements} for draft, {agreements, uncovered, routes, …} for check'));
}

function declareList(declare: Declare): void {
  declare('list', () => import('./commands/list.js'), 'fmreview list formats', 'fmreview list policies --json')
    .summary('list formats, policies or findings')
    .description('List what the program knows: formats of files, policy packs, or findings.')
    .addArgument(new Argument('<what>', 'what to list').choices(['formats', 'policies', 'findings']))
    .addOption(json('an array under the name of what is listed'));
}

function declareKeeping(declare: Declare): void {
  const subject = declare(
    'subject',
    () => import('./commands/subject.js'),
    'fmreview subject "First Last" --out ../access-request',
    'fmreview subject pupil-account --erase',
  )
    .summary('show or erase everything held on one person')
    .description(
      'Everything held on one person, as CSV and HTML for an access request; or its erasure, which leaves the counts.',
    )
    .argument('<person>', 'an account, a number on the list of people, or "First Last"')
    .option('--out <dir>', 'folder for the files, outside the workspace (default: this folder)')
    .option('--erase', 'erase the person instead')
    .option('--yes', 'erase without a question')
    .addOption(workspace())
    .addOption(json('{files, counts, closedSegments, brokenSegments}, or {erased} with --erase'));
  addUnlockOptions(subject, 'dsl');
  declare('retain', () => import('./commands/retain.js'), 'fmreview retain --dry-run', 'fmreview retain')
    .summary('delete what has had its time')
    .description('Delete what is older than retention in fmreview.yaml allows. Safe monthly figures stay.')
    .option('--dry-run', 'show what would go, and delete nothing')
    .addOption(workspace())
    .addOption(json('{dryRun, kinds: [{kind, months, before, rows, files, segments}], figures}'));
  declare('audit', () => import('./commands/audit.js'), 'fmreview audit verify', 'fmreview audit list --json')
    .summary('show what was done, and that nobody changed the record of it')
    .description(
      'Show the record of every unlock, edition, export, deletion and change of keys, or prove it unchanged.',
    )
    .addArgument(
      new Argument('<action>', 'verify: find lines altered or taken out; list: show them').choices(['verify', 'list']),
    )
    .addOption(workspace())
    .addOption(json('{lines, unfinished} for verify, {lines: [{time, command, …}]} for list'));
}
