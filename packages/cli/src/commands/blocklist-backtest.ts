/** `fmreview blocklist backtest`: what a list would have done to the stored traffic, before anybody changes the filter. */
import {
  type Backtest,
  backtest,
  type CheckedList,
  type ComparedList,
  type Comparison,
  type Configuration,
  compare,
  type ExitCode,
  entryText,
  LIST_GROUPS,
  LIST_KINDS,
  type ListEntry,
  listGroups,
  loadList,
  type Store,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countedText, countText, jsonText } from '../display-text.js';
import type { Output } from '../output.js';
import { periodFrom } from '../review-order.js';
import { textTable } from '../text-table.js';
import { withStore } from '../workspace-store.js';
import { WrongUse } from '../wrong-use.js';

const inputShape = z.object({
  what: z.string().optional(),
  against: z.string().optional(),
  as: z.string().optional(),
  list: z.enum(LIST_KINDS).optional(),
  group: z.array(z.string()).default([]),
  period: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});
type Input = z.infer<typeof inputShape>;

/** Of a long list, so many entries are shown; --json has them all. */
const MOST_ENTRIES_SHOWN = 30;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { what, against } = given;
  if (what === undefined) throw new WrongUse('Name the list to test.', 'fmreview blocklist');
  const strange = given.group.find((group) => !LIST_GROUPS.includes(group));
  if (strange !== undefined)
    throw new WrongUse(`Say --group with one of: ${LIST_GROUPS.join(', ')}.`, 'fmreview blocklist');
  const { folder, output } = context;
  const one = await loadList(what, { folder, as: given.as });
  const other = against === undefined ? null : await loadList(against, { folder, as: given.as });
  const kind = given.list ?? one.effect;
  await withStore(given.workspace, context, async (store, configuration) => {
    if (other === null) return testOne(store, configuration, given, { kind, ...entriesOf(one) }, output);
    const lists = { one: entriesOf(one), other: entriesOf(other) };
    const order = { kind, ...lists, groups: groupsOf(given), ...periodOf(given) };
    const comparison = await compare(store, configuration, order);
    await output.data(given.json ? jsonText(comparison, 2) : comparisonPage(comparison, [what, against ?? ''], output));
  });
  return 0;
}

const entriesOf = ({ entries, exceptions }: CheckedList) => ({
  entries: entries.map(({ entry }) => entry),
  exceptions: exceptions.map(({ entry }) => entry),
});

const groupsOf = ({ group }: Input) => group.flatMap(listGroups);

const periodOf = ({ period }: Input) => (period === undefined ? {} : { period: periodFrom(period) });

async function testOne(
  store: Store,
  configuration: Configuration,
  given: Input,
  list: ComparedList & Pick<Backtest, 'kind'>,
  output: Output,
): Promise<void> {
  output.progress('Looking through the stored requests …');
  const found = await backtest(store, configuration, { ...list, groups: groupsOf(given), ...periodOf(given) });
  const named = found.entries.map((each) => ({ ...each, entry: nameOf(list.entries[each.entry]) }));
  await output.data(given.json ? jsonText({ ...found, entries: named }, 2) : page(found, named, output));
  tellGaps(found, output);
}

const nameOf = (entry: ListEntry | undefined) => (entry === undefined ? '' : entryText(entry));

/** A back-test is worth as much as the logs are whole. */
function tellGaps({ coverage }: Backtest, output: Output): void {
  const { schoolDays, schoolDaysWithLogs } = coverage;
  if (schoolDaysWithLogs === schoolDays) return;
  output.alarm(
    `It could see ${countText(schoolDaysWithLogs)} of ${countText(schoolDays)} school days: the others have no web-filter log.`,
  );
}

const requests = (count: number) => countedText(count, 'request');
/** Requests of nobody known are no person, and may be of many. */
function byWhom({ people, unattributed }: Pick<Backtest['changed'], 'people' | 'unattributed'>): string {
  if (people === 0 && unattributed > 0) return 'of nobody known';
  const others = unattributed > 0 ? `; of nobody known: ${requests(unattributed)}` : '';
  return `of ${countedText(people, 'person', 'people')}${others}`;
}
const visits = (count: number) => countedText(count, 'visit');

