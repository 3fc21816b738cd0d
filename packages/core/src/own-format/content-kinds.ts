/** What sort of content a column holds, by the texts of a sample. They are looked at and forgotten: none is ever written. */
import { z } from 'zod';
import { actionOf } from '../normalise/action-words.js';
import { parseHost } from '../normalise/hosts.js';
import type { TimeContext } from '../normalise/time-forms.js';
import { TRANSFORMS } from '../normalise/transforms.js';
import { integer, openDatabase } from '../store/database.js';

/** In the words of a draft. */
export const CONTENT_WORDS = {
  empty: 'nothing in the lines that were looked at',
  time: 'dates with times',
  date: 'dates',
  'time-of-day': 'times of day',
  url: 'web addresses',
  host: 'names of sites',
  address: 'network addresses',
  account: 'accounts with their domain',
  mail: 'mail addresses, or accounts written like them',
  action: 'words for what a filter did',
  method: 'HTTP methods',
  status: 'HTTP status codes',
  role: 'roles of people',
  'yes-or-no': 'yes or no',
  'one-to-five': 'numbers from 1 to 5',
  number: 'whole numbers',
  words: 'words',
} as const;
export type Content = keyof typeof CONTENT_WORDS;

export interface ColumnContent {
  readonly content: Content;
  /** Of the texts that are there, how many are of this sort: 0 to 1. */
  readonly share: number;
}

/** At least this share of the texts that are there must be of a sort. */
const LEAST_SHARE = 0.6;
const MOST_TEXTS = 300;

const NOTHING = /^(?:|-|--|n\/a|null|none|not available|undefined)$/i;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*)$/i;
const METHODS = /^(?:GET|POST|HEAD|PUT|DELETE|CONNECT|OPTIONS|PATCH|TRACE|PROPFIND)$/;

const isHost = (text: string) =>
  !ADDRESS.test(text) && !text.includes('@') && parseHost(text.split('/', 1)[0] ?? '').kind === 'domain';

/** The first that most texts are counts: what is told most surely comes first. */
const BY_LOOK: readonly (readonly [Content, (text: string) => boolean])[] = [
  ['url', (text) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text)],
  ['time-of-day', (text) => /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$/i.test(text)],
  ['address', (text) => ADDRESS.test(text)],
  ['method', (text) => METHODS.test(text)],
  ['account', (text) => /^[^\\\s]+\\{1,2}[^\\]+$/.test(text)],
  ['mail', (text) => /^[^@\s]+@[^@\s]+$/.test(text)],
  ['action', (text) => actionOf(text) !== 'unknown'],
  ['host', isHost],
];

const found = z.object({ index: integer, kind: z.string(), share: z.number() });

const TIME: TimeContext = { dateOrder: 'day-first', exportedOn: '2099-12-31', mayBeZoned: true };
const around = (dateOrder: TimeContext['dateOrder']) => ({ time: { ...TIME, dateOrder }, others: [] });
const isTime = `(${TRANSFORMS.time.sql('text', around('day-first'))} IS NOT NULL OR ${TRANSFORMS.time.sql('text', around('month-first'))} IS NOT NULL)`;
const isDate = `(${TRANSFORMS.date.sql('text', around('day-first'))} IS NOT NULL OR ${TRANSFORMS.date.sql('text', around('month-first'))} IS NOT NULL)`;

/** What the program's own transforms make of a text says best what it can be read as. */
const BY_TRANSFORM: readonly (readonly [Content, string])[] = [
  ['date', `(${isDate} AND NOT contains(text, ':'))`],
  ['time', isTime],
  ['role', `${TRANSFORMS.role.sql('text')} IS NOT NULL`],
  ['one-to-five', `${TRANSFORMS['one-to-five'].sql('text')} IS NOT NULL`],
  ['yes-or-no', `${TRANSFORMS['yes-or-no'].sql('text')} IS NOT NULL`],
  ['status', `try_cast(text AS INTEGER) BETWEEN 100 AND 599 AND strlen(text) = 3`],
  ['number', `${TRANSFORMS['whole-number'].sql('text')} IS NOT NULL`],
];

function byLook(texts: readonly string[]): ColumnContent | null {
  for (const [content, isOne] of BY_LOOK) {
    const share = texts.filter(isOne).length / texts.length;
    if (share >= LEAST_SHARE) return { content, share };
  }
  return null;
}

async function byTransform(columns: readonly (readonly string[])[]): Promise<Map<number, ColumnContent>> {
  const database = await openDatabase(':memory:');
  try {
    await database.run('CREATE TABLE sample (index INTEGER, text VARCHAR)');
    const rows = columns.flatMap((texts, index) => texts.map((text) => ({ index, text })));
    await database.insert('sample', { index: 'INTEGER', text: 'VARCHAR' }, rows);
    const shares = BY_TRANSFORM.map(
      ([kind, test], rank) =>
        `SELECT index, '${kind}' AS kind, ${rank} AS rank, count(*) FILTER (${test}) / count(*) AS share FROM sample GROUP BY index`,
    );
    const all = await database.query(
      found,
      `SELECT index, kind, share FROM (${shares.join(' UNION ALL ')}) WHERE share >= ${LEAST_SHARE} ORDER BY index, rank`,
    );
    const contents = new Map<number, ColumnContent>();
    for (const { index, kind, share } of all) {
      const content = BY_TRANSFORM.find(([name]) => name === kind)?.[0];
      if (content !== undefined && !contents.has(index)) contents.set(index, { content, share });
    }
    return contents;
  } finally {
    database.close();
  }
}

/** @param columns the texts of each column, in the order of the sample */
export async function contentsOf(columns: readonly (readonly string[])[]): Promise<ColumnContent[]> {
  const filled = columns.map((texts) =>
    texts
      .map((text) => text.trim())
      .filter((text) => !NOTHING.test(text))
      .slice(0, MOST_TEXTS),
  );
  const looks = filled.map((texts) => (texts.length === 0 ? { content: 'empty' as const, share: 1 } : byLook(texts)));
  const read = await byTransform(filled.map((texts, index) => (looks[index] === null ? texts : [])));
  return filled.map((_, index) => looks[index] ?? read.get(index) ?? { content: 'words', share: 1 });
}
