/** A hosts file: names that lead nowhere. It knows single names, so nothing below a site is blocked by it. */
import { isIPv4, isIPv6 } from 'node:net';
import { parseEntry } from '../blocklist/entry.js';
import { defineListFormat } from '../blocklist/list-format.js';
import { hostAlone, type LineMeaning, readLines, withoutRemark, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;
const NOWHERE = /^(?:0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?)$/;
/** Names that every hosts file has for the computer itself. */
const OWN = /^(?:localhost|localhost\.localdomain|local|broadcasthost|ip6-.*|0\.0\.0\.0)$/;

function meaning(line: string): LineMeaning {
  const bare = withoutRemark(line, '#');
  if (bare === '') return null;
  const [address = '', ...names] = bare.split(/\s+/);
  if (names.length === 0 || !(isIPv4(address) || isIPv6(address.split('%')[0] ?? ''))) return 'layout';
  const sites = names.filter((name) => !OWN.test(name));
  if (sites.length === 0) return null;
  if (!NOWHERE.test(address)) return 'elsewhere';
  return sites.map((name) => ({ parsed: hostAlone(parseEntry(name)) }));
}

export default defineListFormat({
  id: 'hosts',
  title: 'Hosts file',
  what: 'For /etc/hosts of one computer, or a DNS server that reads such files. Each name stands alone: names below a site stay open.',
  source: 'hosts(5), man7.org/linux/man-pages/man5/hosts.5.html',
  extension: 'hosts',
  supports: { paths: false, hostAlone: true, below: false, addresses: 'none', allowing: false, overlaps: true },
  comment,
  sign: /^\s*(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+[^\s#]/,
  write: (entries, header) => writeLines({ id: 'hosts', comment }, entries, header, ({ host }) => [`0.0.0.0 ${host}`]),
  read: (text) => readLines(text, meaning),
  examples: [
    {
      what: 'names, two on a line, the computer itself',
      file: '127.0.0.1 localhost\n0.0.0.0 example.org www.example.org # games\n',
      blocked: [
        [2, 'only:example.org'],
        [2, 'only:www.example.org'],
      ],
    },
    {
      what: 'a name that leads elsewhere',
      file: '0.0.0.0 example.org\n10.1.2.3 printer.example.net\n',
      blocked: [[1, 'only:example.org']],
      faults: [{ line: 2, reason: 'elsewhere' }],
    },
  ],
});
