/**
 * What an outsider can work out who holds editions: every figure that stands in them, every sum that must hold, and a solver.
 * It knows the editions and the school's policy, and nothing of how figures were withheld.
 */
import type { Figure, GovernorsEdition, PublicEdition, Table } from '../../src/edition/index.js';
import type { Policy } from '../../src/map/policy.js';
import type { Taxonomy } from '../../src/map/taxonomy.js';
import { newSolver, type Row } from './solver.js';

/** One edition of a period. */
export interface Held {
  readonly period: string;
  readonly edition: GovernorsEdition | PublicEdition;
}

interface Recovered {
  readonly figure: string;
  readonly least: number;
  readonly most: number;
}

const STAGES = ['eyfs', 'ks1', 'ks2'];
const ROLE_GROUPS: Readonly<Record<string, string>> = { staff: 'staff', governor: 'governors', visitor: 'visitors' };

/** All that is known: numbers, and which of them are withheld. */
class Notebook {
  readonly known = new Map<string, number>();
  readonly withheld = new Set<string>();
  /** Never printed, but it must exist: any number from zero. */
  readonly unseen = new Set<string>();
  readonly rows: { parts: string[]; whole: string[]; isEqual: boolean }[] = [];

  see(name: string, figure: Figure | undefined): void {
    if (figure?.kind === 'count') this.known.set(name, figure.value);
    if (figure?.kind === 'suppressed') this.withheld.add(name);
  }

  suppose(name: string): void {
    if (!this.has(name)) this.unseen.add(name);
  }

  has(name: string): boolean {
    return this.known.has(name) || this.withheld.has(name) || this.unseen.has(name);
  }

  /** Names of figures that stand nowhere are left out by the caller. */
  equal(parts: string[], whole: string[]): void {
    if ([...parts, ...whole].every((name) => this.has(name))) this.rows.push({ parts, whole, isEqual: true });
  }

  atMost(parts: string[], whole: string[]): void {
    if ([...parts, ...whole].every((name) => this.has(name))) this.rows.push({ parts, whole, isEqual: false });
  }
}

const CAPTURES = [
  ...['capturesByTopic', 'capturesByStage', 'capturesByGrade', 'capturesByMonth', 'capturesBySession'],
  'capturesByMethod',
];
const REQUESTS = ['requestsByMonth', 'requestsByStage', 'requestsBySession', 'requestsByTopic'];

/** The name of a cell; cells that must show the same number have the same name. */
function nameOf(table: string, row: string | null, column: string): string {
  const isAll = column === 'total' || column === 'captures';
  // What is known by no method is what belongs to nobody.
  if (table === 'capturesByMethod' && row === 'none') return nameOf('capturesByStage', null, 'unattributed');
  if (table === 'requestsByMethod' && row === 'none') return nameOf('requestsByStage', 'unattributed', 'total');
  if (table === 'requestsByMethod' && row === null) return 'requests total';
  if (CAPTURES.includes(table) && row === null && isAll) return 'captures';
  if (CAPTURES.includes(table) && row === null && column === 'episodes') return 'episodes';
  if (['capturesByTopic', 'capturesByStage', 'supportMatters'].includes(table) && isAll) return `captures on ${row}`;
  if (REQUESTS.includes(table) && row === null) return `requests ${column}`;
  return `${table} ${row ?? 'all'} ${column}`;
}

function readTable(book: Notebook, mark: string, table: Table, hasAllColumns: boolean): void {
  const name = (row: string | null, column: string) => `${mark}: ${nameOf(table.id, row, column)}`;
  const lines = [...table.rows, ...(table.totals === null ? [] : [{ id: null, figures: table.totals }])];
  for (const { id, figures } of lines)
    for (const [place, figure] of figures.entries()) book.see(name(id, table.columns[place]?.id ?? ''), figure);
  const columns = table.columns.map((column) => column.id);
  const parts = columns.filter((column) => column !== 'total');
  for (const { id } of hasAllColumns && columns.includes('total') ? lines : [])
    book.equal(
      parts.map((column) => name(id, column)),
      [name(id, 'total')],
    );
  for (const column of table.totals === null ? [] : columns)
    book.equal(
      table.rows.map((row) => name(row.id, column)),
      [name(null, column)],
    );
}

