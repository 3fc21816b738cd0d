/** Filter lists of browser extensions and of AdGuard Home: `||example.org^`. Only rules about whole sites or their first parts are read. */
import { type ListEntry, parseEntry } from '../blocklist/entry.js';
import { defineListFormat } from '../blocklist/list-format.js';
import { hostAlone, type LineMeaning, readLines, writeLines } from '../blocklist/list-lines.js';

const comment = (text: string) => `! ${text}`;
/** Conditions that change nothing about which sites are meant. */
const HARMLESS = new Set(['important', 'all', 'document', 'doc']);
const ALLOWING = '@@';

function meaning(line: string): LineMeaning {
  if (line === '' || line.startsWith('!') || /^\[.*\]$/.test(line)) return null;
  if (/#[@?$%]*#/.test(line)) return 'part-of-page';
  if (line.startsWith('#')) return null;
  const effect = line.startsWith(ALLOWING) ? 'allow' : 'block';
  const [rule = '', options] = line.slice(effect === 'allow' ? ALLOWING.length : 0).split('$', 2);
  if (options !== undefined && !options.split(',').every((option) => HARMLESS.has(option))) return 'options';
  const below = /^\|\|([^|^*]+)\^?\|?$/.exec(rule)?.[1];
  if (below !== undefined) return [{ effect, parsed: parseEntry(below) }];
  const alone = /^\|https?:\/\/([^|^*]+)\^?\|?$/.exec(rule)?.[1];
  if (alone !== undefined) return [{ effect, parsed: hostAlone(parseEntry(alone)) }];
  return rule.startsWith('|') || /[*^|/]/.test(rule) ? 'expression' : 'layout';
}

const rules = ({ host, covers, segment }: ListEntry) => {
  const place = `${host.includes(':') ? `[${host}]` : host}${segment === null ? '' : `/${segment}`}^`;
  return covers === 'host' ? [`|http://${place}`, `|https://${place}`] : [`||${place}`];
};

export default defineListFormat({
  id: 'adblock',
  title: 'Adblock filter list',
  what: 'For uBlock Origin, AdGuard and other extensions that take filter lists; AdGuard Home takes it too, without parts of sites.',
  source: 'help.adblockplus.org/hc/en-us/articles/360062733293, adguard-dns.io/kb/general/dns-filtering-syntax',
  extension: 'txt',
  supports: { paths: true, hostAlone: true, below: true, addresses: 'all', allowing: true, overlaps: true },
  comment,
  sign: /^\s*(?:@@)?\|\|?[a-z0-9[]|^\[adblock/i,
  write: (entries, header) =>
    writeLines({ id: 'adblock', comment }, entries, header, (entry) =>
      rules(entry).map((rule) => (header.effect === 'allow' ? `${ALLOWING}${rule}` : rule)),
    ),
  read: (text) => readLines(text, meaning),
  examples: [
    {
      what: 'sites, one part, what is allowed',
      file: '[Adblock Plus 2.0]\n! ours\n||example.org^\n||example.net/part^\n|https://www.example.com^\n@@||help.example.org^$important\n',
      blocked: [
        [3, 'example.org'],
        [4, 'example.net/part'],
        [5, 'only:www.example.com'],
      ],
      allowed: [[6, 'help.example.org']],
    },
    {
      what: 'rules about other things',
      file: '||example.org^\nexample.net##.banner\n/ads[0-9]/\n||example.com^$third-party\n',
      blocked: [[1, 'example.org']],
      faults: [
        { line: 2, reason: 'part-of-page' },
        { line: 3, reason: 'expression' },
        { line: 4, reason: 'options' },
      ],
    },
  ],
});
