/**
 * attribute: event → owner → person → role, year group and class on the date of the event. Nothing is guessed: what matches
 * nobody, or two people, stays unattributed and is counted.
 */
import type { Configuration } from '../configuration.js';
import type { Store } from '../store/open-store.js';
import type { Period } from './calendar.js';
import { makeCandidates, makeConflicts, makeNameClaims, makeOwnAccounts } from './claims.js';
import { loadNation } from './nations.js';
import { makeOwners } from './owners.js';
import { placeOf, schoolYearOf } from './school-years.js';

/** Makes `account_subject`, `account_claim`, `account_candidate`, `account_conflict` and, for the days of the period, `owner_person`. */
export async function attributePeople(store: Store, configuration: Configuration, period: Period): Promise<void> {
  const nation = loadNation(configuration.nation);
  await makeOwnAccounts(store, configuration);
  await makeNameClaims(store, `${placeOf(nation, 'm.year_group')} - ${schoolYearOf(nation, 'm.year_on')}`);
  await makeConflicts(store);
  await makeCandidates(store);
  await makeOwners(store, configuration, nation, period);
}
