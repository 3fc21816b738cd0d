/** Captures as rows for a person to work through, the most serious first. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Cell, type Column, type TableBlock, wordsCell } from './blocks.js';
import { referenceWords } from './words/references.js';

export type Capture = DslEdition['support'][number];

interface CaptureColumn extends Column {
  readonly cell: (capture: Capture) => Cell;
}

const start = (label: string, words: (capture: Capture) => string): CaptureColumn => ({
  label,
  align: 'start',
  cell: (capture) => wordsCell(words(capture)),
});

const level = (value: number | null, missing: string): string => (value === null ? missing : String(value));

const everyCapture: readonly CaptureColumn[] = [
  start('When', ({ createdLocal }) => createdLocal),
  start('Who', ({ name, group }) => (group === '' ? name : `${name}, ${group}`)),
  start('Topic', ({ topic }) => topic),
  start('Phrase', ({ phrase }) => phrase || '–'),
  start('Library severity', ({ severityLibrary }) => level(severityLibrary, '–')),
  start('Grade', ({ severityGrade }) => level(severityGrade, 'none')),
];
const route = start('Who must know', (capture) => capture.route);
const source = start('Source', (capture) => capture.source);
const identifier = start('Id', ({ id }) => id);

const columnsOf = {
  /** No clause and no step: a support matter has neither. */
  support: [...everyCapture, route, source, identifier],
  conduct: [
    ...everyCapture,
    start('Clauses', ({ clauses }) => referenceWords(clauses)),
    route,
    start('Suggested step', ({ suggestedStep }) => suggestedStep ?? 'none'),
    identifier,
  ],
} as const;

export function captureTable(kind: keyof typeof columnsOf, captures: readonly Capture[]): TableBlock {
  const columns = columnsOf[kind];
  return {
    kind: 'table',
    caption: kind === 'support' ? 'Support captures, most serious first' : 'Conduct captures, most serious first',
    columns: columns.map(({ label, align }) => ({ label, align })),
    rows: captures.map((capture) => columns.map(({ cell }) => cell(capture))),
    totals: null,
    note: 'Library severity is the software’s own level from 1 to 5; the grade is what a person decided (“none”: nobody has yet). The id is for “fmreview explain”.',
  };
}
