/** The desks that a text names: who is told, who deals with it. */
import type { Recipient } from '../map/policy-terms.js';

const WORDS = {
  'chair-of-governors': /\bchair of (?:the )?(?:governors|governing (?:body|board))\b/i,
  'local-authority-designated-officer': /\b(?:local authority designated officer|lado)\b/i,
  'childrens-social-care': /\b(?:children's (?:social care|services)|social services|social care)\b/i,
  'school-improvement-committee': /\bschool improvement committee\b/i,
  'head-of-site': /\bhead of site\b/i,
  'computing-lead': /\b(?:computing|online safety|e-?safety|ict|it) (?:lead(?:er)?|co-?ordinator|subject leader)\b/i,
  it: /\b(?:(?:it|ict) (?:department|team|support|technicians?|manager|provider)|network manager|technicians?)\b/i,
  dsl: /\b(?:dsl|designated (?:safeguarding )?lead|safeguarding (?:and child protection )?lead|child protection (?:lead|officer)|designated safeguarding person)\b/i,
  headteacher: /\b(?:head ?teacher|principal|head of school)\b/i,
  personnel: /\b(?:personnel|human resources)\b/i,
  police: /\bpolice\b/i,
  'outside-agencies': /\b(?:outside|external|other|appropriate) agenc(?:y|ies)\b/i,
  parents: /\b(?:parents?|carers?)\b/i,
  'class-teacher': /\b(?:teachers?|(?:familiar |trusted )?adults?|member of (?:the )?(?:school )?staff)\b/i,
} as const satisfies Record<Recipient, RegExp>;

const isRecipient = (name: string): name is Recipient => name in WORDS;

/** In the order in which the text names them. */
export function recipientsIn(text: string): Recipient[] {
  // "Headteacher" is no class teacher, nor is the "Head teacher" of two words.
  const others = text.replace(/\bhead ?teachers?'?s?\b/gi, 'principal');
  return Object.keys(WORDS)
    .filter(isRecipient)
    .map((recipient) => ({ recipient, at: others.search(WORDS[recipient]) }))
    .filter(({ at }) => at !== -1)
    .toSorted((one, other) => one.at - other.at)
    .map(({ recipient }) => recipient);
}
