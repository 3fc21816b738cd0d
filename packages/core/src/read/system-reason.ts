/** Why the system refused a file or folder, in words instead of its code. */

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'you may not open it'],
  ['EPERM', 'you may not open it'],
  ['EROFS', 'the disk is read-only'],
  ['EBUSY', 'another program holds it'],
  ['EEXIST', 'a file stands there'],
  ['ENOTDIR', 'a file stands where a folder should be'],
  ['EISDIR', 'it is a folder'],
  ['ENOENT', 'it is not there'],
  ['ENOSPC', 'the disk is full'],
  ['EMFILE', 'too many files are open'],
  ['EIO', 'the disk reports a fault'],
]);

/** The code of a system error, such as `ENOENT`; null for any other error. */
export const systemCode = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : null;

export function systemReason(cause: unknown): string {
  const code = systemCode(cause);
  return code === null ? 'the reason is not known' : (REASONS.get(code) ?? code);
}
