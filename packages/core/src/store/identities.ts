/**
 * What can tell who or what was typed: names, accounts, device names, phrases, titles, notes, rejected lines. It never
 * enters the store; it stands in `identities.arrow` beside it, keyed like the store's dimensions.
 */
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { z } from 'zod';
import { fail } from '../errors.js';
import { OWNER_ONLY } from '../workspace.js';

const IDENTITY_KINDS = ['account', 'person', 'device', 'phrase', 'capture', 'rejection'] as const;

export interface Identity {
  readonly kind: (typeof IDENTITY_KINDS)[number];
  /** The key of the dimension; `file:line` for captures and rejections, the file by its first sixteen digits of SHA-256. */
  readonly key: string;
  /** What the text is: `name`, `first-name`, `window-title`, … */
  readonly field: string;
  readonly text: string;
}

const identity = z.object({ kind: z.enum(IDENTITY_KINDS), key: z.string(), field: z.string(), text: z.string() });

export async function readIdentities(file: string): Promise<Identity[]> {
  if (!existsSync(file)) return [];
  try {
    const table = tableFromIPC(await readFile(file));
    return Array.from(table, (row) => identity.parse(row.toJSON()));
  } catch (cause) {
    throw fail('store-broken', { file, reason: 'the identities cannot be read' }, { cause });
  }
}

/** Looks texts up by kind, key and field. */
export class IdentityBook {
  readonly #texts: ReadonlyMap<string, string>;

  constructor(identities: readonly Identity[]) {
    this.#texts = new Map(identities.map((each) => [identityPlace(each), each.text]));
  }

  text(kind: Identity['kind'], key: string, field: string): string | null {
    return this.#texts.get(identityPlace({ kind, key, field })) ?? null;
  }
}

const identityPlace = ({ kind, key, field }: Omit<Identity, 'text'>) => `${kind}\u0000${key}\u0000${field}`;

/**
 * Adds to the file, in one step: a crash leaves the old file or the new one. Adding the same again changes nothing, so an
 * import that is repeated after a crash is safe.
 */
export async function addIdentities(file: string, added: readonly Identity[]): Promise<void> {
  if (added.length === 0) return;
  const all = new Map([...(await readIdentities(file)), ...added].map((each) => [identityPlace(each), each]));
  const rows = [...all.values()];
  const table = tableFromArrays({
    kind: rows.map((row) => row.kind),
    key: rows.map((row) => row.key),
    field: rows.map((row) => row.field),
    text: rows.map((row) => row.text),
  });
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', OWNER_ONLY);
  try {
    await handle.writeFile(tableToIPC(table, 'file'));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
