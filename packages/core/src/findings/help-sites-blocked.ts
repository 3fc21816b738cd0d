import { type BlockedSite, blockedSites } from '../find/blocked-sites.js';
import { defineFinding } from '../find/finding.js';
import { hasRole } from '../find/ways-round.js';

/** Fewer may have met one odd page of a site that is open. */
const SEVERAL_PUPILS = 3;

/** Endings under which public bodies publish everything: one of their sites is no line for a child to ask for help. */
const PUBLIC_BODY = /(^|\.)(gov|nhs|police)\.(uk|scot|wales)$/;

/** Children looked for help and never got through. */
const isShut = ({ site, pupils, open }: BlockedSite): boolean =>
  pupils >= SEVERAL_PUPILS && open === 0 && !PUBLIC_BODY.test(site);

const help = { host_id: 1, site: 'earline.example', action: 'blocked' };
const role = (host_id: number, site: string, name: string) => ({ host_id, site, role: name });
const site_role = [role(1, 'earline.example', 'help')];
const finds = { requests: 3, pages: 3, people: 3, sites: 1 };
const three = [4, 8, 12].map((subject) => ({ ...help, subject }));

export default defineFinding({
  id: 'help-sites-blocked',
  title: 'Sites that help children were blocked',
  why: 'A child who looks for help and meets a block may not look again, and may read it as having done something wrong.',
  source:
    'Keeping children safe in education: be careful that over-blocking does not lead to unreasonable restrictions',
  action:
    'Allow each of these sites for everybody, try them from a pupil’s account, and find out which rule blocked them.',
  owner: 'IT support, with the DSL',
  confidence: 'certain',
  rank: 12,
  needs: ['request_event'],
  async find(database) {
    const taught = `host_id IN (SELECT host_id FROM site_role WHERE role = 'education')`;
    const found = await blockedSites(
      database,
      `${hasRole('help')} AND NOT coalesce(${taught}, FALSE) AND action IN ('blocked', 'allowed')`,
    );
    if (found === null) return null;
    return {
      importance: found.sites.some(isShut) ? 'high' : 'medium',
      words:
        'Requests to sites that offer help were blocked. Blocked requests: {requests}, of which for pages: {pages}; people: {people}; sites: {sites}.',
      figures: found.figures,
      // Whoever looked for help is named to nobody.
      evidence: found.evidence,
    };
  },
  examples: [
    { what: 'three pupils at a line for children that was never open', requests: three, tables: { site_role }, finds },
    {
      what: 'the same where somebody else got through',
      requests: [...three, { ...help, action: 'allowed', subject: 16 }],
      tables: { site_role },
      finds,
    },
    {
      what: 'a site that was open, and one for learning that stands under an ending of help',
      requests: [
        { ...help, action: 'allowed' },
        { ...help, host_id: 2, site: 'scrolls.example' },
      ],
      tables: {
        site_role: [...site_role, role(2, 'scrolls.example', 'help'), role(2, 'scrolls.example', 'education')],
      },
      finds: null,
    },
  ],
});
