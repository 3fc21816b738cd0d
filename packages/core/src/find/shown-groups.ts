/** Which groups a school's tables have: the stages of its nation, youngest first, then everybody else. */
import { z } from 'zod';
import { AUDIENCES } from '../attribute/audiences.js';
import { isShownWhenEmpty } from '../attribute/nations.js';
import { isStage } from '../attribute/stages.js';
import type { Database } from '../store/database.js';
import type { CountTable } from './review.js';

export async function schoolGroups(database: Database): Promise<string[]> {
  const stages = await database.query(
    z.object({ stage: z.string() }),
    'SELECT stage FROM nation_year GROUP BY stage ORDER BY min(place)',
  );
  return [...stages.map(({ stage }) => stage), ...AUDIENCES.filter((group) => !isStage(group))];
}

/** Whether a group stands in a table although nobody of it is counted there. */
type Expected = (group: string) => boolean;
export const expectedStage: Expected = (group) =>
  isStage(group) ? isShownWhenEmpty(group) : group !== 'pupils' && expectedPhase(group);
export const expectedPhase: Expected = (group) => group !== 'parents';

export const withoutEmptyRows = (table: CountTable, isExpected: Expected): CountTable => ({
  ...table,
  rows: table.rows.filter((row) => isExpected(row) || table.cells[row] !== undefined),
});

export function withoutEmptyColumns(table: CountTable, isExpected: Expected): CountTable {
  const used = new Set(Object.values(table.cells).flatMap((row) => Object.keys(row)));
  return { ...table, columns: table.columns.filter((column) => isExpected(column) || used.has(column)) };
}
