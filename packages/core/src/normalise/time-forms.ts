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
  /** The spelling of the file's first times, where all have the same: it is tried first. */
  readonly spelling?: string | undefined;
}

const MICROSECONDS = 1_000_000;

/** Seconds, milli-, micro- or nanoseconds since 1970, told apart by how many digits there are. */
export function epochSql(raw: string): string {
  const number = `try_cast(${raw} AS DOUBLE)`;
  const scaled = `CASE WHEN contains(${raw}, '.') OR strlen(${raw}) <= 11 THEN ${number} * ${MICROSECONDS}
    WHEN strlen(${raw}) <= 14 THEN ${number} * 1000 WHEN strlen(${raw}) <= 17 THEN ${number} ELSE ${number} / 1000 END`;
  return `make_timestamp(try_cast(round(${scaled}) AS BIGINT))`;
}

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
const PARTS = `^(.*?)[ T:,-]*([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,]([0-9]+))? ?([AaPp][.]?[Mm][.]?)? *[(]?(${OFFSET}|${Object.keys(ZONES).join('|')})?[)]?(?: +([0-9]{4}))?$`;
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
const DAY_AND_NAME = ['%d %b %Y', '%d %B %Y'];
const SHORT_DAY_AND_NAME = ['%d %b %y', '%d %B %y'];
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
    WHEN regexp_full_match(${named}, '[0-9]{1,2} [A-Za-z]{3,} [0-9]{2}') THEN try_strptime(${named}, ${list(SHORT_DAY_AND_NAME)})
    WHEN regexp_matches(${named}, '^[0-9]{1,2} [A-Z]') THEN try_strptime(${named}, ${list(DAY_AND_NAME)})
    WHEN ${year} = '' AND regexp_full_match(${named}, '[A-Z][a-z]{2} [0-9]{1,2}') THEN ${yearless(named, context)}
    ELSE try_strptime(${withYear}, ${list(NAME_AND_DAY)}) END`;
}

/** A time of day as an interval; NULL where the clock has no such time. */
function clockOf(clock: string, half: string): string {
  const full = `CASE WHEN strlen(${clock}) <= 5 THEN ${clock} || ':00' ELSE ${clock} END`;
  const time = `CASE WHEN ${half} = '' THEN try_cast(lpad(${full}, 8, '0') AS TIME) ELSE try_strptime(${full} || ' ' || upper(replace(${half}, '.', '')), '%I:%M:%S %p')::TIME END`;
  return `to_microseconds(epoch_us(${time}))`;
}

const fractionOf = (fraction: string) =>
  `to_microseconds(coalesce(try_cast(rpad(${fraction}[:6], 6, '0') AS BIGINT), 0))`;

const isEpoch = (text: string) => `regexp_full_match(${text}, '[0-9]{9,19}(?:[.][0-9]+)?')`;

const DAYS = {
  'day-first': ['%d/%m/%Y', '%d/%m/%y', '%d-%m-%Y', '%d.%m.%Y'],
  'month-first': ['%m/%d/%Y', '%m/%d/%y', '%m-%d-%Y', '%m.%d.%Y'],
};
const OTHER_DAYS = ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%d %b %Y', '%d-%b-%Y', '%b %d %Y', '%b %d, %Y'];
const CLOCKS = ['%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p'];
const WHOLE = ['%Y-%m-%dT%H:%M:%S', '%d/%b/%Y:%H:%M:%S', '%d/%m/%Y, %H:%M:%S', '%b %d %H:%M:%S %Y'];

/** Spellings that DuckDB reads by itself, without a zone: a file whose first times are all of one is read many times faster. */
export const spellingsIn = (order: TimeContext['dateOrder']): string[] => [
  ...[...DAYS[order], ...OTHER_DAYS].flatMap((day) => CLOCKS.map((clock) => `${day} ${clock}`)),
  ...WHOLE,
];

/** The spelling of the file's first times before the commonest one. A year of two digits would pass as one of the first century. */
function usualSpelling(raw: string, { dateOrder, spelling }: TimeContext): string {
  const form = spelling ?? `${DAYS[dateOrder][0]} ${CLOCKS[0]}`;
  // The marks around the year are looked for with it: `20/10/23` holds "20" and two more characters as well.
  const [, before = '', after = ''] = /([^A-Za-z]?)%Y(.?)/.exec(form) ?? [];
  const wholeYear = `${before && `%${before}`}20__${after && `${after}%`}`;
  const isWhole = form.includes('%Y') ? `${raw} LIKE '${wholeYear}'` : 'TRUE';
  return `CASE WHEN ${isWhole} THEN try_strptime(${raw}, '${form}') END`;
}

/** A time and whether it says itself which instant it is, in one number: it is costly to find, and found only once. */
const told = (time: string, isZoned: string) => `epoch_us(${time}) * 2 + CASE WHEN ${isZoned} THEN 1 ELSE 0 END`;
export const toldTime = (code: string): string => `make_timestamp(${code} // 2)`;
export const isToldZoned = (code: string): string => `${code} % 2 = 1`;
/** The same of a time that was understood in another way. */
export const toldOf = told;

/** NULL where nothing is told, or where a zone is and none may be. */
function anyForm(raw: string, context: TimeContext): string {
  const wall = `${dayOf('p.day', 'p.year', context)} + ${clockOf('p.clock', 'p.half')} + ${fractionOf('p.fraction')}`;
  const zoned = context.mayBeZoned ? told(`${wall} - to_minutes(${offsetMinutes('p.zone')})`, 'TRUE') : 'NULL';
  const value = `CASE WHEN p.clock = '' THEN NULL WHEN p.zone = '' THEN ${told(wall, 'FALSE')} ELSE ${zoned} END`;
  const parted = namedSql('p', partsOf(`trim(${raw})`), () => value);
  const epoch = context.mayBeZoned ? told(epochSql(`trim(${raw})`), 'TRUE') : 'NULL';
  return `CASE WHEN ${raw} = '' THEN NULL WHEN ${isEpoch(`trim(${raw})`)} THEN ${epoch} ELSE ${parted} END`;
}

const ISO = '%Y-%m-%d %H:%M:%S';

/** Any time without a zone, as the wall clock; where times may tell a zone, see `toldSql`. */
export const timeSql = (raw: string, context: TimeContext): string =>
  `coalesce(${usualSpelling(raw, context)}, try_strptime(${raw}, '${ISO}'), ${toldTime(anyForm(raw, context))})`;

/** Any time, as a number that `toldTime` and `isToldZoned` take apart. */
export const toldSql = (raw: string, context: TimeContext): string =>
  `coalesce(${told(usualSpelling(raw, context), 'FALSE')}, ${told(`try_strptime(${raw}, '${ISO}')`, 'FALSE')}, ${anyForm(raw, context)})`;

/** `16/Oct/2023:22:55:48 +0100`, as logs in the common layout have it. */
export const toldCommonLog = (raw: string, context: TimeContext): string =>
  `coalesce(${told(`try_strptime(${raw}, '%d/%b/%Y:%H:%M:%S %z')`, 'TRUE')}, ${toldSql(raw, context)})`;

/** A day alone; a time of midnight behind it, or any in ISO, is passed over. */
export function dateSql(raw: string, context: TimeContext): string {
  const day = `regexp_replace(trim(${raw}), '(?:T[0-9:.]+Z?| [0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?)$', '')`;
  return `(${dayOf(day, "''", context)})::DATE`;
}
