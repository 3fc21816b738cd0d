/**
 * Why the tool says what it says of one event: the whole chain, each step with the place that did it: `file:line` of a rule,
 * `import:file:line` of a file that was imported, because the store keeps of a file's name what names nobody.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import type { Method } from '../attribute/owners.js';
import { METHODS } from '../attribute/owners.js';
import { attributePeople } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { fail } from '../errors.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import type { Reader } from '../store/readers.js';
import { isOpenEvent } from './event-readers.js';
import { makeEvents, type Rulebook } from './events.js';
import { exclusionSteps } from './explain-exclusion.js';
import { type ExplanationStep, explainMatter } from './explain-matter.js';
import { decidedBefore, makeIncidents, visitOf } from './incidents.js';

export interface Explanation {
  readonly id: string;
  readonly steps: readonly ExplanationStep[];
}

const event = z.object({ kind: z.enum(['request', 'capture']), file: z.string(), format: z.string(), day: z.string() });

const place = z.object({
  timeLocal: z.string(),
  session: z.string(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  year: z.string().nullable(),
  shared: z.boolean().nullable(),
  method: z.enum(METHODS),
  confidence: z.string(),
  listed: z.string().nullable(),
  hasAccount: z.boolean(),
  isConflict: z.boolean(),
  topic: z.string(),
  category: z.string().nullable(),
  rulePlace: z.string().nullable(),
  detail: z.string(),
  isBlocked: z.boolean(),
  severity: integer.nullable(),
  decidedIncidents: integer,
});
type Place = z.infer<typeof place>;

const clauseRow = z.object({ clause: z.string(), place: z.string() });
const decision = z.object({
  outcome: z.string(),
  isIncident: z.boolean(),
  decidedOn: z.string(),
  decidedBy: z.string(),
  where: z.string(),
});

/** SQL: the day's events, those that the school excluded with them. */
const EVERY = (kind: 'request' | 'capture') => `(FROM ${kind}_event UNION ALL FROM excluded_${kind})`;

interface EventId {
  readonly importId: number;
  readonly line: number;
}

function parseId(id: string): EventId {
  const match = /^(\d{1,9}):(\d{1,15})$/.exec(id.trim());
  if (match === null) throw fail('event-not-found', { event: id });
  return { importId: Number(match[1]), line: Number(match[2]) };
}

async function findEvent(store: Store, id: string): Promise<z.infer<typeof event>> {
  const { importId, line } = parseId(id);
  const [found] = await store.query(
    event,
    `SELECT e.kind AS kind, f.name AS file, f.format AS format, day FROM (
       SELECT 'request' AS kind, time_local::DATE::VARCHAR AS day, import_id FROM request WHERE import_id = $1 AND line = $2
       UNION ALL SELECT 'capture', time_local::DATE::VARCHAR, import_id FROM capture WHERE import_id = $1 AND line = $2
     ) AS e JOIN import_file AS f USING (import_id)`,
    [importId, line],
  );
  if (found === undefined) throw fail('event-not-found', { event: id });
  return found;
}

const DETAIL = {
  request: `'the filter answered: ' || action || '; site: ' || coalesce(nullif(site, ''), 'none')`,
  capture: `'library severity ' || coalesce(severity_library::VARCHAR, 'not given') || ', grade ' || coalesce(severity_grade::VARCHAR, 'not given') || ', service label ' || coalesce(severity_label, 'not given')`,
} as const;
const FACTS = {
  request: `action = 'blocked' AS "isBlocked", NULL::INTEGER AS severity`,
  capture: `FALSE AS "isBlocked", coalesce(severity_grade, severity_library) AS severity`,
} as const;

async function findPlace(store: Store, id: string, kind: 'request' | 'capture'): Promise<Place> {
  const { importId, line } = parseId(id);
  const [found] = await store.query(
    place,
    `SELECT strftime(time_local, '%Y-%m-%d %H:%M:%S') AS "timeLocal", session, role, duty, stage, year_group AS year, shared, method, confidence,
       (SELECT f.import_id || ':' || f.name || ':' || e.list_line FROM import_file AS f WHERE f.import_id = e.list_import_id) AS listed,
       account_id IS NOT NULL AS "hasAccount", EXISTS (SELECT 1 FROM account_conflict AS k WHERE k.account_id = e.account_id AND e.day BETWEEN k.valid_from AND k.valid_to) AS "isConflict",
       e.topic AS topic, CASE WHEN e.category_id IS NOT NULL THEN coalesce(c.text, 'one that is ' || CASE WHEN t.rule_place IS NULL THEN 'on no map' ELSE 'only in part on a map' END || '; it is sealed') END AS category, t.rule_place AS "rulePlace", ${DETAIL[kind]} AS detail, ${FACTS[kind]},
       ${decidedBefore('e.person_id', 'e.day', kind === 'capture' ? 'e.episode' : undefined)} AS "decidedIncidents"
     FROM ${EVERY(kind)} AS e LEFT JOIN category AS c USING (category_id) LEFT JOIN category_topic AS t USING (category_id)
     WHERE e.import_id = $1 AND e.line = $2`,
    [importId, line],
  );
  if (found === undefined) throw fail('event-not-found', { event: id });
  return found;
}

