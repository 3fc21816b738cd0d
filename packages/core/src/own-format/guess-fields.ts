/** Which column is which field: by its name as the catalogue knows it, by what stands in it, or by both. */
import { foldName } from '../normalise/header.js';
import type { Kind } from '../normalise/kinds.js';
import { CONTENT_WORDS, type ColumnContent, type Content } from './content-kinds.js';
import { namesOfField } from './known-names.js';
import type { SampleColumn } from './sample-table.js';
import { fieldsOfKind, isTransform, typeOfTransform, usualTransform } from './transform-names.js';

export interface JudgedColumn extends SampleColumn, ColumnContent {}

export type Sureness = 'sure' | 'likely' | 'a guess';

export interface GuessedField {
  readonly field: string;
  readonly column: SampleColumn;
  /** Further columns that its transform needs. */
  readonly others: readonly SampleColumn[];
  readonly as: string;
  readonly sureness: Sureness;
  readonly reason: string;
}

const TIMES: readonly Content[] = ['time', 'date', 'time-of-day'];

/** What may stand in a field; a name that says otherwise is not believed. Fields that are not here take any text. */
const TAKEN: Readonly<Record<string, readonly Content[]>> = {
  ...{
    time: TIMES,
    received: ['time', 'date'],
    graded: ['time', 'date'],
    viewed: ['time', 'date'],
    acted: ['time', 'date'],
  },
  ...{ from: ['date', 'time'], to: ['date', 'time'], asOf: ['date', 'time'] },
  ...{ url: ['url', 'host', 'address', 'words'], sourceIp: ['address', 'words'] },
  ...{ status: ['status', 'number', 'words'], bytes: ['number', 'status', 'one-to-five', 'yes-or-no'] },
  ...{ method: ['method', 'words'], action: ['action', 'words'], role: ['role', 'words'], shared: ['yes-or-no'] },
  ...{ severity: ['one-to-five'], grade: ['one-to-five'], user: ['account', 'mail', 'words', 'number', 'address'] },
};
/** What alone makes a field likely, without any name. */
const TELLING: { readonly [K in Kind]?: Readonly<Record<string, readonly Content[]>> } = {
  request: {
    ...{ time: TIMES, url: ['url', 'host'], action: ['action'], user: ['account', 'mail'] },
    ...{ sourceIp: ['address'], method: ['method'], status: ['status'] },
  },
  capture: { time: TIMES, url: ['url'], user: ['account', 'mail'] },
  membership: { role: ['role'], email: ['mail'], user: ['account'] },
  device: { sourceIp: ['address'] },
};

const isWholeNumber = (field: string, kind: Kind) =>
  fieldsOfKind(kind).some(([name, { type }]) => name === field && type === 'BIGINT');

function mayBe(field: string, kind: Kind, { content }: ColumnContent): boolean {
  if (content === 'empty') return true;
  if (isWholeNumber(field, kind)) return ['status', 'number', 'one-to-five', 'yes-or-no'].includes(content);
  return TAKEN[field]?.includes(content) ?? true;
}

const nameOf = ({ name }: SampleColumn) => foldName((name ?? '').split('.').at(-1) ?? '');

/** The transform that the catalogue has for such a name, where it is one that gives the right type. */
function transformFor(kind: Kind, field: string, column: SampleColumn): string {
  const type = fieldsOfKind(kind).find(([name]) => name === field)?.[1].type ?? 'VARCHAR';
  const usual = usualTransform(field, type);
  const known = namesOfField(kind, field).find(({ name }) => name === nameOf(column))?.as;
  const fits = typeof known === 'string' && isTransform(known) && typeOfTransform(known) === type && known !== 'text';
  // A name that promises epochs or one spelling of ISO may hold something else here: the general transform takes both.
  return fits && type !== 'TIMESTAMP' ? known : usual;
}

