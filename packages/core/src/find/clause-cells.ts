/** Which events a rule's row counts, by topic and group: what a reader of the policy knows about the tables by rule. */
import { z } from 'zod';
import { AUDIENCES } from '../attribute/people.js';
import type { Database } from '../store/database.js';
import type { ClauseCells } from './review.js';

const rule = z.object({ topic: z.string(), role: z.string(), stage: z.string().nullable(), clause: z.string() });

const GROUP_OF_ROLE: Readonly<Record<string, string>> = { staff: 'staff', governor: 'governors', visitor: 'visitors' };
const OTHERS = new Set<string>([...Object.values(GROUP_OF_ROLE), 'unattributed']);
const PUPIL_GROUPS = AUDIENCES.filter((group) => !OTHERS.has(group));

/** A clause for no stage in particular is for all of them. */
function groupsOf(role: string, stage: string | null): readonly string[] {
  if (role === 'pupil') return stage === null ? PUPIL_GROUPS : [stage];
  const group = GROUP_OF_ROLE[role];
  return group !== undefined && stage === null ? [group] : [];
}

export async function clauseCellsOf(database: Database): Promise<ClauseCells[]> {
  const rules = await database.query(rule, 'SELECT DISTINCT clause, topic, role, stage FROM clause_rule ORDER BY ALL');
  const found = new Map<
    string,
    { clause: string; role: string; cells: Map<string, { topic: string; group: string }> }
  >();
  for (const { clause, topic, role, stage } of rules) {
    const column = role === 'pupil' ? 'pupils' : (GROUP_OF_ROLE[role] ?? '');
    const key = `${clause}|${column}`;
    const entry = found.get(key) ?? { clause, role: column, cells: new Map() };
    for (const group of groupsOf(role, stage)) entry.cells.set(`${topic}|${group}`, { topic, group });
    found.set(key, entry);
  }
  return [...found.values()].map(({ clause, role, cells }) => ({ clause, role, cells: [...cells.values()] }));
}
