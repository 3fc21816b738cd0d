/**
 * Times as products write them, as SQL. The usual spellings are tried first, as whole statements that DuckDB runs over many
 * rows; what they refuse goes through the forms below: epochs by their magnitude, zones by offset or abbreviation, names
 * of months, weekdays (which are not believed: exports with wrong ones are about), times without a year.
 */

/** What the reading of a time depends on beside its text; decided for a whole file, never by one row. */
export interface TimeContext {
  readonly dateOrder: 'day-first' | 'month-first';
  /** `YYYY-MM-DD`: a time without a year lies in the latest one that puts it on or before this day. */
  readonly exportedOn: string;
  /** False where no time of the file's beginning has a zone: one that has is then not read as the wall clock. */
  readonly mayBeZoned: boolean;
}

const MICROSECONDS = 1_000_000;

/** Seconds, milli-, micro- or nanoseconds since 1970, told apart by how many digits there are. */
export function epochSql(raw: string): string {
  const number = `try_cast(${raw} AS DOUBLE)`;
  const scaled = `CASE WHEN contains(${raw}, '.') OR strlen(${raw}) <= 11 THEN ${number} * ${MICROSECONDS}
    WHEN strlen(${raw}) <= 14 THEN ${number} * 1000 WHEN strlen(${raw}) <= 17 THEN ${number} ELSE ${number} / 1000 END`;
  return `make_timestamp(try_cast(round(${scaled}) AS BIGINT))`;
}

/** ISO with `T` or a space and with a zone, in UTC; also without seconds' fraction. */
export const isoZonedSql = (raw: string): string => `make_timestamp(epoch_us(try_cast(${raw} AS TIMESTAMPTZ)))`;

/**
 * Abbreviations, in minutes east of Greenwich. Those that several countries use are read as at a school of these islands:
 * BST is British Summer Time, IST Irish Standard Time.
 */
const ZONES: Readonly<Record<string, number>> = {
  ...{ Z: 0, ZZ: 0, UTC: 0, GMT: 0, WET: 0, BST: 60, IST: 60, WEST: 60, CET: 60, CEST: 120, EET: 120, EEST: 180 },
  ...{ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 },
};

const OFFSET = '(?:GMT|UTC)?[+-][0-9]{1,2}(?::?[0-9]{2})?';
/** Date, time of day, fraction, half of the day, zone, and the year where it stands last: `Oct 16 22:55:48 CEST 2023`. */
const PARTS = `^(.*?)[ T:,-]*([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,]([0-9]+))? ?([AaPp][Mm])? *[(]?(${OFFSET}|${Object.keys(ZONES).join('|')})?[)]?(?: +([0-9]{4}))?$`;
const PART_NAMES = ['day', 'clock', 'fraction', 'half', 'zone', 'year'];

