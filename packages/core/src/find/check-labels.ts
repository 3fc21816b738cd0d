/** What the ids of checks and of decisions about lists are called in evidence and reports. */
import { stageShortTitle } from '../attribute/nations.js';
import { yearTitle } from '../attribute/year-groups.js';
import {
  CHECKERS,
  CONNECTIONS,
  DEVICE_KINDS,
  EXCLUSION_REASONS,
  groupWords,
  LIST_DECISIONS,
  LIST_REASONS,
  LISTS,
  LOCATIONS,
  RESULTS,
  TESTS,
} from '../normalise/check-words.js';

const WORDS = {
  office: CHECKERS,
  test: TESTS,
  device: DEVICE_KINDS,
  location: LOCATIONS,
  connection: CONNECTIONS,
  result: RESULTS,
  list: LISTS,
  decision: LIST_DECISIONS,
  'list-reason': LIST_REASONS,
  'exclusion-reason': EXCLUSION_REASONS,
} as const satisfies Record<string, Readonly<Record<string, readonly string[]>>>;

const CAPITALS: Readonly<Record<string, string>> = {
  ...{ dsl: 'DSL', it: 'IT', vpn: 'VPN', wifi: 'Wi-Fi' },
};

/** `guest wifi` → `Guest Wi-Fi`. */
const titled = (words: string) =>
  words
    .split(' ')
    .map((word) => CAPITALS[word] ?? word)
    .join(' ')
    .replace(/^\p{L}/u, (letter) => letter.toUpperCase());

const NOT_SAID = 'not said';

export function checkLabel(of: keyof typeof WORDS, id: string | null): string {
  if (id === null) return NOT_SAID;
  const words = new Map<string, readonly string[]>(Object.entries(WORDS[of])).get(id);
  return titled(words?.[0] ?? id.replaceAll('-', ' '));
}

/** Of a role, a stage or a year group. */
export function groupLabel(group: string | null): string {
  if (group === null) return NOT_SAID;
  const stage = stageShortTitle(group);
  if (stage !== null && stage !== undefined) return stage;
  return group in groupWords() ? titled(group) : yearTitle(group);
}
