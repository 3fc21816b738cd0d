/** The public edition: what parents and pupils are told. Offices and months, and a few figures that hide nobody's. */
import { type PublicEdition, publicEdition, type Table } from '../edition/index.js';
import { nameAudience, OFFICES, type Office } from '../map/audience.js';
import { UNMAPPED } from '../map/events.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { editTable, withColumns } from './edited-table.js';
import { identityOf } from './identity.js';
import { suppressedCountOf } from './suppressed-count.js';

const MOST_STOPPED = 6;

const OFFICE_WORDS: Readonly<Record<Office, string>> = {
  dsl: 'The designated safeguarding lead and deputies',
  headteacher: 'The headteacher',
  'chair-of-governors': 'The chair of governors',
};

/** Whose records there may be, in words that a pupil knows. */
const OWNERS: readonly { readonly words: string; readonly role: string; readonly duty: string | null }[] = [
  { words: 'pupils', role: 'pupil', duty: null },
  { words: 'parents', role: 'parent', duty: null },
  { words: 'visitors', role: 'visitor', duty: null },
  { words: 'members of staff', role: 'staff', duty: null },
  { words: 'governors', role: 'governor', duty: null },
  { words: 'the safeguarding leads', role: 'staff', duty: 'dsl' },
  { words: 'the headteacher', role: 'staff', duty: 'headteacher' },
];

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Offices whose keys open something, and the others, who get numbers. */
function readersOf({ policy, taxonomy, review }: EditContext): PublicEdition['readers'] {
  const hasParents = review.roster.some(({ role }) => role === 'parent');
  const owners = OWNERS.filter(({ role }) => role !== 'parent' || hasParents);
  const named = OFFICES.flatMap((office) => {
    const whose = owners.filter((owner) => nameAudience(policy, taxonomy, owner).offices.includes(office));
    const sees = `names and records: those about ${listed(whose.map(({ words }) => words))}`;
    return whose.length === 0 ? [] : [{ office: OFFICE_WORDS[office], sees }];
  });
  return [
    ...named,
    { office: 'Governors', sees: 'numbers in which nobody can be recognised' },
    { office: 'The people who look after our computers', sees: 'numbers about websites, without names' },
  ];
}

/** Most first; a topic of which the number may not be told is not named either. */
function stoppedOf({ taxonomy, review }: EditContext, disclosure: Disclosure): string[] {
  const sizes = (review.tables['requestsByTopic']?.rows ?? []).flatMap((topic) => {
    const figure = disclosure.cell({ table: 'requestsByTopic', row: topic, column: 'blocked' });
    const known = taxonomy.topics.get(topic);
    const isPrintable = figure?.kind === 'count' && figure.value > 0 && known !== undefined && known.id !== 'ordinary';
    return isPrintable ? [{ title: known.title, value: figure.value }] : [];
  });
  return sizes
    .toSorted((one, other) => other.value - one.value)
    .slice(0, MOST_STOPPED)
    .map(({ title }) => title);
}

/** The words of the other editions are not everybody's. */
const inPlainWords = (table: Table): Table => ({
  ...table,
  title: 'Records of the monitoring by topic',
  columns: table.columns.map((column) => ({ ...column, label: 'Records' })),
  rows: table.rows.map((row) => (row.id === UNMAPPED ? { ...row, label: 'Not sorted by topic' } : row)),
});

export function editPublic(context: EditContext, disclosure: Disclosure): PublicEdition {
  const { review, configuration, taxonomy, policy } = context;
  const { retention: kept } = configuration;
  const table = (
    id: 'capturesByMonth' | 'capturesByTopic' | 'requestsByMonth',
    columns: readonly string[],
    keepsZeros = true,
  ) => ({
    ...withColumns(editTable(context, disclosure, id), columns, keepsZeros),
    note: null,
  });
  const tables = {
    capturesByMonth: { ...table('capturesByMonth', ['captures']), title: 'Records by month' },
    capturesByTopic: inPlainWords(table('capturesByTopic', ['total'], false)),
    requestsByMonth: { ...table('requestsByMonth', ['total', 'blocked']), title: 'Web requests by month' },
  };
  const watched = [...taxonomy.topics.values()].filter(({ nature }) => nature === 'vulnerability');
  return publicEdition.parse({
    edition: 'public',
    ...identityOf(context),
    suppression: {
      thresholdPeople: configuration.suppression.thresholdPeople,
      suppressedCount: suppressedCountOf(tables),
    },
    coverage: {
      ...review.coverage,
      logGaps: [...review.coverage.logGaps],
      silentWeeks: [...review.coverage.silentWeeks],
    },
    stopped: stoppedOf(context, disclosure),
    watchedFor: watched.map(({ title }) => title),
    readers: readersOf(context),
    keptMonths: { captures: kept.captures, requests: kept.requests, names: kept.sealed },
    review: { everyMonths: policy.review?.everyMonths ?? null, reportsTo: policy.review?.reportsTo ?? 'governors' },
    tables,
  });
}
