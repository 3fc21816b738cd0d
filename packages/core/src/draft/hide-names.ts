/**
 * Takes out what tells who somebody is: names beside an office or of those who are to be told, mail addresses, phone
 * numbers. It knows names by what stands round them, so some will stay: a person looks before a pack is passed on.
 */
import { NAMES, nameIn, OFFICE } from './office-names.js';

export type HideNames = (text: string) => string;

const MAIL = /(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /(?<![\d.])(?:\+\d|\(?0)[\d\s().–-]{7,18}\d(?!\d)|\bext(?:ension|n)?\.? ?\d{2,6}\b/gi;
const DATE = /\d{1,2}[.-]\d{1,2}[.-]\d{4}/;
const LEAST_DIGITS_OF_PHONE = 9;
const A_MAIL_ADDRESS = 'a mail address';
const A_PHONE_NUMBER = 'a phone number';

const isPhone = (text: string): boolean =>
  /^ext/i.test(text) || (text.replace(/\D/g, '').length >= LEAST_DIGITS_OF_PHONE && !DATE.test(text));

const withoutContacts = (text: string): string =>
  text.replace(MAIL, A_MAIL_ADDRESS).replace(PHONE, (found) => (isPhone(found) ? A_PHONE_NUMBER : found));

const TELLING = [
  '(?:[Tt]ells?|[Tt]old|[Ii]nform(?:s|ed)?|[Nn]otif(?:y|ies|ied)|[Cc]ontact(?:s|ed)?|[Ss]ees?|[Aa]sks?|[Cc]onsults?|[Rr]ings?|[Cc]alls?|[Mm]essages?)',
  '(?:[Pp]hones?|[Ee]-?mails?|[Tt]elephones?|[Tt]exts?)',
  '(?:[Ss]peaks?|[Tt]alks?|[Ww]rites?|[Gg]oe?s?) (?:to|with)',
  '(?:[Rr]eport(?:s|ed)?|[Rr]efer(?:s|red)?|[Pp]ass(?:ed)?|[Gg]iven?|[Hh]and(?:ed)?|[Ss]en[dt]|[Tt]ake|[Bb]ring) (?:\\w+ ){0,4}?to',
  '(?:[Pp]ermission|[Ll]eave|[Aa]pproval|[Cc]onsent|[Aa]dvice|[Hh]elp|[Aa]greement) (?:of|from|by)',
  '[Bb]y',
];
const ARTICLE = '(?:the |our |a |an )?';
/** The office comes first, the names behind it; or the other way round. */
const BESIDE = new RegExp(`(${OFFICE})(?:\\s*[:–-]\\s*|,\\s+|\\s+(?:\\(|(?:is|are) )?)(${NAMES})\\)?(?:,(?= ))?`, 'gu');
const BEFORE = new RegExp(
  `(${NAMES})(?:,? \\(|, | [–-] |,? (?:is|are|as|who is) )${ARTICLE}(${OFFICE})(?![\\p{L}\\d])\\)?`,
  'gu',
);
const TOLD = new RegExp(`(?<!\\p{L})(?:${TELLING.join('|')}):? (${NAMES})`, 'gu');
const TO_BE_TOLD = new RegExp(
  `(${NAMES}) (?:must|should|will|is to|are to) (?:\\w+ )?be (?:told|informed|notified|contacted|asked|consulted)`,
  'gu',
);
const TO_BE_REACHED = new RegExp(
  `(${NAMES})[ ,(:–-]{1,3}(?:on |at |by )?(?:${A_MAIL_ADDRESS}|${A_PHONE_NUMBER})`,
  'gu',
);
const TITLED = /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Revd?)\.? (\p{Lu}[\p{L}'-]+)(?: \p{Lu}[\p{L}'-]+)?/gu;
const BETWEEN_NAMES = /, | ?\/ ?|,? (?:and|or|&) /;

const namesIn = (text: string): string[] => text.split(BETWEEN_NAMES).flatMap((each) => nameIn(each) ?? []);
const officeIn = (text: string): string => text.replace(/^(?:(?:and|of|for|the) )+/i, '').trim();

/** What stands instead of each name. */
type Hidden = Map<string, string>;

const A_PERSON = 'a person';
const folded = (name: string): string => name.toLowerCase().replace(/\.(?= )/g, '');

function learnFrom(text: string, hidden: Hidden): void {
  const learn = (names: string, instead: string) => {
    for (const name of namesIn(names)) learnName(name, instead, hidden);
  };
  for (const [, office = '', names = ''] of text.matchAll(BESIDE)) learn(names, `the ${officeIn(office)}`);
  for (const [, names = '', office = ''] of text.matchAll(BEFORE)) learn(names, `the ${officeIn(office)}`);
  for (const pattern of [TOLD, TO_BE_TOLD, TO_BE_REACHED])
    for (const [, names = ''] of text.matchAll(pattern)) learn(names, A_PERSON);
  for (const [, surname = ''] of text.matchAll(TITLED)) learnName(surname, A_PERSON, hidden);
}

/** An office says more than "a person". */
function learnName(name: string, instead: string, hidden: Hidden): void {
  const known = hidden.get(folded(name));
  if (known === undefined || known === A_PERSON) hidden.set(folded(name), instead);
}

const LEAST_LETTERS = 3;

/** First and last names alone, unless the document writes the same word small. */
function partsOf(hidden: Hidden, texts: readonly string[]): Hidden {
  const parts: Hidden = new Map();
  for (const [name, instead] of hidden) {
    for (const part of name.split(' ')) if (part.length >= LEAST_LETTERS) parts.set(part, instead);
  }
  for (const text of texts) {
    for (const [word] of text.matchAll(/(?<![\p{L}'-])\p{Ll}[\p{L}'-]*/gu)) parts.delete(word);
  }
  return parts;
}

const WORDS = /\p{L}+(?:['-]\p{L}+)*/gu;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORDS)].map(({ 0: found, index }) => {
    const word = found.replace(/'s$/i, '');
    return { text: word, start: index, end: index + word.length };
  });
}

const MOST_WORDS = 5;

/** Word by word, so that many names cost no more than few. */
function replaced(text: string, whole: Hidden, parts: Hidden): string {
  const words = wordsOf(text);
  let [result, reached] = ['', 0];
  for (let at = 0; at < words.length; ) {
    const [first, found] = [words[at], longestName(words, at, text, whole, parts)];
    const last = words[at + (found?.words ?? 1) - 1];
    if (first !== undefined && last !== undefined && found !== null) {
      result += text.slice(reached, first.start) + found.instead;
      reached = last.end;
    }
    at += found?.words ?? 1;
  }
  return result + text.slice(reached);
}

function longestName(words: readonly Word[], at: number, text: string, whole: Hidden, parts: Hidden) {
  const first = words[at];
  if (first === undefined) return null;
  for (let count = Math.min(MOST_WORDS, words.length - at); count > 1; count--) {
    const last = words[at + count - 1];
    const instead = last === undefined ? undefined : whole.get(folded(text.slice(first.start, last.end)));
    if (instead !== undefined) return { words: count, instead };
  }
  const instead = /^\p{Lu}/u.test(first.text) ? parts.get(first.text.toLowerCase()) : undefined;
  return instead === undefined ? null : { words: 1, instead };
}

/** @param texts of the whole document: who is named in one place may be named in any */
export function nameHider(texts: readonly string[]): HideNames {
  const plain = texts.map(withoutContacts);
  const whole: Hidden = new Map();
  for (const text of plain) learnFrom(text, whole);
  const parts = partsOf(whole, plain);
  return (text) => {
    const offices = withoutContacts(text)
      .replace(BESIDE, (found, office: string, names: string) => (namesIn(names).length === 0 ? found : office))
      .replace(BEFORE, (found, names: string, office: string) =>
        namesIn(names).length === 0 ? found : `the ${officeIn(office)}`,
      );
    return replaced(offices.replace(TITLED, A_PERSON), whole, parts).replace(/\b(the|our|a) (?=the )/gi, '');
  };
}
