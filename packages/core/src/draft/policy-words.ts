/**
 * Proposes topics for a rule by the words it uses, and says which words they were; and knows the words of what is a sign
 * that somebody may need help, which is no reason for a sanction.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Taxonomy } from '../map/taxonomy.js';
import { readYamlFile } from '../read/yaml-file.js';

export interface ProposedTopic {
  readonly topic: string;
  /** As the rule writes them, in lower case. */
  readonly words: readonly string[];
}

export type ProposeTopics = (wording: string) => ProposedTopic[];

export interface PolicyWords {
  readonly proposeTopics: ProposeTopics;
  readonly signsOfNeed: (text: string) => string[];
}

const SHIPPED_FILE = fileURLToPath(new URL('../../taxonomy/policy-words.yaml', import.meta.url));

const word = z
  .string()
  .regex(/^[\p{L}\d][\p{L}\d'? -]*\*?$/u, 'write words with blanks or hyphens, and an asterisk at the end alone');

function wordsFile({ topics }: Taxonomy) {
  const isVulnerability = (id: string) => topics.get(id)?.nature === 'vulnerability';
  const isProposed = (id: string) => topics.has(id) && !isVulnerability(id);
  const words = z.array(word).min(1);
  const topic = z.string().refine(isProposed, 'is no topic that a rule can be about');
  const vulnerability = z.string().refine(isVulnerability, 'is no vulnerability');
  return z.strictObject({ topics: z.record(topic, words), vulnerabilities: z.record(vulnerability, words) });
}

/** A question mark stands for one letter: licences and licenses. */
function patternOf(words: readonly string[]): RegExp {
  const patterns = words.map((each) =>
    each
      .replace(/\*$/, '')
      .replaceAll('?', '\\p{L}')
      .replace(/[ -]+/g, '[ -]+')
      .concat(each.endsWith('*') ? "[\\p{L}']*" : ''),
  );
  return new RegExp(`(?<![\\p{L}\\d])(?:${patterns.join('|')})(?![\\p{L}\\d])`, 'giu');
}

const wordsIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([found]) => found.toLowerCase())),
];

export function loadPolicyWords(taxonomy: Taxonomy, file: string = SHIPPED_FILE): PolicyWords {
  const { value } = readYamlFile(file, wordsFile(taxonomy), { errorCode: 'taxonomy-faults' });
  const patterns = Object.entries(value.topics).map(([topic, words]) => ({ topic, pattern: patternOf(words) }));
  const need = patternOf(Object.values(value.vulnerabilities).flat());
  return {
    proposeTopics: (wording) =>
      patterns.flatMap(({ topic, pattern }) => {
        const words = wordsIn(wording, pattern);
        return words.length === 0 ? [] : [{ topic, words }];
      }),
    signsOfNeed: (text) => wordsIn(text, need),
  };
}
