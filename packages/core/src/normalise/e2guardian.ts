/** What the log layouts of E2Guardian and DansGuardian have in common (e2guardian, src/FatController.cpp). */
import type { Action } from './action-words.js';
import { epochSql } from './time-forms.js';
import { derive } from './transforms.js';

const CLOCK_TIME = '%Y.%m.%d %H:%M:%S';

/** `logtimestamp` puts the epoch, with three decimals, behind the wall clock in the same field. */
const endsInEpoch = (raw: string) => `${raw}[-4:-4] = '.'`;

/** `2016.1.8 9:46:10`, not always padded; in the first column there may be a syslog header before it. */
export const e2guardianTime = derive(
  'TIMESTAMP',
  'not-a-time',
  (raw) => `coalesce(try_strptime(${raw}, '${CLOCK_TIME}'),
    CASE WHEN ${endsInEpoch(raw)} THEN ${epochSql(`split_part(${raw}, ' ', -1)`)}
    ELSE try_strptime(regexp_extract(${raw}, '[0-9]{4}[.][0-9]{1,2}[.][0-9]{1,2} [0-9:]{7,8}$'), '${CLOCK_TIME}') END)`,
  { isZoned: endsInEpoch },
);

/** Marks that only say what was done to a page on its way. */
const PASSING_MARKS = '[*](?:CONTENTMOD|URLMOD|HEADERMOD|HEADERADD|SCANNED)[*] ?';

/** Marks of a refusal in English; an address with spaces has left its end before them. */
const REFUSED = '[*](?:DENIED(?:-POST|-PARAMS)?|INFECTED)[*]';

/**
 * The code and the mark before the reason. Marks and reasons are in the language of the installation; the code 403 is not,
 * and every refusal has it. A reason is left out: it may hold words that a pupil typed, and so may what stands in asterisks
 * behind an address with spaces.
 */
export const e2guardianAction = derive('VARCHAR', null, (what, { others: [code = "''"] }) => {
  const bare = `trim(regexp_replace(coalesce(${what}, ''), '${PASSING_MARKS}', '', 'g'))`;
  const refused = `regexp_extract(${bare}, '${REFUSED}')`;
  const first = `regexp_extract(${bare}, '^[*][^*]*[*]')`;
  const mark = `coalesce(nullif(${refused}, ''), nullif(${first}, ''), CASE WHEN regexp_matches(${bare}, '[*][^*]+[*]') THEN '*…*' END)`;
  return `CASE WHEN ${code} = '407' OR (coalesce(${code}, '') NOT IN ('', '403') AND NOT contains(${what}, '*')) THEN ${code}
    WHEN coalesce(${code}, '') = '' THEN coalesce(${mark}, 'no mark')
    WHEN ${code} = '403' THEN CASE WHEN ${bare} IN ('', '-') THEN ${code} ELSE ${code} || ' ' || coalesce(${mark}, 'unmarked') END
    WHEN ${refused} <> '' THEN ${refused} || ' ' || ${code}
    ELSE trim(${code} || ' ' || ${first}) END`;
});

/** A page that was found bad but let through (`reportinglevel = -1`, or a release that logs the site’s own code). */
const FOUND_ONLY: Readonly<Record<string, Action>> = {
  '*denied* *': 'flagged',
  '*denied-post* *': 'flagged',
  '*denied-params* *': 'flagged',
  '*infected* *': 'flagged',
};

export const E2GUARDIAN_CODES: Readonly<Record<string, Action>> = {
  ...{ '1*': 'allowed', '2*': 'allowed', '3*': 'allowed', '4*': 'allowed', '5*': 'allowed' },
  // Without a mark it is the site’s own refusal.
  '403': 'allowed',
  // A reason, and nothing that says whose.
  '403 unmarked': 'unknown',
  // The proxy asks who it is.
  '407*': 'unknown',
};

export const E2GUARDIAN_ACTIONS: Readonly<Record<string, Action>> = {
  ...E2GUARDIAN_CODES,
  ...FOUND_ONLY,
  '403 **': 'blocked',
  ...{ '403 *trusted**': 'allowed', '403 *exception**': 'allowed' },
  // The site could not be reached: neither a permission nor a refusal.
  ...{ '403 *neterror**': 'unknown', '*neterror*': 'unknown' },
  // Layouts of eight columns have no code.
  ...{ '*denied*': 'blocked', '*denied-post*': 'blocked', '*denied-params*': 'blocked', '*infected*': 'blocked' },
  ...{ '*trusted*': 'allowed', '*exception*': 'allowed', 'no mark': 'allowed' },
};

/** The computer’s name, where it is not its address once more. */
export const e2guardianDevice = derive(
  'VARCHAR',
  null,
  (raw, { others: [address = "''"] }) => `CASE WHEN ${raw} = ${address} THEN '' ELSE ${raw} END`,
);

/** `anonymizelogs` writes 0.0.0.0. */
export const e2guardianAddress = derive('VARCHAR', null, (raw) => `nullif(${raw}, '0.0.0.0')`);
