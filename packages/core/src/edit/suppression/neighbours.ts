/** What a single relation gives away, and the figure beside it to withhold: found without a solver. */
import { leastOf, type System } from './system.js';
import { canBeWithheld, isHidden, trueValue, type Work } from './work.js';

/**
 * What one relation alone would give away needs no solver: where all that is hidden in it stands on one side, no part can
 * be more than the whole less one for each of the others.
 */
export function withholdNeighbours(work: Work): void {
  const { system, thresholdPeople } = work;
  const isTarget = (variable: number) =>
    work.withheld.has(variable) || system.variables[variable]?.isSensitive === true;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const { terms, isEqual } of system.relations) {
      const hidden = terms.filter((term) => isHidden(work, term.variable));
      if (!hidden.some((term) => isTarget(term.variable) && trueValue(system, term.variable) > 0)) continue;
      const signs = new Set(hidden.map((term) => Math.sign(term.sign)));
      if (signs.size !== 1 || (!isEqual && !signs.has(1))) continue;
      const room = terms.reduce((sum, term) => sum - term.sign * trueValue(system, term.variable), 0);
      const spare = hidden.reduce((sum, { variable }) => {
        const found = system.variables[variable];
        return sum + (found === undefined ? 0 : found.value - leastOf(found));
      }, room);
      if (hidden.length > 1 && spare > thresholdPeople) continue;
      if (hidden.length === 1 && !isEqual && spare > thresholdPeople) continue;
      const next = neighbour(work, terms, thresholdPeople - spare + 1);
      if (next === undefined) continue;
      work.withheld.add(next);
      isChanged = true;
    }
  }
}

/** The smallest figure that leaves enough doubt, or else the largest: it costs the reader least. */
export function neighbour(work: Work, terms: System['relations'][number]['terms'], needed: number): number | undefined {
  const candidates = terms
    .map((term) => term.variable)
    .filter((variable) => canBeWithheld(work, variable))
    .toSorted((one, other) => trueValue(work.system, one) - trueValue(work.system, other));
  return candidates.find((variable) => trueValue(work.system, variable) - 1 >= needed) ?? candidates.at(-1);
}
