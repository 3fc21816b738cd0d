/** What an account is called, from the many ways in which products write it. Runs on distinct values only. */

export interface AccountName {
  /** Lower case, without its domain. */
  readonly name: string;
  /** Lower case; null when the text carries none. */
  readonly domain: string | null;
}

/** A display name with the account behind it, in its last brackets: `First Last (Year 7) (user@domain)`, `First Last <user@domain>`. */
const DISPLAYED = /(?:\(([^\s()<>]+@[^\s()<>]+)\)|<([^\s()<>]+@[^\s()<>]+)>)$/;
/**
 * `cn=name,ou=…`, `uid=name,…`. A directory may call people by their full names: such a text holds no account, so the name
 * stands for one, and is found again by the names on the lists of people.
 */
const DISTINGUISHED = /^(?:cn|uid)=((?:[^,\\]|\\.)+)(?:,|$)/;
/** `ldap://server ou=…,dc=…/name`: the name stands behind the last slash. */
const LDAP_ADDRESS = /^ldaps?:\/\/.*\/([^/]+)$/;
const DOMAIN_PART = /(?:^|[\s,/])dc=([^,/\s]+)/g;

/** The account in a name of a directory, where backslashes only guard the character after them. */
function directoryAccount(folded: string): AccountName | null {
  const name = (DISTINGUISHED.exec(folded) ?? LDAP_ADDRESS.exec(folded))?.[1]?.replaceAll(/\\(.)/g, '$1').trim();
  if (!name) return null;
  const domain = [...folded.matchAll(DOMAIN_PART)].map(([, part]) => part).join('.');
  return { name, domain: domain || null };
}

/**
 * `DOMAIN\user`, `DOMAIN\\user`, `user@domain` and `DOMAIN\user@realm` (the realm then says nothing more), a display name
 * with a mail address behind it, and names of a directory (LDAP).
 * @param domainColumn the domain from a column of its own, used when the text carries none.
 */
export function parseAccount(text: string, domainColumn: string | null = null): AccountName {
  const column = domainColumn?.trim().toLowerCase() || null;
  const written = text.trim().toLowerCase();
  const listed = directoryAccount(written);
  if (listed !== null) return { name: listed.name, domain: listed.domain ?? column };
  const displayed = DISPLAYED.exec(written);
  const folded = displayed?.[1] ?? displayed?.[2] ?? written;
  const slash = folded.lastIndexOf('\\');
  const before = slash > 0 ? folded.slice(0, slash).replaceAll('\\', '') : null;
  const rest = slash >= 0 ? folded.slice(slash + 1) : folded;
  const at = rest.lastIndexOf('@');
  const name = at > 0 ? rest.slice(0, at) : rest;
  const after = at > 0 && at < rest.length - 1 ? rest.slice(at + 1) : null;
  return { name, domain: before ?? after ?? column };
}
