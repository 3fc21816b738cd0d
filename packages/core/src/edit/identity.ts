/** What every edition says of itself: which school and period, measured against what, in which words. */
import type { Edition } from '../edition/index.js';
import { guidanceInForce } from '../map/taxonomy.js';
import { TOOL_VERSION } from '../version.js';
import type { EditContext } from './context.js';
import { DEFINITIONS } from './definitions.js';
import { referencesOf } from './references.js';

type Identity = Pick<
  Edition,
  | 'contract'
  | 'toolVersion'
  | 'demonstration'
  | 'school'
  | 'period'
  | 'timeZone'
  | 'policy'
  | 'guidance'
  | 'references'
  | 'systems'
  | 'definitions'
>;

/** A date of which only the year or the month is known stands for its first day. */
const wholeDate = (date: string) => `${date}-01-01`.slice(0, 10);

export function identityOf({ review, configuration, policy, taxonomy }: EditContext): Identity {
  const { from, to } = review.period;
  return {
    contract: 4,
    toolVersion: TOOL_VERSION,
    demonstration: configuration.school.demonstration,
    school: { name: configuration.school.name },
    period: { from, to },
    timeZone: configuration.timeZone,
    policy: { id: policy.id, school: policy.school, title: policy.document },
    guidance: guidanceInForce(taxonomy, from, to).map(({ title, edition, validFrom }) => ({
      title,
      edition,
      inForceFrom: wholeDate(validFrom),
    })),
    references: referencesOf(taxonomy, { from, to }),
    systems: configuration.systems,
    definitions: DEFINITIONS,
  };
}
