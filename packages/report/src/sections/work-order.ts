/** Page one for IT: each task with its reason, what shows it, and whoever does and decides it. */
import type { ItEdition } from '@fmreview/core/edition';
import { type Block, heading, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { symbolKey, wholeNumber } from '../words/figure-words.js';
import { importanceWords } from '../words/importance-words.js';

type Task = ItEdition['tasks'][number];

/** So many fit on the first page. */
const MOST_TASKS = 8;

const furtherWords = (tasks: readonly Task[]): string => {
  const further = tasks.length - MOST_TASKS;
  if (further <= 0) return '';
  return ` ${wholeNumber(further)} further ${further === 1 ? 'task stands' : 'tasks stand'} under “Findings”.`;
};

const tasksTable = (tasks: readonly Task[]): Block => ({
  kind: 'table',
  caption: tasks.length > MOST_TASKS ? 'The most important tasks' : 'Tasks, the most important first',
  columns: ['No.', 'What to do', 'Why', 'What shows it', 'Who'].map((label) => ({ label, align: 'start' })),
  rows: tasks
    .slice(0, MOST_TASKS)
    .map(({ importance, what, why, evidence, who }, index) =>
      [`${index + 1}`, what, `${importanceWords[importance]}: ${why}`, evidence || '–', who].map(wordsCell),
    ),
  totals: null,
  note: `In brackets: [c] is held back, because it rests on a few people.${furtherWords(tasks)}`,
});

export default defineSection({
  id: 'work-order',
  title: 'Work order',
  editions: ['it'],
  order: 1,
  build: ({ keyFigures, tasks, summary }) => [
    { kind: 'figures', cards: keyFigures, note: symbolKey(keyFigures.map(({ figure }) => figure)) },
    heading('What to do'),
    tasks.length === 0 ? paragraph('Nothing has to be done: no finding of this review is IT’s.') : tasksTable(tasks),
    paragraph([...summary.found, ...summary.means].map(({ words }) => words).join(' ')),
  ],
  examples: [
    {
      name: 'nothing to do',
      given: { edition: 'it' },
      kinds: ['figures', 'heading', 'paragraph', 'paragraph'],
      words: ['Nothing has to be done'],
    },
    {
      name: 'a task says why, what shows it and who',
      given: {
        edition: 'it',
        tasks: [
          {
            importance: 'high',
            what: 'Find out why the log stopped.',
            why: 'School days without a log.',
            evidence: 'Days without a log: 2',
            who: 'IT support',
          },
        ],
      },
      kinds: ['figures', 'heading', 'table', 'paragraph'],
      words: [
        'Find out why the log stopped.',
        'High: School days without a log.',
        'Days without a log: 2',
        'IT support',
      ],
    },
  ],
});
