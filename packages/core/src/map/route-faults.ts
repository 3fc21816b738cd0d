/**
 * Walks every kind of person and topic through the routes, because the order of the list decides what really happens.
 * Nothing about somebody may reach their own desk, nor that of one person alone who may be meant, and nobody who may need
 * help may stand on a ladder.
 */
import type { FieldFault } from '../read/yaml-file.js';
import { DUTIES, OFFICE_OF_DUTY, type Recipient, ROLES } from './policy-terms.js';
import { type Directed, firstRoute, type RouteQuery } from './routes.js';
import type { Taxonomy } from './taxonomy.js';

type Topics = Taxonomy['topics'];
type Judged = Directed & { readonly ladder: string | null };

export function routeFaults(routes: readonly Judged[], topics: Topics): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  const add = (index: number, message: string) => faults.set(`${index} ${message}`, { path: [index], message });
  if (Object.keys(routes.at(-1)?.when ?? { none: true }).length > 0) {
    add(Math.max(0, routes.length - 1), 'the last route must take everything: give it an empty when');
  }
  for (const query of everyQuery(topics)) {
    const route = firstRoute(routes, query);
    if (route === undefined) continue;
    for (const message of dangersOf(route, query)) add(routes.indexOf(route), message);
  }
  return [...faults.values()];
}

/** Those who could look into what another of them did. */
const WATCHES = [
  'dsl',
  'headteacher',
  'chair-of-governors',
  'local-authority-designated-officer',
  'childrens-social-care',
  'police',
  'outside-agencies',
] as const satisfies readonly Recipient[];

/** Of an account that members of staff share: the one desk that hears of it, where its holder may have used the account. */
function loneDesk(told: readonly Recipient[]): 'headteacher' | 'DSL' | null {
  const [first, ...others] = WATCHES.filter((desk) => told.includes(desk));
  if (others.length > 0) return null;
  if (first === 'headteacher') return 'headteacher';
  return first === 'dsl' ? 'DSL' : null;
}

function dangersOf(route: Judged, { role, duty, nature, shared }: RouteQuery): string[] {
  const told = [route.to, ...route.alsoTell];
  const own = duty === null ? null : OFFICE_OF_DUTY[duty];
  const lone = shared === true && role === 'staff' && duty === null ? loneDesk(told) : null;
  return [
    ...(own !== null && told.includes(own) ? [`can lead a concern about the ${duty} back to that person`] : []),
    ...(nature === 'vulnerability' && route.ladder !== null ? ['puts a vulnerability on a ladder of sanctions'] : []),
    ...(shared === true && told.includes('class-teacher')
      ? ['can lead a concern about a shared account to the class teacher, who may have used it']
      : []),
    ...(lone === null
      ? []
      : [`can lead a concern about a shared account of staff to the ${lone} alone, who may have used it`]),
  ];
}

function everyQuery(topics: Topics): RouteQuery[] {
  const people = [null, ...ROLES].flatMap((role) =>
    [null, ...DUTIES].flatMap((duty) => [false, true].map((shared) => ({ role, duty, shared }))),
  );
  const subjects = [...topics.values()].map(({ id: topic, nature }) => ({ topic, nature }));
  const unmapped = { topic: 'unmapped', nature: null };
  return people.flatMap((person) => [...subjects, unmapped].map((subject) => ({ ...person, ...subject })));
}
