/** Signatures of somebody for whom the agreement is not. */
import { z } from 'zod';
import { loadNation } from '../attribute/nations.js';
import { attributePeople } from '../attribute/people.js';
import { placeOf, schoolYearOf } from '../attribute/school-years.js';
import type { Configuration } from '../configuration.js';
import type { Rulebook } from '../map/events.js';
import { todayIn } from './judge-records.js';
import type { Store } from './open-store.js';

export interface Signing {
  readonly configuration: Configuration;
  readonly rulebook: Rulebook;
}

const AGREEMENT_FOR = { agreement: 'VARCHAR', role: 'VARCHAR', stage: 'VARCHAR' };

const span = z.object({ from: z.string().nullable(), to: z.string().nullable() });

/**
 * Makes `outsider(staged_line)`: signatures of somebody who was certainly not asked for that agreement on that day. Before
 * somebody's first day the first one counts; a parent's agreement may be signed for the pupil; what year a pupil is in may
 * not be known.
 */
export async function makeOutsiders(store: Store, line: string, { configuration, rulebook }: Signing): Promise<void> {
  const [days] = await store.query(
    span,
    `SELECT min("signedOn")::VARCHAR AS "from", max("signedOn")::VARCHAR AS "to" FROM staging WHERE fault = 0`,
  );
  await store.run('CREATE OR REPLACE TEMP TABLE agreement_for (agreement VARCHAR, role VARCHAR, stage VARCHAR)');
  await store.insert(
    'agreement_for',
    AGREEMENT_FOR,
    rulebook.policy.agreements.flatMap(({ id, audience }) =>
      audience.roles.flatMap((role) => (audience.stages ?? [null]).map((stage) => ({ agreement: id, role, stage }))),
    ),
  );
  const today = todayIn(configuration.timeZone);
  await attributePeople(store, configuration, { from: days?.from ?? today, to: days?.to ?? today });
  const nation = loadNation(configuration.nation);
  const place = `${placeOf(nation, 'c.year_group')} + ${schoolYearOf(nation, 'g.day')} - ${schoolYearOf(nation, 'c.year_on')}`;
  await store.run(`CREATE OR REPLACE TEMP TABLE outsider AS WITH signed AS (
      SELECT g.*, s."signedBy" AS signed_by, s."signedOn" AS signed_on FROM signer AS g JOIN staging AS s ON g.staged_line = s.${line}
    ), dated AS (
      SELECT g.*, greatest(g.signed_on, (SELECT min(c.valid_from) FROM name_claim AS c WHERE c.person_id = g.person_id)) AS day FROM signed AS g
    ), known AS (
      SELECT g.*, c.role, c.shared, n.stage FROM dated AS g JOIN name_claim AS c ON c.person_id = g.person_id AND g.day BETWEEN c.valid_from AND c.valid_to
      LEFT JOIN nation_year AS n ON n.place = ${place}
    )
    SELECT staged_line FROM known AS k LEFT JOIN agreement_for AS a ON a.agreement = k.agreement AND NOT k.shared
      AND (a.role = k.role OR a.role = 'parent' AND k.role = 'pupil' AND k.signed_by = 'parent') AND (a.stage IS NULL OR k.stage IS NULL OR a.stage = k.stage)
    GROUP BY staged_line HAVING count(a.agreement) = 0`);
}
