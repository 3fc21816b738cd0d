import { noiseBy } from '../find/capture-verdicts.js';
import { defineFinding } from '../find/finding.js';

const graded = (length: number, severity_grade: number | null, more = {}) =>
  Array.from({ length }, (_, index) => ({
    ...{ phrase_id: 3, topic: 'language', severity_grade, subject: index * 4 },
    ...more,
  }));

/** Ten captures, each of an episode with this outcome. */
const decided = (first: number, outcome: string) =>
  Array.from({ length: 10 }, (_, index) => ({ kind: 'capture', episode: first + index, outcome }));

export default defineFinding({
  id: 'noisy-phrases',
  title: 'Phrases that hardly ever mean anything',
  why: 'Captures of no concern take up the time of those who read them, and the one that matters is easier to miss.',
  source: 'DfE filtering and monitoring standard: monitoring fits the risks of the school and is managed well',
  action:
    'Ask for the phrases that hardly ever mean anything to be narrowed, after a look at the captures that would have been lost. Phrases about harm to a child stay as they are unless the DSL agrees.',
  owner: 'DSL, with the monitoring provider',
  confidence: 'likely',
  rank: 60,
  needs: ['capture_event'],
  async find(database) {
    const found = await noiseBy(database, 'phrase_id', (phraseId) => ({ kind: 'phrase', phraseId }));
    if (found === null) return null;
    return {
      importance: 'medium',
      words:
        'Captures of phrases that mean nothing nearly every time: {captures}; judged to mean nothing: {no-concern}. Judged to mean something, and lost if the phrases had been muted: {lost}, of which graded serious: {serious}.',
      figures: found.figures,
      evidence: { title: 'Phrases', columns: ['Phrase', ...found.columns], rows: found.rows },
    };
  },
  examples: [
    {
      what: 'ten of twelve grades are no concern, one is serious, and ten captures have no grade',
      captures: [...graded(10, 1), ...graded(1, 4), ...graded(1, 2), ...graded(10, null)],
      finds: { captures: 22, 'no-concern': 10, lost: 2, serious: 1 },
    },
    {
      what: 'a decision comes before a grade: ten were false alarms whatever their grade, one of no concern was something',
      captures: [...graded(10, 4), ...graded(10, 1), ...graded(1, 1)],
      tables: {
        decided_event: [...decided(0, 'false-positive'), { kind: 'capture', episode: 20, outcome: 'pupil-spoken-to' }],
      },
      finds: { captures: 21, 'no-concern': 20, lost: 1, serious: 0 },
    },
    {
      what: 'what was decided about holders of an office is not read: their grades make the phrase serious',
      captures: graded(20, 4, { role: 'governor' }),
      tables: { decided_event: [...decided(0, 'false-positive'), ...decided(10, 'false-positive')] },
      finds: null,
    },
    {
      what: 'nine of twelve grades are not enough',
      captures: [...graded(9, 1), ...graded(3, 2), ...graded(10, null)],
      finds: null,
    },
    {
      what: 'eight of ten: so few grades do not prove that it is mostly noise',
      captures: [...graded(8, 1), ...graded(2, 2), ...graded(10, null)],
      finds: null,
    },
    {
      what: 'one episode of many captures is one judgement',
      captures: graded(30, 1, { episode: 5 }),
      finds: null,
    },
    { what: 'too few captures to speak of noise', captures: graded(19, 1), finds: null },
  ],
});
