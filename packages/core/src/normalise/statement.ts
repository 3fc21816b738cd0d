/**
 * normalise: one SELECT made from a format's declaration, over either reader's output. Each field goes through its named
 * transform; what is wrong with a record becomes a small number, `fault`: 0 none, below 0 ignored, above 0 rejected.
 */
import type { Format } from './format.js';
import { type AnySource, type FieldPlace, fieldsOf, type Layout } from './header.js';
import { KINDS, type SqlType } from './kinds.js';
import { segmentSql, shownKindSql } from './shown-kind.js';
import { isToldZoned, namedSql, type TimeContext, toldSql, toldTime } from './time-forms.js';
import { authoritySql, type Derived, type Reason, type Surroundings, TRANSFORMS, toldBy } from './transforms.js';

/** Lines that are no records, by their fault number: blank, a header again, or of another log, a comment, a summary. */
export const IGNORED = { blank: -1, header: -2, other: -3 } as const;

/** What stands behind a fault above 0: `FRAME_FAULTS` first, then two for each field. */
export interface FaultMeaning {
  readonly column: string | null;
  readonly reason: Reason;
}

const FRAME_FAULTS: readonly FaultMeaning[] = [
  { column: null, reason: 'wrong-number-of-fields' },
  { column: null, reason: 'quote-not-closed' },
  { column: null, reason: 'not-json' },
  { column: null, reason: 'not-a-record' },
  { column: null, reason: 'another-header' },
];
export const FRAME_FAULT = {
  wrongNumberOfFields: 1,
  quoteNotClosed: 2,
  notJson: 3,
  notARecord: 4,
  anotherHeader: 5,
} as const;

/** Records as a reader frames them: where from, the fault of the frame, and the text of each column. */
export interface Framed {
  readonly from: string;
  readonly frameFault: string;
  readonly column: (index: number) => string;
  /** The header's text of a column, where there is one: a record that repeats it is a header again. */
  readonly headerText: (index: number) => string | null;
  /** SQL for the time in a line's syslog header, as text; null where the file has none. */
  readonly syslogTime: string | null;
}

/** Whether the times of a file are UTC, wall clock, or each what its text says; then `"<field> utc"` tells of a row. */
export type ClockKind = 'utc' | 'local' | 'mixed';

export interface Statement {
  readonly sql: string;
  readonly faults: readonly FaultMeaning[];
}

