/** Tests of filtering and monitoring in words. They are about devices and places: nothing of them is withheld. */
import type { CheckNumbers, FilterChecks } from '../edition/checks.js';
import { checkLabel, groupLabel } from '../find/check-labels.js';
import { isGap } from '../find/check-matrix.js';
import type { Review } from '../find/review.js';

export const checkNumbersOf = ({ checks }: Review): CheckNumbers => ({
  counts: {
    made: checks.made,
    failed: checks.failed,
    open: checks.open.length,
    gaps: checks.matrix.filter(isGap).length,
  },
  minimum: checks.minimum.map(({ test, made, lastOn }) => ({
    test: checkLabel('test', test),
    madeCount: made,
    lastOn,
  })),
});

interface Place {
  readonly deviceKind: string | null;
  readonly location: string | null;
  readonly userGroup: string | null;
}

const placeOf = ({ deviceKind, location, userGroup }: Place) => ({
  device: checkLabel('device', deviceKind),
  location: checkLabel('location', location),
  group: groupLabel(userGroup),
});

export const filterChecksOf = (review: Review): FilterChecks => ({
  ...checkNumbersOf(review),
  matrix: review.checks.matrix.map((row) => ({ ...placeOf(row), lastOn: row.lastOn, state: row.state })),
  open: review.checks.open.map((each) => ({
    day: each.day,
    test: checkLabel('test', each.test),
    ...placeOf(each),
    connection: checkLabel('connection', each.connection),
    expected: checkLabel('result', each.expected),
    actual: checkLabel('result', each.actual),
    owner: each.owner === null ? '' : checkLabel('office', each.owner),
  })),
});
