/** People with captures, for the one office that reads about them, and what they searched for. */
import { METHODS } from '../attribute/owners.js';
import type { DslEdition, StaffAnnex } from '../edition/index.js';
import type { Matter, PersonCounts, ReviewedSearch } from '../find/review.js';
import { nameAudience } from '../map/audience.js';
import { routingOf } from '../map/routing.js';
import { isOpenTo } from './audiences.js';
import { clausesOf, type Desk, groupOf, groupWords, isOwn, routeCells, topicTitle, whoIs } from './desk.js';
import { countedIncidentsOf } from './incidents.js';
import { cautionWords, confidenceWords, methodTitle } from './methods.js';

const ownMatters = (desk: Desk): Matter[] => desk.review.matters.filter((matter) => isOwn(desk, matter, matter.topic));

const sumOf = (matters: readonly Matter[], count: 'captures' | 'episodes' | 'gradedNoConcern'): number =>
  matters.reduce((sum, matter) => sum + matter[count], 0);

const isDecided = (matters: readonly Matter[]): boolean =>
  matters.every(({ episodes, decidedEpisodes }) => episodes === decidedEpisodes);

/** Where anything is a matter of support, the person is met with support first; then comes what nobody decided about. */
function leading(desk: Desk, topics: readonly string[], own: readonly Matter[]): string {
  const isOpen = (topic: string) => !isDecided(own.filter((matter) => matter.topic === topic));
  const among = (nature: string) => topics.filter((topic) => desk.taxonomy.topics.get(topic)?.nature === nature);
  const breaches = among('breach');
  return among('vulnerability')[0] ?? breaches.find(isOpen) ?? breaches[0] ?? topics[0] ?? '';
}

/** Only clauses that a topic of these may fall under: the others belong to matters that somebody else reads. */
function openClauses(desk: Desk, person: PersonCounts, topics: readonly string[]): string[] {
  const clauses = desk.policy.agreements.flatMap((agreement) => agreement.clauses);
  const isOpen = (id: string) => clauses.find((each) => each.id === id)?.topics.some((topic) => topics.includes(topic));
  return person.clauses.filter((id) => isOpen(id) === true);
}

/** Of the days on which their matters were this reader's. */
const blockedOf = (desk: Desk, personId: number): number =>
  desk.review.blocked
    .filter(
      (each) => each.personId === personId && isOpenTo(nameAudience(desk.policy, desk.taxonomy, each), desk.office),
    )
    .reduce((sum, { requests }) => sum + requests, 0);

function editPerson(desk: Desk, person: PersonCounts, own: readonly Matter[]): DslEdition['people'][number] {
  const topics = [...new Set(own.map(({ topic }) => topic))].toSorted();
  const clauses = openClauses(desk, person, topics);
  // As they were when it happened: a later duty is no part of it.
  const { role, duty, stage } = own[0] ?? person;
  const shared = own.some((matter) => matter.shared);
  const lead = leading(desk, topics, own);
  const isAllDecided = isDecided(own.filter(({ topic }) => topic === lead));
  const routing = routingOf(
    desk.policy,
    desk.taxonomy,
    { role, duty, stage, shared },
    lead,
    clauses.length > 0,
    isAllDecided ? null : countedIncidentsOf(desk, person.personId),
  );
  return {
    name: desk.names.person(person.personId),
    account: desk.names.accountOf(person.personId),
    role: role ?? person.role,
    group: groupOf(desk, person).join(', '),
    knownBy: cautionWords(own.map(({ method }) => method)),
    captures: sumOf(own, 'captures'),
    episodes: sumOf(own, 'episodes'),
    gradedNoConcern: sumOf(own, 'gradedNoConcern'),
    blockedRequests: blockedOf(desk, person.personId),
    topics: topics.map((topic) => topicTitle(desk, topic)),
    clauses: clausesOf(desk, clauses),
    ...routeCells(routing),
  };
}

/** People with at least one capture that this reader may see, and of them no other. */
export function peopleOf(desk: Desk): DslEdition['people'] {
  const own = ownMatters(desk);
  return desk.review.people
    .flatMap((person) => {
      const matters = own.filter(({ personId }) => personId === person.personId);
      return matters.length === 0 ? [] : [editPerson(desk, person, matters)];
    })
    .toSorted((one, other) => other.captures - one.captures);
}

export function countsOf(desk: Desk) {
  const own = ownMatters(desk);
  const people = new Set(own.flatMap(({ personId }) => (personId === null ? [] : [personId])));
  return { people: people.size, captures: sumOf(own, 'captures'), episodes: sumOf(own, 'episodes') };
}

/** How it is known whose the captures are that this reader sees, the surest first. */
export function knownByOf(desk: Desk): StaffAnnex['knownBy'] {
  const own = ownMatters(desk);
  return METHODS.flatMap((method) => {
    const captures = sumOf(
      own.filter((matter) => matter.method === method),
      'captures',
    );
    return captures === 0 ? [] : [{ method: methodTitle(method), confidence: confidenceWords(method), captures }];
  });
}

/** Searches follow the person they are of. Matters of support come first, then the most recent. */
export function searchesOf(desk: Desk): DslEdition['searches'] {
  const isSupport = ({ theme }: ReviewedSearch) => desk.taxonomy.topics.get(theme)?.nature === 'vulnerability';
  const own = desk.review.searches.filter((search) => isOwn(desk, search, search.theme));
  return [...own.filter(isSupport), ...own.filter((search) => !isSupport(search))].map((search) => ({
    name: whoIs(desk, search),
    group: groupWords(desk, search),
    theme: topicTitle(desk, search.theme),
    term: desk.names.searchTerm(search.termId),
    count: search.count,
    firstDay: search.firstDay,
    lastDay: search.lastDay,
  }));
}
