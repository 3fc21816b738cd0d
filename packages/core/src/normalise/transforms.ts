/**
 * Named transforms: what the text of a field means, said once, as SQL. A transform takes an SQL expression that gives
 * the text as it stands in the file and gives an expression of its type, or NULL where the text does not mean anything.
 */

import { yearIdSql } from '../attribute/year-groups.js';
import {
  CHECKERS,
  CONNECTIONS,
  DEVICE_KINDS,
  EXCLUSION_REASONS,
  groupWords,
  LIST_DECISIONS,
  LIST_REASONS,
  LISTS,
  LOCATIONS,
  RESULTS,
  TESTS,
} from './check-words.js';
import { ANSWERS, CONCERN_KINDS, DECIDERS, OUTCOMES, SIGNERS } from './decision-words.js';
import type { SqlType } from './kinds.js';
import { isNobody } from './nobody.js';
import { hasPupilNumber } from './pupil-numbers.js';
import {
  dateSql,
  epochSql,
  namedSql,
  type TimeContext,
  timeSql,
  toldCommonLog,
  toldOf,
  toldSql,
  toldTime,
} from './time-forms.js';

/** Why a record was rejected. The words for people stand in `REASONS`. */
export const REASONS = {
  empty: 'nothing stands there',
  'not-a-time': 'not a date and time that can exist',
  'not-a-date': 'not a date that can exist',
  'not-a-number': 'not a whole number',
  'not-one-to-five': 'not a whole number from 1 to 5',
  'not-a-role': 'not a role that is known (pupil, staff, governor, visitor, parent)',
  'not-a-duty': 'not a duty that is known (headteacher, DSL, deputy DSL, chair of governors)',
  'not-a-year-group': 'not a year group that is known (such as R, 4, P4, S1, 3rd class)',
  'not-yes-or-no': 'neither yes nor no',
  'wrong-number-of-fields': 'the line has too few or too many fields',
  'quote-not-closed': 'a quotation mark is not closed, or closed too early',
  'not-json': 'the line is not one whole JSON object',
  'not-a-record': 'the line does not look like a record of this log',
  'another-header': 'from here on the columns are others: split the file before this line',
  'names-nobody': 'neither an account, nor a name, nor a number of a person stands there',
  'account-claimed-twice': 'two people claim this account at the same time',
  'not-an-outcome': 'not an outcome that is known (false positive, no further action, pupil spoken to, …)',
  'not-a-step': 'not the number of a step (1, 2, 3, …)',
  'not-an-office': 'not an office that is known (DSL, headteacher, …, other); a name has no place there',
  'contradicts-outcome': 'a false positive is no incident, was not on purpose and has no step',
  'no-such-event': 'no event in the store has this number, or more than one has this capture id',
  'before-the-event': 'the day is before that of what was decided or answered',
  'after-today': 'the day has not come yet',
  'contradicts-topic': 'a sign that somebody may need help was not on purpose and has no step',
  'not-a-step-of-policy': 'no ladder of the school’s policy has a step of this number',
  'not-a-kind-of-report': 'not a kind of report that is known (accidental access, over-blocking, misuse, …)',
  'not-an-answer': 'not an answer that is known (open, allowed, blocked, refused, fixed, no change)',
  'no-such-person': 'no list of people has this number or account, or two people have it',
  'not-an-agreement': 'not an agreement of the school’s policy',
  'not-for-this-person':
    'the agreement is not for this person’s role and key stage on that day, or the account is shared',
  'not-a-signer': 'not one of those who can sign (self, parent, teacher)',
  'not-a-time-of-day': 'not a time of day (such as 09:15)',
  'not-a-test': 'not a test that is known (illegal images, terrorist content, adult content, category, …)',
  'not-a-kind-of-device': 'not a kind of device that is known (desktop, laptop, tablet, …, other)',
  'not-a-place': 'not a place that is known (classroom, library, home, …, other)',
  'not-a-group': 'not a group that is known (pupils, KS2, Year 4, staff, governors, visitors, …)',
  'not-a-connection': 'not a connection that is known (wired, wifi, guest wifi, mobile data, home, vpn)',
  'not-a-result': 'not a result that is known (blocked, allowed, warned, alert, no alert, unchanged, changed)',
  'contradicts-test': 'such a test cannot have this result, or nobody may expect it',
  'not-one-subject': 'exactly one of phrase, site and topic must stand there',
  'not-a-site': 'not the address of one site',
  'part-of-a-platform':
    'one page of a platform where many parties publish: excluding it would exclude the whole platform',
  'not-a-topic': 'not a topic that is known',
  'not-to-be-excluded': 'a sign that somebody may need help is never left out',
  'not-a-reason': 'not a reason that is known',
  'ends-before-it-begins': 'it ends before it begins',
  'too-long': 'it ends more than 400 days after it begins: decide again each year',
  'not-a-list': 'not a list that is known (block, allow, exception)',
  'not-a-decision': 'not a decision that is known (approve, refuse, withdraw)',
  'not-an-entry': 'not a site, a host or the first part of an address that a list can hold',
  'too-broad': 'it would take in the sites of everybody with this ending or on this platform',
} as const;
export type Reason = keyof typeof REASONS;