export interface Background {
  readonly policy: Policy;
  readonly taxonomy: Taxonomy;
}

const tableIn = (tables: Readonly<Record<string, Table>>, id: string) => tables[id];

/** Topics by group, printed or not: what the rows of the rules and the coarser groups are made of. */
function readGroups(book: Notebook, mark: string, tables: Readonly<Record<string, Table>>): void {
  const captures = tableIn(tables, 'capturesByStage');
  const requests = tableIn(tables, 'requestsByStage');
  const topics = tableIn(tables, 'requestsByTopic')?.rows.map((row) => row.id) ?? [];
  const others = ['staff', 'governors', 'visitors', 'unattributed'];
  for (const row of [...(captures?.rows.map((each) => each.id) ?? []), null]) {
    const name = (group: string) => `${mark}: ${nameOf('capturesByStage', row, group)}`;
    for (const group of [...STAGES, 'pupils']) book.suppose(name(group));
    book.equal(STAGES.map(name), [name('pupils')]);
  }
  for (const column of requests?.columns ?? []) {
    const name = (group: string) => `${mark}: ${nameOf('requestsByStage', group, column.id)}`;
    for (const group of [...STAGES, 'pupils']) book.suppose(name(group));
    book.equal(STAGES.map(name), [name('pupils')]);
  }
  const groups = [...STAGES, ...others];
  const blocked = (topic: string, group: string) => `${mark}: blocked on ${topic} of ${group}`;
  for (const topic of topics) for (const group of groups) book.suppose(blocked(topic, group));
  for (const topic of topics)
    book.equal(
      groups.map((group) => blocked(topic, group)),
      [`${mark}: ${nameOf('requestsByTopic', topic, 'blocked')}`],
    );
  for (const group of groups)
    book.equal(
      topics.map((topic) => blocked(topic, group)),
      [`${mark}: ${nameOf('requestsByStage', group, 'blocked')}`],
    );
}

function readClauses(
  book: Notebook,
  mark: string,
  tables: Readonly<Record<string, Table>>,
  { policy }: Background,
): void {
  const blockedTopics = new Set(tableIn(tables, 'requestsByTopic')?.rows.map((row) => row.id));
  const captureTopics = new Set(tableIn(tables, 'capturesByTopic')?.rows.map((row) => row.id));
  for (const { audience, clauses } of policy.agreements) {
    for (const role of audience.roles) {
      const groups = role === 'pupil' ? (audience.stages ?? STAGES) : [ROLE_GROUPS[role] ?? ''];
      const column = role === 'pupil' ? 'pupils' : (ROLE_GROUPS[role] ?? '');
      // A rule may be for one role more than once: then its rows are read by hand.
      for (const { id, rules } of clauses) {
        const twice = policy.agreements.some(
          (other) => other.audience !== audience && other.clauses.some((each) => each.id === id),
        );
        if (twice) continue;
        const isWhole = ({ sessions, severityAtLeast, repeat }: (typeof rules)[number]) =>
          sessions === null && severityAtLeast === null && repeat === null;
        const read = (
          source: 'capture' | 'request',
          of: ReadonlySet<string>,
          row: string,
          name: (topic: string, group: string) => string,
        ) => {
          const own = rules.filter(({ topic, sources }) => of.has(topic) && sources?.includes(source) !== false);
          const cells = (some: typeof rules) =>
            [...new Set(some.map(({ topic }) => topic))].flatMap((topic) => groups.map((group) => name(topic, group)));
          if (own.every(isWhole)) book.equal(cells(own), [row]);
          book.atMost([row], cells(own));
          book.atMost(cells(own.filter(isWhole)), [row]);
        };
        read(
          'capture',
          captureTopics,
          `${mark}: ${nameOf('capturesByClause', id, column)}`,
          (topic, group) => `${mark}: ${nameOf('capturesByStage', topic, group)}`,
        );
        read(
          'request',
          blockedTopics,
          `${mark}: ${nameOf('blockedByClause', id, column)}`,
          (topic, group) => `${mark}: blocked on ${topic} of ${group}`,
        );
      }
    }
  }
}

