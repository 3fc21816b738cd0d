/** How many staged records are fine, rejected and ignored. */
import { z } from 'zod';
import { type Database, integer } from './database.js';

const stagedCounts = z.object({ fine: integer, rejected: integer, ignored: integer });

export async function countStaged(store: Database) {
  const [counts] = await store.query(
    stagedCounts,
    'SELECT count(*) FILTER (fault = 0) AS fine, count(*) FILTER (fault > 0) AS rejected, count(*) FILTER (fault < 0) AS ignored FROM staging',
  );
  return counts ?? { fine: 0, rejected: 0, ignored: 0 };
}

export const fineRows = async (store: Database) => (await countStaged(store)).fine;
