/** What a vendor's action word means. An unknown word survives as `unknown` and is never taken for allowed. */

export const ACTIONS = ['allowed', 'blocked', 'warned', 'flagged', 'unknown'] as const;
export type Action = (typeof ACTIONS)[number];

const WORDS: ReadonlyMap<string, Action> = new Map([
  ...[
    'allowed',
    'allow',
    'permitted',
    'permit',
    'passthrough',
    'passed',
    'pass',
    'ok',
    'accept',
    'accepted',
    'observed',
  ].map((word) => [word, 'allowed'] as const),
  ...['blocked', 'block', 'denied', 'deny', 'redirect', 'redirected', 'drop', 'dropped', 'refused'].map(
    (word) => [word, 'blocked'] as const,
  ),
  ...['warned', 'warn', 'caution', 'soft-blocked', 'block-continue', 'continue', 'coached'].map(
    (word) => [word, 'warned'] as const,
  ),
  ...['flagged', 'flag', 'monitored', 'monitor', 'alerted', 'isolated'].map((word) => [word, 'flagged'] as const),
]);

/** `TCP_DENIED/403` and the like. A demand to log on (407) is no block, and a request without an answer (000) is neither. */
function squidAction(result: string, status: string): Action {
  if (status === '407' || status === '000' || status === '0') return 'unknown';
  return result.includes('DENIED') ? 'blocked' : 'allowed';
}

export function actionOf(word: string): Action {
  const squid = /^([A-Z][A-Z_]+)\/(\d{1,3})$/.exec(word.trim());
  if (squid?.[1] !== undefined && squid[2] !== undefined) return squidAction(squid[1], squid[2]);
  return WORDS.get(word.trim().toLowerCase()) ?? 'unknown';
}
