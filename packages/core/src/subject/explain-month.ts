/**
 * Why the tool says what it says of one person in one month: each topic with its clauses, route and step. Only what the
 * caller's key opens is looked at; nobody is named.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { METHODS, type Method } from '../attribute/owners.js';
import { audienceOf } from '../map/audience.js';
import { METHOD_WORDS } from '../map/explain.js';
import { type ExplanationStep, explainMatter } from '../map/explain-matter.js';
import { makeIncidents, visitOf } from '../map/incidents.js';
import { isOfNobodyCertain } from '../map/routing.js';
import { integer } from '../store/database.js';
import { mayRead } from '../store/readers.js';
import { makeSubjectEvents, type SubjectSources } from './subject-events.js';

export interface ExplainedMatter {
  readonly topic: string;
  readonly captures: number;
  readonly episodes: number;
  readonly blockedRequests: number;
  readonly steps: readonly ExplanationStep[];
}

export interface MonthExplanation {
  /** `YYYY-MM` */
  readonly month: string;
  readonly matters: readonly ExplainedMatter[];
  /** Events of the month that are sealed to other readers. */
  readonly closedEvents: number;
}

const matter = z.object({
  topic: z.string(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  year: z.string().nullable(),
  shared: z.boolean(),
  methods: z.array(z.enum(METHODS)),
  listed: z.string().nullable(),
  topicPlace: z.string().nullable(),
  captures: integer,
  episodes: integer,
  blocked: integer,
  clauses: z.array(z.object({ clause: z.string(), place: z.string() })),
  isDecided: z.boolean(),
});
type Matter = z.infer<typeof matter>;

const count = z.object({ n: integer });

/** What may be looked at: captures, and requests that the filter blocked. */
const EVENTS = (month: string) => `(
  SELECT s.kind, s.import_id, s.line, s.topic, s.shared, e.role, e.duty, e.stage, e.year_group, e.method, e.person_id, e.category_id, e.list_import_id, e.list_line, e.episode,
    e.episode IN (SELECT episode FROM decided_event WHERE kind = 'capture') AS is_decided
  FROM subject_event AS s JOIN capture_event AS e ON s.kind = 'capture' AND e.import_id = s.import_id AND e.line = s.line WHERE e.month = '${month}'
  UNION ALL
  SELECT s.kind, s.import_id, s.line, s.topic, s.shared, e.role, e.duty, e.stage, e.year_group, e.method, e.person_id, e.category_id, e.list_import_id, e.list_line, NULL,
    ${visitOf('e')} IN (SELECT visit FROM decided_event WHERE kind = 'request')
  FROM subject_event AS s JOIN request_event AS e ON s.kind = 'request' AND e.import_id = s.import_id AND e.line = s.line WHERE e.month = '${month}' AND e.action = 'blocked')`;

/**
 * A step is for what nobody decided about. Where there are captures they alone say so: hardly anybody decides about each
 * request that was blocked.
 */
const MATTERS = (month: string) => `SELECT e.topic, role, duty, stage, year_group AS year, shared,
    list_sort(list_distinct(list(method))) AS methods, max(f.import_id || ':' || f.name || ':' || list_line) AS listed, max(t.rule_place) AS "topicPlace",
    count(*) FILTER (kind = 'capture') AS captures, count(DISTINCT episode) AS episodes, count(*) FILTER (kind = 'request') AS blocked,
    coalesce(list_sort(list_distinct(flatten(list(k.own) FILTER (k.own IS NOT NULL)))), []) AS clauses,
    coalesce(bool_and(is_decided) FILTER (kind = 'capture'), bool_and(is_decided)) AS "isDecided"
  FROM (SELECT * FROM ${EVENTS(month)}) AS e LEFT JOIN (SELECT kind, import_id, line, list({ 'clause': clause, 'place': place }) AS own FROM clause_match GROUP BY ALL) AS k USING (kind, import_id, line)
  LEFT JOIN import_file AS f ON f.import_id = e.list_import_id LEFT JOIN category_topic AS t USING (category_id)
  GROUP BY ALL ORDER BY e.topic, role, duty, stage`;

const lastDay = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

const methodWords = (methods: readonly Method[]) =>
  methods.flatMap((method) => (METHOD_WORDS[method] === '' ? [] : [METHOD_WORDS[method]])).join('; or ');

function personStep({ role, duty, year, methods, listed }: Matter): ExplanationStep {
  if (role === null)
    return { stage: 'person', words: 'The account is on no list that is valid on those days.', where: null };
  const group = `${role}${duty === null ? '' : ` (${duty})`}${year === null ? '' : `, year ${year}`}`;
  return { stage: 'person', words: `On those days: ${group}. How we know: ${methodWords(methods)}.`, where: listed };
}

const incidentOwner = z.object({ role: z.string(), duty: z.string().nullable(), topic: z.string() });

/** Decided by the month's end. Only those that this reader may know of: a step must not tell of somebody else's matter. */
async function countedBy(
  { unlocked, rulebook, reader }: SubjectSources,
  personId: number | null,
  { to }: Period,
): Promise<number> {
  const incidents = await unlocked.store.query(
    incidentOwner,
    `SELECT role, duty, topic FROM counted_incident WHERE person_id = ${personId ?? -1} AND decided_on <= DATE '${to}'`,
  );
  const { policy, taxonomy } = rulebook;
  return incidents.filter((each) => mayRead(reader, audienceOf(policy, taxonomy, each, each.topic))).length;
}

const concernedBy = (each: Matter) => ({ ...each, shared: each.shared || each.methods.some(isOfNobodyCertain) });

/** @throws subject-not-found, subject-ambiguous */
export async function explainMonth(sources: SubjectSources, who: string, month: string): Promise<MonthExplanation> {
  const { unlocked, rulebook } = sources;
  const { store } = unlocked;
  const period = { from: `${month}-01`, to: lastDay(month) };
  const { personId } = await makeSubjectEvents(sources, who);
  await makeIncidents(store);
  const matters = await store.query(matter, MATTERS(month));
  const counted = await countedBy(sources, personId, period);
  const [closed] = await store.query(
    count,
    `SELECT count(*) AS n FROM all_subject_event AS a WHERE strftime(a.time_local, '%Y-%m') = '${month}'
       AND (kind, import_id, line) NOT IN (SELECT (kind, import_id, line) FROM subject_event)`,
  );
  return {
    month,
    closedEvents: closed?.n ?? 0,
    matters: matters.map((each) => ({
      ...{ topic: each.topic, captures: each.captures, episodes: each.episodes, blockedRequests: each.blocked },
      steps: [
        personStep(each),
        ...explainMatter(
          { ...each, decidedIncidents: each.isDecided ? null : counted, concerned: concernedBy(each), period },
          rulebook,
        ),
      ],
    })),
  };
}
