/**
 * A reader's own key: an age identity, locked with a passphrase, in the workspace's folder `keys` or wherever its reader
 * keeps it. Its name ends with that of its public half, so that an old and a new key of one reader stand side by side.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { fail } from '../errors.js';
import { systemReason } from '../read/system-reason.js';
import type { Reader } from '../store/readers.js';
import { OWNER_ONLY, OWNER_ONLY_FOLDER, type Workspace } from '../workspace.js';

/** Short ones are guessed by machines; this is the least that a sentence of four small words has. */
export const LEAST_PASSPHRASE_LETTERS = 14;
const ENDING_LETTERS = 8;
const SECRET = /AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]+/;

export interface Key {
  /** `AGE-SECRET-KEY-1…`: never written down but in a key file. */
  readonly secret: string;
  readonly recipient: string;
}

export async function newKey(): Promise<Key> {
  const secret = await generateX25519Identity();
  return { secret, recipient: await identityToRecipient(secret) };
}

/** The public half of a key. */
export const recipientOf = (secret: string): Promise<string> => identityToRecipient(secret);

type KeyOwner = Pick<Reader, 'name' | 'recipient'>;

const pathOf = ({ keysFolder }: Workspace, { name, recipient }: KeyOwner, isLocked: boolean) =>
  join(keysFolder, `${name}-${recipient.slice(-ENDING_LETTERS)}.${isLocked ? 'age' : 'key'}`);

/** The reader's key in this workspace; null when it lies elsewhere. */
export function keyFileOf(workspace: Workspace, reader: KeyOwner): string | null {
  const paths = [pathOf(workspace, reader, true), pathOf(workspace, reader, false)];
  return paths.find((path) => existsSync(path)) ?? null;
}

async function locked(secret: string, passphrase: string): Promise<string> {
  if ([...passphrase].length < LEAST_PASSPHRASE_LETTERS)
    throw fail('passphrase-weak', { letters: LEAST_PASSPHRASE_LETTERS });
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return armor.encode(await encrypter.encrypt(secret));
}

/**
 * @param passphrase null only for demonstrations and tests: the key then lies open
 * @returns its path
 */
export async function writeKeyFile(
  workspace: Workspace,
  name: string,
  { secret, recipient }: Key,
  passphrase: string | null,
): Promise<string> {
  const text = passphrase === null ? secret : await locked(secret, passphrase);
  const path = pathOf(workspace, { name, recipient }, passphrase !== null);
  try {
    await mkdir(workspace.keysFolder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    const handle = await open(path, 'wx', OWNER_ONLY);
    try {
      await handle.writeFile(`${text}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    await rm(path, { force: true }).catch(() => undefined);
    throw fail('workspace-unwritable', { file: path, reason: systemReason(cause) }, { cause });
  }
  return path;
}

async function keyText(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw fail('reader-key-broken', { file, reason: systemReason(cause) }, { cause });
  });
}

/** Whether a passphrase must be asked for. */
export const isKeyLocked = async (file: string): Promise<boolean> =>
  !SECRET.test((await keyText(file)).toString('latin1'));

const ARMOUR = '-----BEGIN AGE';
const WRONG = /no identity matched/i;

/**
 * @param passphrase null for a key that is not locked
 * @throws passphrase-wrong, reader-key-broken
 */
export async function openKeyFile(file: string, passphrase: string | null): Promise<string> {
  const bytes = await keyText(file);
  const text = bytes.toString('latin1');
  const open = SECRET.exec(text);
  if (open !== null) return open[0];
  if (passphrase === null) throw fail('reader-key-broken', { file, reason: 'it is no key' });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let secret: string;
  try {
    const packed = text.includes(ARMOUR) ? armor.decode(text.trim()) : bytes;
    secret = await decrypter.decrypt(packed, 'text');
  } catch (cause) {
    if (cause instanceof Error && WRONG.test(cause.message)) throw fail('passphrase-wrong', { file }, { cause });
    throw fail('reader-key-broken', { file, reason: 'it is damaged, or no key' }, { cause });
  }
  const found = SECRET.exec(secret);
  if (found === null) throw fail('reader-key-broken', { file, reason: 'it holds no key' });
  return found[0];
}
