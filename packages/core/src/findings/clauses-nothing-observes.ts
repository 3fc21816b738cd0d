import { z } from 'zod';
import { idsCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

const totals = z.object({ clauses: integer, all: integer });
const row = z.object({ clause: z.string(), reason: z.string().nullable() });

const clause = { observable: false, reason: 'A password told to somebody leaves no trace in logs.' };

export default defineFinding({
  id: 'clauses-nothing-observes',
  title: 'Rules that no log can show to be kept',
  why: 'That a report is silent on a rule does not mean that the rule is kept. Some can be seen by people alone, in classrooms and in conversation.',
  source: 'DfE filtering and monitoring standard: technical monitoring stands beside supervision by staff',
  action: 'Decide for the rules that no log can show who looks after each of them, and how.',
  owner: 'Headteacher and DSL, with the governors',
  confidence: 'certain',
  rank: 90,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      'SELECT count(*) FILTER (NOT observable) AS clauses, count(*) AS "all" FROM policy_clause',
    );
    if (found === undefined || found.clauses === 0) return null;
    const rows = await database.query(
      row,
      'SELECT clause, reason FROM policy_clause WHERE NOT observable ORDER BY place',
    );
    const clauses = (id: string, label: string, count: number) => ({
      ...{ id, label, unit: 'clauses' as const, count },
      ...{ people: null, mostOfOne: null },
    });
    return {
      importance: 'information',
      words: 'Rules of the policy that no log of a filter or of monitoring can show: {clauses} of {all}.',
      figures: [
        clauses('clauses', 'Rules that no log can show', found.clauses),
        clauses('all', 'Rules of the policy', found.all),
      ],
      evidence: {
        title: 'Rules',
        columns: ['Rule', 'Why'],
        rows: rows.map((each) => [idsCell(each.clause), textCell(each.reason ?? 'no topic is named for it')]),
      },
    };
  },
  examples: [
    {
      what: 'one of two',
      tables: {
        policy_clause: [
          { ...clause, clause: 'ks2-1', place: 0 },
          { clause: 'ks2-2', observable: true, place: 1 },
        ],
      },
      finds: { clauses: 1, all: 2 },
    },
    {
      what: 'all can be seen',
      tables: { policy_clause: [{ clause: 'ks2-2', observable: true, place: 0 }] },
      finds: null,
    },
  ],
});