/** What the words beside the tables say: which captures are to be looked at, and that decisions are on what happened. */
function readDecisions(book: Notebook, mark: string, tables: Readonly<Record<string, Table>>): void {
  const cell = (table: string, row: string | null, column: string) => `${mark}: ${nameOf(table, row, column)}`;
  const support = (tableIn(tables, 'supportMatters')?.rows ?? []).map(({ id }) => id);
  const captures = support.map((row) => cell('supportMatters', row, 'captures'));
  const serious = (row: string | null) => cell('seriousCaptures', row, 'total');
  book.atMost([serious(null), cell('capturesByGrade', '1', 'captures')], [`${mark}: captures`]);
  book.atMost([serious('support')], captures);
  book.atMost([serious('conduct'), ...captures], [`${mark}: captures`]);
  const decided = (kind: string) => cell('decisionsByOutcome', null, kind);
  const there = (names: readonly string[]) => names.filter((name) => book.has(name));
  book.atMost([decided('total')], [`${mark}: episodes`, `${mark}: requests total`]);
  book.atMost(
    [decided('support')],
    there(support.flatMap((row) => [cell('supportMatters', row, 'episodes'), cell('requestsByTopic', row, 'total')])),
  );
  for (const kind of ['conduct', 'support']) {
    const table = tableIn(tables, `${kind}Incidents`);
    const dismissed = there([cell('decisionsByOutcome', 'false-positive', kind)]);
    book.atMost([cell(`${kind}Incidents`, null, 'total'), ...dismissed], [decided(kind)]);
    for (const { id } of table?.rows ?? []) {
      const requests = there([cell('requestsByTopic', id, 'total')]);
      for (const column of table?.columns ?? [])
        book.atMost(
          [cell(`${kind}Incidents`, id, column.id)],
          [...there([cell('capturesByStage', id, column.id)]), ...requests],
        );
      const episodes = there([cell('supportMatters', id, 'episodes')]);
      if (episodes.length > 0) book.atMost([cell(`${kind}Incidents`, id, 'total')], [...episodes, ...requests]);
    }
  }
}

function readMeasures(book: Notebook, mark: string, tables: Readonly<Record<string, Table>>): void {
  for (const id of ['capturesByMonth', 'supportMatters'])
    for (const row of tableIn(tables, id)?.rows ?? [])
      book.atMost([`${mark}: ${nameOf(id, row.id, 'episodes')}`], [`${mark}: ${nameOf(id, row.id, 'captures')}`]);
  book.atMost([`${mark}: episodes`], [`${mark}: captures`]);
  const support = tableIn(tables, 'supportMatters')?.rows ?? [];
  const of = (measure: string) => support.map((row) => `${mark}: ${nameOf('supportMatters', row.id, measure)}`);
  book.atMost(of('episodes'), [`${mark}: episodes`]);
  book.atMost([...of('captures'), `${mark}: episodes`], [...of('episodes'), `${mark}: captures`]);
}

