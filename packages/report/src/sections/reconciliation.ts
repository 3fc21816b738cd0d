/** The last page: every line of every input file is loaded, a duplicate, rejected or ignored. */
import type { DslEdition, GovernorsEdition } from '@fmreview/core/edition';
import { type Cell, figureCell, paragraph, type TableBlock, type Text, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { spanWords } from '../words/date-words.js';
import { counted } from '../words/figure-words.js';
import { joined } from '../words/joined.js';

type Ledger = GovernorsEdition['files'][number];

const counts = ['lines', 'loaded', 'duplicate', 'rejected', 'ignored'] as const;

/** A ledger that is withheld was balanced when it was stored. */
const isBalanced = ({ ledger }: Ledger): boolean =>
  ledger === null || ledger.lines === ledger.loaded + ledger.duplicate + ledger.rejected + ledger.ignored;

const lineCell = (value: number | null): Cell =>
  figureCell(value === null ? { kind: 'suppressed', unit: 'lines' } : { kind: 'count', value, unit: 'lines' });

/** The sum of a column; withheld with any of its parts. */
const sumOf = (files: readonly Ledger[], count: (typeof counts)[number]): number | null =>
  files.reduce<number | null>((sum, { ledger }) => (sum === null || ledger === null ? null : sum + ledger[count]), 0);

const nameOf = (file: Ledger | DslEdition['files'][number]): string =>
  'name' in file ? `${file.label}: ${file.name}` : file.label;

function dates({ from, to }: Ledger): string {
  return from === null || to === null ? 'No dates' : spanWords({ from, to });
}

const ledgerTable = (files: readonly Ledger[]): TableBlock => ({
  kind: 'table',
  caption: 'Lines of each input file',
  columns: [
    { label: 'File', align: 'start' },
    { label: 'Format', align: 'start' },
    { label: 'Dates', align: 'start' },
    { label: 'Lines', align: 'end' },
    { label: 'Loaded', align: 'end' },
    { label: 'Duplicate', align: 'end' },
    { label: 'Rejected', align: 'end' },
    { label: 'Ignored', align: 'end' },
  ],
  rows: files.map((file) => [
    wordsCell(nameOf(file)),
    wordsCell(file.format),
    wordsCell(dates(file)),
    ...counts.map((count) => lineCell(file.ledger?.[count] ?? null)),
  ]),
  totals: [wordsCell('Total'), wordsCell(''), wordsCell(''), ...counts.map((count) => lineCell(sumOf(files, count)))],
  note: 'Ignored lines are headers, blank lines, comments, and further lines of a record that spans several.',
});

function verdict(files: readonly Ledger[]): Text {
  const open = files.filter((file) => !isBalanced(file)).map(({ label }) => label);
  if (open.length > 0)
    return [{ strong: `The lines of ${joined(open)} do not add up.` }, { plain: ' Tell your provider.' }];
  const subject = files.length === 1 ? 'the one file' : `all ${counted(files.length, 'files')}`;
  return [
    { strong: `Every line of ${subject} is accounted for:` },
    { plain: ' lines = loaded + duplicate + rejected + ignored.' },
  ];
}

export default defineSection({
  id: 'reconciliation',
  title: 'Reconciliation of the input files',
  editions: ['governors', 'dsl', 'it'],
  order: 99,
  build({ files }) {
    return files.length === 0 ? [paragraph('No file was imported.')] : [paragraph(verdict(files)), ledgerTable(files)];
  },
  examples: [
    {
      name: 'a balanced file',
      given: {
        edition: 'governors',
        files: [
          {
            label: 'File 1',
            format: 'squid-native',
            from: '2026-03-01',
            to: '2026-03-31',
            ledger: { lines: 1205, loaded: 1200, duplicate: 2, rejected: 1, ignored: 2 },
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: ['Every line of the one file is accounted for', 'File 1', '1,205', '1 March 2026 to 31 March 2026'],
    },
    {
      name: 'a file that does not add up is named, and the safeguarding lead sees its name',
      given: {
        edition: 'dsl',
        files: [
          {
            label: 'File 1',
            name: 'march.csv',
            format: 'roster-csv',
            from: null,
            to: null,
            ledger: { lines: 5, loaded: 3, duplicate: 0, rejected: 0, ignored: 1 },
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: ['The lines of File 1 do not add up.', 'File 1: march.csv', 'No dates'],
    },
  ],
});
