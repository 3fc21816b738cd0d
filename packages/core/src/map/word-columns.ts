/**
 * Columns that hold one of a few words, as enumerations: a byte for each request instead of a text. Without it, the requests
 * of half a year of a large school do not fit into the memory that the program allows itself.
 */
import { z } from 'zod';
import { AUDIENCES } from '../attribute/audiences.js';
import { METHODS } from '../attribute/owners.js';
import { STAGES } from '../attribute/stages.js';
import { SESSIONS } from '../configuration.js';
import { ACTIONS } from '../normalise/action-words.js';
import { quoted } from '../normalise/statement.js';
import type { Database } from '../store/database.js';
import { DUTIES, ROLES } from './policy-terms.js';
import { NATURES } from './taxonomy.js';

const FIXED: Readonly<Record<string, readonly string[]>> = {
  session: SESSIONS,
  audience: AUDIENCES,
  role: ROLES,
  duty: DUTIES,
  stage: STAGES,
  method: METHODS,
  confidence: ['high', 'medium', 'low', 'none'],
  nature: NATURES,
  action: ACTIONS,
  kind: ['page', 'sub-resource', 'background'],
};

const word = z.object({ word: z.string() });

async function wordsIn(database: Database, from: string): Promise<string[]> {
  return (await database.query(word, `SELECT DISTINCT word FROM (${from}) WHERE word IS NOT NULL ORDER BY word`)).map(
    (row) => row.word,
  );
}

/**
 * SQL: the columns of a query's rows with their words as enumerations, for `SELECT * REPLACE (…)`. After the calendar, the
 * owners and the topics.
 * @param among the columns that the rows have; all when left out
 */
export async function wordColumns(
  database: Database,
  otherTopics: readonly string[],
  among?: readonly string[],
): Promise<string> {
  const found: Readonly<Record<string, readonly string[]>> = {
    month: await wordsIn(database, `SELECT strftime(day, '%Y-%m') AS word FROM calendar_day`),
    year_group: await wordsIn(database, 'SELECT year_group AS word FROM owner_person'),
    class: await wordsIn(database, 'SELECT class_key AS word FROM owner_person'),
    topic: [...(await wordsIn(database, 'SELECT topic AS word FROM topic')), ...otherTopics],
  };
  return Object.entries({ ...FIXED, ...found })
    .flatMap(([column, words]) =>
      words.length === 0 || among?.includes(column) === false
        ? []
        : [`${column}::ENUM(${words.map(quoted).join(', ')}) AS ${column}`],
    )
    .join(', ');
}
