/** The topics that a configuration names: one that does not exist would block nothing and explain nothing, in silence. */
import { type Configuration, topicPlaces } from '../configuration.js';
import { type Fault, fail } from '../errors.js';
import type { Taxonomy } from './taxonomy.js';

/** @throws configuration-faults */
export function assertNamedTopics(file: string, { blocks, curriculum }: Configuration, { topics }: Taxonomy): void {
  const named = [...blocks, ...curriculum].flatMap((each) => each.topics);
  if (named.every((topic) => topics.has(topic))) return;
  const faults = topicPlaces(file)
    .filter(({ topic }) => !topics.has(topic))
    .map(({ field, line }): Fault => {
      const message = `${field}: no such topic; there are ${[...topics.keys()].join(', ')}`;
      return { file, line, column: null, message };
    });
  throw fail('configuration-faults', { file, count: faults.length }, { faults });
}
