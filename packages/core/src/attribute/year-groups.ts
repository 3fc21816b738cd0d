/** Year groups of all nations: what the text of a list means, in SQL, and what a year group is called. */
import { foldYear, loadNation, NATIONS, type NationYear } from './nations.js';

const everyYear = (): NationYear[] => NATIONS.flatMap((nation) => [...loadNation(nation).years]);

const foldedSql = (raw: string) =>
  `regexp_replace(regexp_replace(lower(trim(${raw})), '\\s+', ' ', 'g'), '([a-z]) ([0-9])', '\\1\\2', 'g')`;

let meanings = '';
/** SQL: the id of the year group that a text means, in any nation; NULL where it means none. */
export function yearIdSql(raw: string): string {
  if (meanings === '') {
    const ids = new Map(everyYear().flatMap(({ id, aliases }) => [id, ...aliases].map((text) => [foldYear(text), id])));
    meanings = [...ids].map(([text, id]) => `'${text}': '${id}'`).join(', ');
  }
  return `(MAP {${meanings}})[${foldedSql(raw)}]`;
}

const titles = new Map<string, string>();
/** "Year 4", "Primary 4", "Reception"; the text itself where no nation has such a year. */
export function yearTitle(yearId: string): string {
  if (titles.size === 0) for (const { id, title } of everyYear()) titles.set(id, title);
  return titles.get(yearId) ?? yearId;
}
