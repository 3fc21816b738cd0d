import { quoted } from '../normalise/statement.js';

/**
 * A path for DuckDB's readers, as SQL. They take `[`, `*` and `?` for a pattern, and would read another file than the one
 * that was hashed and counted: `day[1].log` also means `day1.log`.
 */
export const literalPath = (path: string): string => quoted(path.replace(/[[*?]/g, '[$&]'));

/** The names of folders and files mean nothing: no columns in them, no compression by their endings. */
export const PLAIN_FILE = "hive_partitioning=false, compression='none'";
