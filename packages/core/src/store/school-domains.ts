/** Which domains of mail addresses are the school's own: governors, visitors and some staff give private ones. */
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import type { Database } from './database.js';

/** A domain that fewer of a list's pupils or staff have is somebody's own. */
const LEAST_SHARE = 0.2;

const share = z.object({ domain: z.string(), share: z.number() });

/** SQL: the domain of a mail address, in small letters. */
export const DOMAIN_OF = (email: string): string => `nullif(lower(regexp_extract(${email}, '@([^@]+)$', 1)), '')`;

/** The domains of the staged list of people, and those that the configuration names. In small letters. */
export async function schoolDomains(database: Database, { accounts }: Configuration): Promise<ReadonlySet<string>> {
  const found = await database.query(
    share,
    `SELECT domain, max(n / of_role)::DOUBLE AS share FROM (
       SELECT domain, count(*) AS n, sum(count(*)) OVER (PARTITION BY role) AS of_role FROM (
         SELECT role, ${DOMAIN_OF('email')} AS domain FROM staging WHERE fault = 0 AND role IN ('pupil', 'staff')
       ) WHERE domain IS NOT NULL GROUP BY role, domain
     ) GROUP BY domain`,
  );
  const common = found.filter((each) => each.share >= LEAST_SHARE).map(({ domain }) => domain);
  return new Set([...common, ...accounts.domains.map((domain) => domain.toLowerCase())]);
}
