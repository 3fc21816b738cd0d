import { defineFinding } from '../find/finding.js';
import { hasRole, tryFigures, wayRound } from '../find/ways-round.js';

const page = { host_id: 1, site: 'turnword.example' };
const site_role = [{ host_id: 1, site: 'turnword.example', role: 'translator' }];

export default defineFinding({
  id: 'translators-as-proxies',
  title: 'Pages were opened through a translator or a stored copy',
  why: 'A translator that shows a page of another site, or a store of copies, stands between the page and the filter: a blocked site can come in under the name of an allowed one.',
  source: 'DfE filtering and monitoring standard: technologies that get round the filter, such as proxies, are blocked',
  action:
    'Block the hosts under which pages of other sites are shown; a translator in which words are typed can stay. Where a class needs pages in other languages, allow it for them and write that down.',
  owner: 'IT support, with the DSL',
  confidence: 'possible',
  rank: 33,
  needs: ['request_event'],
  async find(database) {
    const found = await wayRound(database, hasRole('translator'));
    if (found === null) return null;
    return {
      importance: found.all.visits > 0 ? 'medium' : 'low',
      words:
        'Requests for pages of other sites inside a translator or a stored copy: {attempts}, by {people} people. Allowed were {through} of them, for {people-through} people, in {visits} visits.',
      figures: tryFigures(found),
      evidence: found.evidence,
    };
  },
  examples: [
    {
      what: 'two allowed pages in one visit, and a picture; one blocked',
      requests: [
        { ...page, action: 'allowed', slot: 1 },
        { ...page, action: 'allowed', slot: 1 },
        { ...page, action: 'allowed', slot: 2, kind: 'sub-resource' },
        { ...page, action: 'blocked', subject: 8 },
      ],
      tables: { site_role },
      finds: { attempts: 4, people: 2, through: 3, 'people-through': 1, visits: 1 },
    },
    { what: 'a host on no list', requests: [page], tables: {}, finds: null },
  ],
});
