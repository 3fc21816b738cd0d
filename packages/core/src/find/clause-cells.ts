/** Which events a rule's row counts, by topic and group: what a reader of the policy knows about the tables by rule. */
import { z } from 'zod';
import type { Database } from '../store/database.js';
import type { ClauseCells } from './review.js';
import { schoolGroups } from './shown-groups.js';

const rule = z.object({
  source: z.enum(['captures', 'requests']),
  topic: z.string(),
  role: z.string(),
  stage: z.string().nullable(),
  clause: z.string(),
  isConditional: z.boolean(),
});

/** A rule with a condition counts some of the events of its topic and group; the others count all. */
const RULES = `SELECT source, clause, topic, role, stage, bool_and(sessions IS NOT NULL OR severity IS NOT NULL OR times IS NOT NULL) AS "isConditional"
  FROM clause_rule JOIN (VALUES ('captures', 'capture'), ('requests', 'request')) AS v(source, kind) ON sources IS NULL OR list_contains(sources, kind)
  GROUP BY ALL ORDER BY ALL`;

const GROUP_OF_ROLE: Readonly<Record<string, string>> = {
  staff: 'staff',
  governor: 'governors',
  visitor: 'visitors',
  parent: 'parents',
};
const OTHERS = new Set<string>([...Object.values(GROUP_OF_ROLE), 'unattributed']);

/** A clause for no stage in particular is for all of them. */
function groupsOf(role: string, stage: string | null, ofPupils: readonly string[]): readonly string[] {
  if (role === 'pupil') return stage === null ? ofPupils : [stage];
  const group = GROUP_OF_ROLE[role];
  return group !== undefined && stage === null ? [group] : [];
}

export async function clauseCellsOf(database: Database): Promise<ClauseCells[]> {
  const ofPupils = (await schoolGroups(database)).filter((group) => !OTHERS.has(group));
  const rules = await database.query(rule, RULES);
  const found = new Map<string, Omit<ClauseCells, 'cells'> & { cells: Map<string, ClauseCells['cells'][number]> }>();
  for (const { source, clause, topic, role, stage, isConditional } of rules) {
    const column = role === 'pupil' ? 'pupils' : (GROUP_OF_ROLE[role] ?? '');
    const key = `${source}|${clause}|${column}`;
    const entry = found.get(key) ?? { measure: source, clause, role: column, cells: new Map() };
    for (const group of groupsOf(role, stage, ofPupils)) {
      const cell = `${topic}|${group}`;
      const isWhole = !isConditional || entry.cells.get(cell)?.isWhole === true;
      entry.cells.set(cell, { topic, group, isWhole });
    }
    found.set(key, entry);
  }
  return [...found.values()].map(({ cells, ...entry }) => ({ ...entry, cells: [...cells.values()] }));
}
