/** What happens within minutes is one: captures in an episode, requests to one site in a visit. */
import type { Database } from '../store/database.js';

/** Gap after which the next capture of the same account and category begins another episode. */
const EPISODE_GAP_MINUTES = 5;
/** Length of a visit's slot: requests of one person to one site within it are one visit. */
const VISIT_SECONDS = 300;

/** SQL: the slot of an event's time. */
export const slotOf = (event: string): string => `epoch_ms(${event}.time_utc) // ${VISIT_SECONDS * 1000}`;

/**
 * Makes `capture_episode(import_id, line, episode)` of all captures in the store, after `attributePeople`: built once over
 * everything, an episode is the same one whatever the period, also where it reaches over its first or last midnight.
 */
export async function makeEpisodes(database: Database): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE capture_episode AS
    SELECT import_id, line, sum(begins) OVER (ORDER BY owner, category_id, time_utc, import_id, line)::BIGINT AS episode FROM (
      SELECT *, coalesce(time_utc > lag(time_utc) OVER burst + INTERVAL ${EPISODE_GAP_MINUTES} MINUTE, TRUE)::INTEGER AS begins
      FROM (SELECT e.import_id, e.line, e.category_id, e.time_utc, coalesce(s.subject_account_id, -e.device_id, 0) AS owner
        FROM capture AS e LEFT JOIN account_subject AS s USING (account_id))
      WINDOW burst AS (PARTITION BY owner, category_id ORDER BY time_utc, import_id, line)
    )`);
}
