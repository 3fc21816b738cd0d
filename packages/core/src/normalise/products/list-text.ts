import { derive } from '../transforms.js';

/** A JSON array of texts as one text: `["Games","Chat"]` → `Games | Chat`; names have commas, and no name has the bar. */
export const listText = derive(
  'VARCHAR',
  null,
  (raw) =>
    `CASE WHEN starts_with(${raw}, '[') THEN coalesce(array_to_string(try(from_json(${raw}, '["VARCHAR"]')), ' | '), ${raw}) ELSE ${raw} END`,
);
