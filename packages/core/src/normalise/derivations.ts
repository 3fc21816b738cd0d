/** Derivations that formats of several products share: what one column says only together with others. */
import type { Derived } from './transforms.js';
import { derive } from './transforms.js';

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const folded = (sql: string) => `lower(trim(${sql}))`;
const list = (words: readonly string[]) => words.map(quoted).join(', ');

const ABSENT = 'NULL';

/**
 * The account, or first and last name where there is none. The aliases end with those of the last name, `with` names the first
 * and the last name: where the last name is the field itself, no other column has it.
 */
export const accountOrName = derive('VARCHAR', null, (raw, { others: [first = ABSENT, last = ABSENT] }) => {
  if (first === ABSENT) return raw;
  const both = (surname: string) => `concat_ws(' ', nullif(trim(${first}), ''), nullif(trim(${surname}), ''))`;
  return last === ABSENT ? both(raw) : `CASE WHEN coalesce(trim(${raw}), '') = '' THEN ${both(last)} ELSE ${raw} END`;
});

/** @param words in small letters, each with its severity; numbers from 1 to 5 stand for themselves */
export function severityWords(words: Readonly<Record<string, 1 | 2 | 3 | 4 | 5>>): Derived<'UTINYINT'> {
  const all = [...Object.entries(words), ...[1, 2, 3, 4, 5].map((number) => [String(number), number] as const)];
  const cases = all.map(([word, number]) => `WHEN ${quoted(word)} THEN ${number}::UTINYINT`).join(' ');
  return derive('UTINYINT', 'not-one-to-five', (raw) => `CASE ${folded(raw)} ${cases} END`);
}

/** What organisational units, departments and job titles call people. Whole words only: a guess would be worse than none. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  pupil: ['pupil', 'pupils', 'student', 'students', 'learner', 'learners', 'children', 'all students', 'all pupils'],
  staff: [
    ...[
      'staff',
      'all staff',
      'teaching staff',
      'support staff',
      'admin staff',
      'office staff',
      'employee',
      'employees',
    ],
    ...[
      'teacher',
      'teachers',
      'class teacher',
      'teaching assistant',
      'teaching assistants',
      'headteacher',
      'head teacher',
    ],
    ...['deputy headteacher', 'assistant headteacher', 'school business manager', 'cover supervisor'],
  ],
  governor: ['governor', 'governors', 'trustee', 'trustees', 'chair of governors'],
  visitor: ['visitor', 'visitors', 'guest', 'guests', 'contractor', 'contractors', 'supply', 'supply staff'],
  parent: ['parent', 'parents', 'carer', 'carers', 'parents and carers'],
};

/** SQL: the role that a list of texts speaks of, where they agree; NULL where they do not, or say nothing. */
export function agreedRole(texts: string): string {
  const cases = Object.entries(GROUPS).map(
    ([role, words]) => `WHEN ${folded('each')} IN (${list(words)}) THEN '${role}'`,
  );
  const roles = `list_distinct(list_filter(list_transform(${texts}, lambda each: CASE ${cases.join(' ')} END), lambda role: role IS NOT NULL))`;
  return `CASE WHEN len(${roles}) = 1 THEN ${roles}[1] END`;
}

/** SQL: the one text of a list that names a year group in words; a bare number may be a room, a site or an autumn. */
export function namedYear(texts: string): string {
  const isYear = `regexp_full_match(${folded('each')}, '(?:(?:year|yr) ?(?:[0-9]{1,2}|r)|y[0-9]{1,2}|reception|nursery|primary [1-7]|[ps][1-7]|(?:junior|senior) infants)')`;
  const years = `list_filter(${texts}, lambda each: ${isYear})`;
  return `CASE WHEN len(${years}) = 1 THEN ${years}[1] ELSE '' END`;
}
