/**
 * Who may read what is about somebody: the offices that its names and texts are sealed to. National guidance gives the
 * defaults, the routes of the school's own policy change them, and nothing is ever sealed to the person it is about.
 */
import { z } from 'zod';
import { NO_CATEGORY, UNMAPPED } from './events.js';
import { DUTIES, type Duty, type Policy, type Recipient, ROLES, type Role, routesFor } from './policy.js';
import type { Taxonomy } from './taxonomy.js';

/** Those who can hold a key. The order is that of the ladder: whoever stands later may look at whoever stands before. */
export const OFFICES = ['dsl', 'headteacher', 'chair-of-governors'] as const;
export type Office = (typeof OFFICES)[number];

export interface Audience {
  /** In the order of `OFFICES`; never empty. */
  readonly offices: readonly Office[];
  /** A reader who holds one of these offices as well is left out: the matter may be their own. In the order of `OFFICES`. */
  readonly except: readonly Office[];
}

export interface Owner {
  readonly role: string | null;
  readonly duty: string | null;
  /** An account that a class or group shares. */
  readonly shared?: boolean | null;
}

const isOffice = (recipient: Recipient | Office): recipient is Office => OFFICES.some((office) => office === recipient);

/** KCSIE part four: staff go to the headteacher; the head, the DSL and deputies to the chair; nobody certain to the DSL. */
function defaultOffice(role: Role | null, duty: Duty | null): Office {
  if (duty === 'chair-of-governors') return 'headteacher';
  if (duty !== null || role === 'governor') return 'chair-of-governors';
  return role === 'staff' ? 'headteacher' : 'dsl';
}

/** The office that somebody with this duty holds. */
const OWN_OFFICE: Readonly<Record<Duty, Office>> = {
  headteacher: 'headteacher',
  dsl: 'dsl',
  'deputy-dsl': 'dsl',
  'chair-of-governors': 'chair-of-governors',
};

const roleOf = z.enum(ROLES).nullable().catch(null);
const dutyOf = z.enum(DUTIES).nullable().catch(null);

/**
 * A route counts when it says whose matters it is for, by role or duty; one for everybody leaves the defaults as they are.
 * Of an adult of the school, those whom the policy names beside may read as well: an allegation must not rest with one
 * reader. Of an account that members of staff share, the chair may: whoever else reads may have used it.
 */
export function audienceOf(policy: Policy, taxonomy: Taxonomy, owner: Owner, topic: string): Audience {
  const role = roleOf.parse(owner.role);
  const duty = dutyOf.parse(owner.duty);
  const nature = taxonomy.topics.get(topic)?.nature ?? null;
  const shared = owner.shared === true;
  const route = routesFor(policy, { role, duty, nature, topic, shared }).find(
    ({ when }) => when.roles !== undefined || when.duties !== undefined,
  );
  const isAdult = duty !== null || role === 'staff' || role === 'governor';
  const named = route === undefined ? [] : [route.to, ...(isAdult ? route.alsoTell : [])];
  const own = duty === null ? null : OWN_OFFICE[duty];
  const to: Recipient | Office =
    route === undefined || !isOffice(route.to) || route.to === own ? defaultOffice(role, duty) : route.to;
  const watching = shared && role === 'staff' ? ['chair-of-governors'] : [];
  const offices = OFFICES.filter((office) => office !== own && [to, ...named, ...watching].includes(office));
  return { offices, except: own === null ? [] : [own] };
}

/** Everybody who may read something about such a person may read their name. */
export function nameAudience(policy: Policy, taxonomy: Taxonomy, owner: Owner): Audience {
  const topics = [...taxonomy.topics.keys(), UNMAPPED, NO_CATEGORY];
  const all = topics.map((topic) => audienceOf(policy, taxonomy, owner, topic));
  const offices = OFFICES.filter((office) => all.some((audience) => audience.offices.includes(office)));
  const duty = dutyOf.parse(owner.duty);
  return { offices, except: duty === null ? [] : [OWN_OFFICE[duty]] };
}

/**
 * Nobody certain owns it, but one of several may. Where all would go to the same readers, it goes there; else to an office
 * that is nobody's of them. With no candidate at all it is the DSL's; where every office may be meant, only a spare key
 * opens it.
 */
export function uncertainAudience(policy: Policy, taxonomy: Taxonomy, candidates: readonly Owner[]): Audience {
  const [first, ...others] = candidates.map((owner) => nameAudience(policy, taxonomy, owner));
  if (first === undefined) return { offices: ['dsl'], except: [] };
  if (others.every((other) => audienceId(other) === audienceId(first))) return first;
  const owners = candidates.map(({ role, duty }) => ({ role: roleOf.parse(role), duty: dutyOf.parse(duty) }));
  const wanted = owners.map(({ role, duty }) => defaultOffice(role, duty));
  const taken = owners.flatMap(({ duty }) => (duty === null ? [] : [OWN_OFFICE[duty]]));
  const free = OFFICES.filter((office) => !taken.includes(office));
  const office = free.findLast((each) => wanted.includes(each)) ?? free.at(-1) ?? 'chair-of-governors';
  return { offices: [office], except: OFFICES.filter((each) => taken.includes(each)) };
}

/** Names a segment's readers in its file name: `dsl`, `dsl+headteacher`, `chair-of-governors-not-dsl`. */
export const audienceId = ({ offices, except }: Audience): string =>
  `${offices.join('+')}${except.length === 0 ? '' : `-not-${except.join('+')}`}`;

export function audienceFromId(id: string): Audience {
  const [named = '', except = ''] = id.split('-not-');
  const among = (words: readonly string[]) => OFFICES.filter((office) => words.includes(office));
  return { offices: among(named.split('+')), except: among(except.split('+')) };
}
