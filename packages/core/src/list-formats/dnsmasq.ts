/** Settings of dnsmasq: `address=/example.org/` answers that the name, and every name below it, does not exist. */
import { parseEntry } from '../blocklist/entry.js';
import { defineListFormat } from '../blocklist/list-format.js';
import { type LineMeaning, readLines, withoutRemark, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;
const NOWHERE = /^(?:|#|0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?)$/;

function meaning(line: string): LineMeaning {
  const bare = withoutRemark(line, '#');
  if (bare === '') return null;
  const found = /^(address|server|local)\s*=\s*\/(.+)\/([^/]*)$/.exec(bare);
  if (found === null) return 'layout';
  const [, option = '', names = '', target = ''] = found;
  const isPassed = option === 'server' && target === '#';
  if (!isPassed && option !== 'address' && target !== '') return 'elsewhere';
  if (option === 'address' && !NOWHERE.test(target)) return 'elsewhere';
  const effect = isPassed ? 'allow' : 'block';
  return names.split('/').map((name) => {
    // A lone number sign stands for every name there is.
    if (/[*#]/.test(name)) return { effect, parsed: { fault: 'expression' } };
    return { effect, parsed: parseEntry(name) };
  });
}

export default defineListFormat({
  id: 'dnsmasq',
  title: 'dnsmasq settings',
  what: 'For a file in /etc/dnsmasq.d: the DNS server answers that the site, and every name below it, does not exist.',
  source: 'thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html (--address, --server)',
  extension: 'conf',
  supports: { paths: false, hostAlone: false, below: true, addresses: 'none', allowing: true, overlaps: true },
  comment,
  sign: /^\s*(?:address|server|local)\s*=\s*\//,
  write: (entries, header) =>
    writeLines({ id: 'dnsmasq', comment }, entries, header, ({ host }) => [
      header.effect === 'allow' ? `server=/${host}/#` : `address=/${host}/`,
    ]),
  read: (text) => readLines(text, meaning),
  examples: [
    {
      what: 'blocked in several ways, and one that passes',
      file: '# ours\naddress=/example.org/\naddress=/example.net/example.com/0.0.0.0\nlocal=/toskelby.example/\nserver=/help.example.org/#\n',
      blocked: [
        [2, 'example.org'],
        [3, 'example.net'],
        [3, 'example.com'],
        [4, 'toskelby.example'],
      ],
      allowed: [[5, 'help.example.org']],
    },
    {
      what: 'other settings',
      file: 'address=/example.org/\nport=5353\naddress=/example.net/10.1.2.3\naddress=/#/\n',
      blocked: [[1, 'example.org']],
      faults: [
        { line: 2, reason: 'layout' },
        { line: 3, reason: 'elsewhere' },
        { line: 4, reason: 'expression' },
      ],
    },
  ],
});
