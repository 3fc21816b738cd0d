/** An URL list of e2guardian: parts of sites. A whole site in it would leave its front page open, so that is not written here. */
import { isAddress, type ListEntry, parseEntry } from '../blocklist/entry.js';
import { defineListFormat } from '../blocklist/list-format.js';
import { readLines, withoutRemark, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `# ${text}`;
const isPart = ({ host, segment }: ListEntry) => segment !== null && !isAddress(host);

export default defineListFormat({
  id: 'e2guardian-urls',
  title: 'e2guardian, URL list',
  what: 'For bannedurllist, or exceptionurllist where it allows: parts of sites (example.org/part). Whole sites go to the site list, e2guardian.',
  source: 'github.com/e2guardian/e2guardian, configs/lists/bannedurllist',
  extension: 'txt',
  supports: { paths: true, hostAlone: false, below: true, addresses: 'none', allowing: true, overlaps: true },
  comment,
  sign: null,
  fits: (entry) => (isPart(entry) ? 'whole' : 'whole-site'),
  write: (entries, header) =>
    writeLines({ id: 'e2guardian-urls', comment }, entries, header, ({ host, segment }) => [
      `${host}/${segment ?? ''}`,
    ]),
  read: (text) =>
    readLines(text, (line) => {
      if (/^\.Include</i.test(line)) return 'include';
      const bare = withoutRemark(line, '#');
      if (bare === '') return null;
      const parsed = parseEntry(bare);
      return 'entry' in parsed && !isPart(parsed.entry) ? 'layout' : [{ parsed }];
    }),
  examples: [
    {
      what: 'parts of sites, and a whole one that is out of place',
      file: '# games\nsites.example.org/toskelby\nexample.net\nexample.com/a/b\n',
      blocked: [[2, 'sites.example.org/toskelby']],
      faults: [
        { line: 3, reason: 'layout' },
        { line: 4, reason: 'path-too-deep' },
      ],
    },
  ],
});
