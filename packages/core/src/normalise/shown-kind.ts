/**
 * What the line of a request itself shows of what was going on: somebody opened a page, a page fetched one of its parts, or a
 * program did something on its own. Most lines of a log are not pages, and some tell nothing: time must decide about those.
 */
export const SHOWN_KINDS = { page: 1, 'sub-resource': 2, background: 3 } as const;
export type RequestKind = keyof typeof SHOWN_KINDS;

const { page, background } = SHOWN_KINDS;
const part = SHOWN_KINDS['sub-resource'];

const ENDINGS: Readonly<Record<RequestKind, readonly string[]>> = {
  page: ['html', 'htm', 'xhtml', 'php', 'asp', 'aspx', 'jsp'],
  'sub-resource': [
    ...[
      'js',
      'mjs',
      'css',
      'map',
      'png',
      'jpg',
      'jpeg',
      'gif',
      'webp',
      'avif',
      'svg',
      'ico',
      'woff',
      'woff2',
      'ttf',
      'otf',
      'eot',
    ],
    ...['mp3', 'mp4', 'm4a', 'm4v', 'm4s', 'ts', 'webm', 'ogg', 'm3u8', 'mpd', 'wasm'],
  ],
  background: ['crl', 'cab', 'msi', 'msu', 'deb', 'rpm', 'psf'],
};

const quotedList = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/** What stands behind the last full stop of the path, in small letters. */
const endingSql = (url: string) =>
  `lower(regexp_extract(${url}, '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?[^/?#]*/[^?#]*[.]([A-Za-z0-9]{2,5})(?:[?#]|$)', 1))`;

const KINDS = ['page', 'sub-resource', 'background'] as const satisfies readonly RequestKind[];

/** Few paths end so: a cheap look at the last letters keeps the expression from millions of others. */
const mayEnd = (url: string) => `contains(right(split_part(${url}, '?', 1), 6), '.')`;

const byEnding = (url: string) =>
  `CASE CASE WHEN ${mayEnd(url)} THEN ${endingSql(url)} END ${KINDS.flatMap((kind) =>
    ENDINGS[kind].map((ending) => `WHEN '${ending}' THEN ${SHOWN_KINDS[kind]}`),
  ).join(' ')} END`;

/** Types of the Internet Assigned Numbers Authority, and older names for them. */
const byType = (type: string) => `CASE WHEN ${type} = '-' THEN NULL
  WHEN starts_with(${type}, 'text/html') OR starts_with(${type}, 'application/xhtml') THEN ${page}
  WHEN starts_with(${type}, 'image/') OR starts_with(${type}, 'font/') OR starts_with(${type}, 'audio/') OR starts_with(${type}, 'video/')
    OR starts_with(${type}, 'text/css') OR contains(${type}, 'javascript') OR contains(${type}, 'json') OR starts_with(${type}, 'application/x-font')
    OR starts_with(${type}, 'application/font') OR starts_with(${type}, 'text/event-stream') OR starts_with(${type}, 'application/wasm')
    OR starts_with(${type}, 'application/dash') OR starts_with(${type}, 'application/vnd.apple.mpegurl') THEN ${part}
  WHEN starts_with(${type}, 'application/ocsp') OR starts_with(${type}, 'application/pkix') OR starts_with(${type}, 'application/vnd.ms-cab') THEN ${background} END`;

/** SQL for each thing that a log may say of a request; null where it does not. */
export interface Seen {
  readonly url: string;
  readonly type: string | null;
  readonly method: string | null;
  readonly status: string | null;
}

/**
 * SQL for the number of a kind, or NULL. A refusal comes with the filter's own page, so its type tells nothing; a challenge,
 * a redirect and an answer without content are never seen by anybody.
 */
export function shownKindSql({ url, type, method, status }: Seen): string {
  const cases: string[] = [];
  if (status !== null)
    cases.push(
      `WHEN ${status} BETWEEN 300 AND 399 AND ${status} <> 304 OR ${status} IN (204, 205, 401, 407) THEN ${part}`,
    );
  if (method !== null)
    cases.push(`WHEN ${method} = 'OPTIONS' THEN ${part}`, `WHEN ${method} = 'HEAD' THEN ${background}`);
  if (type !== null) {
    const isAnswer = status === null ? 'TRUE' : `coalesce(${status} < 300 OR ${status} = 304, TRUE)`;
    cases.push(`WHEN ${isAnswer} AND ${byType(`lower(${type})`)} IS NOT NULL THEN ${byType(`lower(${type})`)}`);
  }
  const ending = byEnding(url);
  return `CAST(${cases.length === 0 ? ending : `CASE ${cases.join(' ')} ELSE ${ending} END`} AS UTINYINT)`;
}

/** SQL for the first part of a path, where the host is one of those on which many parties publish. */
export function segmentSql(url: string, authority: string, hosts: readonly string[]): string {
  if (hosts.length === 0) return 'NULL::VARCHAR';
  const written = hosts.flatMap((host) => [host, `${host}:443`]);
  return `CASE WHEN lower(${authority}) IN (${quotedList(written)}) THEN nullif(lower(regexp_extract(${url}, '^(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://)?[^/?#]*/([^/?#]*)', 1)), '') END`;
}