export const METHOD_WORDS: Readonly<Record<Method, string>> = {
  account: 'the account is on a list of people',
  mail: 'it is the mail address on a list of people',
  name: 'first and last name are those of one person on a list',
  'shared-account': 'a class or group shares the account; who used it is not known',
  'intake-year': 'the account’s name holds the year in which the pupil’s year group began; who it is, is not known',
  'assigned-device': 'no account is recorded; a list of devices gives the device to this person',
  'group-device': 'no account is recorded; a list of devices says for whom the device is, not who used it',
  none: '',
};

/** How the event led to a person or a group; nobody is named. */
function personStep(found: Place): ExplanationStep {
  const words = (): string => {
    if (found.isConflict) return 'Two people on the lists claim this account on that day: it stays unattributed.';
    if (found.role === null)
      return found.hasAccount
        ? 'The account is on no list that is valid on that day: it stays unattributed.'
        : 'The record carries no account, and no list gives its device to anybody: it stays unattributed.';
    const duty = found.duty === null ? '' : ` (${found.duty})`;
    const year = found.year === null ? '' : `, year ${found.year}`;
    return `On that day: ${found.role}${duty}${year}. How we know: ${METHOD_WORDS[found.method]}. Confidence: ${found.confidence}.`;
  };
  return { stage: 'person', words: words(), where: found.listed };
}

async function decisionSteps(store: Store, id: string, kind: 'request' | 'capture'): Promise<ExplanationStep[]> {
  const { importId, line } = parseId(id);
  const own = kind === 'capture' ? { one: 'episode', of: 'e.episode' } : { one: 'visit', of: visitOf('e') };
  const rows = await store.query(
    decision,
    `SELECT d.outcome, d.is_incident AS "isIncident", d.decided_on::VARCHAR AS "decidedOn", d.decided_by AS "decidedBy", f.import_id || ':' || f.name || ':' || d.decision_line AS where
     FROM decided_event AS d JOIN import_file AS f ON f.import_id = d.decision_import
     WHERE d.kind = '${kind}' AND d.${own.one} = (SELECT ${own.of} FROM ${EVERY(kind)} AS e WHERE e.import_id = $1 AND e.line = $2)`,
    [importId, line],
  );
  return rows.map(({ outcome, isIncident, decidedOn, decidedBy, where }) => ({
    stage: 'decision',
    words: `${decidedOn}, ${decidedBy}: ${outcome.replaceAll('-', ' ')}${isIncident ? '; decided to be an incident' : ''}`,
    where,
  }));
}

async function mapDay(store: Store, configuration: Configuration, rulebook: Rulebook, day: string): Promise<Period> {
  const period = { from: day, to: day };
  await attributePeople(store, configuration, period);
  await makeEvents(store, configuration, period, rulebook, { owners: null, keepsWhole: true });
  await makeIncidents(store);
  return period;
}

/**
 * @param reader whose key was opened; null: nobody's
 * @throws event-not-found, event-sealed
 */
export async function explainEvent(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  id: string,
  reader: Pick<Reader, 'offices'> | null,
): Promise<Explanation> {
  const { kind, file, format, day } = await findEvent(store, id);
  const { importId, line } = parseId(id);
  const period = await mapDay(store, configuration, rulebook, day);
  const found = await findPlace(store, id, kind);
  if (!(await isOpenEvent(store, rulebook, { ...found, kind, importId, line }, reader)))
    throw fail('event-sealed', { event: id });
  const clauses = await store.query(
    clauseRow,
    'SELECT clause, place FROM clause_match WHERE kind = $1 AND import_id = $2 AND line = $3 ORDER BY clause',
    [kind, importId, line],
  );
  const category = found.category === null ? 'The log gives no category.' : `The product’s own word: ${found.category}`;
  const { topic, rulePlace: topicPlace, decidedIncidents, session, isBlocked, severity } = found;
  const setAside = await exclusionSteps(store, { ...parseId(id), kind });
  const concerned = { ...found, event: { source: kind, isBlocked, session, severity } };
  return {
    id,
    steps: [
      { stage: 'event', words: `A ${kind}, read as ${format}; ${found.detail}`, where: `${importId}:${file}:${line}` },
      { stage: 'time', words: `${found.timeLocal} local time; session: ${found.session}`, where: null },
      personStep(found),
      { stage: 'category', words: category, where: null },
      ...(setAside.length > 0
        ? setAside
        : explainMatter({ topic, topicPlace, concerned, clauses, decidedIncidents, period }, rulebook)),
      ...(await decisionSteps(store, id, kind)),
    ],
  };
}
