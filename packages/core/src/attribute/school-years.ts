/** Year groups move up with the school year: from a year group that was right on one day to that of any other day, in SQL. */
import { quoted } from '../normalise/statement.js';
import type { Database } from '../store/database.js';
import type { Period } from './calendar.js';
import type { Nation } from './nations.js';

/** SQL: the calendar year in which the school year of a date began. */
export const schoolYearOf = ({ yearBegins }: Nation, date: string): string =>
  `(year(${date}) - CASE WHEN (month(${date}), day(${date})) < (${yearBegins.month}, ${yearBegins.day}) THEN 1 ELSE 0 END)`;

/** SQL: the place of a year group in the nation's order, 1 for the youngest; NULL where it has no such year. */
export function placeOf({ years }: Nation, yearGroup: string): string {
  const cases = years.map(
    ({ id, sameAs }, index) => `WHEN ${yearGroup} IN (${[id, ...sameAs].map(quoted).join(', ')}) THEN ${index + 1}`,
  );
  return `(CASE ${cases.join(' ')} END)`;
}

/** Makes `school_year(began, first_day, last_day)` and `nation_year(place, year_group, stage)`. */
export async function makeSchoolYears(database: Database, nation: Nation, period: Period): Promise<void> {
  const { month, day } = nation.yearBegins;
  const began = (date: string) => schoolYearOf(nation, `DATE '${date}'`);
  await database.run(`CREATE OR REPLACE TEMP TABLE school_year AS
    SELECT began::INTEGER AS began, make_date(began, ${month}, ${day}) AS first_day, make_date(began + 1, ${month}, ${day}) - 1 AS last_day
    FROM (SELECT unnest(generate_series(${began(period.from)}, ${began(period.to)})) AS began)`);
  const rows = nation.years.map(({ id, stage }, index) => `(${index + 1}, ${quoted(id)}, ${quoted(stage)})`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE nation_year AS SELECT * FROM (VALUES ${rows.join(', ')}) AS y(place, year_group, stage)`,
  );
}
