/** Names of people that a policy gives beside their offices. A pack names offices alone. */

/** A word of a name, in capitals or with one: O'Neill, Smith-Jones, NAIR. */
const WORD = "(?<![\\p{L}\\d'-])\\p{Lu}[\\p{L}'-]*\\p{L}(?![\\p{L}\\d])";
const PARTICLE = '(?:van|von|de|der|den|da|di|du|la|le|al|bin)';
const TITLE = '(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Revd?)\\.? )';
/** First and last name, the first perhaps as a letter. */
const NAME = `${TITLE}?(?:${WORD}|\\p{Lu}\\.?) (?:${PARTICLE} ){0,2}${WORD}(?: ${WORD})?`;
/** "Ada Fennimore, Tom Quill or Ben Sorrel". */
export const NAMES = `${NAME}(?:(?:, | ?/ ?|,? (?:and|or|&) )${NAME})*`;

const OFFICE_WORD =
  '(?:Lead|Leader|[Hh]ead ?[Tt]eacher|Principal|DSL|DDSL|Co-?ordinator|Manager|Governor|Officer|Technician|Bursar|SENCO|Secretary|Administrator|Teacher)';
export const OFFICE = `(?:(?:[A-Z][\\w&'-]*|and|of|for|the) ){0,6}${OFFICE_WORD}s?`;

/** "Online Safety Lead: First Last": a line that only says who holds an office. */
const OFFICE_LINE = new RegExp(`^${OFFICE}\\s*[:–-]\\s*(${NAME})(?:\\s*\\([\\w ]+\\))?$`, 'u');

/** Words of the names of offices, services and things, and such as begin sentences: with one of them it is nobody's name. */
const NO_NAMES = new Set(
  [
    'a an and any all at by each every for from if in into it its my no not of on or our that the their these this to with your',
    'i we you he she they who must should shall can cannot never always please do use keep',
    'head teacher teachers headteacher headteachers principal deputy assistant lead leader leaders leadership senior team teams dsl ddsl dsls slt',
    'designated safeguarding child children protection person online safety e-safety esafety internet digital computing ict it network system systems',
    'manager managers technician technicians coordinator co-ordinator officer officers chair governor governors governing body board trustee trustees',
    'class year years group key stage phase early reception nursery school schools academy trust federation primary junior infant secondary college',
    'staff pupil pupils student students parent parents carer carers visitor visitors volunteer volunteers adult adults member members user users',
    'social care services service local authority council police data business site office line human resources personnel support help desk helpline',
    'pastoral special needs senco sendco bursar secretary administrator administration supervisor mentor counsellor nurse',
    'google microsoft apple windows office365 classroom workspace drive teams word excel outlook chrome youtube facebook twitter instagram whatsapp',
    'tiktok snapchat zoom skype purple mash times tables rock stars dojo seesaw tapestry cpoms myconcern securus childline ceop nspcc think know',
    'watch foundation commissioner report abuse button home world wide web wi-fi app apps email e-mail mail address phone number contact details',
    'acceptable policy policies agreement code conduct behaviour rules guidance guidelines appendix annex section part schedule table form handbook',
    'act regulations education health keeping safe general information access security monitoring filtering role roles responsibilities review',
    'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december',
    'uk england wales scotland ireland united kingdom british european kcsie gdpr lado ofsted dfe',
  ]
    .join(' ')
    .split(' '),
);

const isNameWord = (word: string): boolean => !NO_NAMES.has(word.toLowerCase().replace(/'s$/, ''));

const LEADING_TITLE = new RegExp(`^${TITLE}`, 'u');

/** As much of the text, from its beginning, as is a first and a last name; null where that is less. */
export function nameIn(text: string): string | null {
  const words = text.replace(LEADING_TITLE, '').split(' ');
  const end = words.findIndex((word) => !isNameWord(word));
  const name = end === -1 ? words : words.slice(0, end);
  return name.length < 2 ? null : name.join(' ');
}

export const isOfficeLine = (text: string): boolean => {
  const name = OFFICE_LINE.exec(text)?.[1];
  return name !== undefined && nameIn(name) !== null;
};
