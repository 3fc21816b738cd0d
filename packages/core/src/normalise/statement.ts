/**
 * normalise: one SELECT made from a format's declaration, over either reader's output. Each field goes through its named
 * transform; what is wrong with a record becomes a small number, `fault`: 0 none, below 0 ignored, above 0 rejected.
 */
import type { Format } from './format.js';
import { fieldsOf, type Layout } from './header.js';
import { KINDS } from './kinds.js';
import { authoritySql, type Reason, type SqlType, TRANSFORMS, type TransformName } from './transforms.js';

/** Lines that are no records, by their fault number. */
export const IGNORED = { blank: -1, header: -2 } as const;

/** What stands behind a fault above 0: `FRAME_FAULTS` first, then two for each field. */
export interface FaultMeaning {
  readonly column: string | null;
  readonly reason: Reason;
}

const FRAME_FAULTS: readonly FaultMeaning[] = [
  { column: null, reason: 'wrong-number-of-fields' },
  { column: null, reason: 'quote-not-closed' },
];
export const FRAME_FAULT = { wrongNumberOfFields: 1, quoteNotClosed: 2 } as const;

/** Records as a reader frames them: where from, the fault of the frame, and the text of each column. */
export interface Framed {
  readonly from: string;
  readonly frameFault: string;
  readonly column: (index: number) => string;
  /** The header's text of a column, where there is one: a record that repeats it is a header again. */
  readonly headerText: (index: number) => string | null;
}

export interface Statement {
  readonly sql: string;
  readonly faults: readonly FaultMeaning[];
}

interface Planned {
  readonly name: string;
  readonly raw: string | null;
  readonly type: SqlType;
  readonly demand: 'required' | 'strict' | 'lenient';
  readonly transform: TransformName;
  readonly header: string | null;
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const isTransform = (name: string): name is TransformName => name in TRANSFORMS;

function plan(format: Format, layout: Layout, framed: Framed): Planned[] {
  const sources = new Map(fieldsOf(format));
  return Object.entries<{ type: SqlType; demand: Planned['demand'] }>(KINDS[format.kind]).map(
    ([name, { type, demand }]) => {
      const index = layout.get(name);
      const as = sources.get(name)?.as ?? 'text';
      return {
        name,
        type,
        demand,
        raw: index === undefined ? null : framed.column(index),
        header: index === undefined ? null : framed.headerText(index),
        transform: isTransform(as) ? as : 'text',
      };
    },
  );
}

/**
 * How a field is taken up: by its transform; as it stands, its transform left for later on the distinct values; as the
 * authority of an address; or not at all.
 */
export type Uptake = 'transform' | 'as-is' | 'authority' | 'leave-out';

function expression(field: Planned, raw: string, uptake: Uptake): string {
  if (uptake === 'as-is') return `coalesce(${raw}, '')`;
  if (uptake === 'authority') return authoritySql(raw);
  return TRANSFORMS[field.transform].sql(raw);
}

/** The host in small letters, without scheme, user and port. */
const HOST_OF_SEARCH = `lower(regexp_extract("search", '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#]*@)?([^/?#:]*)', 1))`;

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

/** The first field at fault names the reason; a strict field that is merely empty must not hide a later one. */
function judgement(field: Planned, faults: FaultMeaning[]): string {
  faults.push(
    { column: field.name, reason: 'empty' },
    { column: field.name, reason: TRANSFORMS[field.transform].reason ?? 'empty' },
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
  const isOnlyText = required.every((field) => field.header !== null && TRANSFORMS[field.transform].reason === null);
  if (required.length === 0 || !isOnlyText) return '';
  const equal = required.map((field) => `"raw ${field.name}" = ${quoted(field.header ?? '')}`);
  return `WHEN ${equal.join(' AND ')} THEN ${IGNORED.header} `;
}

export interface StatementOptions {
  readonly uptake: (field: string) => Uptake;
  /** SQL columns to pass through in front, each followed by a comma; empty for none. */
  readonly before: string;
  /** Their whole addresses are kept for a moment, in the column `search`. */
  readonly searchEngines?: SearchEngines;
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

export function normaliseStatement(
  format: Format,
  layout: Layout,
  framed: Framed,
  options: StatementOptions,
): Statement {
  const faults = [...FRAME_FAULTS];
  const inner: string[] = [];
  const outer: string[] = [];
  const judgements: string[] = [];
  const planned = plan(format, layout, framed);
  for (const field of planned) {
    const uptake = options.uptake(field.name);
    if (uptake === 'leave-out') continue;
    const { name, raw } = field;
    outer.push(raw === null ? `${uptake === 'as-is' ? "''" : `NULL::${field.type}`} AS "${name}"` : `"${name}"`);
    if (raw === null) continue;
    inner.push(`${expression(field, raw, uptake)} AS "${name}"`);
    if (uptake === 'authority') {
      const search = searchSql(raw, options.searchEngines ?? NO_ENGINES);
      outer.push(search.outer);
      inner.push(`${search.inner} AS "search"`);
    }
    if (field.demand === 'lenient') continue;
    inner.push(`${raw} AS "raw ${name}"`);
    judgements.push(judgement(field, faults));
  }
  const fault = `CAST(CASE WHEN frame <> 0 THEN frame ${repeatedHeader(planned)}ELSE coalesce(${[...judgements, '0'].join(', ')}) END AS TINYINT)`;
  const records = `SELECT ${options.before}${framed.frameFault} AS frame, ${inner.join(', ')} FROM ${framed.from}`;
  return { sql: `SELECT ${options.before}${outer.join(', ')}, ${fault} AS fault FROM (${records})`, faults };
}
