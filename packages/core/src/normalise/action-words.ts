/** What a vendor's action word means. An unknown word survives as `unknown` and is never taken for allowed. */

export const ACTIONS = ['allowed', 'blocked', 'warned', 'flagged', 'unknown'] as const;
export type Action = (typeof ACTIONS)[number];

/** Of several products, in small letters. */
const WORDS: Readonly<Record<Action, readonly string[]>> = {
  allowed: [
    ...['allowed', 'allow', 'permitted', 'permit', 'passthrough', 'pass-through', 'passed', 'pass', 'ok', 'accept'],
    ...['accepted', 'observed', 'exempt', 'trusted', 'exception', 'webfilter_url_permitted', 'ftgd_allow', 'proceed'],
    ...['req_allow', 'granted', 'delivered', 'not blocked', 'no action', 'unblocked'],
  ],
  blocked: [
    ...['blocked', 'block', 'denied', 'deny', 'redirect', 'redirected', 'drop', 'dropped', 'refused', 'rejected'],
    ...['block-url', 'block-override', 'override-lockout', 'ftgd_blk', 'webfilter_url_blocked', 'reset', 'req_block'],
    ...['prevented', 'quarantine', 'blacklisted', 'blocklisted', 'access denied'],
  ],
  warned: [
    ...['warned', 'warn', 'warning', 'caution', 'cautioned', 'soft-blocked', 'softblocked', 'soft blocked', 'coached'],
    ...['block-continue', 'continue', 'coach', 'warn-session', 'confirm', 'override', 'challenge', 'quota'],
  ],
  flagged: [
    ...['flagged', 'flag', 'monitored', 'monitor', 'alerted', 'isolated', 'isolate', 'proxied', 'logged', 'detected'],
    ...['report', 'reported', 'rbi redirect'],
  ],
  unknown: [],
};

const MEANING: ReadonlyMap<string, Action> = new Map(
  ACTIONS.flatMap((action) => WORDS[action].map((word) => [word, action] as const)),
);

/** What Squid and those that write like it put together behind `TCP_` when a request was answered (wiki.squid-cache.org, SquidFaq/SquidLogs). */
const ANSWERED = new Set([
  ...['HIT', 'MISS', 'MEM', 'NEGATIVE', 'STALE', 'OFFLINE', 'IMS', 'INM', 'REFRESH', 'REF', 'MODIFIED', 'UNMODIFIED'],
  ...['FAIL', 'OLD', 'ERR', 'IGNORED', 'CLIENT', 'SWAPFAIL', 'ASYNC', 'CF', 'SHARED', 'TUNNEL', 'SSL'],
  ...['ABORTED', 'TIMEDOUT'],
]);
const UNCLASSIFIED = /^(?:TAG_)?NONE(?:_NONE)?(?:_ABORTED|_TIMEDOUT)?$/;

function isAnswered(result: string): boolean {
  const [protocol, ...words] = result.split('_');
  return protocol === 'TCP' && words.length > 0 && words.every((word) => ANSWERED.has(word));
}

/**
 * `TCP_DENIED/403` and the like. A demand to log on (407, or 401 where it is the proxy that denies) is no block; a request
 * without an answer (000), one that failed before it was understood (NONE) and a question of another cache (UDP) say nothing
 * of what was let through, and neither does a redirector’s answer (REDIRECT): usually it leads to the page that blocks.
 */
function squidAction(result: string, status: string): Action {
  if (status === '407' || Number(status) === 0 || result.startsWith('UDP_')) return 'unknown';
  if (result.includes('DENIED')) return status === '401' ? 'unknown' : 'blocked';
  if (UNCLASSIFIED.test(result)) return Number(status) >= 400 ? 'unknown' : 'allowed';
  return isAnswered(result) ? 'allowed' : 'unknown';
}

function ownMeaning(word: string, own: Readonly<Record<string, Action>>): Action | undefined {
  if (Object.hasOwn(own, word)) return own[word];
  const beginnings = Object.keys(own).filter((key) => key.endsWith('*') && word.startsWith(key.slice(0, -1)));
  const [longest] = beginnings.toSorted((one, other) => other.length - one.length);
  return longest === undefined ? undefined : own[longest];
}

/** @param own what the words of this product mean, before those of all products */
export function actionOf(word: string, own: Readonly<Record<string, Action>> = {}): Action {
  const folded = word.trim().toLowerCase();
  const meant = ownMeaning(folded, own);
  if (meant !== undefined) return meant;
  const squid = /^([A-Z][A-Z_]+)\/(\d{1,3})$/.exec(word.trim());
  if (squid?.[1] !== undefined && squid[2] !== undefined) return squidAction(squid[1], squid[2]);
  return MEANING.get(folded) ?? 'unknown';
}
