import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { EARLIER_HOSTS, FIRST_LOGGED, isRegistered } from '../find/first-seen.js';
import { mostOfOne } from '../find/tables.js';
import { IS_VISIT, VISIT } from '../map/events.js';
import { type Database, integer } from '../store/database.js';

/** What comes up in the first weeks of a log may have been in use for years. */
const LEAST_WEEKS_BEFORE = 4;

/** A tool on the shipped list has the name that stands there: many sites of one company are no such tool. */
const TOOL_HOSTS = `SELECT host_id, any_value(listed) AS tool FROM site_role WHERE role = 'ai-tool' GROUP BY host_id`;

/** Makes `ai_use`: the requests to tools of which somebody opened a page and which stand on no register. */
async function makeUse(database: Database): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE ai_use AS SELECT * FROM (
      SELECT coalesce(h.tool, e.site) AS tool, e.host_id, e.subject, e.shared, e.role, e.day, e.action, e.kind, e.site, e.slot, e.address_id
      FROM request_event AS e LEFT JOIN (${TOOL_HOSTS}) AS h ON h.host_id = e.host_id WHERE h.host_id IS NOT NULL OR e.topic = 'ai-tools'
    ) WHERE tool <> ''`);
  await database.run(
    `DELETE FROM ai_use WHERE tool NOT IN (SELECT tool FROM ai_use WHERE ${IS_VISIT}) OR tool IN (SELECT tool FROM (SELECT DISTINCT tool FROM ai_use) AS u WHERE ${isRegistered('u.tool')})`,
  );
}

/** By every host of the tool that the store knows, not by those of the period alone. */
const EARLIER_TOOLS = `SELECT coalesce(h.tool, n.registrable, n.name) AS tool FROM ${EARLIER_HOSTS} AS e JOIN host AS n USING (host_id)
  LEFT JOIN (${TOOL_HOSTS}) AS h USING (host_id)`;

const COUNTS = `count(DISTINCT ${VISIT}) FILTER (${IS_VISIT}) AS visits, count(DISTINCT subject) AS people,
  count(*) FILTER (action = 'allowed') AS allowed, count(*) FILTER (action = 'blocked') AS blocked`;
const ROWS = `SELECT *, tool NOT IN (${EARLIER_TOOLS}) AND first_day >= ${FIRST_LOGGED} + ${LEAST_WEEKS_BEFORE * 7} AS "isNew" FROM (
    SELECT tool, min(day) AS first_day, min(day)::VARCHAR AS "firstDay", ${COUNTS}, coalesce(bool_or(role = 'pupil' AND action = 'allowed'), FALSE) AS "isOpenToPupils"
    FROM ai_use GROUP BY tool) ORDER BY "isNew" DESC, people DESC, tool`;

const counts = { visits: integer, people: integer, allowed: integer, blocked: integer };
const row = z.object({
  ...counts,
  tool: z.string(),
  firstDay: z.string(),
  isNew: z.boolean(),
  isOpenToPupils: z.boolean(),
});
const totals = z.object({ requests: integer, visits: integer, people: integer, most: integer, mostVisits: integer });

const use = (day: string, more: Readonly<Record<string, string | number>> = {}) => ({
  ...{ topic: 'ai-tools', site: 'chumscribe.example', host_id: 7, day, ...more },
});
const calendar_day = [{ day: '2026-04-01', kind: 'school', is_school_day: true }];
const before = { tz_ambiguous: false, is_quiet: true, time_utc: '2026-03-02 09:00:00' };

export default defineFinding({
  id: 'new-ai-tools',
  title: 'AI tools that are on no register',
  why: 'A tool of generative AI answers in words of its own and may keep what it is told. The school has to have looked at it before pupils or staff work with it.',
  source: 'DfE guidance on generative AI in schools: product safety standards; Keeping children safe in education',
  action:
    'Look at each AI tool that is in use: enter it in the register with its purpose and for whom it is, or block it.',
  owner: 'DSL and IT support',
  confidence: 'certain',
  rank: 57,
  needs: ['request_event'],
  async find(database) {
    await makeUse(database);
    const rows = await database.query(row, ROWS);
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS requests, count(DISTINCT ${VISIT}) FILTER (${IS_VISIT}) AS visits, count(DISTINCT subject) AS people, ${mostOfOne('ai_use')} AS most,
        ${mostOfOne(`(SELECT * FROM ai_use WHERE ${IS_VISIT})`, `count(DISTINCT ${VISIT})`)} AS "mostVisits" FROM ai_use`,
    );
    if (rows.length === 0 || found === undefined) return null;
    const { requests, visits, people, most, mostVisits } = found;
    const fresh = rows.filter(({ isNew }) => isNew);
    return {
      importance: rows.some(({ isOpenToPupils }) => isOpenToPupils) ? 'medium' : 'low',
      words:
        'AI tools in use that are on no register: {tools}; first seen in this period: {new-tools}. Their requests: {requests}; visits to their pages: {visits}; people: {people}.',
      figures: [
        {
          ...{ id: 'tools', label: 'AI tools on no register', unit: 'sites', count: rows.length },
          ...{ people, mostOfOne: 0, within: [{ figure: 'requests' }] },
        },
        {
          ...{ id: 'new-tools', label: 'First seen in this period', unit: 'sites', count: fresh.length },
          // Each has people of its own, and one may be in all of them.
          ...{ people: Math.max(0, ...fresh.map((each) => each.people)), mostOfOne: 0, within: [{ figure: 'tools' }] },
        },
        {
          ...{ id: 'requests', label: 'Requests to them', unit: 'requests', count: requests, people, mostOfOne: most },
          within: [{ table: 'requestsByMonth', row: null, column: 'total' }],
        },
        {
          ...{ id: 'visits', label: 'Visits to their pages', unit: 'visits', count: visits },
          ...{ people, mostOfOne: mostVisits, within: [{ figure: 'requests' }] },
        },
        {
          ...{ id: 'people', label: 'People', unit: 'people', count: people },
          ...{ people, mostOfOne: 1, within: [{ figure: 'requests' }] },
        },
      ],
      evidence: {
        title: 'AI tools',
        columns: [
          'Tool',
          'In the school’s logs',
          'First day',
          'Visits',
          'People',
          'Requests allowed',
          'Requests blocked',
        ],
        rows: rows.map((each) => [
          textCell(each.tool),
          textCell(each.isNew ? 'new' : 'not known since when'),
          textCell(each.firstDay),
          ...[each.visits, each.people, each.allowed, each.blocked].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one that comes up after four weeks, and one of the shipped list that was there from the start',
      requests: [
        use('2026-04-29'),
        use('2026-04-29', { kind: 'sub-resource' }),
        use('2026-04-01', { topic: 'ordinary', site: 'bigcorp.example', host_id: 8, subject: 8 }),
      ],
      tables: {
        calendar_day,
        site_role: [{ host_id: 8, site: 'bigcorp.example', role: 'ai-tool', listed: 'think.bigcorp.example' }],
      },
      finds: { tools: 2, 'new-tools': 1, requests: 3, visits: 2, people: 2 },
    },
    {
      what: 'one that the store knows from before the period, by another host',
      requests: [use('2026-04-29')],
      tables: {
        calendar_day,
        request: [{ ...before, import_id: 1, line: 1, time_local: '2026-03-02 09:00:00', host_id: 9 }],
        host: [
          {
            host_id: 9,
            host_key: 'x',
            name: 'www.chumscribe.example',
            registrable: 'chumscribe.example',
            kind: 'name',
            own_labels: 1,
            is_whole: true,
          },
        ],
      },
      finds: { tools: 1, 'new-tools': 0, requests: 1, visits: 1, people: 1 },
    },
    {
      what: 'one on the register, and one that other pages fetch parts from',
      requests: [use('2026-04-29'), use('2026-04-29', { site: 'scribe.example', kind: 'sub-resource' })],
      tables: { calendar_day, known_site: [{ site: 'app.chumscribe.example', use: 'AI tool for staff' }] },
      finds: null,
    },
  ],
});
