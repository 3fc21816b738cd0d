/** Why the tool says what it says of one event: the whole chain, each step with the file and line that did it. */
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import { fail } from '../errors.js';
import type { Store } from '../store/open-store.js';
import { mapEvents, NO_CATEGORY, type Rulebook, UNMAPPED } from './events.js';
import { routingOf } from './routing.js';

export interface ExplanationStep {
  readonly stage: 'event' | 'account' | 'time' | 'category' | 'topic' | 'clause' | 'route' | 'step';
  readonly words: string;
  /** `file:line` of the source or of the rule, where there is one. */
  readonly where: string | null;
}

export interface Explanation {
  readonly id: string;
  readonly steps: readonly ExplanationStep[];
}

const event = z.object({
  kind: z.enum(['request', 'capture']),
  file: z.string(),
  format: z.string(),
  day: z.string(),
});

const place = z.object({
  timeLocal: z.string(),
  session: z.string(),
  audience: z.string(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  year: z.string().nullable(),
  shared: z.boolean().nullable(),
  hasAccount: z.boolean(),
  isConflict: z.boolean(),
  topic: z.string(),
  category: z.string().nullable(),
  rulePlace: z.string().nullable(),
  detail: z.string(),
});
type Place = z.infer<typeof place>;

const clauseRow = z.object({ clause: z.string(), place: z.string() });

function parseId(id: string): { importId: number; line: number } {
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

async function findPlace(store: Store, id: string, kind: 'request' | 'capture'): Promise<Place> {
  const { importId, line } = parseId(id);
  const detail =
    kind === 'request'
      ? `'the filter answered: ' || action || '; site: ' || coalesce(nullif(site, ''), 'none')`
      : `'library severity ' || coalesce(severity_library::VARCHAR, 'not given') || ', grade ' || coalesce(severity_grade::VARCHAR, 'not given') || ', service label ' || coalesce(severity_label, 'not given')`;
  const [found] = await store.query(
    place,
    `SELECT strftime(time_local, '%Y-%m-%d %H:%M:%S') AS "timeLocal", session, audience, role, duty, stage, year_group AS year, shared,
       account_id IS NOT NULL AS "hasAccount", EXISTS (SELECT 1 FROM account_conflict AS k WHERE k.account_id = e.account_id AND e.day BETWEEN k.valid_from AND k.valid_to) AS "isConflict",
       e.topic AS topic, CASE WHEN e.category_id IS NOT NULL THEN coalesce(c.text, 'one that is on no map; it is sealed') END AS category, t.rule_place AS "rulePlace", ${detail} AS detail
     FROM ${kind}_event AS e LEFT JOIN category AS c USING (category_id) LEFT JOIN category_topic AS t USING (category_id)
     WHERE e.import_id = $1 AND e.line = $2`,
    [importId, line],
  );
  if (found === undefined) throw fail('event-not-found', { event: id });
  return found;
}

/** How the account led to a person; nobody is named. */
function accountWords(found: Place): string {
  if (!found.hasAccount) return 'The record carries no account: it stays unattributed.';
  if (found.isConflict) return 'Two people of the roster claim this account on that day: it stays unattributed.';
  if (found.role === null) return 'The account is on no roster row that is valid on that day: it stays unattributed.';
  const year = found.year === null ? '' : `, year ${found.year}`;
  const group = `${found.role}${found.duty === null ? '' : ` (${found.duty})`}${year}`;
  if (found.shared) return `Shared account of a class (${group}): the class is known, the person is not.`;
  return `The account is on the roster on that day: ${group}. Method: account name; confidence: as sure as the log-on.`;
}

function topicStep(found: Place, { taxonomy }: Rulebook): ExplanationStep {
  const topic = taxonomy.topics.get(found.topic);
  if (found.topic === NO_CATEGORY)
    return { stage: 'topic', words: 'Without a category there is no topic.', where: null };
  if (topic === undefined || found.topic === UNMAPPED) {
    return { stage: 'topic', words: 'No rule maps this category: it is counted as unmapped.', where: null };
  }
  const uksic = topic.uksic === null ? '' : `; UKSIC: ${topic.uksic}`;
  const fourCs = topic.fourCs === null ? '' : `; KCSIE area: ${topic.fourCs}`;
  return {
    stage: 'topic',
    words: `${topic.title} (${topic.nature}${uksic}${fourCs}${topic.prevent ? '; Prevent' : ''})`,
    where: found.rulePlace,
  };
}

function clauseSteps(
  found: Place,
  clauses: readonly z.infer<typeof clauseRow>[],
  { policy, taxonomy }: Rulebook,
): ExplanationStep[] {
  if (taxonomy.topics.get(found.topic)?.nature === 'vulnerability') {
    return [
      {
        stage: 'clause',
        words: 'A sign that somebody may need help: no rule applies, and nothing is counted as misuse.',
        where: null,
      },
    ];
  }
  const all = policy.agreements.flatMap((agreement) => agreement.clauses.map((clause) => ({ clause, agreement })));
  const steps = clauses.flatMap(({ clause: id, place: where }): ExplanationStep[] => {
    const match = all.find(({ clause }) => clause.id === id);
    if (match === undefined) return [];
    const { clause, agreement } = match;
    return [{ stage: 'clause', words: `${agreement.title}, ${clause.number}: ${clause.summary}`, where }];
  });
  if (steps.length > 0) return steps;
  return [{ stage: 'clause', words: `No rule of ${policy.school} covers this topic for this group.`, where: null }];
}

export async function explainEvent(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  id: string,
): Promise<Explanation> {
  const { kind, file, format, day } = await findEvent(store, id);
  await mapEvents(store, configuration, { from: day, to: day }, rulebook);
  const found = await findPlace(store, id, kind);
  const clauses = await store.query(
    clauseRow,
    'SELECT clause, place FROM clause_rule WHERE topic = $1 AND role = $2 AND (stage IS NULL OR stage = $3) ORDER BY clause',
    [found.topic, found.role, found.stage],
  );
  const { route, words, step } = routingOf(rulebook.policy, rulebook.taxonomy, found, found.topic, clauses.length > 0);
  const hasTopic = rulebook.taxonomy.topics.has(found.topic);
  const category = found.category === null ? 'The log gives no category.' : `The product’s own word: ${found.category}`;
  return {
    id,
    steps: [
      { stage: 'event', words: `A ${kind}, read as ${format}; ${found.detail}`, where: `${file}:${parseId(id).line}` },
      { stage: 'time', words: `${found.timeLocal} local time; session: ${found.session}`, where: null },
      { stage: 'account', words: accountWords(found), where: null },
      { stage: 'category', words: category, where: null },
      topicStep(found, rulebook),
      ...clauseSteps(found, clauses, rulebook),
      {
        stage: 'route',
        words: hasTopic ? `${words}. ${route.summary}` : 'Without a topic the policy names nobody.',
        where: null,
      },
      {
        stage: 'step',
        words: step === null ? 'No step is suggested.' : `Step ${step.number}, if it was on purpose: ${step.summary}`,
        where: null,
      },
    ],
  };
}
