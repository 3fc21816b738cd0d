/** Names of single parties on shared platforms: sealed with the requests that led to them, and readable with a key alone. */
import { z } from 'zod';
import type { Unlocked } from '../store/unlock.js';

export interface SealedSites {
  /** Null: sealed to other readers. */
  host(hostKey: string): string | null;
  path(pathKey: string): string | null;
}

const row = z.object({ kind: z.string(), key: z.string(), text: z.string() });

export async function sealedSites({ store }: Unlocked): Promise<SealedSites> {
  const rows = await store.query(
    row,
    `SELECT DISTINCT kind, key, text FROM unlocked.identity WHERE kind IN ('host', 'path')`,
  );
  const texts = new Map(rows.map(({ kind, key, text }) => [`${kind} ${key}`, text]));
  return {
    host: (hostKey) => texts.get(`host ${hostKey}`) ?? null,
    path: (pathKey) => texts.get(`path ${pathKey}`) ?? null,
  };
}