/** What a transform may look at beside the field's own text. */
export interface Surroundings {
  readonly time: TimeContext;
  /** SQL for the texts of the further columns that the format names; NULL where the file does not have one. */
  readonly others: readonly string[];
}

/** A transform of one format's own: the way out where its product is odd. */
export interface Derived<Type extends SqlType> {
  readonly type: Type;
  /** Why a text that is there can fail; null when any text will do. */
  readonly reason: Reason | null;
  readonly sql: (raw: string, surroundings: Surroundings) => string;
  /** Of times: SQL for whether the text itself says which instant it is. Without it, none does. */
  readonly isZoned?: (raw: string, surroundings: Surroundings) => string;
  /** Of times: both in one number, see `toldSql`; where it would be costly to find them apart. */
  readonly told?: (raw: string, surroundings: Surroundings) => string;
}

const today = () => new Date().toISOString().slice(0, 10);

const transform = <Type extends SqlType>(
  type: Type,
  reason: Reason | null,
  sql: (raw: string, surroundings: Surroundings) => string,
) => ({ type, reason, sql: (raw: string, around: Surroundings = ALONE) => sql(raw, around) });

/** For texts that stand alone: the distinct ones of a column. */
const ALONE: Surroundings = { time: { dateOrder: 'day-first', exportedOn: today(), mayBeZoned: true }, others: [] };

/** For the format file of a product that writes something odd; several columns may go into one text. */
export const derive = <Type extends SqlType>(
  type: Type,
  reason: Reason | null,
  sql: Derived<Type>['sql'],
  more: Pick<Derived<Type>, 'isZoned' | 'told'> = {},
): Derived<Type> => ({ type, reason, sql, ...more });

/** A time of which each record says itself whether it is an instant. @param told SQL made by `toldSql` and its like */
export const deriveTime = (told: Derived<'TIMESTAMP'>['sql']): Derived<'TIMESTAMP'> =>
  derive('TIMESTAMP', 'not-a-time', (raw, around) => toldTime(told(raw, around)), { told });

/** A time and whether it is an instant, in one number. */
export const toldBy = (transform: Derived<SqlType>, raw: string, around: Surroundings): string =>
  transform.told?.(raw, around) ?? toldOf(transform.sql(raw, around), transform.isZoned?.(raw, around) ?? 'FALSE');

/** A date with the time of day and the zone in columns of their own, where there are such. */
function whole(raw: string, others: readonly string[], use: (text: string) => string): string {
  const behind = others.map((other) => `coalesce(' ' || nullif(${other}, ''), '')`);
  return others.length === 0 ? use(raw) : namedSql('whole', [raw, ...behind].join(' || '), use);
}

/** Words that stand for "nothing here" in the exports of many products (folded to lower case). */
const NULL_WORDS = [
  '',
  '-',
  '--',
  'n/a',
  'na',
  'none',
  'null',
  'nil',
  'not available',
  '(null)',
  '(none)',
  'undefined',
];

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
const unlessOneOf = (words: readonly string[]) => (raw: string) =>
  `CASE WHEN lower(trim(${raw})) IN (${list(words)}) THEN NULL ELSE trim(${raw}) END`;

const unlessPupilNumber = (raw: string) =>
  `CASE WHEN NOT ${hasPupilNumber(raw)} THEN ${unlessOneOf(NULL_WORDS)(raw)} END`;

const meaning = (pairs: Readonly<Record<string, readonly string[]>>) => (raw: string) => {
  const cases = Object.entries(pairs).map(
    ([value, words]) => `WHEN lower(trim(${raw})) IN (${list(words)}) THEN '${value}'`,
  );
  return `CASE ${cases.join(' ')} END`;
};

