/** The first page of the work order: each task in one line, with its reason, its evidence and whoever does or decides it. */
import type { ListKind } from '../blocklist/list-kinds.js';
import type { Importance, ItEdition } from '../edition/index.js';
import type { EditContext } from './context.js';
import { figureText } from './words.js';

type Task = ItEdition['tasks'][number];
type Sources = Pick<ItEdition, 'findings' | 'candidates' | 'listEffects'>;

const MOST_NAMED = 3;

const firstSentence = (words: string): string => /^.*?[.](?= [A-Z])/.exec(words)?.[0] ?? words;

const ofFinding = ({ title, importance, action, owner, figures }: ItEdition['findings'][number]): Task => ({
  importance,
  what: firstSentence(action),
  why: `${title}.`,
  evidence: figures
    .slice(0, 2)
    .map(({ label, figure }) => `${label}: ${figureText(figure)}`)
    .join('; '),
  who: owner,
});

const LIST_TASKS: Readonly<Record<ListKind, string>> = {
  block: 'Put the sites for the block list to the DSL, and block those that are approved.',
  allow: 'Put the sites for the allow list to the DSL, and open those that are approved.',
  exception: 'Ask whether staff need these sites, and open those that are approved for staff alone.',
};

/** The first are the surest. */
const named = (names: readonly string[]): string => {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more, listed below` : ''}`;
};

function ofList({ list, rows }: ItEdition['candidates']['lists'][number]): Task[] {
  const [first] = rows;
  if (first === undefined) return [];
  const reasons = [...new Set(rows.flatMap((row) => row.reasons.slice(0, 1)))].slice(0, 2).join('; ');
  return [
    {
      importance: rows.some(({ confidence }) => confidence === 'likely') && list !== 'exception' ? 'medium' : 'low',
      what: LIST_TASKS[list],
      why: `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}.`,
      evidence: named(rows.map(({ site }) => site)),
      who: 'DSL decides, IT support does it',
    },
  ];
}

function ofDecisions(effects: ItEdition['listEffects'], lastDay: string): Task[] {
  const undone = effects.filter(({ effect }) => effect === 'not-done' || effect === 'partly');
  const due = effects.filter(({ reviewOn }) => reviewOn !== null && reviewOn <= lastDay);
  const task = (importance: Importance, what: string, why: string, about: typeof effects): Task[] =>
    about.length === 0
      ? []
      : [{ importance, what, why, evidence: named(about.map(({ entry }) => entry)), who: 'IT support, with the DSL' }];
  return [
    ...task(
      'high',
      'Make the changes that were decided and have not come to the filter, and test them.',
      'Decisions about the lists are not in effect.',
      undone,
    ),
    ...task('low', 'Look again at these entries of the lists.', 'The day for it that was set has come.', due),
  ];
}

const RANKS: readonly Importance[] = ['high', 'medium', 'low', 'information'];

export function tasksOf({ review }: EditContext, { findings, candidates, listEffects }: Sources): Task[] {
  const isToDo = (finding: ItEdition['findings'][number]) =>
    finding.importance !== 'information' && finding.failure === null;
  const tasks = [
    ...ofDecisions(listEffects, review.period.to),
    ...candidates.lists.flatMap(ofList),
    ...findings.filter(isToDo).map(ofFinding),
  ];
  return tasks.toSorted((one, other) => RANKS.indexOf(one.importance) - RANKS.indexOf(other.importance));
}
