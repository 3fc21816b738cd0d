/** A proxy file for browsers: listed sites go to a proxy that answers nothing. Written for old engines too, so without modern words. */
import { type ListEntry, parseEntry } from '../blocklist/entry.js';
import { defineListFormat, type ListedEntry, type ListHeader } from '../blocklist/list-format.js';
import { headingLines, hostAlone, type LineMeaning, readLines, remark } from '../blocklist/list-lines.js';

const comment = (text: string) => `// ${text}`;
/** The port that throws away what it is sent; on the computer of the browser nothing listens there. */
const NOWHERE = 'PROXY 127.0.0.1:9';
const LINE = /^(?:sites|hosts)\["([^"\\]+)"\] = 1;$/;

const written = ({ host, covers }: ListEntry) => `${covers === 'host' ? 'hosts' : 'sites'}["${host}"] = 1;`;

/** What every such file ends with: a look at the host itself, then at each name above it. */
const CODE = [
  'function has(list, name) { return Object.prototype.hasOwnProperty.call(list, name); }',
  'function FindProxyForURL(url, host) {',
  '  var name = String(host).toLowerCase().replace(/\\.$/, "").replace(/^\\[|\\]$/g, "");',
  `  if (has(hosts, name)) { return "${NOWHERE}"; }`,
  '  while (true) {',
  `    if (has(sites, name)) { return "${NOWHERE}"; }`,
  '    var at = name.indexOf(".");',
  '    if (at === -1) { return "DIRECT"; }',
  '    name = name.slice(at + 1);',
  '  }',
  '}',
];

function write(entries: readonly ListedEntry[], header: ListHeader): string {
  const heading = headingLines('pac', header, entries.length).map(comment);
  const lines = entries.flatMap(({ entry, evidence }) => {
    const words = remark(evidence);
    return [...(words === '' ? [] : [comment(words)]), written(entry)];
  });
  return `${[...heading, 'var sites = {};', 'var hosts = {};', ...lines, ...CODE].join('\n')}\n`;
}

const OURS = new Set([...CODE.map((line) => line.trim()), 'var sites = {};', 'var hosts = {};']);

/** Only files like ours: any other is a program, and what it does is not guessed. */
function meaning(line: string): LineMeaning {
  if (line === '' || line.startsWith('//') || OURS.has(line)) return null;
  const host = LINE.exec(line)?.[1];
  if (host === undefined) return 'layout';
  const parsed = parseEntry(host);
  return [{ parsed: line.startsWith('hosts') ? hostAlone(parsed) : parsed }];
}

export default defineListFormat({
  id: 'pac',
  title: 'Proxy auto-configuration file',
  what: 'For browsers that are given a proxy file: listed sites are sent to a proxy that is not there. It says nothing of what is to be allowed: all else would be cut off. Only files written here are read.',
  source: 'developer.mozilla.org, Proxy Auto-Configuration (PAC) file',
  extension: 'pac',
  supports: { paths: false, hostAlone: true, below: true, addresses: 'all', allowing: false, overlaps: true },
  comment,
  sign: /\bFindProxyForURL\b/,
  write,
  read: (text) => readLines(text, meaning),
  examples: [
    {
      what: 'a file written here, and a line that is not',
      file: '// ours\nvar sites = {};\nvar hosts = {};\nsites["example.org"] = 1;\nhosts["www.example.net"] = 1;\nif (shExpMatch(host, "*.example.com")) return "DIRECT";\n',
      blocked: [
        [4, 'example.org'],
        [5, 'only:www.example.net'],
      ],
      faults: [{ line: 6, reason: 'layout' }],
    },
  ],
});