/** Which cells a finding's figure counts again, and what it cannot exceed; from the words beside it. */
function readFindings(
  book: Notebook,
  mark: string,
  { findings, tables, keyFigures, unknowns }: GovernorsEdition,
): void {
  const own = (finding: string, figure: string) => `${mark}: ${finding} ${figure}`;
  for (const { id, figures } of findings) for (const each of figures) book.see(own(id, each.id), each.figure);
  const cell = (table: string, row: string | null, column: string) => `${mark}: ${nameOf(table, row, column)}`;
  book.equal([own('vpn-and-proxy', 'attempts')], [cell('requestsByTopic', 'bypass', 'total')]);
  book.equal([own('vpn-and-proxy', 'through')], [cell('requestsByTopic', 'bypass', 'allowed')]);
  book.atMost([own('vpn-and-proxy', 'people')], [own('vpn-and-proxy', 'attempts')]);
  book.atMost([own('vpn-and-proxy', 'people-through')], [own('vpn-and-proxy', 'through')]);
  book.atMost([own('vpn-and-proxy', 'people-through')], [own('vpn-and-proxy', 'people')]);
  book.equal([own('staff-captures', 'captures')], [cell('capturesByStage', null, 'staff')]);
  book.atMost([own('staff-captures', 'people')], [own('staff-captures', 'captures')]);
  const support = tables.supportMatters.rows.map((row) => cell('supportMatters', row.id, 'captures'));
  book.atMost([own('support-needed', 'captures')], support);
  book.atMost([own('support-needed', 'episodes')], [own('support-needed', 'captures')]);
  book.atMost([own('support-needed', 'people')], [own('support-needed', 'episodes')]);
  book.atMost([own('decisions-missing', 'captures')], [cell('seriousCaptures', null, 'undecided')]);
  book.atMost([own('decisions-missing', 'people')], [own('decisions-missing', 'captures')]);
  book.atMost([own('concerns-open', 'reports')], [cell('reportsByKind', null, 'open')]);
  const unsigned = tables.acceptance.rows.map((row) => cell('acceptance', row.id, 'unsigned'));
  book.equal(unsigned, [own('agreements-not-accepted', 'signatures')]);
  book.atMost([own('agreements-not-accepted', 'people')], [own('agreements-not-accepted', 'signatures')]);
  for (const { id, figure } of keyFigures) {
    if (id === 'captures') book.see(cell('capturesByTopic', null, 'total'), figure);
    if (id === 'requests') book.see(cell('requestsByMonth', null, 'total'), figure);
    if (id === 'blocked') book.see(cell('requestsByMonth', null, 'blocked'), figure);
    if (id === 'concerns') book.see(`${mark}: concerns`, figure);
  }
  book.equal(
    ['4', '5'].map((grade) => cell('capturesByGrade', grade, 'captures')),
    [`${mark}: concerns`],
  );
  for (const { id, figure } of unknowns) {
    if (id === 'requests-unattributed') book.see(cell('requestsByStage', 'unattributed', 'total'), figure);
    if (id === 'captures-unattributed') book.see(cell('capturesByStage', null, 'unattributed'), figure);
    const isThere = figure.kind === 'suppressed' || (figure.kind === 'count' && figure.value > 0);
    if (id === 'captures-unmapped' && isThere) book.see(cell('capturesByTopic', 'unmapped', 'total'), figure);
    if (id === 'requests-unknown-action') book.see(cell('requestsByMonth', null, 'unknown'), figure);
  }
}

const KIND_OF: readonly (readonly [RegExp, string, string])[] = [
  [/capture/i, 'capturesByMonth', 'captures'],
  [/filter|access log/i, 'requestsByMonth', 'total'],
];

/** What each file loaded, over the months between its first and its last day, and what of it an exclusion set aside. */
function readFiles(book: Notebook, mark: string, { files, tables, period, setAside }: GovernorsEdition): void {
  for (const [format, id, column] of KIND_OF) {
    const months = tableIn(tables, id)?.rows.map((row) => row.id) ?? [];
    const own = files.filter((file) => format.test(file.format) && file.from !== null);
    const share = (label: string, month: string) => `${mark}: ${label} in ${month}`;
    const measure = id === 'capturesByMonth' ? 'captures' : 'requests';
    if (setAside.exclusions > 0) book.see(`${mark}: ${measure} set aside`, setAside[measure]);
    for (const { label, from, to, ledger } of own) {
      const inside = months.filter((month) => month >= (from ?? '').slice(0, 7) && month <= (to ?? '').slice(0, 7));
      const reaches = (from ?? '') < period.from || (to ?? '') > period.to;
      const spans = [
        ...inside,
        ...(reaches ? ['other months'] : []),
        ...(setAside.exclusions > 0 ? ['what is set aside'] : []),
      ];
      for (const month of spans) book.suppose(share(label, month));
      if (ledger === null) book.withheld.add(`${mark}: ${label}`);
      else book.known.set(`${mark}: ${label}`, ledger.loaded);
      book.equal(
        spans.map((month) => share(label, month)),
        [`${mark}: ${label}`],
      );
    }
    if (setAside.exclusions > 0)
      book.equal(
        own.map(({ label }) => share(label, 'what is set aside')),
        [`${mark}: ${measure} set aside`],
      );
    for (const month of months)
      book.equal(
        own.map(({ label }) => share(label, month)).filter((name) => book.has(name)),
        [`${mark}: ${nameOf(id, month, column)}`],
      );
  }
}

