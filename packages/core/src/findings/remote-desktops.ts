import { defineFinding } from '../find/finding.js';
import { hasRole, IS_REGISTERED, tryFigures, wayRound } from '../find/ways-round.js';

const desk = { host_id: 1, site: 'fardesk.example' };
const site_role = [{ host_id: 1, site: 'fardesk.example', role: 'remote-desktop' }];
const adult = { role: 'staff', audience: 'staff' };

export default defineFinding({
  id: 'remote-desktops',
  title: 'Computers elsewhere were used from school',
  why: 'Who works on a computer elsewhere uses that computer’s own connection: the filter and the monitoring see a picture of a screen at most.',
  source: 'DfE filtering and monitoring standard: technologies that get round the filter are blocked',
  action:
    'Block remote desktops for pupils. Where support staff need one, allow that one for them and put it on the register of the school.',
  owner: 'IT support, with the DSL',
  confidence: 'likely',
  rank: 34,
  needs: ['request_event'],
  async find(database) {
    const found = await wayRound(database, `${hasRole('remote-desktop')} AND NOT ${IS_REGISTERED}`);
    if (found === null) return null;
    return {
      importance: found.all.pupilsThrough > 0 ? 'medium' : 'low',
      words:
        'Services that show a computer elsewhere were requested {attempts} times by {people} people. {through} of these requests were allowed, for {people-through} people, in {visits} visits.',
      figures: tryFigures(found),
      evidence: found.evidence,
    };
  },
  examples: [
    {
      what: 'a pupil blocked and let through, and a member of staff',
      requests: [
        { ...desk, action: 'blocked' },
        { ...desk, action: 'allowed' },
        { ...desk, ...adult, action: 'allowed', subject: 8 },
      ],
      tables: { site_role },
      finds: { attempts: 3, people: 2, through: 2, 'people-through': 2, visits: 2 },
    },
    {
      what: 'a member of staff with the one that is on the register; a pupil would count',
      requests: [{ ...desk, ...adult }],
      tables: { site_role, known_site: [{ site: 'fardesk.example', use: 'Support of computers' }] },
      finds: null,
    },
  ],
});
