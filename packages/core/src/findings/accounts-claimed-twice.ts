import { z } from 'zod';
import { OWNERLESS_USE } from '../find/account-use.js';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** On a day on which nobody owns it although it is on a list, more than one person claims it. */
const CLAIMED_TWICE = `SELECT account, max(valid_claims) AS people, sum(requests) AS requests, sum(captures) AS captures,
    min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay"
  FROM ${OWNERLESS_USE} WHERE valid_claims > 1 GROUP BY account ORDER BY captures DESC, requests DESC, account`;

const row = z.object({
  account: integer,
  people: integer,
  requests: integer,
  captures: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

const nobody = { audience: 'unattributed', role: null, account_id: 5, subject: 21 };
const claim = { account_id: 5, person_id: 1, valid_from: '2025-09-01', valid_to: '2026-03-31' };
const claims = [claim, { ...claim, person_id: 2 }];

export default defineFinding({
  id: 'accounts-claimed-twice',
  title: 'Accounts that two people claim',
  why: 'Where two people on the lists have one account on the same days, nobody can say whose its requests and captures are. They are counted as nobody’s.',
  source: 'DfE filtering and monitoring standard: a concern can be traced to an individual',
  action:
    'Correct the list of people, so that each account is one person’s, or mark it as shared; then import the list again with the day that it describes.',
  owner: 'School office, with IT support',
  confidence: 'certain',
  rank: 42,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const rows = await database.query(row, CLAIMED_TWICE);
    if (rows.length === 0) return null;
    const sum = (of: 'requests' | 'captures') => ({
      count: rows.reduce((total, each) => total + each[of], 0),
      people: rows.filter((each) => each[of] > 0).length,
      mostOfOne: Math.max(0, ...rows.map((each) => each[of])),
    });
    return {
      importance: 'medium',
      words:
        'Accounts that more than one person on the lists claims on the same days: {accounts}; their requests on those days: {requests}; their captures: {captures}.',
      figures: [
        {
          id: 'accounts',
          label: 'Accounts claimed twice',
          unit: 'accounts',
          count: rows.length,
          people: rows.length,
          mostOfOne: 1,
          within: [[{ figure: 'requests' }, { figure: 'captures' }]],
        },
        {
          id: 'requests',
          label: 'Requests of such accounts',
          unit: 'requests',
          ...sum('requests'),
          partOf: { table: 'requestsByStage', row: 'unattributed', column: 'total' },
        },
        {
          id: 'captures',
          label: 'Captures of such accounts',
          unit: 'captures',
          ...sum('captures'),
          partOf: { table: 'capturesByStage', row: null, column: 'unattributed' },
        },
      ],
      evidence: {
        title: 'Accounts that two people claim',
        columns: ['Account', 'People who claim it', 'Requests', 'Captures', 'First such day', 'Last such day'],
        rows: rows.map((each) => [
          { kind: 'account', accountId: each.account },
          numberCell(each.people),
          numberCell(each.requests),
          numberCell(each.captures),
          textCell(each.firstDay),
          textCell(each.lastDay),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'a request and a capture on days on which two people claim the account',
      requests: [{ ...nobody, day: '2026-03-30' }],
      captures: [{ ...nobody, day: '2026-03-31' }],
      tables: { account_claim: claims },
      finds: { accounts: 1, requests: 1, captures: 1 },
    },
    {
      what: 'a request after one of them has left',
      requests: [{ ...nobody, day: '2026-04-20' }],
      tables: { account_claim: claims },
      finds: null,
    },
    {
      what: 'an account that is on no list',
      requests: [{ ...nobody, account_id: 6, day: '2026-03-30' }],
      tables: { account_claim: claims },
      finds: null,
    },
  ],
});
