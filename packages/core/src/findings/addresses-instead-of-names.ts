import { defineFinding } from '../find/finding.js';
import { IS_REGISTERED, tryFigures, wayRound } from '../find/ways-round.js';

/** Networks that are nobody's on the internet: the school's own printers and servers, this computer, groups of receivers. */
const NOT_PUBLIC = `^(0|10|127|22[4-9]|23[0-9]|24[0-9]|25[0-5])[.]|^172[.](1[6-9]|2[0-9]|3[01])[.]|^192[.]168[.]|^169[.]254[.]|^100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])[.]|^f[cd][0-9a-f]*:|^fe[89ab][0-9a-f]*:|^ff[0-9a-f]*:|^::1?$`;

const PUBLIC = `host_id IN (SELECT host_id FROM host WHERE kind = 'address' AND NOT regexp_matches(trim(name, '[]'), '${NOT_PUBLIC}'))`;

/** That many people do not all have one odd program. */
const SEVERAL_PEOPLE = 3;

const host = (host_id: number, name: string) => ({
  ...{ host_id, name, host_key: name, kind: 'address', own_labels: 0, is_whole: true },
});
const page = { host_id: 1, site: '203.0.113.9' };

export default defineFinding({
  id: 'addresses-instead-of-names',
  title: 'Sites were opened by number instead of by name',
  why: 'Lists and categories of a filter are mostly about names. Whoever writes the number of a server instead may pass a block; some programs do it on their own.',
  source: 'DfE filtering and monitoring standard: technologies and techniques that get round the filter are blocked',
  action:
    'Look up what stands behind each address that was let through. Block addresses in place of names for pupils where the filter can, and put those that the school needs on its register.',
  owner: 'IT support',
  confidence: 'possible',
  rank: 36,
  needs: ['request_event'],
  async find(database) {
    const found = await wayRound(database, `kind = 'page' AND ${PUBLIC} AND NOT ${IS_REGISTERED}`);
    if (found === null) return null;
    return {
      importance: found.all.peopleThrough >= SEVERAL_PEOPLE ? 'medium' : 'low',
      words:
        'Requests for pages by the number of a server in place of its name: {attempts}, by {people} people. Allowed were {through} of them, for {people-through} people, in {visits} visits.',
      figures: tryFigures(found),
      evidence: found.evidence,
    };
  },
  examples: [
    {
      what: 'one page blocked and one allowed; a picture, and a printer of the school, are neither',
      requests: [
        { ...page, action: 'blocked' },
        { ...page, action: 'allowed', subject: 8 },
        { ...page, action: 'allowed', kind: 'sub-resource' },
        { host_id: 2, site: '10.20.0.9' },
      ],
      tables: { host: [host(1, '203.0.113.9'), host(2, '10.20.0.9')] },
      finds: { attempts: 2, people: 2, through: 1, 'people-through': 1, visits: 1 },
    },
    {
      what: 'networks that are nobody’s on the internet',
      requests: [1, 2, 3, 4, 5, 6].map((host_id) => ({ host_id, site: 'here' })),
      tables: {
        host: [
          ...[host(1, '192.168.7.7'), host(2, '172.20.1.1'), host(3, '100.100.0.1'), host(4, 'fd12::7')],
          ...[host(5, '169.254.9.9'), host(6, '127.0.0.1')],
        ],
      },
      finds: null,
    },
  ],
});
