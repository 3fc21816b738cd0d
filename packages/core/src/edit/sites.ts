/**
 * The sites that IT may see: those that enough people went to, each with figures only as far as what is not told of its topic
 * still stands for enough people. All numbers are rounded, so that two editions tell no single visit apart.
 */
import type { Figure, ItEdition } from '../edition/index.js';
import type { Review, SitePart } from '../find/review.js';
import { MOST_SITES } from '../find/sites.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { vocabulary } from './words.js';

type Listed = Review['sites']['listed'][number];
type Unit = Extract<Figure, { kind: 'count' }>['unit'];

/** Wider than the threshold, so that a rounded number leaves room for more people than that. */
const ROUNDINGS = [10, 20, 50] as const;
const roundingFor = (thresholdPeople: number): number =>
  ROUNDINGS.find((rounding) => rounding > thresholdPeople + 1) ?? 50;

/** @param least what the withheld figures of it come to at least, as far as a reader can tell */
export function isSafe({ count, people, mostOfOne }: SitePart, thresholdPeople: number, least = 0): boolean {
  if (count === 0) return true;
  return people > thresholdPeople && 2 * mostOfOne <= count && count - least > thresholdPeople;
}

const partsOf = ({ requests, blocked, open }: Pick<Listed, 'requests' | 'blocked' | 'open'>) => [
  requests,
  blocked,
  open,
];

export interface Shape {
  readonly thresholdPeople: number;
  readonly roundedTo: number;
}

/** Whoever is counted made one request at least, and the number of people is told, if only in round figures. */
function leastRequests({ requests }: Listed, { thresholdPeople, roundedTo }: Shape): number {
  if (requests.people <= thresholdPeople) return 0;
  const told = Math.round(requests.people / roundedTo) * roundedTo;
  return Math.max(thresholdPeople + 1, told - roundedTo / 2);
}

/** Of a topic whose total is withheld, so many roundings are left after its sites that they say little of that total. */
const AMPLE_ROUNDINGS = 10;

const isAmple = (rest: Listed['rest'], { roundedTo }: Shape): boolean =>
  partsOf(rest).every(({ count }) => count >= AMPLE_ROUNDINGS * roundedTo);

/** How many sites of a topic, from the first, may show their figures. */
function shownCount(sites: readonly Listed[], shape: Shape, isTold: boolean): number {
  const { thresholdPeople } = shape;
  const unsafe = sites.findIndex((site) => !partsOf(site).every((part) => isSafe(part, thresholdPeople)));
  for (let shown = unsafe === -1 ? sites.length : unsafe; shown > 0; shown -= 1) {
    const rest = sites[shown - 1]?.rest;
    const hidden = sites.slice(shown);
    const requests = hidden.reduce((sum, site) => sum + leastRequests(site, shape), 1);
    const isRestSafe =
      rest !== undefined &&
      (isTold || isAmple(rest, shape)) &&
      isSafe(rest.requests, thresholdPeople, requests) &&
      [rest.blocked, rest.open].every((part) => isSafe(part, thresholdPeople, hidden.length + 1));
    if (isRestSafe) return shown;
  }
  return 0;
}

export function roundedFigure(
  { count }: { readonly count: number },
  unit: Unit,
  isShown: boolean,
  { roundedTo }: Shape,
): Figure {
  if (!isShown) return { kind: 'suppressed', unit };
  const value = count === 0 ? 0 : Math.max(roundedTo, Math.round(count / roundedTo) * roundedTo);
  return { kind: 'count', value, unit };
}

/** A total that is withheld would be narrowed down by its sites, where they are most of it. */
function isToldOf(disclosure: Disclosure, topic: string): boolean {
  const figures = ['total', 'blocked'].map((column) =>
    disclosure.cell({ table: 'requestsByTopic', row: topic, column }),
  );
  return figures.every((figure) => figure?.kind === 'count');
}

export interface WeighedSite {
  readonly site: Listed;
  /** Its figures may be told; else at most its name, and how many people went there. */
  readonly isShown: boolean;
  /** The total of its topic is told. */
  readonly isTold: boolean;
  /** Of its topic, in the order of the review. */
  readonly place: number;
}

/** Every listed site of each topic: whatever tells of a site has to ask here, so that all parts of an edition agree. */
export function weighSites({ review }: EditContext, disclosure: Disclosure, shape: Shape): WeighedSite[] {
  const topics = review.tables['requestsByTopic']?.rows ?? [];
  return topics.flatMap((topic) => {
    const sites = review.sites.listed.filter((site) => site.topic === topic);
    const isTold = isToldOf(disclosure, topic);
    const shown = shownCount(sites, shape, isTold);
    return sites.map((site, place) => ({ site, place, isTold, isShown: place < shown }));
  });
}

function rowsOf(context: EditContext, sites: readonly WeighedSite[], shape: Shape): ItEdition['sites']['rows'] {
  const { label } = vocabulary(context.taxonomy, context.policy);
  return sites
    .filter(({ site, place }) => place < MOST_SITES && isSafe(site.requests, shape.thresholdPeople))
    .map(({ site, isShown }) => ({
      site: site.site,
      topic: label('', site.topic),
      categories: [...site.categories],
      requests: roundedFigure(site.requests, 'requests', isShown, shape),
      blocked: roundedFigure(site.blocked, 'requests', isShown, shape),
      people: roundedFigure({ count: site.requests.people }, 'people', true, shape),
    }));
}

export const shapeOf = ({ configuration }: EditContext): Shape => {
  const { thresholdPeople } = configuration.suppression;
  return { thresholdPeople, roundedTo: roundingFor(thresholdPeople) };
};

/** How many more there are: a handful of sites may be a single person's. */
export const furtherFigure = (further: number, shape: Shape): Figure =>
  roundedFigure({ count: further }, 'sites', further === 0 || further >= shape.roundedTo, shape);

export function editSites(context: EditContext, disclosure: Disclosure): ItEdition['sites'] {
  const shape = shapeOf(context);
  const told = weighSites(context, disclosure, shape).filter(({ isTold, isShown }) => isTold || isShown);
  const rows = rowsOf(context, told, shape);
  const sites = Object.values(context.review.sites.sitesByTopic).reduce((sum, each) => sum + each, 0);
  return { rows, further: furtherFigure(sites - rows.length, shape), roundedTo: shape.roundedTo };
}
