/**
 * What the school excluded, and what was set aside for it. Of a single exclusion only what is certainly not about the holder of
 * an office is counted: its reader may be that person.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer } from '../store/database.js';
import { IS_COUNTED } from './serious.js';

const row = z.object({
  kind: z.enum(['phrase', 'site', 'topic']),
  phraseId: integer.nullable(),
  site: z.string().nullable(),
  topic: z.string().nullable(),
  role: z.string().nullable(),
  yearGroup: z.string().nullable(),
  classKey: z.string().nullable(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedOn: z.string(),
  from: z.string(),
  to: z.string(),
  captures: integer,
  requests: integer,
  people: integer,
});
export type ReviewedExclusion = z.infer<typeof row>;

/** The events set aside, with the columns that tell who may be concerned. */
const EVENTS = `(SELECT *, CASE WHEN subject % 4 = 0 THEN subject // 4 END AS person_id, CASE WHEN subject % 4 = 1 THEN subject // 4 END AS account_id FROM excluded_event)`;

/** A host that may name somebody is told by its domain. */
const SITE = `CASE WHEN x.host_id IS NOT NULL THEN CASE WHEN h.is_whole OR h.registrable IS NULL THEN h.name ELSE 'a part of ' || h.registrable END END`;

export const exclusionsOf = (database: Database, { from, to }: Period): Promise<ReviewedExclusion[]> =>
  database.query(
    row,
    `SELECT CASE WHEN x.phrase_id IS NOT NULL THEN 'phrase' WHEN x.host_id IS NOT NULL THEN 'site' ELSE 'topic' END AS kind,
       x.phrase_id AS "phraseId", ${SITE} AS site, x.topic, x.role, x.year_group AS "yearGroup", x.class_key AS "classKey", x.reason,
       x.decided_by AS "decidedBy", x.decided_on::VARCHAR AS "decidedOn", x.valid_from::VARCHAR AS "from", x.valid_to::VARCHAR AS "to",
       coalesce(e.captures, 0) AS captures, coalesce(e.requests, 0) AS requests, coalesce(e.people, 0) AS people
     FROM exclusion AS x LEFT JOIN host AS h ON h.host_id = x.host_id LEFT JOIN (
       SELECT exclusion_import, exclusion_line, count(*) FILTER (kind = 'capture') AS captures, count(*) FILTER (kind = 'request') AS requests,
         count(DISTINCT subject) AS people
       FROM ${EVENTS} WHERE ${IS_COUNTED} GROUP BY ALL
     ) AS e ON e.exclusion_import = x.import_id AND e.exclusion_line = x.line
     WHERE x.valid_from <= $2::DATE AND x.valid_to >= $1::DATE ORDER BY x.valid_to, x.import_id, x.line`,
    [from, to],
  );

/**
 * What was set aside, as figures of a review: in no table, so that nothing but the ledger of a file hangs together with them.
 */
export const SET_ASIDE = [
  {
    id: 'captures-set-aside',
    label: 'Captures set aside by exclusions of the school',
    unit: 'captures',
    from: `excluded_event WHERE kind = 'capture'`,
  },
  {
    id: 'requests-set-aside',
    label: 'Requests set aside by exclusions of the school',
    unit: 'requests',
    from: `excluded_event WHERE kind = 'request'`,
  },
] as const;
