import { z } from 'zod';
import { numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** One may choose not to sign a voluntary agreement. */
const ASKED = `agreement_person WHERE NOT voluntary`;

const row = z.object({ agreement: z.string(), asked: integer, unsigned: integer });
const missing = z.object({ people: integer, most: integer });

const asked = { agreement: 'ks2', voluntary: false, shared: false, signed: false, place: 1 };

export default defineFinding({
  id: 'agreements-not-accepted',
  title: 'Agreements that not everybody has signed',
  why: 'A rule binds best whoever was given it and agreed to it. Where nobody signed, the school cannot show that it was told.',
  source: 'DfE filtering and monitoring standard: acceptable use is agreed with staff, pupils and parents',
  action:
    'Ask those who have not signed, and record it when they do; somebody who joined lately may not have been asked.',
  owner: 'School office, with class teachers',
  confidence: 'likely',
  rank: 70,
  needs: ['agreement_person'],
  // Counts alone: who has not signed stands in the school’s own list.
  async find(database) {
    const rows = await database.query(
      row,
      `SELECT agreement, count(*) AS asked, count(*) FILTER (NOT signed) AS unsigned FROM ${ASKED}
       GROUP BY agreement HAVING unsigned > 0 ORDER BY min(place), agreement`,
    );
    const [found] = await database.query(
      missing,
      `SELECT count(*) AS people, coalesce(max(n), 0) AS most FROM (SELECT subject, count(*) AS n FROM ${ASKED} AND NOT signed GROUP BY subject)`,
    );
    if (found === undefined || rows.length === 0) return null;
    const unsigned = rows.map((each) => ({ table: 'acceptance', row: each.agreement, column: 'unsigned' }));
    return {
      importance: 'low',
      words:
        'Agreements that not everybody has signed who is asked to: {agreements}; signatures missing: {signatures}; people: {people}.',
      figures: [
        {
          id: 'agreements',
          label: 'Agreements with signatures missing',
          unit: 'agreements',
          count: rows.length,
          people: null,
          mostOfOne: null,
        },
        {
          id: 'signatures',
          label: 'Signatures missing',
          unit: 'signatures',
          count: rows.reduce((sum, each) => sum + each.unsigned, 0),
          people: found.people,
          mostOfOne: found.most,
          sumOf: unsigned,
        },
        {
          id: 'people',
          label: 'People who have not signed all of theirs',
          unit: 'people',
          count: found.people,
          people: found.people,
          mostOfOne: 1,
          within: [{ figure: 'signatures' }],
        },
      ],
      evidence: {
        title: 'By agreement',
        columns: ['Agreement', 'People asked', 'Not signed'],
        rows: rows.map((each) => [
          { kind: 'agreement', agreement: each.agreement },
          numberCell(each.asked),
          numberCell(each.unsigned),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one of two has not signed, one of them is asked for a second one, and a voluntary one does not count',
      tables: {
        agreement_person: [
          { ...asked, person_id: 1, subject: 4, signed: true },
          { ...asked, person_id: 2, subject: 8 },
          { ...asked, agreement: 'online', person_id: 2, subject: 8, place: 2 },
          { ...asked, agreement: 'social-media', person_id: 3, subject: 12, voluntary: true },
        ],
      },
      finds: { agreements: 2, signatures: 2, people: 1 },
    },
    {
      what: 'everybody has signed',
      tables: { agreement_person: [{ ...asked, person_id: 1, subject: 4, signed: true }] },
      finds: null,
    },
  ],
});
