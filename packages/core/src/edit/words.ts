/** What the ids of rows and columns are called in a report, and the texts around a table. */
import { stageShortTitle, stageTitle } from '../attribute/nations.js';
import { METHODS } from '../attribute/owners.js';
import type { Figure, Table } from '../edition/index.js';
import type { CountTable } from '../find/review.js';
import type { Policy } from '../map/policy.js';
import type { Taxonomy } from '../map/taxonomy.js';
import { ANSWER_WORDS, CONCERN_WORDS, OUTCOME_WORDS } from './decision-words.js';
import { confidenceWords, methodTitle } from './methods.js';
import { TABLE_TEXTS, type TableId } from './table-texts.js';

const LABELS: Readonly<Record<string, string>> = {
  pupils: 'Pupils',
  staff: 'Staff',
  governors: 'Governors',
  visitors: 'Visitors',
  parents: 'Parents',
  unattributed: 'Not known whose',
  allowed: 'Allowed',
  blocked: 'Blocked',
  warned: 'Warned',
  flagged: 'Flagged',
  unknown: 'Not said',
  total: 'Total',
  captures: 'Captures',
  episodes: 'Episodes',
  none: 'None given',
  ungraded: 'Not graded',
  unmapped: 'Category on no map',
  'no-category': 'No category in the log',
  'school-days': 'School days',
  'with-requests': 'With filter logs',
  'with-captures': 'With captures',
  lesson: 'Lessons',
  break: 'Break and lunch',
  'before-school': 'Before school',
  'after-school': 'After school',
  evening: 'Evening',
  night: 'Night',
  weekend: 'Weekend',
  holiday: 'Holiday',
  inset: 'INSET day',
};

const GRADES: Readonly<Record<string, string>> = {
  '1': '1 – no concern',
  '2': '2',
  '3': '3',
  '4': '4 – concern',
  '5': '5 – urgent concern',
};

const KINDS: Readonly<Record<string, string>> = { conduct: 'Conduct', support: 'Support' };

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const METHOD_TITLES = Object.fromEntries(
  METHODS.map((method) => [method, `${methodTitle(method)} (${confidenceWords(method)})`]),
);

const CONCERNS: Readonly<Record<string, string>> = CONCERN_WORDS;

/** Ids that mean something else in another table. */
const OWN_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  capturesByGrade: GRADES,
  capturesByMethod: METHOD_TITLES,
  requestsByMethod: { ...METHOD_TITLES, requests: 'Requests' },
  seriousCaptures: { decided: 'Decided', undecided: 'Not decided', ...KINDS },
  decisionsByOutcome: { ...OUTCOME_WORDS, ...KINDS },
  reportsByKind: { ...CONCERN_WORDS, ...ANSWER_WORDS },
  acceptance: { signed: 'Signed', unsigned: 'Not signed', total: 'Asked' },
};

export interface Vocabulary {
  label(tableId: string, id: string): string;
}

export function vocabulary(taxonomy: Taxonomy, policy: Policy): Vocabulary {
  const clauses = new Map(
    policy.agreements.flatMap((agreement) =>
      agreement.clauses.map((clause) => [clause.id, `${clause.heading}, ${clause.number}: ${clause.summary}`]),
    ),
  );
  const agreements = new Map(policy.agreements.map(({ id, title }) => [id, title]));
  return {
    label(tableId, id) {
      const own = OWN_LABELS[tableId]?.[id] ?? (tableId === 'acceptance' ? agreements.get(id) : undefined);
      if (own !== undefined) return own;
      if (/^\d{4}-\d{2}$/.test(id)) return monthName.format(new Date(`${id}-01T00:00:00Z`));
      return clauses.get(id) ?? taxonomy.topics.get(id)?.title ?? stageTitle(id) ?? LABELS[id] ?? CONCERNS[id] ?? id;
    },
  };
}

export function editionTable(
  id: TableId,
  table: CountTable,
  figures: { readonly rows: readonly Figure[][]; readonly totals: readonly Figure[] | null },
  words: Vocabulary,
): Table {
  return {
    id,
    ...TABLE_TEXTS[id],
    unit: table.unit,
    columns: table.columns.map((column) => ({ id: column, label: columnLabel(id, column, words) })),
    rows: table.rows.map((row, index) => ({
      id: row,
      label: words.label(id, row),
      figures: [...(figures.rows[index] ?? [])],
    })),
    totals: figures.totals === null ? null : [...figures.totals],
  };
}

/** Columns are narrow: the short names of the groups. */
const columnLabel = (id: TableId, column: string, words: Vocabulary) =>
  column === 'unattributed' ? 'Not known' : (stageShortTitle(column) ?? words.label(id, column));

/** A figure in running words; the symbols stand in brackets there, so that nobody takes them for letters. */
export function figureText(figure: Figure): string {
  switch (figure.kind) {
    case 'count':
      return figure.value.toLocaleString('en-GB');
    case 'percent':
      return `${figure.value.toLocaleString('en-GB')} %`;
    case 'suppressed':
      return '[c]';
    case 'not-applicable':
      return '[z]';
    case 'not-available':
      return '[x]';
    case 'low':
      return '[low]';
    case 'unreliable':
      return `${figure.value.toLocaleString('en-GB')}${figure.unit === null ? ' %' : ''} [u]`;
  }
}

export const fillWords = (words: string, figures: ReadonlyMap<string, Figure>): string =>
  words.replace(/\{([a-z-]+)\}/g, (hole, id: string) => {
    const figure = figures.get(id);
    return figure === undefined ? hole : figureText(figure);
  });
