/** Integers under linear constraints: how far apart each of them can be proven to go. */
import highs, { type Model, type SymbolDisposable } from 'highs';

type Loader = typeof highs.default;
const isLoader = (value: unknown): value is Loader => typeof value === 'function';

export interface Row {
  readonly terms: readonly (readonly [place: number, sign: number])[];
  readonly limit: number;
  /** Otherwise at most the limit. */
  readonly isEqual: boolean;
}

export interface Range {
  readonly place: number;
  readonly least: number;
  readonly most: number;
}

/** No figure of the schools here comes near it. */
const MOST = 20_000;
const TOLERANCE = 1e-5;
const ROUNDS = 16;

export async function newSolver(least: readonly number[], rows: readonly Row[]) {
  const loader: unknown = highs;
  if (!isLoader(loader)) throw new Error('no solver');
  const solver = await loader();
  const contradiction = rows.find(
    ({ terms, limit, isEqual }) => terms.length === 0 && (isEqual ? limit !== 0 : limit < 0),
  );
  if (contradiction !== undefined) throw new Error('the printed figures contradict each other');
  const open = rows.filter(({ terms }) => terms.length > 0);
  const count = least.length;
  const make = (): SymbolDisposable<Model> => {
    const model = solver.createModel({
      numCols: count,
      numRows: open.length,
      colCost: new Float64Array(count),
      colLower: [...least],
      colUpper: new Float64Array(count).fill(MOST),
      rowLower: open.map(({ limit, isEqual }) => (isEqual ? limit : -solver.infinity)),
      rowUpper: open.map(({ limit }) => limit),
      matrix: {
        format: 'csr',
        numRows: open.length,
        numCols: count,
        starts: [0, ...open.map((_, row) => open.slice(0, row + 1).reduce((sum, { terms }) => sum + terms.length, 0))],
        indices: open.flatMap(({ terms }) => terms.map(([place]) => place)),
        values: open.flatMap(({ terms }) => terms.map(([, sign]) => sign)),
      },
    });
    model.options.set({ output_flag: false });
    return model;
  };
  const model = make();
  const whole: { model: SymbolDisposable<Model> | null } = { model: null };
  const low = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const all = { kind: 'range', from: 0, to: Math.max(0, count - 1) } as const;

  /** A solution counts when it is whole and fulfils everything exactly; then every figure may have that value. */
  const keep = (values: Float64Array): boolean => {
    const rounded = values.map(Math.round);
    const isWhole = values.every((value, place) => Math.abs(value - (rounded[place] ?? 0)) < TOLERANCE);
    const fits = open.every(({ terms, limit, isEqual }) => {
      const sum = terms.reduce((total, [place, sign]) => total + sign * (rounded[place] ?? 0), 0);
      return isEqual ? sum === limit : sum <= limit;
    });
    if (!isWhole || !fits || rounded.some((value, place) => value < (least[place] ?? 0))) return false;
    for (const [place, value] of rounded.entries()) {
      low[place] = Math.min(low[place] ?? value, value);
      high[place] = Math.max(high[place] ?? value, value);
    }
    return true;
  };
  const run = (target: Model, costs: Float64Array): boolean => {
    target.changeColsCost(all, costs);
    target.run();
    const status = target.getModelStatus();
    if (status === solver.constants.modelStatus.infeasible)
      throw new Error('the printed figures contradict each other');
    return status === solver.constants.modelStatus.optimal && keep(target.getSolution().colValue);
  };
  const push = (costs: Float64Array): void => {
    if (run(model, costs)) return;
    whole.model ??= make();
    whole.model.changeColsIntegrality(all, new Int32Array(count).fill(solver.constants.variableType.integer));
    run(whole.model, costs);
  };

  return {
    /** Ranges of these figures; looked at no further once they are as wide as `enough`. */
    ranges(targets: readonly number[], enough: number): Range[] {
      const narrow = () => targets.filter((place) => !((high[place] ?? 0) - (low[place] ?? 0) >= enough));
      let state = 7;
      for (let round = 0; round < ROUNDS && narrow().length > 0; round++) {
        const costs = new Float64Array(count);
        for (const place of narrow()) {
          state = (state * 48_271) % 2_147_483_647;
          costs[place] = round === 0 ? -1 : round === 1 ? 1 : state % 2 === 0 ? 1 : -1;
        }
        run(model, costs);
      }
      for (const place of narrow()) {
        for (const cost of [1, -1]) {
          if ((high[place] ?? 0) - (low[place] ?? 0) >= enough) break;
          const costs = new Float64Array(count);
          costs[place] = cost;
          push(costs);
        }
      }
      return targets.map((place) => ({ place, least: low[place] ?? 0, most: high[place] ?? 0 }));
    },
    dispose() {
      model.dispose();
      whole.model?.dispose();
    },
  };
}
