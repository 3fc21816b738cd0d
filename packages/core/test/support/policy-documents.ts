/**
 * The documents that the shipped packs are made from, and how many clauses each has by its own marks. They are no part of
 * the project: where they do not lie beside it, what needs them is skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where each document begins to be itself and no other: words of its title or of a section that only it has. */
const DOCUMENTS = {
  'westfield-pupils-parents': 'Acceptable User Policy – Primary pupils and Parents',
  valence: 'Valence Primary School Acceptable Use Policy',
  'westfield-staff': 'Staff ICT Acceptable Use Policy',
  'unnamed-school-pupils': 'Good Digital Citizenship',
  'beech-green': 'Beech Green Primary School',
} as const;
export type PackId = keyof typeof DOCUMENTS;
export const PACKS = [
  'westfield-pupils-parents',
  'valence',
  'westfield-staff',
  'unnamed-school-pupils',
  'beech-green',
] as const;

export function documentOf(id: PackId): string | null {
  const { FMREVIEW_SHARED = path.join('..', 'shared') } = process.env;
  const seeds = path.resolve(repository, FMREVIEW_SHARED, 'seeds');
  if (!existsSync(seeds)) return null;
  const texts = readdirSync(seeds).map((name) => readFileSync(path.join(seeds, name), 'utf8'));
  return texts.find((text) => text.includes(DOCUMENTS[id])) ?? null;
}

// How clauses are marked in the documents.
const between = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the document has no passage ${from}`);
  return text.slice(text.indexOf(from) + from.length).split(to)[0] ?? '';
};
const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim());
const bullets = (text: string): number => linesOf(text).filter((line) => /^[-·]/.test(line)).length;
const numerals = (text: string): number => linesOf(text).filter((line) => /^- [IVX]+\. /.test(line)).length;
const paragraphs = (text: string): number => linesOf(text).filter((line) => /^(· *)?I |^·/.test(line)).length;
const letters = (text: string): number => [...text.matchAll(/<p>[A-Z]<\/p>/g)].length;
/** Sentences that tell somebody what to do or not to do, by the words that bind. */
const sentences = (text: string, binding: RegExp): number =>
  text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!])(?:\s+|$)/)
    .filter((sentence) => binding.test(sentence)).length;

/** "There must be evidence of a break in" speaks of the insurance and binds nobody. */
const MUST =
  /\b((?<!there )must|should|never|are to|will be considered|is the responsibility of|This includes protecting)\b/;

/** Each heading of the Westfield staff policy that binds staff, and the one after it. */
const STAFF_SECTIONS = [
  ['Protection of School', 'Protection of Staff'],
  ['Protection of Staff', 'Personal Computer Security Policy'],
  ['Personal Computer Security Policy', 'Portables'],
  ['Portables', 'Virus Protection'],
  ['Virus Protection', 'Taking and Storing'],
  ['Taking and Storing Photographs of Pupils', 'School E-mail'],
  ['School E-mail', 'Social Media'],
  ['Social Media', 'Sanctions'],
] as const;

type Counts = (text: string) => Record<string, number>;
const COUNTS: Readonly<Record<PackId, Counts>> = {
  'westfield-pupils-parents': (text) => ({
    'pupils: Introduction': sentences(between(text, 'children when using it.', 'This is the'), /important that pupils/),
    'pupils: Using technology in school': bullets(between(text, 'Using Technology in School', 'Security, Passwords')),
    'pupils: Security, passwords and copyright': bullets(between(text, 'Security, Passwords', 'Online Behaviour')),
    'pupils: Online behaviour and safety': bullets(between(text, 'Online Behaviour', 'We expect that Parents')),
    'parents: Expectations of parents': bullets(between(text, 'We expect that Parents', '\u0000')),
  }),
  valence: (text) => ({
    'principles: Guiding principles': bullets(between(text, 'Guiding principles', 'Training and Development')),
    'staff-governors-visitors: Acceptable Agreement: Staff, Governors and Visitors': numerals(
      between(text, 'Staff, Governors and Visitors', 'User Signature'),
    ),
    'ks2: Key Stage Two Pupils': bullets(between(text, 'Key Stage Two Pupils', 'Name.....')),
    'ks1: Key Stage One Pupils': letters(text),
  }),
  'westfield-staff': (text) =>
    Object.fromEntries(
      STAFF_SECTIONS.map(([section, next]) => [
        `staff-ict: ${section}`,
        sentences(between(text, `\n${section}`, `\n${next}`), MUST),
      ]),
    ),
  'unnamed-school-pupils': (text) => ({
    'pupils: Staying Safe': bullets(between(text, 'Staying Safe', 'Cyberbullying Problems')),
    'pupils: Cyberbullying Problems': bullets(between(text, 'Cyberbullying Problems', 'Good Digital')),
    'pupils: Good Digital Citizenship': paragraphs(between(text, 'Good Digital Citizenship', 'Sanctions')),
    'parents: School Responsibilities, social media': sentences(
      between(text, 'the following regulations:', 'Monitoring'),
      /\b(should not|must not)\b/,
    ),
  }),
  'beech-green': (text) => ({
    'teachers: Roles and responsibilities, teachers':
      bullets(between(text, 'Teachers will ensure that:', 'Children will be')) +
      sentences(
        between(text, 'Teachers will ensure that:', 'Children will be'),
        /use of personal technologies will be/,
      ),
    'staff-code: Appendix A': bullets(between(text, 'APPENDIX A', 'APPENDIX B')),
    'social-media: Appendix B': bullets(between(text, 'APPENDIX B', 'APPENDIX C')),
    'ks2: Appendix C, KS2': bullets(between(text, 'KS2 E-Safety Rules', 'KS1 E-Safety Rules')),
    'ks1: Appendix C, KS1': bullets(between(text, 'KS1 E-Safety Rules', '\u0000')),
    'children: Roles and responsibilities, children': bullets(
      between(text, 'Children will be encouraged to:', 'Parents and carers are'),
    ),
    'accidental-access: Misuse by children, accidental access': sentences(
      between(text, 'Allegations of serious misuse', 'Should a child be considered to be subject'),
      /\b(must be|is to be taken|will not be)\b/,
    ),
    'parents: Roles and responsibilities, parents and carers': sentences(
      between(text, 'without fear of reprimand (age and activity dependent)', 'Practice'),
      /to be encouraged|expectation that/,
    ),
    'parents-at-home: Acceptable use by parents and carers': sentences(
      between(text, 'Acceptable use by parents and carers', 'Acceptable use by visitors'),
      /to be encouraged/,
    ),
    'visitors: Acceptable use by visitors, contractors and others': sentences(
      between(text, 'contractors and others', 'Related policies'),
      /are expected to|must be/,
    ),
  }),
};

export const clauseCounts = (id: PackId, text: string): Record<string, number> => COUNTS[id](text);
