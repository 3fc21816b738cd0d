/** Which staged checks can stand: their days have come, and their results can come of such a test. */
import type { Configuration } from '../configuration.js';
import { ILLEGAL_TESTS } from '../normalise/check-words.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { rejectAfterToday, rejectWhere } from './judge-records.js';
import type { Store } from './open-store.js';

/** Of which family a result is: blocked or not, an alert or none, changed or not. */
const FAMILY = (result: string) =>
  `CASE WHEN ${result} IN ('alert', 'no-alert') THEN 'alert' WHEN ${result} IN ('unchanged', 'changed') THEN 'setup' ELSE 'filter' END`;
const ILLEGAL = ILLEGAL_TESTS.map((test) => `'${test}'`).join(', ');

const CONTRADICTS_TEST = `${FAMILY('s.expected')} <> ${FAMILY('s.actual')}
  OR (s.test = 'monitoring-alert') AND ${FAMILY('s.expected')} <> 'alert'
  OR (s.test = 'setup-unchanged') <> (${FAMILY('s.expected')} = 'setup')
  OR s.test IN (${ILLEGAL}) AND s.expected NOT IN ('blocked', 'alert')`;

/** @returns the faults, with those added that no transform can tell */
export async function judgeChecks(
  store: Store,
  faults: readonly FaultMeaning[],
  { timeZone }: Configuration,
): Promise<FaultMeaning[]> {
  const timely = await rejectAfterToday(store, faults, timeZone, ['day', 'closedOn']);
  const closed = await rejectWhere(
    store,
    timely,
    { column: 'closedOn', reason: 'before-the-event' },
    's."closedOn" < s.day',
  );
  return rejectWhere(store, closed, { column: 'expected', reason: 'contradicts-test' }, CONTRADICTS_TEST);
}
