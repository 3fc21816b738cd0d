/**
 * The codes of Squid's `logformat`, as its documentation and its table of codes (src/format/Token.cc) have them: what each
 * means to us, and those that are only passed over. A namespace (`http::`, `ssl::`) may stand before a code.
 */

/** What a code gives; one that is not here is known and passed over. */
export type Meaning =
  | ('seconds' | 'fraction' | 'start' | 'local-time' | 'utc-time')
  | ('address' | 'computer' | 'user' | 'result' | 'status' | 'bytes' | 'method')
  | ('type' | 'elapsed')
  | ('url' | 'scheme' | 'host' | 'port' | 'path' | 'tag' | 'error' | 'header' | 'note');

const MEANINGS: Readonly<Record<string, Meaning>> = {
  ...{ ts: 'seconds', tu: 'fraction', tS: 'start', tl: 'local-time', tg: 'utc-time' },
  ...{ '>a': 'address', SRC: 'address', '>A': 'computer' },
  ...{ un: 'user', ul: 'user', ui: 'user', ue: 'user', us: 'user' },
  ...{ EXT_USER: 'user', IDENT: 'user', LOGIN: 'user' },
  ...{ Ss: 'result', '>Hs': 'status', Hs: 'status', '<Hs': 'status', '<st': 'bytes' },
  ...{ rm: 'method', '>rm': 'method', '<rm': 'method', METHOD: 'method' },
  ...{ ru: 'url', '>ru': 'url', '<ru': 'url', URI: 'url' },
  ...{ '>rs': 'scheme', '<rs': 'scheme', PROTO: 'scheme', '>rd': 'host', '<rd': 'host', DST: 'host' },
  ...{ '>rP': 'port', '<rP': 'port', PORT: 'port', rp: 'path', '>rp': 'path', '<rp': 'path', PATH: 'path' },
  ...{ et: 'tag', EXT_TAG: 'tag', TAG: 'tag', err_code: 'error' },
  ...{ mt: 'type', tr: 'elapsed' },
  ...{ '>h': 'header', '>ha': 'header', note: 'note' },
};

const PASSED_OVER = [
  ...['>p', '<a', '<p', '<A', '<h', '>v', '>la', 'la', '>lp', 'lp', '<la', 'oa', '<lp', '<pt', '<tt', 'dt'],
  ...['<bs', 'Sh', '>rv', 'rv', '<rv', 'rG', '>st', '>sh', '<sH', '<sS', '<sh', 'st', 'ea', 'sn', '>eui'],
  ...['>qos', '<qos', '>nfmark', '<nfmark', '>handshake', 'err_detail', 'credentials', 'busy_time', 'random'],
  ...['master_xaction', 'request_attempts', 'ACL', 'DATA', 'EXT_LOG', 'MYADDR', 'MYPORT', 'SRCEUI48', 'SRCEUI64'],
  ...['SRCPORT', 'USER_CERTCHAIN', 'USER_CERT'],
];

/** Their codes are about the exchange with other programs. */
export const PASSED_OVER_NAMESPACES = ['adapt', 'icap', 'ssl', 'tls', 'proxy_protocol', 'transport'] as const;

/** The longest first: `>la` is not `>l` and an `a`. */
export const CODES: readonly string[] = [...Object.keys(MEANINGS), ...PASSED_OVER].toSorted(
  (one, other) => other.length - one.length,
);

export const meaningOf = (code: string): Meaning | null => MEANINGS[code] ?? null;

/** The layouts that Squid has by itself. */
export const SQUID_LAYOUTS = {
  squid: '%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt',
  common: '%>a - %[un [%tl] "%rm %ru HTTP/%rv" %>Hs %<st %Ss:%Sh',
  combined: '%>a - %[un [%tl] "%rm %ru HTTP/%rv" %>Hs %<st "%{Referer}>h" "%{User-Agent}>h" %Ss:%Sh',
} as const;
