/** What the layouts of Forcepoint’s log share. */
import { derive } from '../transforms.js';

/** `WinNT://DOMAIN/user`; names of a directory are read where all accounts are. */
const forcepointPath = (path: string) => `regexp_replace(${path}, '^WinNT://([^/]+)/', '\\1\\\\')`;

/** The name to log on with, where there is one, rather than the path of the directory. */
export const loginOr = (login: string, path: string) =>
  `CASE WHEN coalesce(${login}, '') NOT IN ('', '-') THEN ${login} ELSE ${forcepointPath(path)} END`;

/** 0 where there was no answer. */
export const forcepointStatus = derive('BIGINT', null, (raw) => `nullif(try_cast(trim(${raw}) AS BIGINT), 0)`);