interface Planned {
  readonly name: string;
  readonly type: SqlType;
  readonly demand: 'required' | 'strict' | 'lenient';
  /** SQL for the first of its columns that the record fills; null when the file has none. */
  readonly main: string | null;
  /** SQL for its text, over its main column. */
  readonly text: string;
  readonly transform: Derived<SqlType>;
  readonly around: Surroundings;
  readonly header: string | null;
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

function firstFilled(columns: readonly string[]): string {
  const [only = 'NULL'] = columns;
  return columns.length <= 1 ? only : `coalesce(${columns.map((column) => `nullif(${column}, '')`).join(', ')})`;
}

/** What every record says where the file has no column for it. */
const mainOf = (columns: string, always: string | undefined) =>
  always === undefined ? columns : `coalesce(${columns}, ${quoted(always)})`;

/** Fields whose texts mean something of their own, by the transform that tells it. */
const USUAL = new Map<string, Derived<SqlType>>([
  ['user', TRANSFORMS.account],
  ['role', TRANSFORMS.role],
  ['year', TRANSFORMS['year-group']],
  ['duty', TRANSFORMS.duty],
]);

/** Further columns that are searched for are named: a search costs as much again wherever it stands. */
function derivedText(main: string, as: Derived<SqlType>, around: Surroundings): string {
  const isSearched = (other: string) => other.includes('(');
  if (!around.others.some(isSearched)) return as.sql(main, around);
  const others = around.others.map((other, index) => (isSearched(other) ? `other.c${index}` : other));
  const values = around.others.flatMap((other, index) => (isSearched(other) ? [`c${index}: ${other}`] : []));
  return namedSql('other', `{${values.join(', ')}}`, () => as.sql(main, { ...around, others }));
}

/** A derived text is computed first; what it means is then the matter of the field's usual transform. */
function understanding(name: string, type: SqlType, as: AnySource['as'], around: Surroundings) {
  const main = `"main ${name}"`;
  if (typeof as === 'string') return { text: main, transform: TRANSFORMS[as] };
  if (type !== 'VARCHAR') return { text: main, transform: as };
  return { text: derivedText(main, as, around), transform: USUAL.get(name) ?? TRANSFORMS.text };
}

function plan(format: Format, layout: Layout, framed: Framed, time: TimeContext): Planned[] {
  const sources = new Map(fieldsOf(format));
  const columnsOf = (places: FieldPlace['main']) => firstFilled(places.map(framed.column));
  return Object.entries<{ type: SqlType; demand: Planned['demand'] }>(KINDS[format.kind]).map(
    ([name, { type, demand }]) => {
      const place = layout.get(name);
      const around = { time, others: (place?.others ?? []).map(columnsOf) };
      return {
        ...{ name, type, demand, around },
        ...understanding(name, type, sources.get(name)?.as ?? 'text', around),
        main: place === undefined ? null : mainOf(columnsOf(place.main), sources.get(name)?.always),
        header: place === undefined ? null : framed.headerText(place.main[0] ?? -1),
      };
    },
  );
}

/** SQL for the texts of the records' times, where their format reads them as it finds them; null for other formats. */
export function timeTexts(format: Format, layout: Layout, framed: Framed): string | null {
  const place = layout.get('time');
  const source = new Map(fieldsOf(format)).get('time');
  if (place === undefined || source?.as !== 'time') return null;
  const columns = [place.main, ...place.others].map((places) => firstFilled(places.map(framed.column)));
  return `SELECT concat_ws(' ', ${columns.map((column) => `nullif(${column}, '')`).join(', ')}) AS text FROM ${framed.from}`;
}

/**
 * How a field is taken up: by its transform; as it stands, its transform left for later on the distinct values; as the
 * authority of an address; only for what it shows of others; or not at all.
 */
export type Uptake = 'transform' | 'as-is' | 'authority' | 'look-at' | 'leave-out';

const rawOf = ({ name }: Planned) => `"raw ${name}"`;

/** Where every record says itself which clock its times are by, they come as one number first. */
const isTold = ({ type }: Planned, { clock }: StatementOptions) => clock === 'mixed' && type === 'TIMESTAMP';

/** @param syslogTime SQL for the text of the time in the line's syslog header, where the format may fall back on it */
function toldColumns(field: Planned, syslogTime: string | null): { readonly own: string; readonly told: string } {
  const { name, transform, around } = field;
  const context = { ...around.time, mayBeZoned: true, spelling: undefined };
  const header =
    name === 'time' && syslogTime !== null
      ? `coalesce("own ${name}", ${namedSql('header', syslogTime, (text) => toldSql(text, context))})`
      : `"own ${name}"`;
  return { own: `${toldBy(transform, rawOf(field), around)} AS "own ${name}"`, told: `${header} AS "told ${name}"` };
}

function expression(field: Planned, uptake: Uptake, options: StatementOptions): string {
  const raw = rawOf(field);
  if (isTold(field, options)) return toldTime(`"told ${field.name}"`);
  if (uptake === 'as-is') return `coalesce(${raw}, '')`;
  // An address that is only a path is one without a host, and not one that is missing.
  if (uptake === 'authority') {
    return `coalesce(nullif(trim(${authoritySql(raw)}), ''), CASE WHEN trim(${raw}) <> '' THEN '' END)`;
  }
  return field.transform.sql(raw, field.around);
}

/** The host in small letters, without scheme, user and port. */
const HOST_OF_SEARCH = `lower(regexp_extract("search", '^(?:(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)?(?:[^/?#]*@)?([^/?#:]*)', 1))`;

/**
 * The whole address where it may carry searched words. Cheap looks come first: of millions of addresses few have such a
 * parameter, and only those are held against the hosts.
 */
function searchSql(raw: string, { hosts, parameters, domains }: SearchEngines): { inner: string; outer: string } {
  if (hosts.length === 0) return { inner: 'NULL::VARCHAR', outer: '"search"' };
  const ends = parameters.map((name) => `${name}=`);
  // A longer one that another is part of is found by that one.
  const least = ends.filter((end) => !ends.some((other) => other !== end && end.includes(other)));
  const looks = [
    ...least.map((end) => `contains(${raw}, ${quoted(end)})`),
    ...domains.map((domain) => `suffix(${authoritySql(raw)}, ${quoted(domain)})`),
  ];
  const isEngine = `${HOST_OF_SEARCH} IN (${hosts.map(quoted).join(', ')})`;
  return {
    inner: `CASE WHEN ${looks.join(' OR ')} THEN ${raw} END`,
    // Two conditions of one AND may be looked at in any order; a CASE within a CASE is not.
    outer: `CASE WHEN "search" IS NOT NULL THEN CASE WHEN ${isEngine} THEN "search" END END AS "search"`,
  };
}

/** What a request shows beside its host: the first part of its path on some hosts, and which kind of request it was. */
function shownColumns(planned: readonly Planned[], url: Planned, options: StatementOptions): string[] {
  const rawIfRead = (name: string) => {
    const field = planned.find((each) => each.name === name && each.main !== null);
    return field === undefined || options.uptake(name) !== 'look-at' ? null : rawOf(field);
  };
  const hasStatus = planned.some(({ name, main }) => name === 'status' && main !== null);
  const seen = { type: rawIfRead('contentType'), method: rawIfRead('method'), status: hasStatus ? '"status"' : null };
  return [
    `${segmentSql(rawOf(url), `"${url.name}"`, options.pathHosts ?? [])} AS segment`,
    `${shownKindSql({ url: rawOf(url), ...seen })} AS shown_kind`,
  ];
}

/** The first field at fault names the reason; a strict field that is merely empty must not hide a later one. */
function judgement(field: Planned, faults: FaultMeaning[]): string {
  faults.push(
    { column: field.name, reason: 'empty' },
    { column: field.name, reason: field.transform.reason ?? 'empty' },
  );
  const raw = `"raw ${field.name}"`;
  const isHeader = field.header === null ? '' : `WHEN ${raw} = ${quoted(field.header)} THEN ${IGNORED.header} `;
  const whenEmpty = field.demand === 'required' ? faults.length - 1 : 0;
  const cases = `${isHeader}WHEN coalesce(trim(${raw}), '') = '' THEN ${whenEmpty} ELSE ${faults.length}`;
  return `nullif(CASE WHEN ${isWrong(field)} THEN CASE ${cases} END ELSE 0 END, 0)`;
}

/** A time outside these years is a broken one; it would also stretch the span of a file over centuries. */
function isWrong({ name, type }: Planned): string {
  const isOdd =
    type === 'TIMESTAMP' ? ` OR "${name}" NOT BETWEEN TIMESTAMP '2000-01-01' AND TIMESTAMP '2100-01-01'` : '';
  return `"${name}" IS NULL${isOdd}`;
}

/**
 * Most headers give themselves away, because their text is no time and no role. Where any text will do, a record whose
 * required fields all repeat the header is one.
 */
function repeatedHeader(fields: readonly Planned[]): string {
  const required = fields.filter((field) => field.demand === 'required');
  const isOnlyText = required.every((field) => field.header !== null && field.transform.reason === null);
  if (required.length === 0 || !isOnlyText) return '';
  const equal = required.map((field) => `"raw ${field.name}" = ${quoted(field.header ?? '')}`);
  return `WHEN ${equal.join(' AND ')} THEN ${IGNORED.header} `;
}

export interface StatementOptions {
  readonly uptake: (field: string) => Uptake;
  /** SQL columns to pass through in front, each followed by a comma; empty for none. */
  readonly before: string;
  readonly clock: ClockKind;
  readonly time: TimeContext;
  /** Their whole addresses are kept for a moment, in the column `search`. */
  readonly searchEngines?: SearchEngines;
  /** Hosts of which the first part of the path is taken, in the column `segment`. */
  readonly pathHosts?: readonly string[];
}

export interface SearchEngines {
  /** As a log writes them. */
  readonly hosts: readonly string[];
  /** Names of the parameters by which addresses are looked for. */
  readonly parameters: readonly string[];
  /** Of engines that have a parameter to themselves: the end of the host is the cheaper look. */
  readonly domains: readonly string[];
}

const NO_ENGINES: SearchEngines = { hosts: [], parameters: [], domains: [] };

const NO_FIELD = (type: SqlType, uptake: Uptake) => (uptake === 'as-is' ? "''" : `NULL::${type}`);

/** Columns, then texts, then values, then the judgement: one SELECT over the other, so that nothing is computed twice. */
export function normaliseStatement(
  format: Format,
  layout: Layout,
  framed: Framed,
  options: StatementOptions,
): Statement {
  const faults = [...FRAME_FAULTS];
  const levels: Record<'mains' | 'texts' | 'owns' | 'tolds' | 'values' | 'outer' | 'judgements', string[]> = {
    ...{ mains: [], texts: [], owns: [], tolds: [], values: [], outer: [], judgements: [] },
  };
  const syslogTime = format.syslogTime ? framed.syslogTime : null;
  const planned = plan(format, layout, framed, options.time);
  for (const field of planned) {
    const uptake = options.uptake(field.name);
    if (uptake === 'leave-out') continue;
    const { name, main } = field;
    const isInstant = isTold(field, options);
    if (uptake !== 'look-at')
      levels.outer.push(main === null ? `${NO_FIELD(field.type, uptake)} AS "${name}"` : `"${name}"`);
    if (isInstant) levels.outer.push(main === null ? `FALSE AS "${name} utc"` : `"${name} utc"`);
    if (main === null) continue;
    levels.mains.push(`${main} AS "main ${name}"`);
    levels.texts.push(`${field.text} AS ${rawOf(field)}`);
    if (uptake === 'look-at') {
      levels.values.push(rawOf(field));
      continue;
    }
    levels.values.push(`${expression(field, uptake, options)} AS "${name}"`);
    if (isInstant) {
      const { own, told } = toldColumns(field, syslogTime);
      levels.owns.push(own);
      levels.tolds.push(told);
      levels.values.push(`coalesce(${isToldZoned(`"told ${name}"`)}, FALSE) AS "${name} utc"`);
      if (name === 'time' && syslogTime !== null) {
        levels.values.push(`"own time" IS NOT NULL AS "time own"`);
        levels.outer.push('"time own"');
      }
    }
    if (uptake === 'authority') {
      const search = searchSql(rawOf(field), options.searchEngines ?? NO_ENGINES);
      levels.outer.push(search.outer, ...shownColumns(planned, field, options));
      levels.values.push(`${search.inner} AS "search"`);
    }
    if (field.demand === 'lenient') continue;
    levels.values.push(rawOf(field));
    levels.judgements.push(judgement(field, faults));
  }
  const fault = `CAST(CASE WHEN frame <> 0 THEN frame ${repeatedHeader(planned)}ELSE coalesce(${[...levels.judgements, '0'].join(', ')}) END AS TINYINT)`;
  const mains = `SELECT *, ${framed.frameFault} AS frame, ${levels.mains.join(', ')} FROM ${framed.from}`;
  const above = (columns: readonly string[], from: string) =>
    columns.length === 0 ? from : `SELECT *, ${columns.join(', ')} FROM (${from})`;
  const tolds = above(levels.tolds, above(levels.owns, above(levels.texts, mains)));
  const values = `SELECT ${options.before}frame, ${levels.values.join(', ')} FROM (${tolds})`;
  return { sql: `SELECT ${options.before}${levels.outer.join(', ')}, ${fault} AS fault FROM (${values})`, faults };
}
