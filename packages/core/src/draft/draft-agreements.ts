/** Gathers the rules of each part into agreements: one a part and group of people, with ids and numbers. */
import { type DraftedAgreement, type DraftedClause, slugOf } from './draft-parts.js';
import { type Rule, rulesOf } from './find-rules.js';
import type { Section } from './outline.js';
import { type People, samePeople } from './people-words.js';
import type { ProposedTopic, ProposeTopics } from './policy-words.js';
import { isFirstPerson } from './rule-words.js';

/** Where a document names nobody at all, its rules are most often for these. */
const GUESSED: People = { roles: ['staff', 'pupil'], stages: null };
const MOST_ID_WORDS = 5;
/** From as many items that say "I will", the document is one that people sign. */
const LEAST_SIGNED_ITEMS = 3;

/** @param taken each id with how many have begun with it */
function uniqueId(wanted: string, taken: Map<string, number>): string {
  const stem = wanted === '' ? 'rules' : wanted;
  let [id, count] = [stem, taken.get(stem) ?? 0];
  while (taken.has(id)) id = `${stem}-${++count}`;
  taken.set(stem, Math.max(1, count));
  taken.set(id, Math.max(1, taken.get(id) ?? 1));
  return id;
}

/** Rules of one part for the same people, in the order of the document. */
function grouped(rules: readonly Rule[]): { people: People | null; rules: Rule[] }[] {
  const groups: { people: People | null; rules: Rule[] }[] = [];
  for (const rule of rules) {
    const { people } = rule;
    const same = groups.find((group) =>
      people === null || group.people === null ? people === group.people : samePeople(people, group.people),
    );
    if (same === undefined) groups.push({ people, rules: [rule] });
    else same.rules.push(rule);
  }
  return groups;
}

const isNumber = (marker: string): boolean => /^\d{1,3}$/.test(marker);

function numberOf({ marker }: Rule, index: number): string | number {
  if (marker === null) return index + 1;
  return isNumber(marker) && Number(marker) > 0 ? Number(marker) : marker;
}

/** "Do not use these at school:" and "webmail" are read together where the item alone says nothing. */
function topicsOf({ wording, lead }: Rule, proposeTopics: ProposeTopics): ProposedTopic[] {
  const own = proposeTopics(wording);
  return own.length > 0 || lead === null ? own : proposeTopics(`${lead} ${wording}`);
}

const VOLUNTARY = /\b(?:voluntary|voluntarily|is optional)\b/i;

export function draftAgreements(sections: readonly Section[], proposeTopics: ProposeTopics): DraftedAgreement[] {
  const taken = new Map<string, number>();
  const items = sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'item'));
  const isSigned = items.filter(({ text }) => isFirstPerson(text)).length >= LEAST_SIGNED_ITEMS;
  return sections.flatMap((section) => {
    const groups = grouped(rulesOf(section, isSigned));
    const voluntary = section.blocks.some(({ kind, text }) => kind === 'paragraph' && VOLUNTARY.test(text));
    const { title } = section;
    return groups.map(({ people, rules }) => {
      const roles = (people ?? GUESSED).roles.join('-');
      const id = uniqueId([slugOf(title, MOST_ID_WORDS), ...(groups.length > 1 ? [roles] : [])].join('-'), taken);
      const clauses = rules.map(
        (rule, index): DraftedClause => ({
          id: `${id}-${index + 1}`,
          number: numberOf(rule, index),
          wording: rule.wording,
          line: rule.line,
          topics: topicsOf(rule, proposeTopics),
        }),
      );
      const { line } = section;
      return {
        id,
        title,
        section: title,
        line,
        people: people ?? GUESSED,
        isGuess: people === null,
        voluntary,
        clauses,
      };
    });
  });
}
