/** Findings over the tables that `map` made, each by itself: one that fails becomes an error finding. */
import { z } from 'zod';
import type { Database } from '../store/database.js';
import type { Finding } from './finding.js';
import type { FoundFinding } from './review.js';

const IMPORTANCE_ORDER = ['high', 'medium', 'low', 'information'];

async function runFinding(database: Database, finding: Finding): Promise<FoundFinding | null> {
  try {
    const rows = finding.needs.map((table) => `(SELECT 1 FROM ${table} LIMIT 1)`).join(' UNION ALL ');
    if ((await database.query(z.object({}), rows)).length === 0) return null;
    const found = await finding.find(database);
    return found === null ? null : { id: finding.id, evidence: null, failure: null, ...found };
  } catch (error) {
    // The message may quote data, so only its kind is passed on.
    const failure = error instanceof Error ? error.name : 'unknown fault';
    return {
      id: finding.id,
      importance: 'medium',
      words: 'This could not be computed.',
      figures: [],
      evidence: null,
      failure,
    };
  }
}

/** The weightiest first. */
export async function runFindings(database: Database, findings: readonly Finding[]): Promise<FoundFinding[]> {
  const found: FoundFinding[] = [];
  for (const finding of findings.toSorted((one, other) => one.rank - other.rank)) {
    const each = await runFinding(database, finding);
    if (each !== null) found.push(each);
  }
  // Sorting keeps the order of equals, which is that of rank.
  const place = ({ importance }: FoundFinding) => IMPORTANCE_ORDER.indexOf(importance);
  return found.toSorted((one, other) => place(one) - place(other));
}
