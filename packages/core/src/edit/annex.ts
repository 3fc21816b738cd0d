/**
 * What is about adults of the school and goes to one person alone: the headteacher's annex and the chair's. Neither has a
 * table of the whole school: what is missing from it would tell a reader how much there is about themselves.
 */
import { type ChairAnnex, chairAnnex, type StaffAnnex, staffAnnex } from '../edition/index.js';
import type { Office } from '../map/audience.js';
import type { Names } from '../store/names.js';
import { mayConcern } from './audiences.js';
import { capturesOf } from './captures.js';
import type { EditContext } from './context.js';
import { type Desk, guideOf } from './desk.js';
import { identityOf } from './identity.js';
import { incidentsOf } from './incidents.js';
import { countsOf, knownByOf, peopleOf, searchesOf } from './people.js';
import { withheldOf } from './withheld.js';

function annexOf(context: EditContext, names: Names, office: Office) {
  const desk: Desk = { ...context, names, office };
  const { coverage } = context.review;
  return {
    ...identityOf(context),
    coverage: { ...coverage, logGaps: [...coverage.logGaps], silentWeeks: [...coverage.silentWeeks] },
    counts: countsOf(desk),
    people: peopleOf(desk),
    captures: capturesOf(desk).map((each) => each.edited),
    incidents: incidentsOf(desk),
    searches: searchesOf(desk),
    knownBy: knownByOf(desk),
    ...guideOf(context),
    // Of what may be about the reader, not even the number is told.
    withheld: withheldOf(desk, (matter) => !mayConcern(context, matter, office)),
  };
}

export const editStaffAnnex = (context: EditContext, names: Names): StaffAnnex =>
  staffAnnex.parse({ edition: 'staff-annex', ...annexOf(context, names, 'headteacher') });

export const editChairAnnex = (context: EditContext, names: Names): ChairAnnex =>
  chairAnnex.parse({ edition: 'chair-annex', ...annexOf(context, names, 'chair-of-governors') });
