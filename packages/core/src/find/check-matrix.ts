/**
 * Where filtering was tested: one row for each kind of device, place and group of a check of the last year, and one for each
 * kind of the school's own devices that was never tested for pupils, or for staff. What nobody tested in the period is a gap.
 */
import { z } from 'zod';
import type { Database } from '../store/database.js';

const CHECK_STATES = ['failed', 'ok', 'not-in-period', 'never'] as const;

const row = z.object({
  /** Null: not said, or known only from the list of devices. */
  deviceKind: z.string().nullable(),
  location: z.string().nullable(),
  /** A role, a stage or a year group; null: not said. */
  userGroup: z.string().nullable(),
  /** `YYYY-MM-DD`; null: never. */
  lastOn: z.string().nullable(),
  /** failed: something that was tested there in the period, or before it, has failed and is open. */
  state: z.enum(CHECK_STATES),
});
export type CheckMatrixRow = z.infer<typeof row>;

const YEAR_DAYS = 365;

/** SQL: those who work with the school's devices every day. */
const GROUPS = `(VALUES ('pupil', 'pupils'), ('staff', 'staff')) AS g(role, user_group)`;
/** SQL: kinds of device that the school's lists name. */
const KINDS = `SELECT DISTINCT device_kind FROM device_entry WHERE device_kind IS NOT NULL`;

/** Pupils are tested by stage and year group as well. */
const IS_OF_GROUP = `(c.user_group = g.user_group OR g.role = 'pupil' AND c.user_group NOT IN ('staff', 'governors', 'visitors', 'parents'))`;

const MATRIX = `SELECT device_kind AS "deviceKind", location, user_group AS "userGroup", max(day)::VARCHAR AS "lastOn",
    CASE WHEN bool_or(is_open) THEN 'failed' WHEN bool_or(in_period) THEN 'ok' ELSE 'not-in-period' END AS state
  FROM check_event WHERE (device_kind IS NOT NULL OR location IS NOT NULL OR user_group IS NOT NULL)
    AND (in_period OR is_open OR day > (SELECT max(day) FROM known_until) - ${YEAR_DAYS}) GROUP BY ALL
  UNION ALL SELECT k.device_kind, NULL, g.user_group, NULL, 'never' FROM ${GROUPS} JOIN (${KINDS}) AS k ON g.role IN (SELECT role FROM owner_person)
  WHERE NOT EXISTS (SELECT 1 FROM check_event AS c WHERE c.device_kind = k.device_kind AND ${IS_OF_GROUP})
  ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3 NULLS LAST`;

/** After the tables of the period were made. */
export const checkMatrix = (database: Database): Promise<CheckMatrixRow[]> => database.query(row, MATRIX);

export const isGap = ({ state }: CheckMatrixRow): boolean => state === 'not-in-period' || state === 'never';
