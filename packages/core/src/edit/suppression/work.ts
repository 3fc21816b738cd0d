/** Where the search for what to withhold stands: what is withheld, and how far each figure is known to be in doubt. */
import type { Witness } from './program.js';
import type { System } from './system.js';

/** How far apart the known solutions are for each figure, as changes from the truth. */
interface Ranges {
  readonly least: Int32Array;
  readonly most: Int32Array;
}

export interface Work {
  readonly system: System;
  readonly thresholdPeople: number;
  readonly withheld: Set<number>;
  readonly ranges: Ranges;
  readonly exposed: Set<number>;
  /** What editions issued before tell for certain: withholding it now would hide nothing. */
  readonly pinned: ReadonlySet<number>;
}

export const trueValue = (system: System, variable: number) => system.variables[variable]?.value ?? 0;

export function newWork(system: System, thresholdPeople: number): Work {
  const count = system.variables.length;
  return {
    system,
    thresholdPeople,
    withheld: new Set(
      system.variables.flatMap(({ isPrinted, isSensitive, value }, each) =>
        isPrinted && isSensitive && value > 0 ? [each] : [],
      ),
    ),
    ranges: { least: new Int32Array(count), most: new Int32Array(count) },
    exposed: new Set(),
    pinned: pinnedIn(system),
  };
}

function pinnedIn({ variables, relations }: System): Set<number> {
  const pinned = new Set<number>();
  const isFixed = (variable: number) => {
    const found = variables[variable];
    if (found?.isPrinted !== true) return false;
    return found.value === 0 || (found.isIssued && !found.isSensitive) || pinned.has(variable);
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const { terms, isEqual } of relations) {
      const open = isEqual ? terms.filter((term) => !isFixed(term.variable)) : [];
      const [only] = open;
      if (only === undefined || open.length > 1 || variables[only.variable]?.isPrinted !== true) continue;
      pinned.add(only.variable);
      isChanged = true;
    }
  }
  return pinned;
}

/** What must stay in doubt: every `c`, and what nobody prints but a few people stand behind. */
export function targetsOf({ system, withheld }: Work): number[] {
  return system.variables.flatMap(({ isPrinted, isSensitive, value }, each) =>
    withheld.has(each) || (!isPrinted && isSensitive && value > 0) ? [each] : [],
  );
}

export const isSafe = ({ ranges, thresholdPeople }: Work, variable: number) =>
  (ranges.most[variable] ?? 0) - (ranges.least[variable] ?? 0) > thresholdPeople;

export const unsafeOf = (work: Work) =>
  targetsOf(work).filter((each) => !isSafe(work, each) && !work.exposed.has(each));

/** A figure that stands for nothing in print: unprinted, or withheld. */
export const isHidden = ({ system, withheld }: Work, variable: number) =>
  withheld.has(variable) || system.variables[variable]?.isPrinted === false;

export const canBeWithheld = (work: Work, variable: number) => {
  const found = work.system.variables[variable];
  return (
    found?.isPrinted === true &&
    !found.isIssued &&
    found.value > 0 &&
    !work.pinned.has(variable) &&
    !work.withheld.has(variable)
  );
};

/** Keeps how far a solution is from the truth. */
export function learn(work: Work, witness: Witness | null | undefined): void {
  if (witness === null || witness === undefined) return;
  const { least, most } = work.ranges;
  for (const [variable, change] of witness) {
    if (change < (least[variable] ?? 0)) least[variable] = change;
    if (change > (most[variable] ?? 0)) most[variable] = change;
  }
}
