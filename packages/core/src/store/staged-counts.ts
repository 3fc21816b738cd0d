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

/** Of a file of which this share cannot be read, nothing is stored unless that is asked for. */
const MOST_REJECTED_SHARE = 0.9;

export const isMostlyRejected = (fine: number, rejected: number): boolean =>
  rejected > 0 && rejected >= MOST_REJECTED_SHARE * (fine + rejected);

export const fineRows = async (store: Database) => (await countStaged(store)).fine;
