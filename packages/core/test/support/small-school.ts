/** Small schools, made at random from a seed: who did what, event by event. */
import { loadPolicy } from '../../src/map/policy.js';
import { loadTaxonomy } from '../../src/map/taxonomy.js';

export const taxonomy = loadTaxonomy();
export const policy = loadPolicy('beech-green', taxonomy);

export interface SmallEvent {
  readonly kind: 'capture' | 'request';
  readonly importId: number;
  readonly month: string;
  readonly session: string;
  readonly subject: number;
  /** One child or adult, and not an account of a whole class. */
  readonly isOne: boolean;
  readonly group: string;
  readonly role: string | null;
  readonly topic: string;
  readonly nature: string | null;
  readonly severity: string;
  readonly grade: string;
  readonly action: string;
  readonly episode: number;
}

export interface SmallSchool {
  readonly months: readonly string[];
  readonly events: readonly SmallEvent[];
}

/** Numbers from a seed: the same school every time. */
function numbers(seed: number) {
  let state = seed * 2_654_435_761 + 97;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[upTo(values.length - 1)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  return { next, upTo, pick };
}

const ROLE_OF: Readonly<Record<string, string | null>> = {
  staff: 'staff',
  governors: 'governor',
  visitors: 'visitor',
  unattributed: null,
};
export const STAGES = ['eyfs', 'ks1', 'ks2'];
export const GROUPS = [...STAGES, 'staff', 'governors', 'visitors', 'unattributed'];
const MOST_OF_GROUP = [2, 5, 28, 9, 1, 1, 3];
export const SESSIONS = ['lesson', 'break', 'evening', 'weekend'];
export const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];

const CAPTURE_TOPICS = ['bullying', 'games', 'self-harm', 'grooming', 'unmapped'];
const REQUEST_TOPICS = ['ordinary', 'games', 'bypass', 'unmapped'];

interface Subject {
  readonly subject: number;
  readonly group: string;
  readonly isOne: boolean;
  readonly weight: number;
}

export function smallSchool(seed: number): SmallSchool {
  const { next, upTo, pick } = numbers(seed);
  const subjects: Subject[] = GROUPS.flatMap((group, place) => {
    const isShared = group === 'eyfs' || (group === 'ks1' && seed % 2 === 0);
    return Array.from({ length: upTo(MOST_OF_GROUP[place] ?? 0) }, (_, index) => ({
      subject: 100 * (place + 1) + index * 4,
      group,
      isOne: !isShared,
      weight: next() < 0.08 ? 25 : 1 + upTo(4),
    }));
  });
  subjects.push({ subject: 40, group: 'ks2', isOne: true, weight: 3 });
  const drawn = subjects.flatMap((each) => Array.from({ length: each.weight }, () => each));
  const captureTopics = CAPTURE_TOPICS.filter(() => next() < 0.75);
  const requestTopics = REQUEST_TOPICS.filter(() => next() < 0.8);
  const event = (kind: 'capture' | 'request', index: number): SmallEvent => {
    const { subject, group, isOne } = pick(drawn);
    const topic = pick(kind === 'capture' ? [...captureTopics, 'bullying'] : [...requestTopics, 'ordinary']);
    const month = pick(MONTHS);
    const fileOfCaptures = MONTHS.indexOf(month) < 2 ? 1 : MONTHS.indexOf(month) < 4 ? 2 : 3;
    return {
      kind,
      importId: kind === 'capture' ? fileOfCaptures : 10 + MONTHS.indexOf(month),
      month,
      session: pick(SESSIONS),
      subject,
      isOne,
      group,
      role: group in ROLE_OF ? (ROLE_OF[group] ?? null) : 'pupil',
      topic,
      nature: taxonomy.topics.get(topic)?.nature ?? null,
      severity: String(1 + Math.min(4, Math.floor(next() * next() * 6))),
      grade: next() < 0.4 ? 'ungraded' : next() < 0.8 ? '1' : pick(['2', '3', '4', '5']),
      action: next() < 0.6 ? 'allowed' : next() < 0.85 ? 'blocked' : pick(['warned', 'unknown']),
      // Two in a row by the same person in one topic and month are one episode.
      episode: subject * 100_000 + MONTHS.indexOf(month) * 1000 + (index % 7) * 20 + CAPTURE_TOPICS.indexOf(topic),
    };
  };
  const captures = Array.from({ length: 12 + upTo(110) }, (_, index) => event('capture', index));
  const requests = Array.from({ length: 20 + upTo(260) }, (_, index) => event('request', index));
  return { months: MONTHS, events: [...captures, ...requests] };
}
