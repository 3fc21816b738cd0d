/** A linear program over the changes of some figures, all others fixed. The truth, no change at all, is always a solution. */
import highs, { type Highs, type Model, type SymbolDisposable } from 'highs';
import { leastOf, type Relation, type System, type Variable } from './system.js';

type Loader = typeof highs.default;
/** The package's types are those of its other module form: the loader itself is what is imported. */
const isLoader = (value: unknown): value is Loader => typeof value === 'function';

let loading: Promise<Highs> | null = null;
export function loadSolver(): Promise<Highs> {
  const loader: unknown = highs;
  if (!isLoader(loader)) throw new Error('the solver cannot be loaded');
  loading ??= loader();
  return loading;
}

/** By how much the sum of a relation may grow. */
export const roomIn = (variables: readonly Variable[], { terms, isEqual }: Relation): number =>
  isEqual ? 0 : -terms.reduce((sum, { variable, sign }) => sum + sign * (variables[variable]?.value ?? 0), 0);

export interface Solved {
  readonly objective: number;
  /** One for each of the figures; fractions are possible. */
  readonly changes: Float64Array;
}

export interface ChangeModel {
  readonly figures: readonly number[];
  /** Makes the weighted sum of changes greatest; `price` is paid for every change, up or down. */
  solve(weights: ReadonlyMap<number, number>, price?: (figure: number) => number): Solved | null;
  /** One figure must change by so much; false where it cannot. */
  force(figure: number, change: number): boolean;
  unforce(figure: number): void;
  dispose(): void;
}

export interface ModelOptions {
  /** How far a figure may be from its true value. */
  readonly mostChange: number;
  readonly isWhole?: boolean;
  /** Only the objective changes from one question to the next: the answer before is a start for it. */
  readonly isRepeated?: boolean;
}

export function openModel(
  solver: Highs,
  { variables, relations }: System,
  figures: readonly number[],
  { mostChange, isWhole = false, isRepeated = false }: ModelOptions,
): ChangeModel {
  const count = figures.length;
  const places = new Map(figures.map((figure, place) => [figure, place]));
  const own = relations.filter(({ terms }) => terms.some(({ variable }) => places.has(variable)));
  const loss = (figure: number) => {
    const variable = variables[figure];
    return variable === undefined ? 0 : Math.min(mostChange, Math.max(0, variable.value - leastOf(variable)));
  };
  const model = makeModel(solver, own, places, {
    losses: figures.map(loss),
    gain: mostChange,
    rooms: own.map((relation) => roomIn(variables, relation)),
    isWhole,
    isRepeated,
  });
  const all = { kind: 'range', from: 0, to: Math.max(0, 2 * count - 1) } as const;
  const bound = (place: number, gain: readonly [number, number], less: readonly [number, number]) => {
    model.changeColBounds(place, ...gain);
    model.changeColBounds(count + place, ...less);
  };
  return {
    figures,
    solve(weights, price) {
      const costs = new Float64Array(2 * count);
      for (const [place, figure] of figures.entries()) {
        const [weight, paid] = [weights.get(figure) ?? 0, price?.(figure) ?? 0];
        costs[place] = paid - weight;
        costs[count + place] = paid + weight;
      }
      if (count === 0) return null;
      model.changeColsCost(all, costs);
      model.run();
      if (model.getModelStatus() !== solver.constants.modelStatus.optimal) return null;
      const { colValue } = model.getSolution();
      const changes = new Float64Array(count);
      for (let place = 0; place < count; place++)
        changes[place] = (colValue[place] ?? 0) - (colValue[count + place] ?? 0);
      return { objective: -model.getObjectiveValue(), changes };
    },
    force(figure, change) {
      const place = places.get(figure);
      if (place === undefined || (change < 0 && loss(figure) < -change)) return false;
      if (change > 0) bound(place, [change, Math.max(mostChange, change)], [0, 0]);
      else bound(place, [0, 0], [-change, loss(figure)]);
      return true;
    },
    unforce(figure) {
      const place = places.get(figure);
      if (place !== undefined) bound(place, [0, mostChange], [0, loss(figure)]);
    },
    dispose: () => model.dispose(),
  };
}

interface Limits {
  readonly losses: readonly number[];
  readonly gain: number;
  readonly rooms: readonly number[];
  readonly isWhole: boolean;
  readonly isRepeated: boolean;
}

/** Two columns a figure, what it gains and what it loses: both are zero in the truth, and a change has a price either way. */
function makeModel(
  solver: Highs,
  relations: readonly Relation[],
  places: ReadonlyMap<number, number>,
  { losses, gain, rooms, isWhole, isRepeated }: Limits,
): SymbolDisposable<Model> {
  const count = places.size;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of relations) {
    for (const { variable, sign } of terms) {
      const place = places.get(variable);
      if (place === undefined) continue;
      indices.push(place, count + place);
      values.push(sign, -sign);
    }
    starts.push(indices.length);
  }
  const model = solver.createModel({
    numCols: 2 * count,
    numRows: relations.length,
    colCost: new Float64Array(2 * count),
    colLower: new Float64Array(2 * count),
    colUpper: [...losses.map(() => gain), ...losses],
    rowLower: relations.map(({ isEqual }) => (isEqual ? 0 : -solver.infinity)),
    rowUpper: rooms,
    matrix: { format: 'csr', numRows: relations.length, numCols: 2 * count, starts, indices, values },
    ...(isWhole ? { integrality: new Int32Array(2 * count).fill(solver.constants.variableType.integer) } : {}),
  });
  model.options.set({ output_flag: false, random_seed: 1 });
  if (isRepeated) model.options.set({ presolve: 'off', simplex_strategy: 4 });
  // Without an answer in so many steps, more is withheld: that is safe, and it ends.
  if (isWhole) model.options.set({ mip_max_nodes: 2000 });
  return model;
}
