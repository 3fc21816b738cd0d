/** `npm run demo`: the demonstration school from nothing to its reviews, with the commands a user would type. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { prepare, runNode } from './prepare.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'demo-output');
const inputs = join(output, 'inputs');
const workspace = join(output, 'workspace');
const reviews = join(output, 'reviews');

const say = (text) => process.stdout.write(`${text}\n`);
const fmreview = (...args) =>
  runNode('packages/cli/dist/bin.js', args, { cwd: output, stdio: ['ignore', 'inherit', 'inherit'] });
const dataOf = (...args) =>
  execFileSync(process.execPath, [join(root, 'packages/cli/dist/bin.js'), ...args], {
    cwd: output,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const startedMs = Date.now();
prepare();
rmSync(output, { recursive: true, force: true });
mkdirSync(inputs, { recursive: true });

say('\n1. A school that does not exist: half a year of logs, captures and lists');
runNode('fixtures/dist/generate.js', ['--out', inputs]);
const { period, files, planted } = JSON.parse(readFileSync(join(inputs, 'truth.json'), 'utf8'));

say('\n2. Its workspace, a key for each reader, and every export imported');
fmreview('init', workspace, '--config', join(inputs, 'fmreview.yaml'));
for (const reader of ['dsl', 'headteacher', 'chair-of-governors', 'recovery'])
  fmreview('keys', 'new', reader, '--no-passphrase', '--workspace', workspace);
// One log comes packed, as providers keep them.
const exports = Object.keys(files);
const packed = exports.findLast((file) => file.endsWith('.log'));
writeFileSync(join(inputs, `${packed}.gz`), gzipSync(readFileSync(join(inputs, packed))));
rmSync(join(inputs, packed));
const given = exports.map((file) => join('inputs', file === packed ? `${file}.gz` : file));
fmreview('import', ...given, '--workspace', workspace);

say('\n3. The half-yearly review, for every reader');
fmreview(
  'review',
  '--workspace',
  workspace,
  '--period',
  `${period.from}..${period.to}`,
  '--edition',
  'all',
  '--edition',
  'staff-annex',
  '--edition',
  'chair-annex',
  '--out',
  reviews,
);

say('\n4. Why: one capture, explained from the product’s word to the clause, the route and the step');
const { edition: dslReview } = JSON.parse(
  readFileSync(join(reviews, `review-dsl-${period.from}-to-${period.to}.json`), 'utf8'),
);
// What is about an adult of the school needs its reader's key.
const ofPupils = dslReview.conduct.filter(({ group }) => !/staff|governor/.test(group));
const explained = ofPupils.find(({ decision }) => decision !== null) ?? ofPupils[0];
fmreview('explain', explained.id, '--workspace', workspace);

say('\n5. What the same account did in the filter’s log around a capture');
// The exports know of a page that was let through moments before: by its account and day the capture is found.
const linesOf = (file) => readFileSync(join(inputs, file), 'utf8').toLowerCase().split('\n');
const filterLog = linesOf(exports.find((file) => file.startsWith('filter/')));
const [, day, account] = /^"(\S+)[^,]*,"(?:\w+\\)?(\w+)/.exec(
  filterLog.find((line) => line.includes(planted.nearCaptures.site)),
);
const [captures] = exports.filter((file) => file.startsWith('securus/'));
const line = linesOf(captures).findIndex((text) => text.includes(`,${day} `) && text.includes(`,${account},`)) + 1;
const { files: imported } = JSON.parse(dataOf('status', '--json', '--workspace', workspace));
const { importId } = imported.find(({ name }) => name === 'captures-1.csv');
fmreview('around', `${importId}:${line}`, '--minutes', '30', '--workspace', workspace);

say('\n6. Block lists: what could go on them, and what those for the block list would have done');
const suggestions = dataOf('blocklist', 'suggest', '--list', 'block', '--json', '--workspace', workspace);
const candidates = JSON.parse(suggestions).candidates.filter(({ site }) => site !== null);
fmreview('blocklist', 'suggest', '--list', 'block', '--workspace', workspace);
const candidateList = join(reviews, 'block-candidates.txt');
writeFileSync(candidateList, candidates.map(({ site }) => `${site}\n`).join(''));
fmreview('blocklist', 'backtest', candidateList, '--workspace', workspace);

say('\n7. What was approved, as a list for Squid, and whether it came to the filter');
const squidList = join(reviews, 'blocked-squid.txt');
fmreview('blocklist', 'export', '--as', 'squid', '--out', squidList, '--workspace', workspace);
say(readFileSync(squidList, 'utf8').trimEnd());
fmreview('blocklist', 'verify', '--workspace', workspace);

say('\n8. What has had its time, and the proof that nobody changed the record of all this');
fmreview('retain', '--dry-run', '--workspace', workspace);
fmreview('audit', 'verify', '--workspace', workspace);

say('\n9. An export that no format reads: a mapping drafted from it, and what it reads with that');
const THEIRS = [
  'Seen at;Who;Page;Sort;Verdict',
  '02/03/2026 09:00:00;FERNHOLLOW\\toskelby;https://www.example.org/maths;Education;Allowed',
  '02/03/2026 09:00:07;FERNHOLLOW\\bdolvane;http://bets.example.net/;Gambling;Blocked',
  '13/03/2026 14:30:00;;https://www.example.com/;Games;Warned',
  '',
];
const [theirs, mapping] = ['their-filter.csv', 'their-filter.yaml'].map((name) => join(inputs, name));
writeFileSync(theirs, THEIRS.join('\r\n'));
fmreview('format', 'draft', theirs, '--out', mapping);
fmreview('preview', theirs, '--as', mapping);

const place = (path) => relative(process.cwd(), path);
const seconds = Math.round((Date.now() - startedMs) / 1000);
say(`
Done in ${seconds} seconds. Everything lies in ${place(output)}:
  reviews    the review as PDF, HTML and JSON: for governors, IT, the public and
             inspectors (nobody can be recognised), and with names for the DSL,
             the headteacher and the chair of governors, each made with their key;
             sites put forward to be blocked, and the approved ones for Squid
  inputs     the exports it was made from, and truth.json: what is really in them
  workspace  the school's store (no names), settings, keys and sealed texts

Open first:
  ${place(join(reviews, `review-governors-${period.from}-to-${period.to}.pdf`))}
  ${place(join(reviews, `review-it-${period.from}-to-${period.to}.pdf`))}

Try next (node packages/cli/dist/bin.js is the command fmreview):
  node packages/cli/dist/bin.js status --workspace ${place(workspace)}
  node packages/cli/dist/bin.js keys list --workspace ${place(workspace)}
  node packages/cli/dist/bin.js audit list --workspace ${place(workspace)}
  node packages/cli/dist/bin.js preview ${place(join(inputs, 'securus', 'captures-1.csv'))}
Then your own school: fmreview init my-school, and README.md.`);
