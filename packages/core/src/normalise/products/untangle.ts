/** The table `http_events`, which both of the product's own exports hold. */
import type { Action } from '../action-words.js';
import { derive } from '../transforms.js';

/** Exports put an apostrophe before signs with which a spreadsheet’s formula could begin. */
const unguarded = (text: string) => `regexp_replace(${text}, '^''([-"@+=])', '\\1')`;
const isTrue = (text: string) => `lower(${text}) IN ('true', 't', '1')`;
const isFalse = (text: string) => `lower(${text}) IN ('false', 'f', '0')`;

export const guardedText = derive('VARCHAR', null, unguarded);

/** Blocked before flagged; a record that the web filter did not see says neither. Further column: whether it was flagged. */
export const verdict = derive(
  'VARCHAR',
  null,
  (blocked, { others: [flagged = 'NULL'] }) =>
    `CASE WHEN ${isTrue(blocked)} THEN 'blocked' WHEN ${isTrue(flagged)} THEN 'flagged' WHEN ${isFalse(blocked)} THEN 'passed' END`,
);

export const VERDICTS: Readonly<Record<string, Action>> = { passed: 'allowed' };

/** Further columns: the path, the server's port. */
export const hostAndPath = derive(
  'VARCHAR',
  null,
  (host, { others: [path = 'NULL', port = 'NULL'] }) =>
    `CASE WHEN coalesce(${host}, '') <> '' THEN CASE ${port} WHEN '443' THEN 'https://' WHEN '80' THEN 'http://' ELSE '' END || ${unguarded(host)} || coalesce(${unguarded(path)}, '') END`,
);

/** One letter, as the product’s source lists them. */
export const methodLetter = derive(
  'VARCHAR',
  null,
  (raw) =>
    `CASE ${raw} WHEN 'G' THEN 'GET' WHEN 'P' THEN 'POST' WHEN 'H' THEN 'HEAD' WHEN 'O' THEN 'OPTIONS' WHEN 'U' THEN 'PUT' WHEN 'D' THEN 'DELETE' WHEN 'T' THEN 'TRACE' WHEN 'C' THEN 'CONNECT' ELSE ${raw} END`,
);
