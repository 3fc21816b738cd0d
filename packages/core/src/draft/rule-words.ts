/** Which sentences bind those who use the technology, and which only tell what the school does or what follows. */
import { type People, peopleOfSubject } from './people-words.js';

/** "I will", "I understand": the words of an agreement that somebody signs. */
export const isFirstPerson = (text: string): boolean =>
  /^I(?:'ll|'m| (?:(?:also |always |fully )?(?:will|won't|shall|shan't|must|mustn't|understand|know|agree|recognise|am|accept|should|do not|don't|can|can't|may|never|only|promise|have|ask|keep|use|tell|respect|treat)))\b/.test(
    text,
  );

/** Items also say "If I find something nasty, I will tell …". */
export const speaksInFirstPerson = (text: string): boolean =>
  isFirstPerson(text) || /\bI (?:will|won't|shall|must|should|understand|know|agree|promise)\b/.test(text);

/** The words with which somebody signs: they bind to what stands above, and are no rule beside it. */
export const isSigning = (text: string): boolean =>
  /^I (?:\w+ ){0,2}(?:have (?:read|discussed|understood)|agree (?:to|with|that))\b/.test(text) ||
  /\b(?:this form|optional|voluntar(?:y|ily))\b/i.test(text);

/** In a list where others say "I will", so do these: "We only use …", "My work will …". */
export const speaksForSigners = (text: string): boolean => /^(?:We|My|It is my|Our)\b/.test(text);

/** What a list tells its readers to do, without saying who. */
export const isImperative = (text: string): boolean =>
  /^(?:please |always |never |only |do not |don't |no |be |keep |use |tell |ask |report |respect |log |lock |treat |think |check |follow |make sure |ensure |avoid |not )/i.test(
    text,
  );

const STRONG =
  /\b(?:must|mustn't|should|shouldn't|shall|never|may (?:not|only)|cannot|can ?not|can't|(?:is|are) (?:strictly |not )*(?:to\b|expected|required|asked|reminded|permitted|allowed|forbidden|prohibited|responsible)|not be (?:used|shared|taken|made)|will (?:not|never|only)|won't|it (?:is|will be) (?:the responsibility of|an expectation that|(?:important|essential|vital|expected) that)|(?:have|has|need|needs) to)\b/i;
const WEAK = /\bwill\b/i;
/** Somebody or something of the school stands right in front of the verb: it binds itself. */
const SCHOOL_ACTS =
  /(?<!\b(?:of|in|at|to|for|from|with|into|about|outside|inside|and) (?:the |our |any |this )?)\b(?:we|school|policy|document|agreement|sanctions?|procedures?|head ?teachers?|governing (?:body|board)|dsl|safeguarding leads?|slt|leadership team|leaders?|coordinator|co-ordinator|provider|technicians?|authority|committee|police|trust|evidence|breach|misuse|failure|incidents?|concerns?|reports?|records?|allegations?)$/i;
/** What such things will do is no rule; what must not be done with them is one. */
const MACHINE_ACTS = /\b(?:software|system|filters?|filtering|equipment)$/i;
const SCHOOL_BEGINS =
  /^(?:(?:the |our )?school (?:will|has|reserves|ensures|may|is|use|uses|promotes|provides)\b|(?:the )?(?:aims?|purpose) of\b|failure to\b|any breach\b|we (?!expect|ask|require|want|do ask))/i;
/** What happens to somebody or is arranged for them, as far as the verb tells. */
const FOLLOWS =
  /^(?:also |then |always |normally |usually )*(?:be (?:dealt|handled|informed|notified|contacted|suspended|banned|covered|followed|reviewed|updated|monitored|moderated|called|preserved|levelled|invited|considered (?:essential|good|best|an? )|read (?:alongside|in conjunction))|face\b|result\b|lead\b)/i;
/** After a mere "will" these are arrangements; after "must" they may be rules. */
const ARRANGED =
  /^(?:be (?:able|provided|covered|subject|in place|given|offered|taught|held|published|made|asked|expected)|have|receive|need|benefit|know)\b/i;
const MOST_WORDS_OF_SUBJECT = 10;
const QUESTIONS = /\b(?:questions|queries|clarification)\b/i;
const ANYBODY = /\b(?:you|users?|everyone|everybody|anyone|individuals?|nobody|no one|person|people|members?)\b/i;
const SIGNING = /\b(?:to|must|will|should|and) (?:\w+ and )?sign\b|\bsign (?:this|the|a|an|it|and)\b/i;
const OPENING_CONDITION = /^(?:if|when|where|wherever|whenever|although|should|in the event|in case)\b[^,]{0,200},\s*/i;
const CLOSING_CONDITION = /\b(?:when|if)\s+((?:[\w']+\s+){1,3})/i;

export interface Bound {
  /** Whom the sentence names as those who act; null where it leaves that to the part it stands in. */
  readonly people: People | null;
  /** Whom only its condition names: "… when parents wish to write". */
  readonly peopleInCondition: People | null;
  /** More than "will". */
  readonly isStrong: boolean;
}

/** @returns null for a sentence that binds nobody who uses the technology */
export function boundBy(sentence: string): Bound | null {
  if (SCHOOL_BEGINS.test(sentence) || SIGNING.test(sentence) || sentence.endsWith('?')) return null;
  const condition = OPENING_CONDITION.exec(sentence)?.[0] ?? '';
  const main = sentence.slice(condition.length);
  const strong = STRONG.exec(main);
  const verb = strong ?? WEAK.exec(main);
  const isOrder = /^(?:do not|don't|never|always) /i.test(main);
  if (verb === null) return isOrder ? { people: null, peopleInCondition: null, isStrong: true } : null;
  const subject = main.slice(0, verb.index).trim();
  const rest = main.slice(verb.index + verb[0].length).trim();
  if (SCHOOL_ACTS.test(subject) || QUESTIONS.test(subject) || FOLLOWS.test(rest)) return null;
  if (MACHINE_ACTS.test(subject) && /^will/i.test(verb[0])) return null;
  const people = peopleOfSubject(subject) ?? responsibleIn(verb[0], rest);
  const isStrong = strong !== null;
  if (!isStrong) {
    const namesUsers = people !== null || ANYBODY.test(subject);
    if (!namesUsers || ARRANGED.test(rest) || subject.split(' ').length > MOST_WORDS_OF_SUBJECT) return null;
  }
  const closing = CLOSING_CONDITION.exec(rest)?.[1] ?? '';
  const inCondition = peopleOfSubject(condition) ?? peopleOfSubject(closing);
  const isPassive =
    /^(?:not |also |then )*be\b|^(?:is|are) to be\b/i.test(rest) || /^(?:is|are) to be\b/i.test(main.slice(verb.index));
  return { people, peopleInCondition: isPassive ? withStaff(inCondition) : inCondition, isStrong };
}

/** "If a child meets it, it must be reported": the child does so, or the adult who is there. */
function withStaff(people: People | null): People | null {
  if (people === null || people.roles.join() !== 'pupil') return people;
  return { roles: ['staff', 'pupil'], stages: null };
}

/** Tells what the sentence before it asks for. */
export const goesOn = (sentence: string): boolean => /^(?:this|these) (?:includes?|means?)\b/i.test(sentence);

const WORDS_OF_THOSE_RESPONSIBLE = 4;

/** "It is the responsibility of all staff to …": the people come behind. */
function responsibleIn(verb: string, rest: string): People | null {
  return /^it /i.test(verb) ? peopleOfSubject(rest.split(' ').slice(0, WORDS_OF_THOSE_RESPONSIBLE).join(' ')) : null;
}