/** Words with a hyphen or without. */
const worded = (pairs: Readonly<Record<string, readonly string[]>>) => (raw: string) =>
  meaning(pairs)(`replace(${raw}, '-', ' ')`);

/** Minutes since midnight of a time of day, by 24 hours or by 12. */
function minuteSql(raw: string): string {
  const text = `lower(trim(${raw}))`;
  const part = (pattern: string) => `regexp_extract(${text}, '${pattern}', 1)::BIGINT`;
  const [hour, minute] = [part('^(\\d{1,2})'), part('^\\d{1,2}[:.](\\d{2})')];
  return `CASE WHEN regexp_full_match(${text}, '([01]?\\d|2[0-3])[:.][0-5]\\d([:][0-5]\\d)?') THEN ${hour} * 60 + ${minute}
    WHEN regexp_full_match(${text}, '(0?[1-9]|1[0-2])[:.][0-5]\\d ?[ap]m') THEN (${hour} % 12 + CASE WHEN suffix(${text}, 'pm') THEN 12 ELSE 0 END) * 60 + ${minute} END`;
}

export const TRANSFORMS = {
  /** Free text, trimmed; null words are nothing. */
  text: transform('VARCHAR', null, unlessOneOf(NULL_WORDS)),
  /** An account as the product wrote it; who it is, is decided later on the distinct ones. */
  account: transform('VARCHAR', null, (raw) => `CASE WHEN NOT ${isNobody(raw, NULL_WORDS)} THEN trim(${raw}) END`),
  /** A mail address; one that is made of a Unique Pupil Number is kept nowhere. */
  mail: transform('VARCHAR', null, unlessPupilNumber),
  /** A person's number in a system, which a Unique Pupil Number is not. */
  'person-number': transform('VARCHAR', null, unlessPupilNumber),
  /**
   * The text as it stands: notes, window titles, typed words. A spreadsheet's formula guard is taken off, and the line
   * separator that stands for a line end inside a spreadsheet's cell becomes one again.
   */
  verbatim: transform(
    'VARCHAR',
    null,
    (raw) => `nullif(replace(regexp_replace(${raw}, '^''([=+@-])', '\\1'), chr(8232), chr(10)), '')`,
  ),
  /** Any time, with its time of day and zone in further columns where need be; wall clock unless the text tells a zone. */
  time: {
    ...transform('TIMESTAMP', 'not-a-time', (raw, { time, others }) =>
      whole(raw, others, (text) => timeSql(text, time)),
    ),
    told: (raw: string, { time, others }: Surroundings) => whole(raw, others, (text) => toldSql(text, time)),
  },
  /** As logs in the common layout write it: `16/Oct/2023:22:55:48 +0100`. */
  'common-log-time': {
    ...transform('TIMESTAMP', 'not-a-time', (raw, { time }) => toldTime(toldCommonLog(raw, time))),
    told: (raw: string, { time }: Surroundings) => toldCommonLog(raw, time),
  },
  /** Since 1970 in UTC: seconds, with or without a fraction, milli-, micro- or nanoseconds by the number of digits. */
  epoch: { ...transform('TIMESTAMP', 'not-a-time', epochSql), isZoned: () => 'TRUE' },
  date: transform('DATE', 'not-a-date', (raw, { time }) => dateSql(raw, time)),
  'whole-number': transform('BIGINT', 'not-a-number', (raw) => `try_cast(trim(${raw}) AS BIGINT)`),
  /** The status after the slash of `TCP_MISS/200`; 000 means that there was none. */
  'status-after-slash': transform(
    'BIGINT',
    'not-a-number',
    (raw) => `nullif(try_cast(split_part(${raw}, '/', 2) AS BIGINT), 0)`,
  ),
  'one-to-five': transform(
    'UTINYINT',
    'not-one-to-five',
    (raw) => `CASE WHEN trim(${raw}) IN ('1', '2', '3', '4', '5') THEN trim(${raw})::UTINYINT END`,
  ),
  role: transform(
    'VARCHAR',
    'not-a-role',
    meaning({
      pupil: ['pupil', 'student', 'learner', 'child'],
      staff: ['staff', 'teacher', 'employee', 'teaching assistant', 'support staff'],
      governor: ['governor', 'trustee'],
      visitor: ['visitor', 'guest', 'contractor', 'supply'],
      parent: ['parent', 'carer', 'parent or carer', 'guardian'],
    }),
  ),
  duty: transform(
    'VARCHAR',
    'not-a-duty',
    meaning({
      headteacher: ['headteacher', 'head teacher', 'head', 'principal'],
      dsl: ['dsl', 'designated safeguarding lead'],
      'deputy-dsl': ['deputy dsl', 'ddsl', 'deputy designated safeguarding lead'],
      'chair-of-governors': ['chair of governors', 'chair'],
    }),
  ),
  /** A year group of any nation, as `nations/` writes them: R, "Year 4", P3, S2, "Junior Infants", "3rd class". */
  'year-group': transform('VARCHAR', 'not-a-year-group', yearIdSql),
  outcome: transform('VARCHAR', 'not-an-outcome', worded(OUTCOMES)),
  office: transform('VARCHAR', 'not-an-office', worded(DECIDERS)),
  'report-kind': transform('VARCHAR', 'not-a-kind-of-report', worded(CONCERN_KINDS)),
  answer: transform('VARCHAR', 'not-an-answer', worded(ANSWERS)),
  signer: transform('VARCHAR', 'not-a-signer', worded(SIGNERS)),
  /** Also those who look after the filter. */
  checker: transform('VARCHAR', 'not-an-office', worded(CHECKERS)),
  'time-of-day': transform('BIGINT', 'not-a-time-of-day', minuteSql),
  test: transform('VARCHAR', 'not-a-test', worded(TESTS)),
  'device-kind': transform('VARCHAR', 'not-a-kind-of-device', worded(DEVICE_KINDS)),
  place: transform('VARCHAR', 'not-a-place', worded(LOCATIONS)),
  /** A role, a stage or a year group of any nation. */
  'user-group': transform(
    'VARCHAR',
    'not-a-group',
    (raw) => `coalesce(${worded(groupWords())(raw)}, ${yearIdSql(raw)})`,
  ),
  connection: transform('VARCHAR', 'not-a-connection', worded(CONNECTIONS)),
  result: transform('VARCHAR', 'not-a-result', worded(RESULTS)),
  'exclusion-reason': transform('VARCHAR', 'not-a-reason', worded(EXCLUSION_REASONS)),
  list: transform('VARCHAR', 'not-a-list', worded(LISTS)),
  'list-decision': transform('VARCHAR', 'not-a-decision', worded(LIST_DECISIONS)),
  'list-reason': transform('VARCHAR', 'not-a-reason', worded(LIST_REASONS)),
  /** The number of a ladder's step, also written "Step 2". */
  step: transform('UTINYINT', 'not-a-step', (raw) => {
    const number = `regexp_replace(lower(trim(${raw})), '^step\\s*', '')`;
    return `CASE WHEN regexp_full_match(${number}, '[1-9]\\d?') THEN ${number}::UTINYINT END`;
  }),
  'yes-or-no': transform(
    'BOOLEAN',
    'not-yes-or-no',
    (raw) =>
      `CASE WHEN lower(trim(${raw})) IN ('yes', 'y', 'true', '1') THEN TRUE WHEN lower(trim(${raw})) IN ('no', 'n', 'false', '0') THEN FALSE END`,
  ),
} as const;

/**
 * What stands between scheme and path, or before the path where there is no scheme; NULL when nothing does. An address
 * without a scheme may have another address in its query, or begin with the two slashes.
 */
export const authoritySql = (raw: string): string => {
  const first = `split_part(${raw}, '/', 1)`;
  const third = `split_part(${raw}, '/', 3)`;
  // Most addresses begin so, and to see it costs least.
  const usual = ['https://', 'http://']
    .map((scheme) => `WHEN starts_with(${raw}, '${scheme}') THEN ${third}`)
    .join(' ');
  return `nullif(CASE ${usual} WHEN starts_with(${raw}, '//') OR (suffix(${first}, ':') AND NOT contains(${first}, '?')) THEN ${third} ELSE ${first} END, '')`;
};

export type TransformName = keyof typeof TRANSFORMS;
/** The transforms that give a column of this type: a format that names another does not compile. */
export type TransformFor<Type extends SqlType> = {
  [Name in TransformName]: (typeof TRANSFORMS)[Name]['type'] extends Type ? Name : never;
}[TransformName];
