/** Lists that people fill in: their columns and what to write there, from the same declarations that read them. */
import {
  CHECKERS,
  CONNECTIONS,
  DEVICE_KINDS,
  EXCLUSION_REASONS,
  LIST_DECISIONS,
  LIST_REASONS,
  LISTS,
  LOCATIONS,
  RESULTS,
  TESTS,
} from './normalise/check-words.js';
import { ANSWERS, CONCERN_KINDS, DECIDERS, OUTCOMES, SIGNERS } from './normalise/decision-words.js';
import { fieldsOf } from './normalise/header.js';
import { KINDS } from './normalise/kinds.js';
import { formatById } from './read/detect-format.js';

const FORMATS = {
  outcomes: 'outcomes-csv',
  concerns: 'concerns-csv',
  acceptance: 'acceptance-csv',
  people: 'roster-csv',
  devices: 'device-registry-csv',
  checks: 'checks-csv',
  exclusions: 'exclusions-csv',
  'list-decisions': 'list-decisions-csv',
} as const;
export type TemplateKind = keyof typeof FORMATS;
export const TEMPLATE_KINDS: readonly TemplateKind[] = [
  ...(['outcomes', 'concerns', 'acceptance', 'people', 'devices'] as const),
  ...(['checks', 'exclusions', 'list-decisions'] as const),
];

export interface TemplateColumn {
  readonly name: string;
  readonly isRequired: boolean;
  /** What to write there; empty where the name says it. */
  readonly help: string;
}

export interface Template {
  readonly kind: TemplateKind;
  readonly format: string;
  readonly title: string;
  readonly columns: readonly TemplateColumn[];
  /** The file: a header and no rows. */
  readonly text: string;
}

const oneOf = (words: Readonly<Record<string, readonly string[]>>) =>
  `one of: ${Object.values(words)
    .map(([first = '']) => first)
    .join(', ')}`;

/** What the transforms of these lists take, in words. */
const HELP: Readonly<Record<string, string>> = {
  date: 'a date, such as 17/03/2026 or 2026-03-17',
  'yes-or-no': 'yes or no',
  step: 'the number of the step of the ladder that was taken',
  role: 'one of: pupil, staff, governor, visitor, parent',
  duty: 'one of: headteacher, DSL, deputy DSL, chair of governors; empty for everybody else',
  'year-group': 'the year group, such as R or 4',
  account: 'the account name',
  outcome: oneOf(OUTCOMES),
  office: oneOf(DECIDERS),
  'report-kind': oneOf(CONCERN_KINDS),
  answer: `${oneOf(ANSWERS)}; empty while it is open`,
  signer: oneOf(SIGNERS),
  checker: oneOf(CHECKERS),
  'time-of-day': 'a time of day, such as 09:15',
  test: oneOf(TESTS),
  'device-kind': oneOf(DEVICE_KINDS),
  place: oneOf(LOCATIONS),
  'user-group':
    'whose account was used, one of: pupils, a stage such as KS2, a year group, staff, governors, visitors, sixth form',
  connection: oneOf(CONNECTIONS),
  result: oneOf(RESULTS),
  'exclusion-reason': oneOf(EXCLUSION_REASONS),
  list: oneOf(LISTS),
  'list-decision': oneOf(LIST_DECISIONS),
  'list-reason': oneOf(LIST_REASONS),
};

const CAPITALS: ReadonlySet<string> = new Set(['id', 'ip', 'url']);

/** `person id` → `Person ID`. */
const titleOf = (alias: string) =>
  alias
    .split(' ')
    .map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word))
    .join(' ')
    .replace(/^\p{L}/u, (letter) => letter.toUpperCase());

export function templateOf(kind: TemplateKind): Template {
  const format = formatById(FORMATS[kind]);
  const demands = new Map(Object.entries<{ demand: string }>(KINDS[format.kind]));
  const columns = fieldsOf(format).map(([name, { aliases, as, help }]) => ({
    name: titleOf(aliases?.[0] ?? name),
    isRequired: demands.get(name)?.demand === 'required',
    help: help ?? (typeof as === 'string' ? HELP[as] : undefined) ?? '',
  }));
  const text = `${columns.map(({ name }) => name).join(',')}\r\n`;
  return { kind, format: format.id, title: format.title, columns, text };
}
