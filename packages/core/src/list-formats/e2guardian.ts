/** A site list of e2guardian. Parts of sites have a list of their own there: `e2guardian-urls`. */
import { defineListFormat } from '../blocklist/list-format.js';
import { plainEntry, readLines, withoutRemark, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;

export default defineListFormat({
  id: 'e2guardian',
  title: 'e2guardian, site list',
  what: 'For bannedsitelist, or exceptionsitelist where it allows: whole sites, with every name below. Parts of sites go to e2guardian-urls, addresses to bannedsiteiplist.',
  source: 'github.com/e2guardian/e2guardian, configs/lists/bannedsitelist',
  extension: 'txt',
  supports: { paths: false, hostAlone: false, below: true, addresses: 'none', allowing: true, overlaps: true },
  comment,
  sign: /^\s*\.Include<|^#+\s*(?:listcategory:|time:\s*\d)/,
  write: (entries, header) => writeLines({ id: 'e2guardian', comment }, entries, header, ({ host }) => [host]),
  read: (text) =>
    readLines(text, (line) => {
      if (/^\.Include</i.test(line)) return 'include';
      const bare = withoutRemark(line, '#');
      if (bare === '') return null;
      if (bare.includes('/')) return 'layout';
      return plainEntry(bare);
    }),
  examples: [
    {
      what: 'sites, an ending, a list within the list',
      file: '#listcategory: "Games"\nexample.org\n.example\n.Include</etc/e2guardian/lists/local>\n',
      blocked: [
        [2, 'example.org'],
        [3, 'example'],
      ],
      faults: [{ line: 4, reason: 'include' }],
    },
  ],
});
