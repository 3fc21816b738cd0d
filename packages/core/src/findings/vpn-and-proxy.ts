import { defineFinding } from '../find/finding.js';
import type { FoundFigure } from '../find/review.js';
import { hasRole, IS_REGISTERED, peopleFigures, type Tries, type WayRound, wayRound } from '../find/ways-round.js';

const IN_TOPIC = `topic = 'bypass'`;
/** Sites that the filter has put in another category, or in none. */
const ELSEWHERE = `topic <> 'bypass'`;

function inTopic({ attempts, people, most, through, peopleThrough, mostThrough }: Tries): FoundFigure[] {
  const cell = (column: string) => ({ table: 'requestsByTopic', row: 'bypass', column });
  return [
    {
      id: 'attempts',
      label: 'Requests in categories of this kind',
      unit: 'requests',
      count: attempts,
      people,
      mostOfOne: most,
      cell: cell('total'),
    },
    {
      id: 'through',
      label: 'Of these, allowed',
      unit: 'requests',
      count: through,
      people: peopleThrough,
      mostOfOne: mostThrough,
      cell: cell('allowed'),
    },
  ];
}

function elsewhere({ attempts, people, most, through, peopleThrough, mostThrough, topics }: Tries): FoundFigure[] {
  const cells = (column: string) => (topics ?? []).map((row) => ({ table: 'requestsByTopic', row, column }));
  return [
    {
      id: 'listed',
      label: 'Requests to well-known services in other categories',
      unit: 'requests',
      count: attempts,
      people,
      mostOfOne: most,
      within: [cells('total')],
    },
    {
      id: 'listed-through',
      label: 'Of these, allowed',
      unit: 'requests',
      count: through,
      people: peopleThrough,
      mostOfOne: mostThrough,
      within: [{ figure: 'listed' }, cells('allowed')],
    },
  ];
}

function figuresOf({ all, parts: [own, other] }: WayRound): FoundFigure[] {
  const isElsewhere = other !== undefined && other.attempts > 0;
  return [
    ...(own === undefined ? [] : inTopic(own)),
    ...(isElsewhere ? elsewhere(other) : []),
    ...peopleFigures(
      all,
      ['attempts', ...(isElsewhere ? ['listed'] : [])].map((figure) => ({ figure })),
      ['through', ...(isElsewhere ? ['listed-through'] : [])].map((figure) => ({ figure })),
    ),
  ];
}

const TRIED = 'Sites that offer a way round the filter were requested {attempts} times.';
const TRIED_ELSEWHERE =
  ' Well-known services of this kind that the filter has in other categories were requested {listed} times, of which {listed-through} were allowed.';
const WORKED =
  ' {people} people tried; for {people-through} of them a request was allowed. By pages that were allowed, that makes {visits} visits.';

const bypass = { topic: 'bypass', site: 'hop.example' };
const listed = { host_id: 1, site: 'burrow.example' };
const site_role = [{ host_id: 1, site: 'burrow.example', role: 'vpn' }];

export default defineFinding({
  id: 'vpn-and-proxy',
  title: 'Ways round the filter were tried',
  why: 'Whoever gets round the filter is neither protected nor seen: what happens after that is in no log.',
  source: 'DfE filtering and monitoring standard: filtering blocks technologies that bypass it',
  action:
    'Block the sites that were let through, find out on which devices it worked, and speak with the people concerned.',
  owner: 'IT support, with the DSL',
  confidence: 'likely',
  rank: 30,
  needs: ['request_event'],
  async find(database) {
    const where = `(${IN_TOPIC} OR (${hasRole('vpn')} AND NOT ${IS_REGISTERED}))`;
    const found = await wayRound(database, where, [IN_TOPIC, ELSEWHERE]);
    if (found === null) return null;
    const [own, other] = found.parts;
    const isThrough = own !== undefined && own.through > 0;
    const isElsewhere = other !== undefined && other.attempts > 0;
    return {
      importance: isThrough ? 'high' : 'medium',
      words: `${TRIED} ${isThrough ? '{through} of these requests were allowed.' : 'None of these requests was allowed.'}${isElsewhere ? TRIED_ELSEWHERE : ''}${WORKED}`,
      figures: figuresOf(found),
      evidence: found.evidence,
    };
  },
  examples: [
    {
      what: 'three attempts by two people, one of which worked',
      requests: [
        { ...bypass, action: 'blocked', person_id: 1 },
        { ...bypass, action: 'blocked', subject: 8, person_id: 2 },
        { ...bypass, action: 'allowed', subject: 8, person_id: 2 },
        { topic: 'ordinary', action: 'allowed' },
      ],
      finds: { attempts: 3, people: 2, through: 1, 'people-through': 1, visits: 1 },
    },
    {
      what: 'a well-known service that the filter takes for something ordinary: a page, and a part of it, in one visit',
      requests: [
        { ...bypass, action: 'blocked' },
        { ...listed, action: 'allowed', slot: 1 },
        { ...listed, action: 'allowed', slot: 1, kind: 'sub-resource' },
        { ...listed, action: 'blocked', subject: 8 },
      ],
      tables: { site_role },
      finds: { attempts: 1, people: 2, through: 0, 'people-through': 1, listed: 3, 'listed-through': 2, visits: 1 },
    },
    { what: 'ordinary pages only', requests: [{ topic: 'ordinary', action: 'allowed' }], finds: null },
    {
      what: 'the service that the school uses itself',
      requests: [{ ...listed, role: 'staff', audience: 'staff' }],
      tables: { site_role, known_site: [{ site: 'burrow.example', use: 'Work from home' }] },
      finds: null,
    },
  ],
});
