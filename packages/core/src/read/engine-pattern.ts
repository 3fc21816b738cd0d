/** An expression that somebody else wrote, run by the engine (RE2): whatever it says, it ends soon. */
import { z } from 'zod';
import { openDatabase } from '../store/database.js';

export async function matchesAny(expression: RegExp, texts: readonly string[]): Promise<boolean> {
  const database = await openDatabase(':memory:');
  try {
    const [found] = await database.query(
      z.object({ any: z.boolean().nullable() }),
      `SELECT bool_or(regexp_matches(text, $1::VARCHAR)) AS any FROM (SELECT unnest(from_json($2::VARCHAR, '["VARCHAR"]')) AS text)`,
      [expression.source, JSON.stringify(texts)],
    );
    return found?.any ?? false;
  } finally {
    database.close();
  }
}
