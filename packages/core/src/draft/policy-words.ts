/** Proposes topics for a rule by the words it uses, and says which words they were. */
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

const SHIPPED_FILE = fileURLToPath(new URL('../../taxonomy/policy-words.yaml', import.meta.url));

const word = z
  .string()
  .regex(/^[\p{L}\d][\p{L}\d'? -]*\*?$/u, 'write words with blanks or hyphens, and an asterisk at the end alone');

function wordsFile({ topics }: Taxonomy) {
  const isProposed = (id: string) => topics.has(id) && topics.get(id)?.nature !== 'vulnerability';
  const topic = z.string().refine(isProposed, 'is no topic that a rule can be about');
  return z.strictObject({ topics: z.record(topic, z.array(word).min(1)) });
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

export function loadPolicyWords(taxonomy: Taxonomy, file: string = SHIPPED_FILE): ProposeTopics {
  const { value } = readYamlFile(file, wordsFile(taxonomy), { errorCode: 'taxonomy-faults' });
  const patterns = Object.entries(value.topics).map(([topic, words]) => ({ topic, pattern: patternOf(words) }));
  return (wording) =>
    patterns.flatMap(({ topic, pattern }) => {
      const words = [...new Set([...wording.matchAll(pattern)].map(([found]) => found.toLowerCase()))];
      return words.length === 0 ? [] : [{ topic, words }];
    });
}
