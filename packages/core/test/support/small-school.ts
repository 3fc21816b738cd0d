/** Small schools, made at random from a seed: who did what, event by event. */
import { loadPolicy, type Policy } from '../../src/map/policy.js';
import { loadTaxonomy } from '../../src/map/taxonomy.js';

export const taxonomy = loadTaxonomy();
export const policy = loadPolicy('beech-green', taxonomy);

/** The same, but games break a rule for the older pupils in lessons only: a row that counts part of its topic and group. */
export const smallPolicy: Policy = {
  ...policy,
  agreements: policy.agreements.map((agreement) => ({
    ...agreement,
    clauses: agreement.clauses.map((clause) => ({
      ...clause,
      rules: clause.rules.map((rule) =>
        agreement.id === 'ks2' && rule.topic === 'games' ? { ...rule, sessions: ['lesson' as const] } : rule,
      ),
    })),
  })),
};

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
  /** How it is known whose it is. */
  readonly method: string;
  /** What a person decided about it, or about its episode. */
  readonly decision: SmallDecision | null;
}

export interface SmallDecision {
  /** The same for all events that it holds for. */
  readonly key: string;
  readonly outcome: string;
  readonly isIncident: boolean;
}

/** What somebody reported, or whether somebody signed and when. */
export interface SmallReport {
  readonly month: string;
  readonly kind: string;
  readonly answer: string;
  readonly subject: number;
  readonly isOne: boolean;
}
export interface SmallSignature {
  readonly agreement: string;
  readonly subject: number;
  /** null: not at all. */
  readonly month: string | null;
}

export interface SmallSchool {
  readonly months: readonly string[];
  readonly events: readonly SmallEvent[];
  readonly reports: readonly SmallReport[];
  readonly signatures: readonly SmallSignature[];
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

function methodOf(group: string, subject: number, isOne: boolean): string {
  if (group === 'unattributed') return 'none';
  if (!isOne) return 'shared-account';
  return subject % 28 === 0 ? 'name' : subject % 20 === 0 ? 'assigned-device' : 'account';
}

/** So that a decision costs no draw, and stays the same for a whole episode. */
function decisionOf(key: string): SmallDecision | null {
  let hash = 17;
  for (const letter of key) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  const outcomes = ['false-positive', 'parent-contacted', 'support-given'];
  const outcome = outcomes[hash % 7];
  return outcome === undefined ? null : { key, outcome, isIncident: outcome !== 'false-positive' && hash % 5 !== 0 };
}

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
    // Two in a row by the same person in one topic and month are one episode.
    const episode = subject * 100_000 + MONTHS.indexOf(month) * 1000 + (index % 7) * 20 + CAPTURE_TOPICS.indexOf(topic);
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
      episode,
      method: methodOf(group, subject, isOne),
      decision: decisionOf(kind === 'capture' ? `episode ${episode}` : `request ${subject} ${index}`),
    };
  };
  const captures = Array.from({ length: 12 + upTo(110) }, (_, index) => event('capture', index));
  const requests = Array.from({ length: 20 + upTo(260) }, (_, index) => event('request', index));
  const events = [...captures, ...requests];
  const reports = Array.from({ length: upTo(40) }, (): SmallReport => {
    const { subject, isOne } = next() < 0.3 ? { subject: 3, isOne: false } : pick(subjects);
    const kind = pick(['accidental-access', 'over-blocking', 'misuse']);
    return { month: pick(MONTHS), kind, answer: pick(['open', 'allowed', 'no-change']), subject, isOne };
  });
  const signatures = subjects
    .filter(({ isOne, group }) => isOne && (group === 'ks2' || group === 'staff'))
    .map(({ subject, group }): SmallSignature => {
      const month = next() < 0.4 ? MONTHS[0] : next() < 0.6 ? pick(MONTHS) : null;
      return { agreement: group === 'staff' ? 'staff-code' : 'ks2', subject, month: month ?? null };
    });
  return { months: MONTHS, events, reports, signatures };
}
