/** Opens sealed texts for a command: which reader, which key, and where the passphrase comes from. Never an argument. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isCancel, password } from '@clack/prompts';
import {
  type Configuration,
  fail,
  findWorkspace,
  isKeyLocked,
  keyFileOf,
  keysOfReader,
  type Office,
  openKeyFile,
  openStore,
  opensFor,
  type Reader,
  readerForOffice,
  readWorkspaceConfiguration,
  recipientOf,
  type Store,
  systemReason,
  type Unlocked,
  unlock,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from './context.js';
import { record } from './record.js';

/** Beside a command's own input. */
export const unlockShape = {
  reader: z.string().optional(),
  identity: z.string().optional(),
  passphraseFile: z.string().optional(),
  passphraseFd: z.number().int().optional(),
};
const given = z.object(unlockShape);
export type UnlockInput = z.infer<typeof given>;

/** Whether a key is asked for at all, of commands that can do without. */
export const hasKey = ({ reader, identity, passphraseFile, passphraseFd }: UnlockInput): boolean =>
  [reader, identity, passphraseFile, passphraseFd].some((each) => each !== undefined);

/** Asks without showing what is typed; questions are words, so stdout stays free for data. */
export async function askPassphrase(message: string, { signal }: Context): Promise<string> {
  const answer = await password({ message, output: process.stderr, signal });
  if (isCancel(answer)) throw fail('cancelled', {});
  return answer ?? '';
}

const firstLine = (text: string) => text.split(/\r?\n/, 1)[0] ?? '';

/** The passphrase of unattended use; null when none is given. */
export function givenPassphrase(input: UnlockInput, { folder }: Context): string | null {
  const source =
    input.passphraseFd ?? (input.passphraseFile === undefined ? null : resolve(folder, input.passphraseFile));
  if (source === null) return null;
  try {
    return firstLine(readFileSync(source, 'utf8'));
  } catch (cause) {
    throw fail('file-unreadable', { file: String(source), reason: systemReason(cause) }, { cause });
  }
}

async function passphraseFor(reader: string, input: UnlockInput, context: Context): Promise<string> {
  const ready = givenPassphrase(input, context);
  if (ready !== null) return ready;
  if (!context.isInteractive) throw fail('passphrase-missing', { reader });
  return askPassphrase(`Passphrase of the key of ${reader}`, context);
}

export interface OpenKey {
  readonly reader: Reader;
  readonly secret: string;
}

/** @param office whose key is wanted when no reader is named */
export async function openKey(store: Store, office: Office, input: UnlockInput, context: Context): Promise<OpenKey> {
  const { workspace } = store;
  const keys =
    input.reader === undefined ? [await readerForOffice(store, office)] : await keysOfReader(store, input.reader);
  const [reader] = keys;
  if (reader === undefined) throw new Error('a reader without a key');
  const kept = keys.map((key) => keyFileOf(workspace, key)).find((each) => each !== null) ?? null;
  const file = input.identity === undefined ? kept : resolve(context.folder, input.identity);
  if (file === null) throw fail('reader-key-missing', { reader: reader.name, folder: workspace.keysFolder });
  const passphrase = (await isKeyLocked(file)) ? await passphraseFor(reader.name, input, context) : null;
  if (passphrase !== null) context.output.progress('Opening the key …');
  const secret = await openKeyFile(file, passphrase);
  // An earlier key of this reader opens what was sealed in its time.
  const recipient = await recipientOf(secret);
  if (!keys.some((key) => key.recipient === recipient))
    throw fail('reader-key-broken', { file, reason: `it is not the key of ${reader.name}` });
  return { reader, secret };
}

export interface Opened {
  readonly unlocked: Unlocked;
  readonly configuration: Configuration;
  readonly reader: Reader;
}

/**
 * Opens the store without a place on disk for rows, and what the key opens in memory; closes both whatever happens.
 * @param office only what is sealed to this office; null: all that the key opens
 */
export async function withUnlocked<Result>(
  input: UnlockInput & { readonly workspace?: string | undefined },
  context: Context,
  order: { readonly command: string; readonly office: Office | null },
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const workspace = findWorkspace(input.workspace, context.folder);
  const configuration = readWorkspaceConfiguration(workspace);
  const store = await openStore(workspace, { spills: false });
  const interrupt = () => store.connection.interrupt();
  context.signal.addEventListener('abort', interrupt);
  try {
    const { reader, secret } = await openKey(store, order.office ?? 'dsl', input, context);
    if (order.office !== null && !opensFor(reader, order.office))
      throw fail('reader-other-office', { reader: reader.name, office: order.office });
    const unlocked = await unlock(store, [secret], order.office ?? undefined);
    const detail = { openSegments: unlocked.openSegments, closedSegments: unlocked.closedSegments };
    await record(store, { command: `${order.command} unlock`, reader: reader.name, detail }, context);
    return await work({ unlocked, configuration, reader });
  } finally {
    context.signal.removeEventListener('abort', interrupt);
    store.close();
  }
}
