import { blockedSites } from '../find/blocked-sites.js';
import { defineFinding } from '../find/finding.js';
import { hasRole } from '../find/ways-round.js';

/** Fewer may have met one odd page. */
const SEVERAL_PEOPLE = 5;

/** What the school itself says it blocks for a group is no mistake, on whatever site. */
const ON_PURPOSE = '(topic, audience) IN (SELECT (topic, audience) FROM school_block)';

const lesson = { host_id: 1, site: 'bigdigs.example', action: 'blocked' };
const site_role = [{ host_id: 1, site: 'bigdigs.example', role: 'education' }];

export default defineFinding({
  id: 'education-sites-blocked',
  title: 'Sites for learning were blocked',
  why: 'Museums, broadcasters, publishers of lessons and other schools are there to learn from. Where a filter stops them, a rule or a category is most likely wrong.',
  source: 'DfE filtering and monitoring standard: filtering does not get in the way of teaching without good reason',
  action:
    'Look at what was blocked on each of these sites, allow it where it is fit for the pupils, and write down what stays blocked and why.',
  owner: 'IT support, with the teachers concerned',
  confidence: 'likely',
  rank: 52,
  needs: ['request_event'],
  async find(database) {
    const found = await blockedSites(
      database,
      `action = 'blocked' AND ${hasRole('education')} AND NOT coalesce(${ON_PURPOSE}, FALSE)`,
    );
    if (found === null) return null;
    return {
      importance: found.people >= SEVERAL_PEOPLE ? 'medium' : 'low',
      words:
        'Requests to well-known sites for learning were blocked. Blocked requests: {requests}, of which for pages: {pages}; people: {people}; sites: {sites}.',
      figures: found.figures,
      evidence: found.evidence,
    };
  },
  examples: [
    {
      what: 'a page and a picture of two people',
      requests: [lesson, { ...lesson, kind: 'sub-resource', subject: 8 }, { ...lesson, action: 'allowed' }],
      tables: { site_role },
      finds: { requests: 2, pages: 1, people: 2, sites: 1 },
    },
    {
      what: 'games that the school says it blocks',
      requests: [{ ...lesson, topic: 'games' }],
      tables: { site_role, school_block: [{ topic: 'games', audience: 'ks2' }] },
      finds: null,
    },
  ],
});
