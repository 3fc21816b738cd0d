/** Captures that somebody should look at, for the one office that reads them. */
import type { DslEdition } from '../edition/index.js';
import type { ReviewedCapture } from '../find/review.js';
import { routingOf } from '../map/routing.js';
import type { EditContext } from './context.js';
import { decisionWords } from './decision-words.js';
import { clausesOf, type Desk, groupWords, isOwn, routeCells, topicTitle, whoIs } from './desk.js';
import { countedIncidentsOf } from './incidents.js';
import { cautionWords } from './methods.js';

type EditedCapture = DslEdition['support'][number];

/** What a rule may ask of it; the time of day is not kept beside it. */
const factsOf = ({ severityGrade, severityLibrary }: ReviewedCapture) => ({
  source: 'capture' as const,
  isBlocked: false,
  session: null,
  severity: severityGrade ?? severityLibrary,
});

function editCapture(desk: Desk, capture: ReviewedCapture): EditedCapture {
  const counted = countedIncidentsOf(desk, capture.personId);
  const concerned = { ...capture, event: factsOf(capture) };
  const routing = routingOf(desk.policy, desk.taxonomy, concerned, capture.topic, capture.clauses.length > 0, counted);
  return {
    id: capture.id,
    createdLocal: capture.createdLocal,
    name: whoIs(desk, capture),
    group: groupWords(desk, capture),
    topic: topicTitle(desk, capture.topic),
    nature: desk.taxonomy.topics.get(capture.topic)?.nature ?? 'unmapped',
    severityLibrary: capture.severityLibrary,
    severityGrade: capture.severityGrade,
    phrase: capture.phraseId === null ? '' : desk.names.phrase(capture.phraseId),
    source: capture.source ?? '',
    clauses: clausesOf(desk, capture.clauses).map((clause) => clause.reference),
    knownBy: cautionWords([capture.method]),
    filterAnswer: capture.filterAnswer,
    decision: decisionOf(capture),
    ...(capture.decision === null ? routeCells(routing) : { ...routeCells(routing), ...DECIDED }),
  };
}

/** What is decided needs no suggestion. */
const DECIDED = { suggestedStep: null, stepWhy: 'A person decided.' };

function decisionOf({ decision }: ReviewedCapture): EditedCapture['decision'] {
  if (decision === null) return null;
  const { outcome, step, decidedOn, decidedBy } = decision;
  return { outcome: decisionWords(outcome), stepTaken: step, decidedOn, decidedBy: decisionWords(decidedBy) };
}

/** Of an adult who works with children the same topic may be an allegation: it is not laid among those who may need help. */
const isSupportMatter = ({ taxonomy }: EditContext, { topic, role }: ReviewedCapture): boolean =>
  taxonomy.topics.get(topic)?.nature === 'vulnerability' && role !== 'staff' && role !== 'governor';

export const capturesOf = (desk: Desk): { isSupport: boolean; edited: EditedCapture }[] =>
  desk.review.captures
    .filter((capture) => isOwn(desk, capture, capture.topic))
    .map((capture) => ({ isSupport: isSupportMatter(desk, capture), edited: editCapture(desk, capture) }));
