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

const clauses = start('Clauses', (capture) => referenceWords(capture.clauses));
const step = start('Suggested step', ({ suggestedStep }) => suggestedStep ?? 'none');

const columnsOf = {
  /** No clause and no step: a support matter has neither. */
  support: [...everyCapture, route, source, identifier],
  conduct: [...everyCapture, clauses, route, step, identifier],
  adults: [...everyCapture, source, clauses, route, step, identifier],
} as const;

const captions: Readonly<Record<keyof typeof columnsOf, string>> = {
  support: 'Support captures, most serious first',
  conduct: 'Conduct captures, most serious first',
  adults: 'Captures to look at, most serious first',
};

export function captureTable(kind: keyof typeof columnsOf, captures: readonly Capture[]): TableBlock {
  const columns = columnsOf[kind];
  return {
    kind: 'table',
    caption: captions[kind],
    columns: columns.map(({ label, align }) => ({ label, align })),
    rows: captures.map((capture) => columns.map(({ cell }) => cell(capture))),
    totals: null,
    note: 'Library severity is the software’s own level from 1 to 5; the grade is what a person decided (“none”: nobody has yet). The id is for “fmreview explain”.',
  };
}
