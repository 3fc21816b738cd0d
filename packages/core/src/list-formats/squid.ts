/** The file of an `acl … dstdomain` of Squid. A leading full stop takes the names below along. */
import { type ListEntry, parseEntry } from '../blocklist/entry.js';
import { defineListFormat } from '../blocklist/list-format.js';
import { hostAlone, readLines, withoutRemark, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;
const written = ({ host, covers }: ListEntry) => (covers === 'host' ? host : `.${host}`);

export default defineListFormat({
  id: 'squid',
  title: 'Squid, file of a dstdomain list',
  what: 'In squid.conf: acl blocked dstdomain "/etc/squid/blocked.txt", then http_access deny blocked. A leading full stop takes every name below along.',
  source: 'www.squid-cache.org/Doc/config/acl (dstdomain)',
  extension: 'txt',
  // A name below a listed one is a warning to Squid, the same name in both forms an error that stops it.
  supports: { paths: false, hostAlone: true, below: true, addresses: 'IPv4', allowing: true, overlaps: false },
  comment,
  sign: /^\s*\.[a-z0-9_-]/i,
  write: (entries, header) => writeLines({ id: 'squid', comment }, entries, header, (entry) => [written(entry)]),
  read: (text) =>
    readLines(text, (line) => {
      const bare = withoutRemark(line, '#');
      if (bare === '') return null;
      const parsed = parseEntry(bare);
      if ('entry' in parsed && parsed.entry.segment !== null) return 'layout';
      if (bare.startsWith('*')) return 'expression';
      return [{ parsed: bare.startsWith('.') ? parsed : hostAlone(parsed) }];
    }),
  examples: [
    {
      what: 'with and without the names below',
      file: '# made by hand\n.example.org\nwww.example.net\n203.0.113.9\n',
      blocked: [
        [2, 'example.org'],
        [3, 'only:www.example.net'],
        [4, '203.0.113.9'],
      ],
    },
    {
      what: 'what dstdomain does not know',
      file: '.example.org\nexample.net/part\n*.example.com\n',
      blocked: [[1, 'example.org']],
      faults: [
        { line: 2, reason: 'layout' },
        { line: 3, reason: 'expression' },
      ],
    },
  ],
});
