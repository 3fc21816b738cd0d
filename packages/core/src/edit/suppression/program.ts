/** Questions to the solver about a system, of which some figures are withheld: how far could they be from the truth? */
import { type ChangeModel, loadSolver, openModel, roomIn, type Solved } from './change-model.js';
import { leastOf, type System } from './system.js';

/** Changes that fit everything that is printed: figure → how far from its true value. */
export type Witness = ReadonlyMap<number, number>;

export interface Answer {
  readonly objective: number;
  /** null where the changes are not whole. */
  readonly witness: Witness | null;
}

/** What more to withhold, and the changes that are possible then. */
export interface Way {
  readonly more: readonly number[];
  readonly witness: Witness | null;
}

export interface Program {
  /** Lets a figure be anything that it may be when it is withheld. */
  release(figure: number): void;
  /** The changes that make the weighted sum greatest. */
  push(weights: ReadonlyMap<number, number>): Answer | null;
  /** The same in whole numbers throughout; slower. */
  pushWhole(weights: ReadonlyMap<number, number>): Answer | null;
  /** The further figures to withhold, at the least cost, so that this one can change by so much; null where none will do. */
  free(figure: number, change: number, costs: (figure: number) => number | null): Way | null;
  dispose(): void;
}

const TOLERANCE = 1e-6;
/** For what is withheld already, a little: no change without a reason. */
const SMALL_PRICE = 1e-4;
/** For what may never change. */
const FORBIDDEN_PRICE = 1e7;

/** A system whose figures are all fixed, but those that nobody prints. */
export async function openProgram(system: System, mostChange: number): Promise<Program> {
  const solver = await loadSolver();
  const open = new Set(system.variables.flatMap(({ isPrinted }, figure) => (isPrinted ? [] : [figure])));
  let current: ChangeModel | null = null;
  let full: ChangeModel | null = null;
  const answer = (model: ChangeModel, weights: ReadonlyMap<number, number>): Answer | null => {
    const solved = model.solve(weights);
    return solved === null ? null : { objective: solved.objective, witness: witnessOf(system, model, solved) };
  };
  return {
    release(figure) {
      open.add(figure);
      current?.dispose();
      current = null;
    },
    push(weights) {
      current ??= openModel(solver, system, [...open], { mostChange, isRepeated: true });
      return answer(current, weights);
    },
    pushWhole(weights) {
      const model = openModel(solver, system, [...open], { mostChange, isWhole: true });
      try {
        return answer(model, weights);
      } finally {
        model.dispose();
      }
    },
    free(figure, change, costOf) {
      full ??= openModel(solver, system, [...system.variables.keys()], { mostChange });
      if (!full.force(figure, change)) return null;
      const solved = full.solve(new Map(), (each) =>
        open.has(each) ? SMALL_PRICE : (costOf(each) ?? FORBIDDEN_PRICE),
      );
      full.unforce(figure);
      const changed = [...(solved?.changes ?? [])].flatMap((each, at) => (Math.abs(each) > TOLERANCE ? [at] : []));
      const more = changed.filter((each) => !open.has(each));
      if (solved === null || more.some((each) => costOf(each) === null)) return null;
      return { more, witness: witnessOf(system, full, solved) };
    },
    dispose() {
      current?.dispose();
      full?.dispose();
    },
  };
}

/** The proof does not rest on the solver: changes count only when they are whole and fulfil every relation exactly. */
function witnessOf(system: System, { figures }: ChangeModel, { changes }: Solved): Witness | null {
  const found = new Map<number, number>();
  for (const [place, figure] of figures.entries()) {
    const change = changes[place] ?? 0;
    const rounded = Math.round(change);
    const variable = system.variables[figure];
    if (Math.abs(change - rounded) > TOLERANCE || variable === undefined) return null;
    if (rounded !== 0 && variable.value + rounded < leastOf(variable)) return null;
    if (rounded !== 0) found.set(figure, rounded);
  }
  const fits = system.relations.every((relation) => {
    let sum = 0;
    for (const { variable, sign } of relation.terms) sum += sign * (found.get(variable) ?? 0);
    return relation.isEqual ? sum === 0 : sum <= 0 || sum <= roomIn(system.variables, relation);
  });
  return fits ? found : null;
}
