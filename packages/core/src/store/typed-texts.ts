/**
 * What people write about an event or a person: for those who may read about them, and away from whoever holds an office
 * and is named in it. A child's word about a safeguarding lead must not go to that lead.
 */
import { audienceFromId, audienceId, OFFICES, type Office, type Owner } from '../map/audience.js';
import { ownersNamedIn } from './audiences.js';
import type { Store } from './open-store.js';

const officeOf = ({ duty }: Owner): Office | null =>
  duty === 'deputy-dsl' ? 'dsl' : (OFFICES.find((office) => office === duty) ?? null);

/** The highest office that is nobody's of them, where all that should read it are named. */
function awayFrom(audience: string, named: readonly Owner[]): string {
  const taken = named.map(officeOf);
  if (taken.every((office) => office === null)) return audience;
  const { offices, except } = audienceFromId(audience);
  const barred = OFFICES.filter((office) => taken.includes(office) || except.includes(office));
  const free = offices.filter((office) => !barred.includes(office));
  const [next = 'chair-of-governors'] = OFFICES.toReversed().filter((office) => !barred.includes(office));
  return audienceId({ offices: free.length > 0 ? free : [next], except: barred });
}

/** @returns who may read a text that belongs to a record of this audience */
export async function typedTextAudiences(store: Store): Promise<(audience: string, text: string) => string> {
  const namedIn = await ownersNamedIn(store);
  return (audience, text) => awayFrom(audience, namedIn(text));
}
