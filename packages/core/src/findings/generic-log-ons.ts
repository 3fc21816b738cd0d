import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { IS_VISIT } from '../map/events.js';
import { integer } from '../store/database.js';

/** Names that many may use, and that no list gives to anybody: neither to one person nor as an account that a group shares. */
const of = (events: string, counts: string) => `SELECT subject_account_id AS account, ${counts} FROM ${events}
  WHERE audience = 'unattributed' AND account_id IN (SELECT account_id FROM account WHERE is_generic)
    AND account_id NOT IN (SELECT account_id FROM account_claim) GROUP BY ALL`;
const USE = `SELECT account, sum(requests) AS requests, sum(captures) AS captures, sum(sites) AS sites, min(first_day)::VARCHAR AS "firstDay", max(last_day)::VARCHAR AS "lastDay"
  FROM (${of('request_event', `count(*) AS requests, 0 AS captures, count(DISTINCT CASE WHEN ${IS_VISIT} THEN site END) AS sites, min(day) AS first_day, max(day) AS last_day`)}
    UNION ALL ${of('capture_event', '0, count(*), 0, min(day), max(day)')})
  GROUP BY account ORDER BY captures DESC, requests DESC, account`;

const row = z.object({
  account: integer,
  requests: integer,
  captures: integer,
  sites: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

const nobody = { audience: 'unattributed', role: null, account_id: 5, subject: 21, site: 'maze.example' };
const account = [{ account_id: 5, name_key: 'x', is_generic: true }];

export default defineFinding({
  id: 'generic-log-ons',
  title: 'Accounts with names that anybody could use',
  why: 'Behind an account called guest or admin may be anybody. What is done with it can be traced to nobody, and its password is soon known to many.',
  source: 'DfE filtering and monitoring standard, with the cyber security standard: no account without an owner',
  action: 'Close each of these accounts, or enter it in the list of people as shared with the group that may use it.',
  owner: 'IT support',
  confidence: 'likely',
  rank: 58,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const rows = await database.query(row, USE);
    if (rows.length === 0) return null;
    const sum = (by: 'requests' | 'captures') => ({
      count: rows.reduce((total, each) => total + each[by], 0),
      people: rows.filter((each) => each[by] > 0).length,
      mostOfOne: Math.max(0, ...rows.map((each) => each[by])),
    });
    return {
      importance: 'medium',
      words:
        'Accounts in use whose name is nobody’s and which are on no list: {accounts}; their requests: {requests}; their captures: {captures}.',
      figures: [
        {
          id: 'accounts',
          label: 'Accounts whose name is nobody’s',
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
          within: [{ table: 'requestsByStage', row: 'unattributed', column: 'total' }],
        },
        {
          id: 'captures',
          label: 'Their captures',
          unit: 'captures',
          ...sum('captures'),
          within: [{ table: 'capturesByStage', row: null, column: 'unattributed' }],
        },
      ],
      evidence: {
        title: 'Accounts',
        columns: ['Account', 'Requests', 'Captures', 'Sites visited', 'First day', 'Last day'],
        rows: rows.map((each) => [
          { kind: 'account', accountId: each.account },
          ...[each.requests, each.captures, each.sites].map(numberCell),
          ...[each.firstDay, each.lastDay].map(textCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'two requests and a capture of an account that is called guest',
      requests: [nobody, nobody],
      captures: [{ audience: 'unattributed', role: null, account_id: 5, subject: 21 }],
      tables: { account },
      finds: { accounts: 1, requests: 2, captures: 1 },
    },
    {
      what: 'a name that is somebody’s, a shared account of the roster, and one whose class is known',
      requests: [
        { ...nobody, account_id: 6 },
        { ...nobody, account_id: 7 },
        { account_id: 8, subject: 33 },
      ],
      tables: {
        account: [
          { account_id: 6, name_key: 'y', is_generic: false },
          { account_id: 7, name_key: 'z', is_generic: true },
          { account_id: 8, name_key: 'v', is_generic: true },
        ],
        account_claim: [
          { account_id: 7, person_id: 1, shared: true, valid_from: '2025-09-01', valid_to: '2026-03-31' },
        ],
      },
      finds: null,
    },
  ],
});
