/** A threat feed of the type Domain Name, which FortiOS fetches and offers as a category. A plain name stands alone there. */
import { type ListEntry, parseEntry } from '../blocklist/entry.js';
import { defineListFormat, type RawList } from '../blocklist/list-format.js';
import { hostAlone, joinPairs, type LineMeaning, readLines, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;
const BELOW = '*.';

function meaning(line: string): LineMeaning {
  // Remarks have a line of their own: behind a name they would be taken for a part of it.
  if (line === '' || line.startsWith('#')) return null;
  const parsed = parseEntry(line);
  if ('entry' in parsed && parsed.entry.segment !== null) return 'layout';
  return line.startsWith(BELOW) ? [{ parsed, isWidened: true }] : [{ parsed: hostAlone(parsed) }];
}

const read = (text: string): RawList => joinPairs(readLines(text, meaning));

const written = ({ host, covers }: ListEntry) => (covers === 'host' ? [host] : [host, `${BELOW}${host}`]);

export default defineListFormat({
  id: 'fortigate',
  title: 'FortiGate threat feed, domain names',
  what: 'Put it on a web server and name it under Security Fabric, External Connectors, Domain Name. At most 131,072 lines and 10 MB; a site is two lines.',
  source: 'docs.fortinet.com, FortiGate administration guide, Threat feeds (Domain name threat feed)',
  extension: 'txt',
  supports: { paths: false, hostAlone: true, below: true, addresses: 'none', allowing: true, overlaps: true },
  comment,
  // Plain lists have such lines too, and mean more by a plain name.
  sign: null,
  write: (entries, header) => writeLines({ id: 'fortigate', comment }, entries, header, written),
  read,
  examples: [
    {
      what: 'pairs, a name alone, the names below alone',
      file: '# ours\nexample.org\n*.example.org\nwww.example.net\n*.example.com\nmail.*.example.com\n',
      blocked: [
        [2, 'example.org'],
        [4, 'only:www.example.net'],
        [5, 'example.com'],
      ],
      faults: [{ line: 6, reason: 'expression' }],
    },
  ],
});
