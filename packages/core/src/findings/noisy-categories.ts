import { noiseBy } from '../find/capture-verdicts.js';
import { defineFinding } from '../find/finding.js';

const graded = (length: number, severity_grade: number, more = {}) =>
  Array.from({ length }, (_, index) => ({ category_id: 3, severity_grade, subject: index * 4, ...more }));

export default defineFinding({
  id: 'noisy-categories',
  title: 'Categories of monitoring that hardly ever mean anything',
  why: 'When nearly all captures of a category mean nothing, whoever reads them expects nothing any more, and reads the next one in that way.',
  source: 'DfE filtering and monitoring standard: monitoring fits the risks of the school and is managed well',
  action:
    'Look at which phrases and pages fill the category, and have those narrowed. Do not mute a whole category: what would have been lost stands beside it.',
  owner: 'DSL, with the monitoring provider',
  confidence: 'likely',
  rank: 62,
  needs: ['capture_event'],
  async find(database) {
    const found = await noiseBy(database, 'category_id', (categoryId) => ({ kind: 'category', categoryId }));
    if (found === null) return null;
    return {
      importance: 'low',
      words:
        'Captures of categories that mean nothing nearly every time: {captures}; judged to mean nothing: {no-concern}. Judged to mean something all the same: {lost}, of which graded serious: {serious}.',
      figures: found.figures,
      evidence: { title: 'Categories', columns: ['Category', ...found.columns], rows: found.rows },
    };
  },
  examples: [
    {
      what: 'nineteen of no concern and a serious one, of different phrases',
      captures: [...graded(19, 1).map((each, phrase_id) => ({ ...each, phrase_id })), ...graded(1, 5)],
      finds: { captures: 20, 'no-concern': 19, lost: 1, serious: 1 },
    },
    { what: 'half of them mean something', captures: [...graded(10, 1), ...graded(10, 2)], finds: null },
  ],
});
