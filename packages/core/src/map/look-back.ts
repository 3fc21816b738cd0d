/**
 * What lies before a period and still counts in it: what somebody did in the days that a rule about "again" looks back on,
 * and what was decided about long ago. None of it is reported as an event of the period.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { loadNation } from '../attribute/nations.js';
import { captureOwner, makeOwners, requestOwner } from '../attribute/owners.js';
import type { Configuration } from '../configuration.js';
import type { Store } from '../store/open-store.js';
import { slotOf } from './episodes.js';
import { NO_CATEGORY, SUBJECT, UNMAPPED } from './events.js';
import { longestRepeatDays } from './match-clauses.js';
import type { Policy } from './policy.js';

const day = z.object({ day: z.string() });

async function firstDay(store: Store, policy: Policy, { from }: Period): Promise<string> {
  const decided = (['capture', 'request'] as const).map(
    (kind) =>
      `SELECT min(e.time_local)::DATE AS day FROM outcome AS o JOIN ${kind} AS e ON o.about_kind = '${kind}' AND e.import_id = o.about_import AND e.line = o.about_line`,
  );
  const [found] = await store.query(
    day,
    `SELECT min(day)::VARCHAR AS day FROM (${decided.join(' UNION ALL ')} UNION ALL SELECT DATE '${from}' - ${longestRepeatDays(policy)})`,
  );
  return found?.day ?? from;
}

/** Makes `past_owner`: as `owner_person`, for all days of which anything counts in the period. */
export async function makePastOwners(
  store: Store,
  configuration: Configuration,
  policy: Policy,
  period: Period,
): Promise<void> {
  const from = await firstDay(store, policy, period);
  const isLonger = from < period.from;
  const nation = loadNation(configuration.nation);
  if (isLonger) await makeOwners(store, configuration, nation, { from, to: period.to });
  await store.run('CREATE OR REPLACE TEMP TABLE past_owner AS FROM owner_person');
  if (isLonger) await makeOwners(store, configuration, nation, period);
}

const person = (owner: string) => `LEFT JOIN account_subject AS s ON s.account_id = e.account_id
  LEFT JOIN past_owner AS p ON p.owner = ${owner} AND e.time_local::DATE BETWEEN p.valid_from AND p.valid_to
  LEFT JOIN category_topic AS c ON c.category_id = e.category_id`;
const PERSON = () => `${SUBJECT} AS subject, p.person_id, p.role, p.duty, p.stage, coalesce(p.shared, FALSE) AS shared`;

export interface PastEvents {
  readonly columns: string;
  /** From `e`, a row of `capture` or `request`. */
  readonly joins: string;
}

/** SQL of whom and what a capture of any day is about, as `events.ts` says it of those of a period; after `makeEvents`. */
export const pastCaptures = (): PastEvents => ({
  columns: `${PERSON()}, coalesce(c.topic, '${UNMAPPED}') AS topic, b.episode`,
  joins: `JOIN capture_episode AS b ON b.import_id = e.import_id AND b.line = e.line ${person(captureOwner('e'))}`,
});
/** The same of a request. */
export const pastRequests = (): PastEvents => ({
  columns: `${PERSON()}, coalesce(c.topic, '${NO_CATEGORY}') AS topic, e.address_id, coalesce(h.registrable, h.name, '') AS site, ${slotOf('e')} AS slot`,
  joins: `${person(requestOwner('e'))} LEFT JOIN host AS h ON h.host_id = e.host_id LEFT JOIN action_word AS w ON w.action_id = e.action_id`,
});
