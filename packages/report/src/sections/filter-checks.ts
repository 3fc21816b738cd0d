/** What people tested of filtering and monitoring: the minimum, where, and what failed and is open. Governors have the numbers. */
import type { DslEdition, GovernorsEdition } from '@fmreview/core/edition';
import { type Block, figureCell, heading, paragraph, type TableBlock, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { dateWords } from '../words/date-words.js';

type Checks = DslEdition['checks'];
type Numbers = GovernorsEdition['checks'];

const states: Readonly<Record<Checks['matrix'][number]['state'], string>> = {
  failed: 'Failed, and open',
  ok: 'Fine',
  'not-in-period': 'Not tested in this period',
  never: 'Never tested',
};

const day = (date: string | null): string => (date === null ? 'never' : dateWords(date));

const labels = (words: readonly string[]) => words.map((label) => ({ label, align: 'start' }) as const);

const numbersBlock = ({ counts: { made, failed, open, gaps } }: Numbers): Block => ({
  kind: 'figures',
  cards: [
    { label: 'Checks made', value: made, note: 'in the period' },
    { label: 'Checks that failed', value: failed, note: 'in the period' },
    { label: 'Failed and still open', value: open, note: 'those from before it as well' },
    { label: 'Gaps', value: gaps, note: 'kinds of device, place and group without a check' },
  ].map(({ value, ...card }) => ({ ...card, figure: { kind: 'count', value, unit: 'checks' } as const })),
  note: null,
});

const minimumTable = ({ minimum }: Numbers): TableBlock => ({
  kind: 'table',
  caption: 'Tests that every review needs',
  columns: [...labels(['Test', 'Done in the period?']), { label: 'Checks', align: 'end' }, ...labels(['Last made'])],
  rows: minimum.map(({ test, madeCount, lastOn }) => [
    wordsCell(test),
    wordsCell(madeCount > 0 ? 'Yes' : 'No'),
    figureCell({ kind: 'count', value: madeCount, unit: 'checks' }),
    wordsCell(day(lastOn)),
  ]),
  totals: null,
  note: 'The guidance asks for these three. Illegal images are tested with the test page of the Internet Watch Foundation: this tool records tests and never asks for such a page.',
});

const matrixTable = ({ matrix }: Checks): TableBlock => ({
  kind: 'table',
  caption: 'Where filtering and monitoring were tested',
  columns: labels(['Device', 'Place', 'Group', 'Last made', 'State']),
  rows: matrix.map(({ device, location, group, lastOn, state }) =>
    [device, location, group, day(lastOn), states[state]].map(wordsCell),
  ),
  totals: null,
  note: 'Every kind of device, place and group that a check of the last year, or the list of devices, shows to exist.',
});

const openTable = ({ open }: Checks): TableBlock => ({
  kind: 'table',
  caption: 'Checks that failed and are open',
  columns: labels(['Day', 'Test', 'Device and place', 'Group', 'Expected', 'Happened', 'Who']),
  rows: open.map((each) =>
    [
      ...[dateWords(each.day), each.test, `${each.device}, ${each.location}, ${each.connection}`, each.group],
      ...[each.expected, each.actual, each.owner || 'nobody named'],
    ].map(wordsCell),
  ),
  totals: null,
  note: null,
});

const placesBlocks = (checks: Checks): Block[] => [
  heading('Failed and open'),
  checks.open.length === 0 ? paragraph('No failed check is open.') : openTable(checks),
  heading('Devices, places and groups'),
  checks.matrix.length === 0
    ? paragraph('Neither a check nor a list of devices says what there is to test.')
    : matrixTable(checks),
];

const isNever = ({ counts, minimum }: Numbers) => counts.made === 0 && minimum.every(({ lastOn }) => lastOn === null);

export default defineSection({
  id: 'filter-checks',
  title: 'Checks of filtering and monitoring',
  editions: ['governors', 'dsl', 'it'],
  order: 24,
  build: ({ checks }) => [
    paragraph(
      isNever(checks)
        ? 'No check of this period is on record. That is a gap in the record: “fmreview template checks” gives the list to fill in.'
        : 'Somebody tried, on a device of the school, whether the filter blocks and the monitoring notices what it must.',
    ),
    numbersBlock(checks),
    minimumTable(checks),
    ...('matrix' in checks ? placesBlocks(checks) : []),
  ],
  examples: [
    {
      name: 'governors have numbers',
      given: {
        edition: 'governors',
        checks: {
          counts: { made: 12, failed: 2, open: 1, gaps: 3 },
          minimum: [{ test: 'Illegal images', madeCount: 0, lastOn: '2026-01-12' }],
        },
      },
      kinds: ['paragraph', 'figures', 'table'],
      words: ['12', 'Failed and still open', 'Illegal images', 'No', '12 January 2026'],
    },
    {
      name: 'no check at all',
      given: { edition: 'it' },
      kinds: ['paragraph', 'figures', 'table', 'heading', 'paragraph', 'heading', 'paragraph'],
      words: ['No check of this period is on record', 'No failed check is open.', 'Neither a check nor a list'],
    },
    {
      name: 'where it was tested, and what is open',
      given: {
        edition: 'dsl',
        checks: {
          counts: { made: 2, failed: 1, open: 1, gaps: 1 },
          minimum: [{ test: 'Adult content', madeCount: 2, lastOn: '2026-04-20' }],
          matrix: [
            { device: 'Laptop', location: 'Library', group: 'KS2', lastOn: '2026-04-20', state: 'failed' },
            { device: 'not said', location: 'not said', group: 'Staff', lastOn: null, state: 'never' },
          ],
          open: [
            {
              day: '2026-04-20',
              test: 'Adult content',
              device: 'Laptop',
              location: 'Library',
              group: 'KS2',
              connection: 'Wi-Fi',
              expected: 'Blocked',
              actual: 'Allowed',
              owner: '',
            },
          ],
        },
      },
      kinds: ['paragraph', 'figures', 'table', 'heading', 'table', 'heading', 'table'],
      words: ['Laptop, Library, Wi-Fi', 'nobody named', 'Failed, and open', 'Never tested'],
    },
  ],
});
