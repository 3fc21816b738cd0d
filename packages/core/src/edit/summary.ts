/** Page one: what we found, what it means, what we ask of you. Built from figures that this reader may see. */
import type { Edition, Figure, Importance, Unit } from '../edition/index.js';
import type { Review } from '../find/review.js';
import type { Policy } from '../map/policy.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { figureText } from './words.js';

type Shared = Extract<Edition, { edition: 'governors' }>;
type KeyFigure = Shared['keyFigures'][number];
type EditedFinding = Shared['findings'][number];
type Statement = Shared['summary']['found'][number];

/** So much of each fits on the first page. */
const MOST_FOUND = 6;
const MOST_MEANS = 3;
const MOST_ASKS = 4;

/** Hits are not visits: both are told wherever the larger one is. */
const visitsNote = ({ visits }: Review['totals'], requests: Figure): string =>
  requests.kind === 'count'
    ? `lines of the log, in ${visits.count.toLocaleString('en-GB')} visits`
    : 'lines of the log';

export function keyFiguresOf(review: Review, disclosure: Disclosure): KeyFigure[] {
  const { totals, coverage } = review;
  const daysFigure = (value: number): Figure => ({ kind: 'count', value, unit: 'days' });
  const total = (table: string, column: string, unit: Unit): Figure =>
    disclosure.cell({ table, row: null, column }) ?? { kind: 'count', value: 0, unit };
  const ofDays = `of ${coverage.schoolDays} school days`;
  return [
    {
      id: 'days-with-requests',
      label: 'Days with filter logs',
      figure: daysFigure(coverage.schoolDaysWithRequests),
      note: ofDays,
    },
    {
      id: 'days-with-captures',
      label: 'Days with captures',
      figure: daysFigure(coverage.schoolDaysWithCaptures),
      note: ofDays,
    },
    {
      id: 'captures',
      label: 'Captures',
      figure: total('capturesByTopic', 'total', 'captures'),
      note: 'before anybody looked',
    },
    { id: 'concerns', label: 'Graded 4 or 5', figure: disclosure.concerns(), note: 'a person saw a concern' },
    {
      id: 'requests',
      label: 'Web requests',
      figure: total('requestsByMonth', 'total', 'requests'),
      note: visitsNote(totals, total('requestsByMonth', 'total', 'requests')),
    },
    {
      id: 'blocked',
      label: 'Requests blocked',
      figure: total('requestsByMonth', 'blocked', 'requests'),
      note: 'by the filter',
    },
  ];
}

export const sentence = (words: string, importance: Importance = 'information'): Statement => ({ words, importance });

const days = (count: number) => `${count} school ${count === 1 ? 'day' : 'days'}`;

function coverageStatement({ coverage }: Review): Statement {
  const { schoolDays, schoolDaysWithRequests, logGaps, silentWeeks } = coverage;
  if (schoolDays === 0) {
    return sentence('No school day of the calendar lies in this period: check the terms in the settings.', 'high');
  }
  const gap = schoolDays - schoolDaysWithRequests;
  const logs =
    gap === 0
      ? `The filter’s log covers all ${days(schoolDays)}.`
      : `The filter’s log covers ${schoolDaysWithRequests} of ${days(schoolDays)}; on ${gap} there is no log at all.`;
  const weeks =
    silentWeeks.length === 0
      ? 'No whole school week is without a record of the monitoring.'
      : `In ${silentWeeks.length} school ${silentWeeks.length === 1 ? 'week' : 'weeks'} monitoring recorded nothing.`;
  return sentence(`${logs} ${weeks}`, logGaps.length + silentWeeks.length > 0 ? 'high' : 'information');
}

/** A system that brought no file says nothing: zero would read as a result. */
function volumeStatement({ totals }: Review, figures: ReadonlyMap<string, Figure>): Statement {
  const text = (id: string) => figureText(figures.get(id) ?? { kind: 'not-available' });
  const captures =
    totals.captures.count === 0
      ? 'No capture of the monitoring lies in this period.'
      : `Monitoring made ${text('captures')} captures; people who looked saw a concern in ${text('concerns')} of them.`;
  const requests =
    totals.requests.count === 0
      ? 'No web-filter log lies in this period.'
      : `The filter logged ${text('requests')} requests and blocked ${text('blocked')}.`;
  const isPartial = totals.captures.count === 0 || totals.requests.count === 0;
  return sentence(`${captures} ${requests}`, isPartial ? 'high' : 'information');
}

const NO_ROSTER = sentence(
  'No list of people matches any account: nothing can be laid beside a person, a group or a rule.',
  'high',
);

/** One line: what was found, and the figure that carries it. The section on findings has the rest. */
function headline({ title, figures }: EditedFinding): string {
  const [first] = figures;
  if (first === undefined) return `${title}.`;
  const figure = figureText(first.figure);
  return first.label === title ? `${title}: ${figure}.` : `${title}. ${first.label}: ${figure}.`;
}

/** These stand in the coverage sentence already. */
const TOLD_ALREADY = new Set(['days-without-logs', 'weeks-without-captures']);

/** Where the policy names no interval, national guidance does. */
const reviewInterval = ({ review }: Policy): string =>
  review?.everyMonths == null ? 'at least once in every school year' : `every ${review.everyMonths} months`;

export function summaryOf(
  context: EditContext,
  findings: readonly EditedFinding[],
  keyFigures: readonly KeyFigure[],
): Shared['summary'] {
  const { review, policy } = context;
  const weighty = findings.filter((finding) => finding.importance === 'high' || finding.importance === 'medium');
  const told = weighty.filter((finding) => !TOLD_ALREADY.has(finding.id) && finding.failure === null);
  const found = [
    coverageStatement(review),
    ...(review.roster.length === 0 ? [NO_ROSTER] : []),
    volumeStatement(review, new Map(keyFigures.map((each) => [each.id, each.figure]))),
    ...told.map((finding) => sentence(headline(finding), finding.importance)),
  ];
  const isPatchy = review.coverage.logGaps.length + review.coverage.silentWeeks.length > 0;
  const means = [
    ...(isPatchy
      ? [
          sentence(
            'On days without data nobody was watched over by it: nothing recorded is not the same as nothing happened.',
            'high',
          ),
        ]
      : []),
    ...told.filter((finding) => finding.importance === 'high').map((finding) => sentence(finding.why, 'high')),
    sentence(
      'The figures count signals and web traffic. They show where to look; they do not show how many children are at risk.',
    ),
  ];
  const asks = [
    ...weighty.map((finding) => ({ words: finding.action, owner: finding.owner })),
    {
      words: `Record that you have received this review, and set the date of the next one (${reviewInterval(policy)}).`,
      owner: 'Governing body',
    },
  ];
  return {
    found: found.slice(0, MOST_FOUND),
    means: [...means.slice(0, -1).slice(0, MOST_MEANS - 1), ...means.slice(-1)],
    asks: [...asks.slice(0, -1).slice(0, MOST_ASKS - 1), ...asks.slice(-1)],
  };
}
