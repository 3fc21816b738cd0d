import { z } from 'zod';
import { IS_AFTER_LEAVING, OWNERLESS_USE } from '../find/account-use.js';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

const LEFT = `SELECT account, max(left_on)::VARCHAR AS "leftOn", sum(requests) AS requests, sum(captures) AS captures,
    min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay"
  FROM ${OWNERLESS_USE} WHERE ${IS_AFTER_LEAVING} GROUP BY account ORDER BY captures DESC, requests DESC, account`;

const row = z.object({
  account: integer,
  leftOn: z.string(),
  requests: integer,
  captures: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

const nobody = { audience: 'unattributed', role: null, account_id: 5, subject: 21 };
const claim = { account_id: 5, person_id: 1, valid_from: '2020-09-01', valid_to: '2026-03-31' };

export default defineFinding({
  id: 'accounts-used-after-leaving',
  title: 'Accounts used after their owner had left',
  why: 'An account that is used after its owner has left is in the hands of somebody else, or lets somebody who has left reach the systems of the school.',
  source:
    'DfE filtering and monitoring standard, with the cyber security standard that it builds on: accounts are closed when people leave',
  action:
    'Close the accounts of people who have left, find out who used them, and make closing accounts a step of every leaving.',
  owner: 'IT support, with the school office',
  confidence: 'likely',
  rank: 40,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const rows = await database.query(row, LEFT);
    if (rows.length === 0) return null;
    const sum = (of: 'requests' | 'captures') => ({
      count: rows.reduce((total, each) => total + each[of], 0),
      people: rows.filter((each) => each[of] > 0).length,
      mostOfOne: Math.max(0, ...rows.map((each) => each[of])),
    });
    return {
      importance: 'high',
      words:
        'Accounts in use after the last day of their owner on the roster: {accounts}; requests after that day: {requests}; captures after that day: {captures}.',
      figures: [
        {
          id: 'accounts',
          label: 'Accounts of leavers',
          unit: 'accounts',
          count: rows.length,
          people: rows.length,
          mostOfOne: 1,
          within: [[{ figure: 'requests' }, { figure: 'captures' }]],
        },
        {
          id: 'requests',
          label: 'Requests after leaving',
          unit: 'requests',
          ...sum('requests'),
          partOf: { table: 'requestsByStage', row: 'unattributed', column: 'total' },
        },
        {
          id: 'captures',
          label: 'Captures after leaving',
          unit: 'captures',
          ...sum('captures'),
          partOf: { table: 'capturesByStage', row: null, column: 'unattributed' },
        },
      ],
      evidence: {
        title: 'Accounts of leavers',
        columns: ['Account', 'Last day on the roster', 'Requests', 'Captures', 'First use after it', 'Last use'],
        rows: rows.map((each) => [
          { kind: 'account', accountId: each.account },
          textCell(each.leftOn),
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
      what: 'two requests and a capture after the last day',
      requests: [
        { ...nobody, day: '2026-04-01' },
        { ...nobody, day: '2026-04-20' },
      ],
      captures: [{ ...nobody, day: '2026-04-20' }],
      tables: { account_claim: [claim] },
      finds: { accounts: 1, requests: 2, captures: 1 },
    },
    {
      what: 'the last day itself, when the account still has its owner',
      requests: [{ account_id: 5, subject: 4, person_id: 1, day: '2026-03-31' }],
      tables: { account_claim: [claim] },
      finds: null,
    },
    {
      what: 'an account that was never on the roster, and one used before its first day',
      requests: [
        { ...nobody, account_id: 6, day: '2026-04-20' },
        { ...nobody, day: '2020-08-31' },
      ],
      tables: { account_claim: [claim] },
      finds: null,
    },
    {
      what: 'an account that is now claimed by two others at once',
      requests: [{ ...nobody, day: '2026-04-20' }],
      tables: {
        account_claim: [
          claim,
          { ...claim, person_id: 2, valid_from: '2026-04-01', valid_to: '9999-12-31' },
          { ...claim, person_id: 3, valid_from: '2026-04-01', valid_to: '9999-12-31' },
        ],
      },
      finds: null,
    },
  ],
});
