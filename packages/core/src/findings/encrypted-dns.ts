import { defineFinding } from '../find/finding.js';
import { hasRole, tryFigures, wayRound } from '../find/ways-round.js';

const dns = { host_id: 1, site: 'resolver.example', kind: 'sub-resource' };
const site_role = [{ host_id: 1, site: 'resolver.example', role: 'encrypted-dns' }];

export default defineFinding({
  id: 'encrypted-dns',
  title: 'Names of sites were looked up past the filter',
  why: 'A filter that works by the names of sites sees nothing of a device that looks names up over an encrypted connection or a relay of its own.',
  source: 'UK Safer Internet Centre, appropriate filtering: circumvention, such as VPNs, proxies and DNS over HTTPS',
  action:
    'Block the services that were let through, and switch encrypted look-ups and relays off in the settings of browsers and devices. It is often a setting that nobody chose: look at the device before speaking with anybody.',
  owner: 'IT support',
  confidence: 'possible',
  rank: 32,
  needs: ['request_event'],
  async find(database) {
    const found = await wayRound(database, hasRole('encrypted-dns'));
    if (found === null) return null;
    return {
      importance: found.all.through > 0 ? 'medium' : 'information',
      words:
        'Services that look up the names of sites past the filter were asked {attempts} times, by devices of {people} people. {through} of these requests were allowed, for {people-through} people. Pages of these services that somebody opened: {visits} visits.',
      figures: tryFigures(found),
      evidence: found.evidence,
    };
  },
  examples: [
    {
      what: 'three requests of two people, one allowed; programs ask, so nothing was visited',
      requests: [
        { ...dns, action: 'blocked' },
        { ...dns, action: 'blocked', subject: 8 },
        { ...dns, action: 'allowed', subject: 8 },
        { host_id: 2, site: 'sums.example' },
      ],
      tables: { site_role },
      finds: { attempts: 3, people: 2, through: 1, 'people-through': 1, visits: 0 },
    },
    {
      what: 'a host of another list',
      requests: [dns],
      tables: { site_role: [{ host_id: 1, site: 'resolver.example', role: 'background' }] },
      finds: null,
    },
  ],
});
