/** Entries of a custom category of Smoothwall Filter, with the evidence beside them: the first column is pasted in. */
import { type ListEntry, parseEntry } from '../blocklist/entry.js';
import { defineListFormat, type ListedEntry } from '../blocklist/list-format.js';
import { hostAlone, type LineMeaning, readLines, remark } from '../blocklist/list-lines.js';

const HEADING = 'Domain/URL,Comment';
/** Smoothwall takes the names below along, except of a name that begins so. */
const ALONE = 'www.';

const written = ({ host, segment }: ListEntry) => `${host}${segment === null ? '' : `/${segment}`}`;

/** A text of a spreadsheet: never taken for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const row = ({ entry, evidence }: ListedEntry) => `${cell(written(entry))},${cell(remark(evidence))}`;

function meaning(line: string): LineMeaning {
  if (line === '' || /^"?domain/i.test(line)) return null;
  const first = /^"((?:[^"]|"")*)"|^([^,;\t]*)/.exec(line);
  const text = (first?.[1] ?? first?.[2] ?? '').trim();
  const parsed = parseEntry(text);
  return [{ parsed: 'entry' in parsed && parsed.entry.host.startsWith(ALONE) ? hostAlone(parsed) : parsed }];
}

export default defineListFormat({
  id: 'smoothwall-csv',
  title: 'Smoothwall custom category, as a table',
  what: 'Open it, copy the first column, and paste it under Guardian, Policy objects, Categories, Edit in full-text mode. Names below are taken along, except of names with www.',
  source: 'help.smoothwall.net, Creating custom categories; kb.smoothwall.com 360015973180',
  extension: 'csv',
  supports: { paths: true, hostAlone: true, below: true, addresses: 'IPv4', allowing: true, overlaps: true },
  comment: null,
  sign: /^"?domain\/url"?,/i,
  fits: ({ host, covers }) => {
    const isAlone = host.startsWith(ALONE);
    if (covers === 'host') return isAlone ? 'whole' : 'host-alone';
    return isAlone ? 'narrowed' : 'whole';
  },
  write: (entries) => `${[HEADING, ...entries.map(row)].join('\n')}\n`,
  read: (text) => readLines(text, meaning),
  examples: [
    {
      what: 'a site, one part, a name alone',
      file: 'Domain/URL,Comment\nexample.org,"asked for, twice"\nexample.net/part,\nwww.example.com,\nnot a site,\n',
      blocked: [
        [2, 'example.org'],
        [3, 'example.net/part'],
        [4, 'only:www.example.com'],
      ],
      faults: [{ line: 5, reason: 'no-host' }],
    },
  ],
});
