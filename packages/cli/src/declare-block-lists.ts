/** The command for block and allow lists, as it is declared: one word for each thing that is done with a list. */
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Declare } from './program.js';

const FORMATS =
  'domains, hosts, squid, e2guardian, e2guardian-urls, adblock, rpz, dnsmasq, fortigate, smoothwall-csv, pac';
const ACTIONS = ['suggest', 'backtest', 'decide', 'export', 'verify', 'check'];

interface Parsers {
  readonly date: (text: string) => string;
  readonly gather: (text: string, earlier?: readonly string[]) => string[];
  readonly addUnlockOptions: (command: Command, ordinary: string) => Command;
}

function someText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give at least one letter.');
  return text.trim();
}

export function declareBlockLists(declare: Declare, { date, gather, addUnlockOptions }: Parsers): void {
  const command = declare(
    'blocklist',
    () => import('./commands/blocklist.js'),
    'fmreview blocklist suggest',
    'fmreview blocklist backtest new-list.txt --group ks2',
    'fmreview blocklist decide example.org --list block --approve --by dsl --because captures',
    'fmreview blocklist export --as squid --out blocked.acl',
    'fmreview blocklist verify',
    'fmreview blocklist check old-list.txt',
  )
    .summary('lists of sites: suggest, test on past traffic, decide, export, verify')
    .description(
      'Lists of sites to block or to open: what could go on them, what a list would have done to the stored traffic, who decided what, the list for a program, whether it took effect, and what is wrong with a list that exists.',
    )
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('[what]', 'backtest, check: the list, in any of the formats; decide: the entry, such as example.org')
    .addOption(
      new Option('--list <kind>', 'which list it is about (export: block when left out)').choices([
        'block',
        'allow',
        'exception',
      ]),
    )
    .option('--as <format>', `backtest, check, export: ${FORMATS} (reading: by its lines when left out)`)
    .option('--group <group>', 'for whom: pupils, ks2, staff …; may be repeated', gather)
    .option('--period <from>..<to>', 'suggest, backtest: these days (default: all that are stored)')
    .option('--against <list>', 'backtest: compare with a second list')
    .option('--approve', 'decide: it goes on the list')
    .option('--refuse', 'decide: it does not')
    .option('--withdraw', 'decide: it comes off the list')
    .option('--by <office>', 'decide: who decided: dsl, headteacher, it-support …')
    .option('--because <reason>', 'decide: why: captures, reports, bypass, policy, curriculum, over-blocking …')
    .addOption(
      new Option(
        '--on <date>',
        'decide: when it was decided (default: today); export, verify: as of that day',
      ).argParser(date),
    )
    .addOption(new Option('--look-again <date>', 'decide: when to ask whether it is still right').argParser(date))
    .option('--note <text>', 'decide: anything else; sealed', someText)
    .option('--out <file>', 'export: write the list there (default: print it)')
    .option('--workspace <dir>', 'the workspace (default: this folder, or the nearest above that is one)')
    .option('--json', 'print JSON (suggest, backtest, verify, check); docs/guides/it.md has its shape');
  addUnlockOptions(command, 'suggest: none, and names of single parties on shared platforms stay sealed');
}
