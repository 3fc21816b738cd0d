/**
 * Sites put forward for the filter's lists, as IT may see them: with figures where the list of sites tells of the same site,
 * rounded alike, so that neither gives away what the other withholds.
 */
import { LIST_KINDS, type ListKind } from '../blocklist/list-kinds.js';
import { REASONS, type ReasonId, SURE } from '../blocklist/reasons.js';
import type { Candidate } from '../blocklist/suggest.js';
import type { Figure, ItEdition } from '../edition/index.js';
import type { SitePart } from '../find/review.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { furtherFigure, isSafe, roundedFigure, type Shape, shapeOf, type WeighedSite, weighSites } from './sites.js';
import { vocabulary } from './words.js';

type Row = ItEdition['candidates']['lists'][number]['rows'][number];

/** As many of a list as somebody works through. */
const MOST_ROWS = 25;

/** Everybody can look the site up on a public list, or it was tried on purpose: its name tells of nobody. */
const PUBLIC: ReadonlySet<ReasonId> = new Set(['way-round', 'failed-check', 'help-site', 'education-site']);

/** IT is told nothing of captures, and not that there were some. */
const reasonsOf = ({ reasons }: Candidate) => reasons.filter((reason) => reason !== 'captures');

interface Weighed {
  readonly candidate: Candidate;
  readonly reasons: readonly ReasonId[];
  /** The listed rows of its domain, one a topic. */
  readonly sites: readonly WeighedSite[];
}

const partCount = (sites: readonly WeighedSite[], part: 'requests' | 'blocked' | 'open') =>
  sites.reduce((sum, { site }) => sum + site[part].count, 0);

/** The list of sites tells of the very same requests: the candidate is all that was asked for of its domain. */
const isListed = ({ candidate, sites }: Weighed) =>
  sites.length > 0 &&
  sites.every((each) => each.isTold || each.isShown) &&
  partCount(sites, 'requests') === candidate.requests;

/** Requests of which the log does not say what became of them must not come to light as what is left. */
function isShown(weighed: Weighed, { roundedTo, thresholdPeople }: Shape): boolean {
  const { candidate, sites } = weighed;
  const { unknown } = candidate.spread;
  const isHidden = unknown.count <= roundedTo || isSafe(unknown, thresholdPeople);
  return isHidden && isListed(weighed) && sites.every((each) => each.isShown);
}

/** So many asked for it, and so many would meet the change, that its name alone tells of nobody. */
const isOfMany = ({ candidate: { requests, people, mostOfOne, spread } }: Weighed, { thresholdPeople }: Shape) =>
  [{ count: requests, people, mostOfOne }, spread.changed].every((part) => isSafe(part, thresholdPeople));

const WITHHELD: Figure = { kind: 'suppressed', unit: 'requests' };

function figuresOf(weighed: Weighed, shape: Shape): Pick<Row, 'changed' | 'already' | 'people' | 'lessonRequests'> {
  const { people, letThrough, blocked, list, spread } = weighed.candidate;
  const told = (count: number, isTold: boolean) =>
    isTold ? roundedFigure({ count }, 'requests', true, shape) : WITHHELD;
  const isSafePart = (part: SitePart) => isSafe(part, shape.thresholdPeople);
  const shows = isShown(weighed, shape);
  const isBlock = list === 'block';
  return {
    changed: told(isBlock ? letThrough : blocked, shows && isSafePart(spread.changed)),
    already: told(isBlock ? blocked : letThrough, shows),
    people: roundedFigure({ count: people }, 'people', isOfMany(weighed, shape) && isListed(weighed), shape),
    lessonRequests: told(
      spread.lessons.count,
      shows && [spread.changed, spread.lessons, spread.rest].every(isSafePart),
    ),
  };
}

/** Only those of whom enough are concerned. */
function namesOf(
  context: EditContext,
  parts: Candidate['spread']['groups'],
  { thresholdPeople }: Shape,
): readonly string[] {
  const { label } = vocabulary(context.taxonomy, context.policy);
  return parts.filter(({ people }) => people > thresholdPeople).map(({ id }) => label('', id));
}

function rowOf(context: EditContext, weighed: Weighed, shape: Shape): Row {
  const { candidate, reasons } = weighed;
  const { label } = vocabulary(context.taxonomy, context.policy);
  const shows = isShown(weighed, shape);
  const isLikely = reasons.length > 1 || reasons.some((reason) => SURE.has(reason));
  return {
    site: candidate.site ?? candidate.domain,
    topics: shows ? candidate.topics.map((topic) => label('', topic)) : [],
    reasons: reasons.map((reason) => REASONS[reason]),
    confidence: isLikely ? 'likely' : 'possible',
    ...figuresOf(weighed, shape),
    groups: shows ? [...namesOf(context, candidate.spread.groups, shape)] : [],
    sessions: shows ? [...namesOf(context, candidate.spread.sessions, shape)] : [],
    firstDay: shows ? candidate.firstDay : null,
    lastDay: shows ? candidate.lastDay : null,
  };
}

export function editCandidates(context: EditContext, disclosure: Disclosure): ItEdition['candidates'] {
  const shape = shapeOf(context);
  const listed = weighSites(context, disclosure, shape);
  const weigh = (candidate: Candidate): Weighed => ({
    candidate,
    reasons: reasonsOf(candidate),
    sites: listed.filter(({ site }) => site.site === candidate.domain),
  });
  const isTold = (weighed: Weighed) => {
    const { candidate, reasons } = weighed;
    if (candidate.site === null || candidate.pathKey !== null || reasons.length === 0) return false;
    return isOfMany(weighed, shape) || reasons.some((reason) => PUBLIC.has(reason));
  };
  const listOf = (list: ListKind) => {
    const own = context.review.candidates.filter((each) => each.list === list).map(weigh);
    const rows = own.filter(isTold).slice(0, MOST_ROWS);
    return {
      list,
      rows: rows.map((each) => rowOf(context, each, shape)),
      further: furtherFigure(own.length - rows.length, shape),
    };
  };
  return { lists: LIST_KINDS.map(listOf), roundedTo: shape.roundedTo };
}
