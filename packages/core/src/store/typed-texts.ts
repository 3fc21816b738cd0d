/**
 * What people write about an event or a person: for those who may read about them, and away from whoever holds an office
 * and is named or meant in it. A child's word about a safeguarding lead must not go to that lead.
 */
import { type Audience, audienceFromId, audienceId, OFFICES, type Office, type Owner } from '../map/audience.js';
import { officesMeantIn, ownersNamedIn } from './named-owners.js';
import type { Store } from './open-store.js';
import { isCurrent, mayRead, type Reader, readReaders } from './readers.js';

const officeOf = ({ duty }: Owner): Office | null =>
  duty === 'deputy-dsl' ? 'dsl' : (OFFICES.find((office) => office === duty) ?? null);

/** One office alone, the highest first. */
const alone = (except: readonly Office[]): Audience[] =>
  OFFICES.toReversed().flatMap((office) => (except.includes(office) ? [] : [{ offices: [office], except }]));

/**
 * To its own readers, where any is left; else to the highest office that is nobody's of them. Named weighs more than meant:
 * where nobody else could ever open it, an office is not locked out by a mere word.
 */
function awayFrom(id: string, named: readonly Office[], meant: readonly Office[], readers: readonly Reader[]): string {
  if (named.length === 0 && meant.length === 0) return id;
  const { offices, except } = audienceFromId(id);
  const [barred = [], byName = []] = [[...named, ...meant], named].map((taken) =>
    OFFICES.filter((office) => taken.includes(office) || except.includes(office)),
  );
  const own = offices.filter((office) => !barred.includes(office));
  const choices = [...(own.length === 0 ? [] : [{ offices: own, except: barred }]), ...alone(barred), ...alone(byName)];
  const found = choices.find((choice) => readers.some((reader) => mayRead(reader, choice))) ?? choices[0];
  return audienceId(found ?? { offices: ['chair-of-governors'], except: barred });
}

/**
 * @returns who may read a text that belongs to a record of this audience; `words`: what of it a person typed, where it is
 * not the whole
 */
export async function typedTextAudiences(
  store: Store,
): Promise<(audience: string, text: string, words?: string) => string> {
  const namedIn = await ownersNamedIn(store);
  const readers = (await readReaders(store)).filter(isCurrent);
  return (audience, text, words = text) => {
    const named = namedIn(text).flatMap((owner) => officeOf(owner) ?? []);
    return awayFrom(audience, named, officesMeantIn(words), readers);
  };
}
