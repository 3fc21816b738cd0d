/** Captures that this reader does not see: their number, where they go, and why. */
import { paragraph } from '../blocks.js';
import { defineSection } from '../section.js';
import { withheldTable } from '../withheld-table.js';

export default defineSection({
  id: 'withheld',
  title: 'Captures that go to somebody else',
  editions: ['dsl'],
  order: 19,
  build: ({ withheld }) =>
    withheld.length === 0
      ? [paragraph('Every capture of the period may be seen by you.')]
      : [withheldTable('Captures withheld from this edition', withheld)],
  examples: [
    { name: 'nothing withheld', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['may be seen by you'] },
    {
      name: 'a capture about a lead goes to the chair',
      given: {
        edition: 'dsl',
        withheld: [{ captures: 2, goesTo: 'chair of governors', reason: 'About a designated safeguarding lead.' }],
      },
      kinds: ['table'],
      words: ['chair of governors', 'About a designated safeguarding lead', '2'],
    },
  ],
});
