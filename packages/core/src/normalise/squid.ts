/** What Squid’s own logs and those of its helpers write alike. */
import { derive } from './transforms.js';

/** Squid escapes what is no plain text in names (`%5C`, `%C3%AB`) but no spaces; devices like it put names in marks. */
export const squidUser = derive(
  'VARCHAR',
  null,
  (raw) => `CASE WHEN contains(${raw}, '%') THEN coalesce(try(url_decode(${raw})), ${raw})
    WHEN starts_with(${raw}, '"') THEN trim(${raw}, '"') ELSE ${raw} END`,
);

/** The status after the slash of `TCP_MISS/200`; 000 and numbers below zero mean that there was none. */
export const squidStatus = derive(
  'BIGINT',
  'not-a-number',
  (raw) => `nullif(greatest(try_cast(split_part(${raw}, '/', 2) AS BIGINT), 0), 0)`,
);
