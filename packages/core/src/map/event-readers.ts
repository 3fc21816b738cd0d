/** Who may see how one event was mapped: whoever its names are sealed to, where an adult of the school may be concerned. */
import { z } from 'zod';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import type { Store } from '../store/open-store.js';
import { mayRead, type Reader } from '../store/readers.js';
import { type Audience, audienceOf, type Owner, uncertainAudience } from './audience.js';
import type { Rulebook } from './events.js';

export interface EventToShow extends Owner {
  readonly kind: 'request' | 'capture';
  readonly importId: number;
  readonly line: number;
  readonly topic: string;
}

const candidate = z.object({ role: z.string().nullable(), duty: z.string().nullable() });

const OWNER = {
  capture: captureOwner('e'),
  request: requestOwner('e'),
} as const;

/** Where it is nobody’s for certain on the day: whoever ever claimed the account, or had the device. */
async function ownersOf(store: Store, event: EventToShow): Promise<readonly Owner[]> {
  if (event.role !== null) return [event];
  return store.query(
    candidate,
    `WITH own AS (SELECT ${OWNER[event.kind]} AS owner FROM ${event.kind} AS e WHERE import_id = $1 AND line = $2)
     SELECT role, duty FROM account_candidate JOIN own ON owner = account_id UNION SELECT role, duty FROM owner_person JOIN own USING (owner) ORDER BY ALL`,
    [event.importId, event.line],
  );
}

const isAdultOfSchool = ({ role, duty }: Owner): boolean => duty !== null || role === 'staff' || role === 'governor';
const isPupil = ({ role, duty }: Owner): boolean => role === 'pupil' && duty === null;

/** What is about pupils or nobody known says nothing of any reader: it can be shown without a key, because nobody is named. */
function needsNoKey(owners: readonly Owner[], { offices, except }: Audience): boolean {
  if (owners.some(isAdultOfSchool)) return false;
  return owners.every(isPupil) || (offices.includes('dsl') && except.length === 0);
}

interface Concerned {
  readonly owners: readonly Owner[];
  readonly audience: Audience;
}

async function concernedBy(store: Store, { policy, taxonomy }: Rulebook, event: EventToShow): Promise<Concerned> {
  const owners = await ownersOf(store, event);
  const audience =
    event.role === null
      ? uncertainAudience(policy, taxonomy, owners)
      : audienceOf(policy, taxonomy, event, event.topic);
  return { owners, audience };
}

/** Whether the reader may read what the event is about, people and all. */
export async function mayReadEvent(
  store: Store,
  rulebook: Rulebook,
  event: EventToShow,
  reader: Pick<Reader, 'offices'>,
): Promise<boolean> {
  return mayRead(reader, (await concernedBy(store, rulebook, event)).audience);
}

/** @param reader whose key was opened; null: nobody's */
export async function isOpenEvent(
  store: Store,
  rulebook: Rulebook,
  event: EventToShow,
  reader: Pick<Reader, 'offices'> | null,
): Promise<boolean> {
  const { owners, audience } = await concernedBy(store, rulebook, event);
  return needsNoKey(owners, audience) || (reader !== null && mayRead(reader, audience));
}
