/** One site a line, with everything below it: what most filters take, and how a list is typed by hand. */
import { entryText } from '../blocklist/entry.js';
import { defineListFormat } from '../blocklist/list-format.js';
import { plainEntry, readLines, withoutRemark, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;

export default defineListFormat({
  id: 'domains',
  title: 'Plain list of domains',
  what: 'One site a line, with every name below it. For filters that have a box or an upload for custom lists.',
  source: 'no document: the custom that published lists of domains share',
  extension: 'txt',
  supports: { paths: false, hostAlone: false, below: true, addresses: 'all', allowing: true, overlaps: true },
  comment,
  sign: null,
  write: (entries, header) => writeLines({ id: 'domains', comment }, entries, header, (entry) => [entryText(entry)]),
  read: (text) =>
    readLines(text, (line) => {
      const bare = withoutRemark(line, '#');
      return bare === '' ? null : plainEntry(bare);
    }),
  examples: [
    {
      what: 'names, an address, remarks',
      file: '# our list\nexample.org\n\ngames.example.net # since June\n203.0.113.9\n',
      blocked: [
        [2, 'example.org'],
        [4, 'games.example.net'],
        [5, '203.0.113.9'],
      ],
    },
    {
      what: 'lines that are no sites',
      file: 'example.org\nnot a site\n*casino*\nexample.net:8080\n',
      blocked: [[1, 'example.org']],
      faults: [
        { line: 2, reason: 'no-host' },
        { line: 3, reason: 'expression' },
        { line: 4, reason: 'port' },
      ],
    },
  ],
});
