/** What the three layouts of Blue Coat’s log share: the field names of ELFF. */
import type { Action } from '../action-words.js';
import { derive } from '../transforms.js';

const filled = (text: string) => `coalesce(${text}, '') NOT IN ('', '-')`;
const ifFilled = (text: string, shown = text) => `CASE WHEN ${filled(text)} THEN ${shown} ELSE '' END`;

/** A whole address where there is one; else host, and the parts of the address beside it. */
const bluecoatUrl = derive('VARCHAR', null, (raw, { others }) => {
  const [whole = 'NULL', scheme = 'NULL', port = 'NULL', path = 'NULL', query = 'NULL'] = others;
  const usual = `(${scheme} = 'http' AND ${port} = '80') OR (${scheme} = 'https' AND ${port} = '443')`;
  const parts = [
    ifFilled(scheme, `${scheme} || '://'`),
    raw,
    `CASE WHEN ${filled(port)} AND NOT coalesce(${usual}, FALSE) THEN ':' || ${port} ELSE '' END`,
    ifFilled(path),
    ifFilled(query, `CASE WHEN starts_with(${query}, '?') THEN '' ELSE '?' END || ${query}`),
  ];
  return `CASE WHEN ${filled(whole)} THEN ${whole} WHEN contains(${raw}, '://') THEN ${raw} WHEN ${filled(raw)} THEN ${parts.join(' || ')} END`;
});

/** Exceptions that keep a page from whoever asked for it. */
const REFUSALS = [
  ...['policy_denied', 'policy_redirect', 'content_filter_denied', 'virus_detected', 'silent_denied'],
  ...['method_denied', 'connect_method_denied', 'authorization_failed'],
] as const;

/**
 * The filter denies a request that has yet to log on, too: 407 and 401 tell it from a block. What the filter made of an address
 * is not the last word: an exception, or the cache that denies, refuses a request that it observed or passed on. PROXIED says
 * only that the filter had nothing to say.
 */
const bluecoatAction = derive(
  'VARCHAR',
  null,
  (raw, { others: [status = 'NULL', exception = 'NULL', cache = 'NULL'] }) =>
    `CASE WHEN ${status} IN ('407', '401') THEN ${raw} || ' ' || ${status}
      WHEN lower(${exception}) IN (${REFUSALS.map((refusal) => `'${refusal}'`).join(', ')}) AND upper(${raw}) <> 'DENIED' THEN ${exception}
      WHEN starts_with(${cache}, 'TCP_DENIED') AND upper(${raw}) <> 'DENIED' THEN ${cache}
      WHEN upper(${raw}) = 'PROXIED' AND ${filled(cache)} THEN ${cache} ELSE ${raw} END`,
);

const refused: Readonly<Record<string, Action>> = Object.fromEntries(
  REFUSALS.map((refusal) => [refusal, 'blocked'] as const),
);

/** Of the filter’s result, and of the cache where a log has no other. */
export const BLUECOAT_ACTIONS: Readonly<Record<string, Action>> = {
  ...refused,
  observed: 'allowed',
  proxied: 'allowed',
  denied: 'blocked',
  tcp_denied: 'blocked',
  tcp_policy_redirect: 'blocked',
  tcp_hit: 'allowed',
  tcp_mem_hit: 'allowed',
  tcp_miss: 'allowed',
  tcp_nc_miss: 'allowed',
  tcp_auth_hit: 'allowed',
  tcp_auth_miss: 'allowed',
  tcp_rescan_hit: 'allowed',
  'tcp_refresh*': 'allowed',
  tcp_client_refresh: 'allowed',
  tcp_partial_miss: 'allowed',
  tcp_tunneled: 'allowed',
  tcp_accelerated: 'allowed',
  tunneled: 'allowed',
};

export const BLUECOAT_FIELDS = {
  user: { aliases: ['cs-username', 'cs-userdn', 'cs-user'], as: 'account' },
  sourceIp: { aliases: ['c-ip'], as: 'text' },
  device: { aliases: ['x-client-device-name'], as: 'text' },
  url: {
    aliases: ['cs-host', 'cs-uri-host', 'c-uri-host', 'cs-uri', 'c-uri'],
    with: [
      ['cs-uri', 'c-uri'],
      ['cs-uri-scheme', 'c-uri-scheme'],
      ['cs-uri-port', 'c-uri-port'],
      ['cs-uri-path', 'c-uri-path'],
      ['cs-uri-query', 'c-uri-query'],
    ],
    as: bluecoatUrl,
  },
  category: { aliases: ['cs-categories', 'cs-category', 'sc-filter-category'], as: 'text' },
  action: {
    aliases: ['sc-filter-result', 's-action'],
    with: [['sc-status'], ['x-exception-id'], ['s-action']],
    as: bluecoatAction,
  },
  method: { aliases: ['cs-method'], as: 'text' },
  status: { aliases: ['sc-status'], as: 'whole-number' },
  bytes: { aliases: ['sc-bytes'], as: 'whole-number' },
  userAgent: { aliases: ['cs(User-Agent)', 'cs-User-Agent'], as: 'text' },
  contentType: { aliases: ['rs(Content-Type)', 'rs-Content-Type'], as: 'text' },
  elapsed: { aliases: ['time-taken'], as: 'whole-number' },
} as const;
