/**
 * What an edition with every figure counts, whose reader may hold an office: all captures but those that may be about such a
 * person. A topic beside their group would tell them that something of theirs was captured, before anybody has spoken to them.
 */
import type { Period } from '../attribute/calendar.js';
import { findings } from '../findings/registry.generated.js';
import type { Database } from '../store/database.js';
import type { DeskCounts } from './review.js';
import { deskTables } from './review-tables.js';
import { runFindings } from './run-findings.js';
import { IS_COUNTED } from './serious.js';

const ON_CAPTURES = findings.filter(({ needs }) => needs.includes('capture_event'));

/** It leaves the events of the period in their table. */
export async function deskCounts(database: Database, period: Period): Promise<DeskCounts> {
  await database.run('ALTER TABLE capture_event RENAME TO every_capture_event');
  try {
    await database.run(`CREATE TEMP VIEW capture_event AS SELECT * FROM every_capture_event WHERE ${IS_COUNTED}`);
    const recounted = ON_CAPTURES.map(({ id }) => id);
    return {
      tables: await deskTables(database, period),
      recounted,
      findings: await runFindings(database, ON_CAPTURES),
    };
  } finally {
    await database.run('DROP VIEW IF EXISTS capture_event');
    await database.run('ALTER TABLE every_capture_event RENAME TO capture_event');
  }
}
