/** Dimensions: gives every distinct thing a small number, the old ones theirs, the new ones the next. */
import { z } from 'zod';
import { type Database, integer } from './database.js';

export interface Dimension {
  readonly table: string;
  readonly id: string;
  /** Columns beside the id, with their SQL types. */
  readonly columns: Readonly<Record<string, string>>;
  /** The columns that make two rows the same thing. */
  readonly identity: readonly string[];
}

export const DIMENSIONS = {
  account: {
    table: 'account',
    id: 'account_id',
    columns: { name_key: 'VARCHAR', domain_key: 'VARCHAR', intake_year: 'INTEGER', is_generic: 'BOOLEAN' },
    identity: ['name_key', 'domain_key'],
  },
  person: { table: 'person', id: 'person_id', columns: { person_key: 'VARCHAR' }, identity: ['person_key'] },
  device: { table: 'device', id: 'device_id', columns: { device_key: 'VARCHAR' }, identity: ['device_key'] },
  phrase: { table: 'phrase', id: 'phrase_id', columns: { phrase_key: 'VARCHAR' }, identity: ['phrase_key'] },
  address: { table: 'address', id: 'address_id', columns: { ip: 'VARCHAR' }, identity: ['ip'] },
  host: {
    table: 'host',
    id: 'host_id',
    columns: {
      host_key: 'VARCHAR',
      name: 'VARCHAR',
      registrable: 'VARCHAR',
      kind: 'VARCHAR',
      own_labels: 'UTINYINT',
      is_whole: 'BOOLEAN',
      party_key: 'VARCHAR',
    },
    identity: ['host_key'],
  },
  path: { table: 'path', id: 'path_id', columns: { path_key: 'VARCHAR', is_party: 'BOOLEAN' }, identity: ['path_key'] },
  category: {
    table: 'category',
    id: 'category_id',
    columns: { format: 'VARCHAR', category_key: 'VARCHAR', text: 'VARCHAR', part_keys: 'VARCHAR' },
    identity: ['format', 'category_key'],
  },
  action: {
    table: 'action_word',
    id: 'action_id',
    columns: { format: 'VARCHAR', action_key: 'VARCHAR', action: 'VARCHAR' },
    identity: ['format', 'action_key'],
  },
  rule: {
    table: 'rule',
    id: 'rule_id',
    columns: { format: 'VARCHAR', rule_key: 'VARCHAR' },
    identity: ['format', 'rule_key'],
  },
  searchTerm: { table: 'search_term', id: 'term_id', columns: { term_key: 'VARCHAR' }, identity: ['term_key'] },
} as const satisfies Record<string, Dimension>;

type Row = Readonly<Record<string, string | null>>;

const identityOf = (row: Row, identity: readonly string[]) => JSON.stringify(identity.map((name) => row[name] ?? null));

/** @returns the id of each row, in the order given */
export async function intern(database: Database, dimension: Dimension, rows: readonly Row[]): Promise<number[]> {
  const { table, id, columns, identity } = dimension;
  const stored = z.object({ id: integer }).catchall(z.union([z.string(), z.null(), z.number()]));
  const known = new Map<string, number>();
  let last = 0;
  for (const row of await database.query(stored, `SELECT ${id} AS id, ${identity.join(', ')} FROM ${table}`)) {
    const texts = Object.fromEntries(identity.map((name) => [name, row[name] === null ? null : String(row[name])]));
    known.set(identityOf(texts, identity), row.id);
    last = Math.max(last, row.id);
  }
  const fresh: object[] = [];
  const ids = rows.map((row) => {
    const key = identityOf(row, identity);
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    last += 1;
    known.set(key, last);
    fresh.push({ [id]: last, ...row });
    return last;
  });
  await database.insert(table, { [id]: 'INTEGER', ...columns }, fresh);
  return ids;
}
