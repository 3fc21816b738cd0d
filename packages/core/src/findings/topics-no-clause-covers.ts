import { z } from 'zod';
import { idsCell, numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { FOR_GROUP } from '../map/match-clauses.js';
import { integer } from '../store/database.js';

/** Matters of support need no rule, and an event of nobody known can be laid beside none. */
const uncovered = (events: string, isCapture: boolean) =>
  `SELECT e.topic, e.audience, e.subject, e.shared, ${isCapture} AS is_capture FROM ${events} AS e
   ANTI JOIN clause_rule AS k ON ${FOR_GROUP}
   WHERE e.nature = 'breach' AND e.role IS NOT NULL`;
const UNCOVERED = `(${uncovered('capture_event', true)} UNION ALL ${uncovered('request_event', false)} AND e.action = 'blocked')`;
const COUNTS = 'count(*) FILTER (is_capture) AS captures, count(*) FILTER (NOT is_capture) AS blocked';

const counts = { captures: integer, blocked: integer };
const totals = z.object({
  ...counts,
  topics: integer,
  capturePeople: integer,
  blockedPeople: integer,
  captureMost: integer,
  blockedMost: integer,
});
const row = z.object({ ...counts, topic: z.string(), audience: z.string() });

const rule = { topic: 'gambling', role: 'pupil', stage: null, clause: 'ks2-1', place: 'example.yaml:1' };

export default defineFinding({
  id: 'topics-no-clause-covers',
  title: 'Topics that no rule of the policy covers',
  why: 'People can only keep to rules that they have been given. Where the policy is silent, nobody can say what was agreed.',
  source: 'Keeping children safe in education: policies deal with what people do online on the systems of the school',
  action: 'When the policy is next reviewed, decide whether it should speak of the topics on which it has no rule.',
  owner: 'Headteacher and DSL, with the governors',
  confidence: 'likely',
  rank: 65,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT ${COUNTS}, count(DISTINCT topic) AS topics, count(DISTINCT subject) FILTER (is_capture) AS "capturePeople",
        count(DISTINCT subject) FILTER (NOT is_capture) AS "blockedPeople",
        ${mostOfOne(`(SELECT * FROM ${UNCOVERED} WHERE is_capture)`)} AS "captureMost", ${mostOfOne(`(SELECT * FROM ${UNCOVERED} WHERE NOT is_capture)`)} AS "blockedMost" FROM ${UNCOVERED}`,
    );
    if (found === undefined || found.topics === 0) return null;
    const rows = await database.query(
      row,
      `SELECT topic, audience, ${COUNTS} FROM ${UNCOVERED} GROUP BY topic, audience ORDER BY captures DESC, blocked DESC, topic, audience`,
    );
    const { captures, blocked, topics, capturePeople, blockedPeople, captureMost, blockedMost } = found;
    const cells = (table: string, of: 'captures' | 'blocked') =>
      rows.filter((each) => each[of] > 0).map((each) => ({ table, row: each.topic, column: each.audience }));
    return {
      importance: 'medium',
      words:
        'Your policy does not cover {places}. Topics without a rule for those who met them: {topics}; captures: {captures}; blocked requests: {blocked}.',
      places: rows.map(({ topic, audience }) => ({
        topic,
        group: audience,
        cells: ['capturesByStage', 'blockedByTopicAndStage'].map((table) => ({ table, row: topic, column: audience })),
      })),
      figures: [
        {
          id: 'topics',
          label: 'Topics without a rule',
          unit: 'categories',
          count: topics,
          people: null,
          mostOfOne: null,
        },
        {
          id: 'captures',
          label: 'Captures',
          unit: 'captures',
          count: captures,
          people: capturePeople,
          mostOfOne: captureMost,
          sumOf: cells('capturesByStage', 'captures'),
        },
        {
          id: 'blocked',
          label: 'Blocked requests',
          unit: 'requests',
          count: blocked,
          people: blockedPeople,
          mostOfOne: blockedMost,
          sumOf: cells('blockedByTopicAndStage', 'blocked'),
        },
      ],
      evidence: {
        title: 'Topics and groups',
        columns: ['Topic', 'Group', 'Captures', 'Blocked requests'],
        rows: rows.map((each) => [
          ...[each.topic, each.audience].map((id) => idsCell(id)),
          ...[each.captures, each.blocked].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'a rule for another stage, one for another role, and one for every stage',
      captures: [
        { topic: 'gambling', role: 'pupil', stage: 'ks1', audience: 'ks1', subject: 4 },
        { topic: 'games', role: 'pupil', stage: 'ks2', audience: 'ks2', subject: 8 },
        { topic: 'language', role: 'pupil', stage: 'ks2', audience: 'ks2', subject: 8 },
      ],
      requests: [
        { topic: 'games', role: 'pupil', stage: 'ks2', action: 'blocked', subject: 8 },
        { topic: 'games', role: 'pupil', stage: 'ks2', action: 'allowed', subject: 8 },
      ],
      tables: {
        clause_rule: [
          { ...rule, stage: 'ks2' },
          { ...rule, topic: 'games', role: 'staff' },
          { ...rule, topic: 'language' },
        ],
      },
      finds: { topics: 2, captures: 2, blocked: 1 },
    },
    {
      what: 'covered by a rule without a stage, and by one of several',
      captures: [
        { topic: 'gambling', role: 'pupil', stage: 'ks1' },
        { topic: 'games', role: 'pupil', stage: 'ks2' },
      ],
      tables: {
        clause_rule: [
          rule,
          { ...rule, topic: 'games', stage: 'ks1' },
          { ...rule, topic: 'games', stage: 'ks2', clause: 'ks2-7' },
        ],
      },
      finds: null,
    },
    {
      what: 'matters of support and information, and events of nobody known',
      captures: [
        { topic: 'self-harm', role: 'pupil', stage: 'ks2' },
        { topic: 'malware', role: 'staff' },
        { topic: 'gambling', role: null, audience: 'unattributed' },
      ],
      finds: null,
    },
  ],
});
