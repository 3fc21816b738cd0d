/** A response policy zone: a DNS server that has it denies the names in it. A name and the names below it are two lines. */
import { type ListEntry, normalHost } from '../blocklist/entry.js';
import { defineListFormat, type ListHeader, type RawList } from '../blocklist/list-format.js';
import { headingLines, joinPairs, type LineMeaning, readLines, remark } from '../blocklist/list-lines.js';

const comment = (text: string) => `; ${text}`;
/** The name of the zone follows each name: both together have at most 253 characters. */
const LONGEST_NAME_CHARACTERS = 180;
const PASS = 'rpz-passthru.';
const TIMES = '3600 600 86400 3600';

/** Counts up from day to day: 2026060100, and within a day by the revision. */
const serial = ({ madeOn, revision = 0 }: ListHeader) =>
  `${madeOn.replaceAll('-', '')}${String(revision).padStart(2, '0')}`;

const records = ({ host, covers }: ListEntry, target: string) => [
  `${host} CNAME ${target}`,
  ...(covers === 'host' ? [] : [`*.${host} CNAME ${target}`]),
];

/** Without remarks, and with what stands in brackets on one line. */
class ZoneLines {
  #isOpen = false;
  #origin: string | null = null;

  meaning(line: string): LineMeaning {
    const bare = line.replace(/;.*$/, '').trim();
    const wasOpen = this.#isOpen;
    if (bare.includes('(')) this.#isOpen = true;
    if (bare.includes(')')) this.#isOpen = false;
    if (bare === '' || wasOpen) return null;
    const origin = /^\$ORIGIN\s+(\S+)$/i.exec(bare)?.[1];
    if (origin !== undefined) this.#origin = origin.toLowerCase();
    if (bare.startsWith('$')) return /^\$(?:ORIGIN|TTL)\b/i.test(bare) ? null : 'include';
    const found = /^(\S+)\s+(?:\d+[smhdw]?\s+)?(?:IN\s+)?(?:\d+[smhdw]?\s+)?([A-Z]+)\s+(.+)$/i.exec(bare);
    const [, owner = '', type = '', target = ''] = found ?? [];
    if (found === null) return /^(?:IN\s+)?(?:SOA|NS)\s/i.test(bare) ? null : 'layout';
    if (/^(?:SOA|NS|TXT)$/i.test(type) || /^(?:IN|SOA|NS)$/i.test(owner)) return null;
    return this.#record(owner.toLowerCase(), type.toUpperCase(), target.toLowerCase());
  }

  #record(owner: string, type: string, target: string): LineMeaning {
    if (!['CNAME', 'A', 'AAAA'].includes(type) || target === 'rpz-tcp-only.') return 'layout';
    const name = this.#relative(owner);
    if (name === null) return 'layout';
    if (/(?:^|\.)rpz-[a-z-]+$/.test(name)) return 'expression';
    const isBelow = name.startsWith('*.');
    const host = normalHost(isBelow ? name.slice(2) : name);
    const effect = target === PASS ? 'allow' : 'block';
    if (host === null) return [{ parsed: { fault: name.includes('*') ? 'expression' : 'no-host' } }];
    const covers = isBelow ? 'host-and-below' : 'host';
    return [{ effect, isWidened: isBelow, parsed: { entry: { host, covers, segment: null } } }];
  }

  #relative(owner: string): string | null {
    if (!owner.endsWith('.')) return owner;
    return this.#origin !== null && owner.endsWith(`.${this.#origin}`)
      ? owner.slice(0, -this.#origin.length - 1)
      : null;
  }
}

function read(text: string): RawList {
  const zone = new ZoneLines();
  return joinPairs(readLines(text, (line) => zone.meaning(line)));
}

export default defineListFormat({
  id: 'rpz',
  title: 'Response policy zone',
  what: 'For BIND (response-policy { zone "…"; }), Unbound, PowerDNS and Knot: the DNS server answers that the name does not exist.',
  source: 'bind9.readthedocs.io, chapter Response Policy Zones; draft-vixie-dnsop-dns-rpz',
  extension: 'zone',
  supports: { paths: false, hostAlone: true, below: true, addresses: 'none', allowing: true, overlaps: true },
  comment,
  sign: /^\s*\$(?:TTL|ORIGIN)\b|\sSOA\s|\sCNAME\s+(?:\*?\.|rpz-)/i,
  fits: ({ host }) => (host.length > LONGEST_NAME_CHARACTERS ? 'too-long' : 'whole'),
  write: (entries, header) => {
    const target = header.effect === 'allow' ? PASS : '.';
    const heading = [
      ...headingLines('rpz', header, entries.length).map(comment),
      '$TTL 3600',
      `@ IN SOA localhost. root.localhost. ${serial(header)} ${TIMES}`,
      '@ IN NS localhost.',
    ];
    const lines = entries.flatMap(({ entry, evidence }) => {
      const words = remark(evidence);
      return [...(words === '' ? [] : [comment(words)]), ...records(entry, target)];
    });
    return `${[...heading, ...lines].join('\n')}\n`;
  },
  read,
  examples: [
    {
      what: 'pairs, a single name, only the names below, what passes',
      file: '$TTL 60\n@ SOA localhost. root.localhost. (\n 1 ; serial\n 2 3 4 5 )\n  NS localhost.\nexample.org CNAME .\n*.example.org CNAME .\nwww.example.net 300 IN CNAME *.\n*.example.com CNAME .\nhelp.example.org CNAME rpz-passthru.\n',
      blocked: [
        [6, 'example.org'],
        [8, 'only:www.example.net'],
        [9, 'example.com'],
      ],
      allowed: [[10, 'only:help.example.org']],
    },
    {
      what: 'rules about addresses',
      file: '$ORIGIN rpz.example.\n@ SOA a. b. 1 2 3 4 5\nexample.org.rpz.example. CNAME .\n32.9.113.0.203.rpz-ip CNAME .\n',
      blocked: [[3, 'only:example.org']],
      faults: [{ line: 4, reason: 'expression' }],
    },
  ],
});
