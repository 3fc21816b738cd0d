/** What an account is called, from the many ways in which products write it. Runs on distinct values only. */

export interface AccountName {
  /** Lower case, without its domain. */
  readonly name: string;
  /** Lower case; null when the text carries none. */
  readonly domain: string | null;
}

/**
 * `DOMAIN\user`, `DOMAIN\\user`, `user@domain` and `DOMAIN\user@realm` (the realm then says nothing more).
 * @param domainColumn the domain from a column of its own, used when the text carries none.
 */
export function parseAccount(text: string, domainColumn: string | null = null): AccountName {
  const folded = text.trim().toLowerCase();
  const slash = folded.lastIndexOf('\\');
  const before = slash > 0 ? folded.slice(0, slash).replaceAll('\\', '') : null;
  const rest = slash >= 0 ? folded.slice(slash + 1) : folded;
  const at = rest.lastIndexOf('@');
  const name = at > 0 ? rest.slice(0, at) : rest;
  const after = at > 0 && at < rest.length - 1 ? rest.slice(at + 1) : null;
  const column = domainColumn?.trim().toLowerCase() || null;
  return { name, domain: before ?? after ?? column };
}
