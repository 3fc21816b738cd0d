/** Captures as rows for a person to work through, the most serious first. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Cell, type Column, type TableBlock, wordsCell } from './blocks.js';
import { dateWords } from './words/date-words.js';
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
  start('Who', ({ name, group, knownBy }) => whoWords(name, group, knownBy)),
  start('Topic', ({ topic }) => topic),
  start('Phrase', ({ phrase }) => phrase || '–'),
  start('Library severity', ({ severityLibrary }) => level(severityLibrary, '–')),
  start('Grade', ({ severityGrade }) => level(severityGrade, 'none')),
];
/** What is not certain is said beside the name. */
export const whoWords = (name: string, group: string, knownBy: string): string =>
  `${[name, group].filter((part) => part !== '').join(', ')}${knownBy === '' ? '' : ` (${knownBy})`}`;

function decisionWords({ decision }: Capture): string {
  if (decision === null) return 'not yet';
  const { outcome, stepTaken, decidedOn, decidedBy } = decision;
  return `${outcome}${stepTaken === null ? '' : `, step ${stepTaken}`}: ${decidedBy}, ${dateWords(decidedOn)}`;
}

const answers: Readonly<Record<Capture['filterAnswer'], string>> = {
  allowed: 'let through',
  blocked: 'blocked',
  'not-in-log': 'not in its log',
  'no-site': '–',
};
/** The nearest line of the filter's log, of the same person on the same site. */
const filter = start('Filter', ({ filterAnswer }) => answers[filterAnswer]);

const decided = start('Decided', decisionWords);
const route = start('Who must know', (capture) => capture.route);
const source = start('Source', (capture) => capture.source);
const identifier = start('Id', ({ id }) => id);

const clauses = start('Clauses', (capture) => referenceWords(capture.clauses));
const step = start('Suggested step', ({ suggestedStep }) => suggestedStep ?? 'none');

const columnsOf = {
  /** No clause and no step: a support matter has neither. */
  support: [...everyCapture, filter, route, source, decided, identifier],
  conduct: [...everyCapture, filter, clauses, route, step, decided, identifier],
  adults: [...everyCapture, filter, source, clauses, route, step, decided, identifier],
} as const;

const captions: Readonly<Record<keyof typeof columnsOf, string>> = {
  support: 'Support captures: those not decided first, most serious first',
  conduct: 'Conduct captures: those not decided first, most serious first',
  adults: 'Captures to look at: those not decided first, most serious first',
};

export function captureTable(kind: keyof typeof columnsOf, captures: readonly Capture[]): TableBlock {
  const columns = columnsOf[kind];
  return {
    kind: 'table',
    caption: captions[kind],
    columns: columns.map(({ label, align }) => ({ label, align })),
    rows: captures.map((capture) => columns.map(({ cell }) => cell(capture))),
    totals: null,
    note: 'Library severity is the software’s own level from 1 to 5; the grade is what a person decided (“none”: nobody has yet). “Filter” is what the web filter had said of the page just then. A decision holds for the whole episode; what is decided stands last. The id is for “fmreview explain”.',
  };
}
