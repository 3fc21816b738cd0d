import { z } from 'zod';
import { IS_AFTER_LEAVING, OWNERLESS_USE } from '../find/account-use.js';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** Accounts of people who have left are another finding. */
const UNKNOWN = `SELECT account, sum(requests) AS requests, sum(captures) AS captures,
    CASE WHEN max(claims) = 0 THEN 'on no row of the roster' WHEN max(valid_claims) > 0 THEN 'claimed by more than one person'
      ELSE 'used before its first day on the roster' END AS why
  FROM ${OWNERLESS_USE} WHERE NOT ${IS_AFTER_LEAVING} GROUP BY account ORDER BY captures DESC, requests DESC, account`;

const row = z.object({ account: integer, requests: integer, captures: integer, why: z.string() });

const nobody = { audience: 'unattributed', role: null };

export default defineFinding({
  id: 'accounts-nobody-knows',
  title: 'Accounts that nobody on the roster answers for',
  why: 'What an account of nobody does cannot be followed up with anybody, so a child who needs help may not be found.',
  source: 'DfE filtering and monitoring standard: a concern can be traced to one person, on guest accounts too',
  action:
    'Find out whose each account without an owner is, put the owner on the roster, and close what belongs to nobody.',
  owner: 'IT support, with the school office',
  confidence: 'certain',
  rank: 70,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const rows = await database.query(row, UNKNOWN);
    if (rows.length === 0) return null;
    const sum = (of: 'requests' | 'captures') => ({
      count: rows.reduce((total, each) => total + each[of], 0),
      people: rows.filter((each) => each[of] > 0).length,
      mostOfOne: Math.max(0, ...rows.map((each) => each[of])),
    });
    return {
      importance: 'medium',
      words:
        'Accounts in use that belong to nobody on the roster: {accounts}; their requests: {requests}; their captures: {captures}.',
      figures: [
        {
          id: 'accounts',
          label: 'Accounts of nobody',
          unit: 'accounts',
          count: rows.length,
          people: rows.length,
          mostOfOne: 1,
          within: [[{ figure: 'requests' }, { figure: 'captures' }]],
        },
        {
          id: 'requests',
          label: 'Their requests',
          unit: 'requests',
          ...sum('requests'),
          partOf: { table: 'requestsByStage', row: 'unattributed', column: 'total' },
        },
        {
          id: 'captures',
          label: 'Their captures',
          unit: 'captures',
          ...sum('captures'),
          partOf: { table: 'capturesByStage', row: null, column: 'unattributed' },
        },
      ],
      evidence: {
        title: 'Accounts',
        columns: ['Account', 'Why nobody answers for it', 'Requests', 'Captures'],
        rows: rows.map((each) => [
          { kind: 'account', accountId: each.account },
          textCell(each.why),
          numberCell(each.requests),
          numberCell(each.captures),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'two spellings of one unknown account, and another that has a capture',
      requests: [
        { ...nobody, account_id: 5, subject_account_id: 5, subject: 21 },
        { ...nobody, account_id: 6, subject_account_id: 5, subject: 21 },
      ],
      captures: [{ ...nobody, account_id: 7, subject: 29 }],
      finds: { accounts: 2, requests: 2, captures: 1 },
    },
    {
      what: 'an account that the roster gives to two people at once',
      requests: [{ ...nobody, account_id: 5, subject: 21, day: '2026-04-20' }],
      tables: {
        account_claim: [
          { account_id: 5, person_id: 1, valid_from: '2025-09-01', valid_to: '9999-12-31' },
          { account_id: 5, person_id: 2, valid_from: '2026-01-05', valid_to: '9999-12-31' },
        ],
      },
      finds: { accounts: 1, requests: 1, captures: 0 },
    },
    {
      what: 'a leaver, a line without an account and somebody known',
      requests: [
        { ...nobody, account_id: 5, subject: 21, day: '2026-04-20' },
        { ...nobody, account_id: null },
        { account_id: 8, person_id: 1 },
      ],
      tables: {
        account_claim: [
          { account_id: 5, person_id: 2, valid_from: '2020-09-01', valid_to: '2026-03-31' },
          { account_id: 8, person_id: 1, valid_from: '2020-09-01', valid_to: '9999-12-31' },
        ],
      },
      finds: null,
    },
  ],
});
