/** A workspace: the folder in which one school's store, configuration, keys and sealed texts lie. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Configuration, configurationText, type NewSchool, readConfiguration } from './configuration.js';
import { fail } from './errors.js';
import { systemReason } from './read/system-reason.js';

export interface Workspace {
  readonly folder: string;
  readonly configurationFile: string;
  readonly storeFile: string;
  readonly keyFile: string;
  /** Sealed segments, one an import and audience. */
  readonly sealedFolder: string;
  /** Readers' own keys, each locked with its passphrase. */
  readonly keysFolder: string;
  readonly auditFile: string;
}

const KEY_BYTES = 32;
/** Files that hold personal data are for their owner alone, where the system knows owners. */
export const OWNER_ONLY = 0o600;
export const OWNER_ONLY_FOLDER = 0o700;

/** Where rows of the store go that memory has no room for. */
export const temporaryFolderOf = ({ storeFile }: Pick<Workspace, 'storeFile'>): string => `${storeFile}.tmp`;
/** Where archives are unpacked while they are imported. */
export const unpackFolderOf = ({ storeFile }: Pick<Workspace, 'storeFile'>): string => `${storeFile}.unpacked`;

function workspaceIn(folder: string): Workspace {
  return {
    folder,
    configurationFile: join(folder, 'fmreview.yaml'),
    storeFile: join(folder, 'store.duckdb'),
    keyFile: join(folder, 'store.key'),
    sealedFolder: join(folder, 'sealed'),
    keysFolder: join(folder, 'keys'),
    auditFile: join(folder, 'audit.jsonl'),
  };
}

/** The named folder, or else the nearest one from `start` upwards that is a workspace. */
export function findWorkspace(named: string | undefined, start: string): Workspace {
  if (named !== undefined) {
    const workspace = workspaceIn(resolve(start, named));
    if (!existsSync(workspace.configurationFile)) throw fail('workspace-missing', { folder: workspace.folder });
    return workspace;
  }
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const workspace = workspaceIn(folder);
    if (existsSync(workspace.configurationFile)) return workspace;
    if (dirname(folder) === folder) throw fail('workspace-missing', { folder: resolve(start) });
  }
}

/** Makes a workspace. With `configuration` a ready file is taken as it is, after it has been checked. */
export async function initWorkspace(folder: string, school: NewSchool, configuration?: string): Promise<Workspace> {
  const workspace = workspaceIn(resolve(folder));
  if (existsSync(workspace.configurationFile)) throw fail('workspace-exists', { folder: workspace.folder });
  if (configuration !== undefined) readConfiguration(configuration);
  const text = configuration === undefined ? configurationText(school) : await readFile(configuration, 'utf8');
  try {
    await mkdir(workspace.folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    if (!existsSync(workspace.keyFile)) {
      await writeFile(workspace.keyFile, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: OWNER_ONLY });
    }
    await writeFile(workspace.configurationFile, text);
  } catch (cause) {
    throw fail('output-unwritable', { file: workspace.folder, reason: systemReason(cause) }, { cause });
  }
  return workspace;
}

export async function readKey(workspace: Workspace): Promise<Buffer> {
  const text = await readFile(workspace.keyFile, 'utf8').catch((cause: unknown) => {
    throw fail('key-missing', { file: workspace.keyFile }, { cause });
  });
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== KEY_BYTES) throw fail('key-missing', { file: workspace.keyFile });
  return key;
}

export const readWorkspaceConfiguration = (workspace: Workspace): Configuration =>
  readConfiguration(workspace.configurationFile);