const list = (texts: readonly string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`;

/**
 * A lambda over a list of one gives a name to what would otherwise be computed again wherever it stands, and computes it
 * only where it is needed.
 */
export const namedSql = (name: string, sql: string, use: (name: string) => string): string =>
  `list_transform([${sql}], lambda ${name}: ${use(name)})[1]`;

const partsOf = (text: string) => `regexp_extract(${text}, '${PARTS}', ${list(PART_NAMES)})`;

function offsetMinutes(zone: string): string {
  const named = Object.entries(ZONES).map(([name, minutes]) => `WHEN '${name}' THEN ${minutes}`);
  const digits = `regexp_replace(${zone}, '[^0-9]', '', 'g')`;
  const hours = `CASE WHEN strlen(${digits}) > 2 THEN ${digits}[:-3] ELSE ${digits} END`;
  const minutes = `CASE WHEN strlen(${digits}) > 2 THEN ${digits}[-2:] ELSE '0' END`;
  const numeric = `(CASE WHEN contains(${zone}, '-') THEN -1 ELSE 1 END) * (try_cast(${hours} AS INTEGER) * 60 + try_cast(${minutes} AS INTEGER))`;
  return `CASE ${zone} WHEN '' THEN 0 ${named.join(' ')} ELSE ${numeric} END`;
}

const NUMBERS = {
  'day-first': { whole: '%d-%m-%Y', short: '%d-%m-%y' },
  'month-first': { whole: '%m-%d-%Y', short: '%m-%d-%y' },
};
const DAY_AND_NAME = ['%d %b %Y', '%d %B %Y', '%d %b %y'];
const NAME_AND_DAY = ['%b %d %Y', '%B %d %Y'];

/** Marks between the numbers are all the same to a date. */
const spaced = (day: string) => `regexp_replace(trim(${day}), '[^0-9A-Za-z]+', ' ', 'g')`;
const hyphened = (day: string) => `translate(trim(${day}), '/.: ', '----')`;
/** Exports with wrong weekdays are about: they are passed over. */
const withoutWeekday = (day: string) => `regexp_replace(${spaced(day)}, '^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* ', '')`;

/** `Oct 16`: in the latest year that puts it on or before the day of the export; leap days go back to a leap year. */
function yearless(day: string, { exportedOn }: TimeContext): string {
  const year = Number(exportedOn.slice(0, 4));
  const tries = [0, 1, 2, 3, 4].map((back) => `try_strptime('${year - back} ' || ${day}, '%Y %b %d')`);
  return `list_filter(${`[${tries.join(', ')}]`}, lambda each: each <= DATE '${exportedOn}')[1]`;
}

/** A date as text, told by its shape: one form is tried, or a few, never all. */
function dayOf(day: string, year: string, context: TimeContext): string {
  const { whole, short } = NUMBERS[context.dateOrder];
  const named = withoutWeekday(day);
  const withYear = `CASE WHEN ${year} <> '' THEN ${named} || ' ' || ${year} ELSE ${named} END`;
  return `CASE
    WHEN regexp_matches(${day}, '^ *[0-9]{4}[^0-9 ]') THEN try_strptime(${hyphened(day)}, '%Y-%m-%d')
    WHEN regexp_matches(${day}, '^ *[0-9]{1,2}[^0-9A-Za-z ][0-9]{1,2}[^0-9A-Za-z ][0-9]{4} *$') THEN try_strptime(${hyphened(day)}, '${whole}')
    WHEN regexp_matches(${day}, '^ *[0-9]{1,2}[^0-9A-Za-z ][0-9]{1,2}[^0-9A-Za-z ][0-9]{2} *$') THEN try_strptime(${hyphened(day)}, '${short}')
    WHEN regexp_matches(${day}, '^ *[0-9]{4} +[A-Z]') THEN try_strptime(${spaced(day)}, '%Y %b %d')
    WHEN regexp_matches(${named}, '^[0-9]{1,2} [A-Z]') THEN try_strptime(${named}, ${list(DAY_AND_NAME)})
    WHEN ${year} = '' AND regexp_full_match(${named}, '[A-Z][a-z]{2} [0-9]{1,2}') THEN ${yearless(named, context)}
    ELSE try_strptime(${withYear}, ${list(NAME_AND_DAY)}) END`;
}

/** A time of day as an interval; NULL where the clock has no such time. */
function clockOf(clock: string, half: string): string {
  const full = `CASE WHEN strlen(${clock}) <= 5 THEN ${clock} || ':00' ELSE ${clock} END`;
  const time = `CASE WHEN ${half} = '' THEN try_cast(lpad(${full}, 8, '0') AS TIME) ELSE try_strptime(${full} || ' ' || upper(${half}), '%I:%M:%S %p')::TIME END`;
  return `to_microseconds(epoch_us(${time}))`;
}

const fractionOf = (fraction: string) =>
  `to_microseconds(coalesce(try_cast(rpad(${fraction}[:6], 6, '0') AS BIGINT), 0))`;

const isEpoch = (text: string) => `regexp_full_match(${text}, '[0-9]{9,19}(?:[.][0-9]+)?')`;

function anyForm(raw: string, context: TimeContext): string {
  const refused = context.mayBeZoned ? '' : `WHEN p.zone <> '' THEN NULL `;
  const wall = `${dayOf('p.day', 'p.year', context)} + ${clockOf('p.clock', 'p.half')} + ${fractionOf('p.fraction')}`;
  const value = `CASE WHEN p.clock = '' THEN NULL ${refused}WHEN p.zone = '' THEN ${wall} ELSE ${wall} - to_minutes(${offsetMinutes('p.zone')}) END`;
  const told = namedSql('p', partsOf(`trim(${raw})`), () => value);
  const epoch = context.mayBeZoned ? epochSql(`trim(${raw})`) : 'NULL';
  return `CASE WHEN ${isEpoch(`trim(${raw})`)} THEN ${epoch} ELSE ${told} END`;
}

const FAST = {
  'day-first': '%d/%m/%Y %H:%M:%S',
  'month-first': '%m/%d/%Y %H:%M:%S',
};

/** Any time, as UTC where the text tells a zone and as the wall clock where it does not: see `isZonedSql`. */
export function timeSql(raw: string, context: TimeContext): string {
  // A year of two digits would pass here as one of the first century.
  const usual = `CASE WHEN ${raw} LIKE '%/20__ %' THEN try_strptime(${raw}, '${FAST[context.dateOrder]}') END`;
  return `coalesce(${usual}, try_strptime(${raw}, '%Y-%m-%d %H:%M:%S'), CASE WHEN ${raw} <> '' THEN ${anyForm(raw, context)} END)`;
}

export const isZonedSql = (raw: string): string =>
  `(${isEpoch(`trim(${raw})`)} OR coalesce(${partsOf(`trim(${raw})`)}.zone, '') <> '')`;

/** A day alone; a time of midnight behind it, or any in ISO, is passed over. */
export function dateSql(raw: string, context: TimeContext): string {
  const day = `regexp_replace(trim(${raw}), '(?:T[0-9:.]+Z?| [0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?)$', '')`;
  return `(${dayOf(day, "''", context)})::DATE`;
}
