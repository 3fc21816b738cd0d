/** The generator's school in a store of its own, every reader with a key, and its figures beside the generator's. */
import { join } from 'node:path';
import { generate } from '@fmreview/fixtures/generate';
import type { Truth } from '@fmreview/fixtures/truth';
import type { DslEdition, Figure, GovernorsEdition, Table } from '../../src/edition/index.js';
import {
  type Configuration,
  type ImportSummary,
  importPaths,
  initWorkspace,
  openStore,
  type Review,
  readWorkspaceConfiguration,
  type Store,
} from '../../src/index.js';
import { giveKeys } from './keys.js';

export interface InventedSchool {
  readonly truth: Truth;
  readonly store: Store;
  readonly configuration: Configuration;
  /** Folder of its exports. */
  readonly inputs: string;
}

interface Wish {
  readonly rows: number;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly clean?: boolean;
}

/** Nothing is imported yet. */
export async function inventedSchool(folder: string, wish: Wish): Promise<InventedSchool> {
  const inputs = join(folder, 'inputs');
  const truth = await generate({ out: inputs, ...wish });
  const school = { name: 'unused', timeZone: 'Europe/London', policy: 'beech-green' };
  const workspace = await initWorkspace(join(folder, 'workspace'), school, join(inputs, 'fmreview.yaml'));
  const store = await openStore(workspace, { spills: false });
  await giveKeys(store);
  return { truth, store, configuration: readWorkspaceConfiguration(workspace), inputs };
}

export const importAll = ({ store, configuration, truth, inputs }: InventedSchool): Promise<ImportSummary> =>
  importPaths(store, configuration, { paths: Object.keys(truth.files), folder: inputs });

export const valueIn = (figure: Figure) => (figure.kind === 'count' ? figure.value : figure.kind);

export const cellsOf = (table: Table) =>
  table.rows.flatMap((row) =>
    row.figures.map((figure, index) => ({ row: row.id, column: table.columns[index]?.id ?? '', figure })),
  );

export function tableOf(edition: GovernorsEdition | DslEdition, id: string): Table {
  const found = Object.values(edition.tables).find((table) => table.id === id);
  if (found === undefined) throw new Error(`no table ${id}`);
  return found;
}

export type TruthTable = Readonly<Record<string, Readonly<Record<string, { count: number; people: number }>>>>;
export const tablesOf = (truth: Truth): [string, TruthTable][] => Object.entries(truth.tables);

/** Every cell of a review's tables that says something else than the truth, and every cell that is missing there. */
export function differences({ tables }: Pick<Review, 'tables'>, truth: Truth): string[] {
  return tablesOf(truth).flatMap(([id, expected]) => {
    const table = tables[id];
    const cells = (table?.rows ?? []).flatMap((row) =>
      (table?.columns ?? []).map((column) => ({ row, column, found: table?.cells[row]?.[column]?.count ?? 0 })),
    );
    const wrong = cells.flatMap(({ row, column, found }) => {
      const count = expected[row]?.[column]?.count ?? 0;
      return found === count ? [] : [`${id} ${row} ${column}: ${found} instead of ${count}`];
    });
    const shown = new Set(cells.map(({ row, column }) => `${row} ${column}`));
    const missing = Object.entries(expected).flatMap(([row, columns]) =>
      Object.entries(columns).flatMap(([column, { count }]) =>
        count === 0 || shown.has(`${row} ${column}`) ? [] : [`${id} ${row} ${column}: missing, ${count} expected`],
      ),
    );
    return [...wrong, ...missing];
  });
}
