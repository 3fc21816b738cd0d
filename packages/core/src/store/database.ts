/** A thin door to DuckDB: rows are judged by zod as they come out, and every statement can be cancelled. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import { fail } from '../errors.js';

/** A whole number in any of DuckDB's integer types. */
export const integer = z.union([z.int(), z.bigint()]).transform(Number);

export interface Database {
  readonly connection: DuckDBConnection;
  run(sql: string, values?: readonly DuckDBValue[]): Promise<void>;
  /** @returns all rows; for small results only */
  query<Row>(schema: z.ZodType<Row>, sql: string, values?: readonly DuckDBValue[]): Promise<Row[]>;
  /** Inserts rows given as objects; for dimensions, never for facts. `columns` maps a name to its SQL type. */
  insert(table: string, columns: Readonly<Record<string, string>>, rows: readonly object[]): Promise<void>;
  close(): void;
}

const INSERT_ROWS = 20_000;

const FULL = /no space left|disk (is )?full|not enough disk space/i;
/** A disk that takes no more; after it, DuckDB refuses everything until the file is opened again. */
const UNWRITABLE =
  /could not (write|sync|truncate)|failed to commit|read-only file system|database has been invalidated/i;

/** DuckDB's own words may quote what was to be written. */
function diskFault(cause: unknown, path: string): unknown {
  const message = cause instanceof Error ? cause.message : '';
  const isFull = FULL.test(message);
  if (!isFull && !UNWRITABLE.test(message)) return cause;
  const reason = isFull ? 'the disk is full' : 'the disk is full, or takes no writing';
  return fail('workspace-unwritable', { file: path, reason }, { cause });
}

async function wrap(instance: DuckDBInstance, path: string): Promise<Database> {
  const connection = await instance.connect();
  const told = (cause: unknown): never => {
    throw diskFault(cause, path);
  };
  const run = async (sql: string, values: readonly DuckDBValue[] = []) => {
    await connection.run(sql, [...values]).catch(told);
  };
  return {
    connection,
    run,
    async query(schema, sql, values = []) {
      const reader = await connection.runAndReadAll(sql, [...values]).catch(told);
      return z.array(schema).parse(reader.getRowObjectsJS());
    },
    async insert(table, columns, rows) {
      const names = Object.keys(columns)
        .map((name) => `"${name}"`)
        .join(', ');
      const shape = JSON.stringify([columns]);
      for (let at = 0; at < rows.length; at += INSERT_ROWS) {
        await run(
          `INSERT INTO ${table} (${names}) SELECT ${names} FROM (SELECT unnest(from_json($1, '${shape}'), recursive := true))`,
          [JSON.stringify(rows.slice(at, at + INSERT_ROWS))],
        );
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Memory that DuckDB may use before it turns to disk: leaves room for Node within 1.5 GB. */
const MEMORY_LIMIT = '1GB';

/**
 * @param path a file, or `:memory:`
 * @param temporaryFolder where rows go that memory has no room for; null: nowhere, and too much of them is an error
 */
export async function openDatabase(path: string, temporaryFolder: string | null = null): Promise<Database> {
  // Nothing is looked for outside this computer: no extension is installed or loaded at run time.
  const options = {
    memory_limit: MEMORY_LIMIT,
    temp_directory: temporaryFolder ?? '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
  return wrap(await DuckDBInstance.create(path, options), path);
}

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && /out of memory/i.test(error.message);

/** One transaction: all of it or nothing. */
export async function transaction<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  await database.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await database.run('COMMIT');
    return result;
  } catch (error) {
    await database.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