function page(found: Backtest, entries: readonly NamedEffect[], output: Output): string {
  const { kind, changed, already, good, captures, coverage } = found;
  const verb = kind === 'block' ? 'blocked' : 'opened';
  const lines = [
    `${found.period.from} to ${found.period.to}: ${countText(coverage.schoolDaysWithLogs)} of ${countText(coverage.schoolDays)} school days have logs.`,
    '',
    `It would have ${verb}: ${requests(changed.requests)} in ${visits(changed.visits)}, ${byWhom(changed)}.`,
    ...(changed.firstDay === null ? [] : [`First ${changed.firstDay}, last ${changed.lastDay}.`]),
    `${kind === 'block' ? 'Blocked' : 'Open'} already, by other rules: ${requests(already)}.`,
    ...(found.unknown > 0 ? [`Not known what became of: ${requests(found.unknown)}.`] : []),
    kind === 'block'
      ? `Good traffic that it would have cost: ${requests(good.requests)} in ${visits(good.visits)}, ${byWhom(good)}.`
      : `Of it help, education and ordinary lessons: ${requests(good.requests)}, ${byWhom(good)}.`,
    ...good.sites.map((site) => `  ${site.id}: ${requests(site.requests)}, ${byWhom(site)}`),
    ...(kind === 'block'
      ? [
          `Captures on its sites: ${countText(captures.onSite)}; shortly after one of its pages: ${countText(captures.shortlyAfter)}.`,
        ]
      : []),
    '',
    partsTable('Group', found.byGroup, output),
    '',
    partsTable('Session', found.bySession, output),
    '',
    partsTable('Topic', found.byTopic, output),
    '',
    entryTable(found, entries, output),
  ];
  return lines.join('\n');
}

type NamedEffect = Omit<Backtest['entries'][number], 'entry'> & { readonly entry: string };

const partsTable = (heading: string, parts: Backtest['byGroup'], output: Output) =>
  textTable(
    [
      { heading, cut: 'end' },
      ...['Requests', 'Visits', 'People'].map((name) => ({ heading: name, align: 'right' as const })),
    ],
    parts.map((part) => [part.id, ...[part.requests, part.visits, part.people].map(countText)]),
    output,
  );

function entryTable(
  { entryCount, exceptionCount, unseeable }: Backtest,
  entries: readonly NamedEffect[],
  output: Output,
): string {
  const table = textTable(
    [
      { heading: 'Entry', cut: 'middle' },
      ...['Changed', 'People', 'Already'].map((name) => ({ heading: name, align: 'right' as const })),
      { heading: 'First' },
      { heading: 'Last' },
    ],
    entries
      .slice(0, MOST_ENTRIES_SHOWN)
      .map((each) => [
        each.entry,
        ...[each.changed, each.people, each.already].map(countText),
        each.firstDay,
        each.lastDay,
      ]),
    output,
  );
  const more =
    entries.length > MOST_ENTRIES_SHOWN
      ? [`Entries shown: ${MOST_ENTRIES_SHOWN} of ${countText(entries.length)}.`]
      : [];
  const count = (what: string, of: number) =>
    of === 0 ? [] : [`${what}: ${countText(of)} of ${countText(entryCount)}.`];
  const exceptions =
    exceptionCount === 0
      ? []
      : [`Exceptions of the list itself, whose requests are left as they are: ${countText(exceptionCount)}.`];
  const dead = entryCount - entries.length - unseeable;
  return [
    ...[table, ...more],
    `Entries that met no traffic: ${countText(dead)} of ${countText(entryCount)}.`,
    ...count('Entries that cannot be seen in these logs, which tell no such pages', unseeable),
    ...exceptions,
  ].join('\n');
}

function comparisonPage({ onlyOne, onlyOther, both }: Comparison, names: readonly string[], output: Output): string {
  const row = (name: string, part: Comparison['both']) => [
    name,
    ...[part.requests, part.sites, part.people].map(countText),
  ];
  return textTable(
    [
      { heading: 'Would be changed by', cut: 'middle' },
      ...['Requests', 'Sites', 'People'].map((name) => ({ heading: name, align: 'right' as const })),
    ],
    [row('both', both), row(`only ${names[0]}`, onlyOne), row(`only ${names[1]}`, onlyOther)],
    output,
  );
}
