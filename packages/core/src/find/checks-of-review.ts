/** Tests of filtering and monitoring as a review has them: numbers, the minimum, where it was tested, and what is open. */
import { z } from 'zod';
import { MINIMUM_TESTS } from '../normalise/check-words.js';
import { type Database, integer } from '../store/database.js';
import { type CheckMatrixRow, checkMatrix } from './check-matrix.js';

const open = z.object({
  day: z.string(),
  test: z.string(),
  deviceKind: z.string().nullable(),
  location: z.string().nullable(),
  userGroup: z.string().nullable(),
  connection: z.string().nullable(),
  expected: z.string(),
  actual: z.string(),
  owner: z.string().nullable(),
});

export interface ReviewedChecks {
  /** Of the period. */
  readonly made: number;
  readonly failed: number;
  readonly minimum: readonly { readonly test: string; readonly made: number; readonly lastOn: string | null }[];
  readonly matrix: readonly CheckMatrixRow[];
  /** Failed and not put right, those from before the period as well. */
  readonly open: readonly z.infer<typeof open>[];
}

const counts = z.object({ made: integer, failed: integer });
const ofTest = z.object({ test: z.string(), made: integer, lastOn: z.string().nullable() });

const OPEN = `SELECT day::VARCHAR AS day, test, device_kind AS "deviceKind", location, user_group AS "userGroup", connection, expected, actual, owner
  FROM check_event WHERE is_open ORDER BY day, test, device_kind, location, user_group, import_id, line`;

/** After the tables of the period were made. */
export async function checksOfReview(database: Database): Promise<ReviewedChecks> {
  const [found] = await database.query(
    counts,
    'SELECT count(*) FILTER (in_period) AS made, count(*) FILTER (in_period AND is_failed) AS failed FROM check_event',
  );
  const tests = await database.query(
    ofTest,
    `SELECT test, count(*) FILTER (in_period) AS made, max(day)::VARCHAR AS "lastOn" FROM check_event GROUP BY test`,
  );
  const byTest = new Map(tests.map((each) => [each.test, each]));
  return {
    made: found?.made ?? 0,
    failed: found?.failed ?? 0,
    minimum: MINIMUM_TESTS.map((test) => byTest.get(test) ?? { test, made: 0, lastOn: null }),
    matrix: await checkMatrix(database),
    open: await database.query(open, OPEN),
  };
}
