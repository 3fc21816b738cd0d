/**
 * The sites that IT may see: those that enough people went to, each with figures only as far as what is not told of its topic
 * still stands for enough people. All numbers are rounded, so that two editions tell no single visit apart.
 */
import type { Figure, ItEdition } from '../edition/index.js';
import type { Review, SitePart } from '../find/review.js';
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
function isSafe({ count, people, mostOfOne }: SitePart, thresholdPeople: number, least = 0): boolean {
  if (count === 0) return true;
  return people > thresholdPeople && 2 * mostOfOne <= count && count - least > thresholdPeople;
}

const partsOf = ({ requests, blocked, open }: Pick<Listed, 'requests' | 'blocked' | 'open'>) => [
  requests,
  blocked,
  open,
];

interface Shape {
  readonly thresholdPeople: number;
  readonly roundedTo: number;
}

/** Whoever is counted made one request at least, and the number of people is told, if only in round figures. */
function leastRequests({ requests }: Listed, { thresholdPeople, roundedTo }: Shape): number {
  if (requests.people <= thresholdPeople) return 0;
  const told = Math.round(requests.people / roundedTo) * roundedTo;
  return Math.max(thresholdPeople + 1, told - roundedTo / 2);
}

/** How many sites of a topic, from the first, may show their figures. */
function shownCount(sites: readonly Listed[], shape: Shape): number {
  const { thresholdPeople } = shape;
  const unsafe = sites.findIndex((site) => !partsOf(site).every((part) => isSafe(part, thresholdPeople)));
  for (let shown = unsafe === -1 ? sites.length : unsafe; shown > 0; shown -= 1) {
    const rest = sites[shown - 1]?.rest;
    const hidden = sites.slice(shown);
    const requests = hidden.reduce((sum, site) => sum + leastRequests(site, shape), 1);
    const isRestSafe =
      rest !== undefined &&
      isSafe(rest.requests, thresholdPeople, requests) &&
      [rest.blocked, rest.open].every((part) => isSafe(part, thresholdPeople, hidden.length + 1));
    if (isRestSafe) return shown;
  }
  return 0;
}

function figureOf({ count }: { readonly count: number }, unit: Unit, isShown: boolean, { roundedTo }: Shape): Figure {
  if (!isShown) return { kind: 'suppressed', unit };
  const value = count === 0 ? 0 : Math.max(roundedTo, Math.round(count / roundedTo) * roundedTo);
  return { kind: 'count', value, unit };
}

/** A total that is withheld would be narrowed down by its sites. */
function isToldOf(disclosure: Disclosure, topic: string): boolean {
  const figures = ['total', 'blocked'].map((column) =>
    disclosure.cell({ table: 'requestsByTopic', row: topic, column }),
  );
  return figures.every((figure) => figure?.kind === 'count');
}

function rowsOf(context: EditContext, sites: readonly Listed[], shape: Shape): ItEdition['sites']['rows'] {
  const { label } = vocabulary(context.taxonomy, context.policy);
  const shown = shownCount(sites, shape);
  return sites
    .map((site, index) => ({ site, isShown: index < shown }))
    .filter(({ site }) => isSafe(site.requests, shape.thresholdPeople))
    .map(({ site, isShown }) => ({
      site: site.site,
      topic: label('', site.topic),
      categories: [...site.categories],
      requests: figureOf(site.requests, 'requests', isShown, shape),
      blocked: figureOf(site.blocked, 'requests', isShown, shape),
      people: figureOf({ count: site.requests.people }, 'people', true, shape),
    }));
}

export function editSites(context: EditContext, disclosure: Disclosure): ItEdition['sites'] {
  const { thresholdPeople } = context.configuration.suppression;
  const shape = { thresholdPeople, roundedTo: roundingFor(thresholdPeople) };
  const { listed, sitesByTopic } = context.review.sites;
  const order = context.review.tables['requestsByTopic']?.rows ?? [];
  const topics = order.filter((topic) => sitesByTopic[topic] !== undefined);
  const rows = topics
    .filter((topic) => isToldOf(disclosure, topic))
    .flatMap((topic) =>
      rowsOf(
        context,
        listed.filter((site) => site.topic === topic),
        shape,
      ),
    );
  const sites = topics.reduce((sum, topic) => sum + (sitesByTopic[topic] ?? 0), 0);
  const further = sites - rows.length;
  // A handful of sites may be a single person's.
  const isTold = further === 0 || further >= shape.roundedTo;
  return { rows, further: figureOf({ count: further }, 'sites', isTold, shape), roundedTo: shape.roundedTo };
}
