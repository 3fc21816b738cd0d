/** What the ids of rows and columns are called in a report, and the texts around a table. */
import type { Figure, Table } from '../edition/index.js';
import type { CountTable } from '../find/review.js';
import type { Policy } from '../map/policy.js';
import type { Taxonomy } from '../map/taxonomy.js';

const LABELS: Readonly<Record<string, string>> = {
  eyfs: 'Reception',
  ks1: 'Key stage 1 (Years 1–2)',
  ks2: 'Key stage 2 (Years 3–6)',
  ks3: 'Key stage 3 (Years 7–9)',
  ks4: 'Key stage 4 (Years 10–11)',
  'post-16': 'Post-16',
  pupils: 'Pupils',
  staff: 'Staff',
  governors: 'Governors',
  visitors: 'Visitors',
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

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export interface Vocabulary {
  label(tableId: string, id: string): string;
}

export function vocabulary(taxonomy: Taxonomy, policy: Policy): Vocabulary {
  const clauses = new Map(
    policy.agreements.flatMap((agreement) =>
      agreement.clauses.map((clause) => [clause.id, `${agreement.title}, ${clause.number}: ${clause.summary}`]),
    ),
  );
  return {
    label(tableId, id) {
      if (tableId === 'capturesByGrade' && GRADES[id] !== undefined) return GRADES[id];
      if (/^\d{4}-\d{2}$/.test(id)) return monthName.format(new Date(`${id}-01T00:00:00Z`));
      return clauses.get(id) ?? taxonomy.topics.get(id)?.title ?? LABELS[id] ?? id;
    },
  };
}

interface TableText {
  readonly title: string;
  readonly rowHeading: string;
  readonly note: string | null;
}

const TABLE_TEXTS = {
  capturesByTopic: {
    title: 'Captures by topic and severity',
    rowHeading: 'Topic',
    note: 'Severity is what the monitoring product’s library gives a phrase before anybody has looked: 1 low, 5 high.',
  },
  capturesByStage: { title: 'Captures by topic and group', rowHeading: 'Topic', note: null },
  capturesByPhase: { title: 'Captures by topic and phase', rowHeading: 'Topic', note: null },
  peopleByTopic: {
    title: 'People by topic and severity',
    rowHeading: 'Topic',
    note: 'How many different people the captures above are about. One person may stand in several cells, so nothing here adds up.',
  },
  capturesByGrade: {
    title: 'Captures by the grade that a person gave',
    rowHeading: 'Grade',
    note: 'A grade is a person’s judgement after looking. It is kept apart from the library’s severity.',
  },
  capturesByMonth: {
    title: 'Captures and episodes by month',
    rowHeading: 'Month',
    note: 'An episode is captures of one account and one category, each within five minutes of the one before.',
  },
  capturesBySession: { title: 'Captures by time of day', rowHeading: 'Session', note: null },
  supportMatters: {
    title: 'Captures in matters of support',
    rowHeading: 'Topic',
    note: 'These are signs that somebody may need help. They are never counted as misuse.',
  },
  requestsByMonth: { title: 'Requests by month', rowHeading: 'Month', note: null },
  requestsByStage: { title: 'Requests by group', rowHeading: 'Group', note: null },
  requestsByPhase: { title: 'Requests by phase', rowHeading: 'Group', note: null },
  requestsBySession: { title: 'Requests by time of day', rowHeading: 'Session', note: null },
  requestsByTopic: {
    title: 'Requests by topic',
    rowHeading: 'Topic',
    note: 'Requests are lines of the filter’s log. One page makes many of them, so they count traffic and not intentions.',
  },
  capturesByClause: {
    title: 'Captures by the rule they may fall under',
    rowHeading: 'Rule',
    note: 'A suggestion made from topic and role; a person decides. One capture may fall under several rules, so the rows do not add up.',
  },
  blockedByClause: {
    title: 'Blocked requests by the rule they may fall under',
    rowHeading: 'Rule',
    note: 'A suggestion made from topic and role; a person decides. One request may fall under several rules, so the rows do not add up.',
  },
  coverageByMonth: { title: 'School days with data', rowHeading: 'Month', note: null },
} as const satisfies Record<string, TableText>;
export type TableId = keyof typeof TABLE_TEXTS;

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
const SHORT: Readonly<Record<string, string>> = {
  eyfs: 'Reception',
  ks1: 'KS1',
  ks2: 'KS2',
  ks3: 'KS3',
  ks4: 'KS4',
  unattributed: 'Not known',
};

const columnLabel = (id: TableId, column: string, words: Vocabulary) => SHORT[column] ?? words.label(id, column);

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