function byName(kind: Kind, columns: readonly JudgedColumn[]): Map<string, GuessedField> {
  const found = new Map<string, GuessedField>();
  const taken = new Set<JudgedColumn>();
  for (const [field] of fieldsOfKind(kind)) {
    for (const { name, format } of namesOfField(kind, field)) {
      const column = columns.find((each) => !taken.has(each) && nameOf(each) === name && mayBe(field, kind, each));
      if (column === undefined) continue;
      taken.add(column);
      const isTelling = TAKEN[field]?.includes(column.content) === true && column.content !== 'words';
      const reason = `its name is known from ${format}; in it: ${CONTENT_WORDS[column.content]}`;
      const as = transformFor(kind, field, column);
      found.set(field, { field, column, others: [], as, sureness: isTelling ? 'sure' : 'likely', reason });
      break;
    }
  }
  return found;
}

function byContent(kind: Kind, columns: readonly JudgedColumn[], found: Map<string, GuessedField>): void {
  const taken = new Set([...found.values()].map(({ column }) => column));
  for (const [field, contents] of Object.entries(TELLING[kind] ?? {})) {
    if (found.has(field)) continue;
    const free = columns.filter((column) => !taken.has(column));
    const column = contents.flatMap((content) => free.filter((each) => each.content === content))[0];
    if (column === undefined) continue;
    taken.add(column);
    const others = free.filter(({ content }) => content === column.content).length - 1;
    const reason = `in it: ${CONTENT_WORDS[column.content]}${others > 0 ? `; so in ${others} more` : ''}`;
    const sureness = others > 0 ? 'a guess' : 'likely';
    found.set(field, { field, column, others: [], as: transformFor(kind, field, column), sureness, reason });
  }
}

/** A day and a time of day in columns of their own are one time. */
function joinTimes(columns: readonly JudgedColumn[], found: Map<string, GuessedField>): void {
  const time = found.get('time');
  const own = columns.find((column) => column === time?.column)?.content;
  if (time === undefined || own === undefined || own === 'time') return;
  const taken = new Set([...found.values()].filter(({ field }) => field !== 'time').map(({ column }) => column));
  const free = (content: Content) => columns.find((column) => column.content === content && !taken.has(column));
  const [day, clock] = own === 'time-of-day' ? [free('date'), time.column] : [time.column, free('time-of-day')];
  if (day === undefined || clock === undefined) return;
  found.set('time', {
    ...time,
    column: day,
    others: [clock],
    reason: 'the day and the time of day stand in two columns',
  });
}

export function guessFields(kind: Kind, columns: readonly JudgedColumn[]): Map<string, GuessedField> {
  const found = byName(kind, columns);
  byContent(kind, columns, found);
  joinTimes(columns, found);
  return new Map(
    fieldsOfKind(kind).flatMap(([field]) => {
      const guess = found.get(field);
      return guess === undefined ? [] : [[field, guess] as const];
    }),
  );
}

/** The kinds that a sample can be drafted as without being asked, the usual first. */
const DRAFTED: readonly Kind[] = ['request', 'capture', 'membership'];
/** What only one kind has. */
const TELLTALE: { readonly [K in Kind]?: readonly string[] } = {
  request: ['action', 'method', 'status', 'bytes', 'userAgent', 'rule', 'sourceIp'],
  capture: ['severity', 'grade', 'phrase', 'captureId', 'windowTitle', 'application', 'label', 'received'],
  membership: ['role', 'personId', 'firstName', 'lastName', 'email', 'year', 'class'],
};
const WEIGHTS = { required: 3, telltale: 2, other: 0.5 };

export interface GuessedKind {
  readonly kind: Kind;
  readonly isClear: boolean;
}

export function guessKind(columns: readonly JudgedColumn[]): GuessedKind {
  const scores = DRAFTED.map((kind) => {
    const fields = [...guessFields(kind, columns).keys()];
    const demands = new Map(fieldsOfKind(kind));
    const points = fields.map((field) => {
      if (demands.get(field)?.demand === 'required') return WEIGHTS.required;
      return TELLTALE[kind]?.includes(field) ? WEIGHTS.telltale : WEIGHTS.other;
    });
    return { kind, score: points.reduce((sum, each) => sum + each, 0) };
  }).toSorted((one, other) => other.score - one.score);
  const [first, second] = scores;
  return { kind: first?.kind ?? 'request', isClear: (first?.score ?? 0) >= (second?.score ?? 0) + WEIGHTS.telltale };
}