/** Two periods are together a third: figure by figure, where all three have it. A row that is not there is zero. */
function readPeriods(book: Notebook, parts: readonly string[], whole: string): void {
  const names = [...book.known.keys(), ...book.withheld, ...book.unseen];
  const own = names.filter((name) => name.startsWith(`${whole}: `)).map((name) => name.slice(whole.length + 2));
  // A finding that asks for so many before it speaks says nothing of a part, and its figures do not add up.
  const asksForMany = /^(blocked-for-some-groups|blocked-pages-retried|captures-per-episode|captures-off-site) /;
  const isAdditive = (name: string) =>
    !asksForMany.test(name) &&
    (/^(captures|requests|episodes|blocked|concerns|supportMatters|seriousCaptures|reportsByKind)/.test(name) ||
      /^(decisionsByOutcome|conductIncidents|supportIncidents)/.test(name) ||
      /^(vpn-and-proxy|support-needed|staff-captures) (attempts|through|captures|episodes)/.test(name));
  for (const name of own.filter(isAdditive)) {
    const known = parts.map((part) => `${part}: ${name}`);
    // The share of a group may be unseen in one period and printed in another.
    for (const each of known) if (!book.has(each)) book.known.set(each, 0);
    book.equal(known, [`${whole}: ${name}`]);
  }
}

/** Whether a table stands in every period with the same columns; only then its cells may be laid together. */
export function readAll(held: readonly Held[], background: Background, year: string | null): Notebook {
  const book = new Notebook();
  for (const { period: mark, edition } of held) {
    const tables: Readonly<Record<string, Table>> = edition.tables;
    for (const table of Object.values(tables))
      if (table.unit !== 'days') readTable(book, mark, table, edition.edition === 'governors');
    if (edition.edition !== 'governors') continue;
    readGroups(book, mark, tables);
    readClauses(book, mark, tables, background);
    readMeasures(book, mark, tables);
    readFindings(book, mark, edition);
    readDecisions(book, mark, tables);
    readFiles(book, mark, edition);
  }
  const periods = [...new Set(held.map(({ period }) => period))];
  if (year !== null)
    readPeriods(
      book,
      periods.filter((period) => period !== year),
      year,
    );
  return book;
}

/**
 * The withheld figures that can be worked out, to one value or to a range no wider than the threshold.
 * @param onlyFirst stop at the first
 */
export async function recover(book: Notebook, thresholdPeople: number): Promise<Recovered[]> {
  const printedTwice = [...book.withheld].filter((name) => book.known.has(name));
  const unknown = [...book.withheld, ...book.unseen].filter((name) => !book.known.has(name));
  const places = new Map(unknown.map((name, place) => [name, place]));
  const rows: Row[] = book.rows.flatMap(({ parts, whole, isEqual }) => {
    const terms = new Map<number, number>();
    let constant = 0;
    for (const [names, sign] of [
      [parts, 1],
      [whole, -1],
    ] as const) {
      for (const name of names) {
        const place = places.get(name);
        if (place === undefined) constant += sign * (book.known.get(name) ?? 0);
        else terms.set(place, (terms.get(place) ?? 0) + sign);
      }
    }
    return [{ terms: [...terms].filter(([, sign]) => sign !== 0), limit: -constant, isEqual }];
  });
  const least = unknown.map((name) => (book.withheld.has(name) ? 1 : 0));
  const solver = await newSolver(least, rows);
  try {
    const targets = unknown.flatMap((name, place) => (book.withheld.has(name) ? [place] : []));
    const ranges = solver.ranges(targets, thresholdPeople + 1);
    return [
      ...printedTwice.map((figure) => ({
        figure,
        least: book.known.get(figure) ?? 0,
        most: book.known.get(figure) ?? 0,
      })),
      ...ranges.flatMap(({ place, least: low, most: high }) =>
        high - low > thresholdPeople ? [] : [{ figure: unknown[place] ?? '', least: low, most: high }],
      ),
    ];
  } finally {
    solver.dispose();
  }
}
