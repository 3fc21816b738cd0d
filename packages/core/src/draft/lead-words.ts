/** The line above a list says what its items are: rules for users, what the school does, aims, or sanctions. */
import { type People, peopleOfHeading, peopleOfSubject } from './people-words.js';

/** `aims`: what somebody hopes or believes; nothing under it binds anybody. */
export type Force = 'rules' | 'school' | 'aims' | 'sanctions' | 'open';

export interface Lead {
  readonly text: string;
  readonly force: Force;
  readonly people: People | null;
}

const SANCTIONS = /\bsanctions?\b|\bconsequences?\b|\bmay (?:result|lead)\b/i;
const AIMS =
  /\b(?:aims?|purposes?|benefits?|objectives?|principles?|policies and procedures)\b.*:?$|\b(?:believe|recognise|understand that|hope)\b[^.]*:?$/i;
const SCHOOL_DOES = /\b(?:including|include|includes|by)\s*:?$/i;
const SCHOOL_SUBJECT =
  /^(?:at [\w' ]+ )?(?:we|the school|our school|school|the governing (?:body|board)|governing body|the head ?teacher|headteacher|the designated safeguarding|the dsl|dsl|the senior|the computing|the online safety|the ict|the local authority|this (?:policy|will))\b/i;
const WE_EXPECT = /\bwe (?:will )?(?:expect|ask|require|want|need)\b(.*)$/i;
const USERS_BOUND =
  /\b(?:will|must|should|shall|agrees?|promise|undertake|(?:is|are) (?:expected|required|asked|responsible|encouraged|not allowed|not permitted|forbidden)(?: (?:to|for|that))?|may not|can|need to|have to|never)\b/i;
const RULES_NAMED =
  /\b(?:rules?|guidelines?|expectations?|provisions|statements|conditions|commitments|agreements?|code|responsibilities|promises|do's|don'ts?)\b/i;

/** @param text of the heading or the line with a colon that stands right above the items */
export function leadOf(text: string): Lead {
  const lead = (force: Force, people: People | null): Lead => ({ text, force, people });
  const expected = WE_EXPECT.exec(text)?.[1];
  if (expected !== undefined) return lead('rules', peopleOfSubject(expected));
  if (/\bI (?:will|agree|must|promise|shall|am|understand)\b/.test(text)) return lead('rules', null);
  if (SANCTIONS.test(text)) return lead('sanctions', null);
  if (SCHOOL_SUBJECT.test(text)) return lead(AIMS.test(text) ? 'aims' : 'school', null);
  const verb = USERS_BOUND.exec(text);
  const people = verb === null ? peopleOfHeading(text) : peopleOfSubject(text.slice(0, verb.index));
  if (people !== null && (verb !== null || /:$/.test(text) || RULES_NAMED.test(text))) return lead('rules', people);
  if (RULES_NAMED.test(text) && /\b(?:apply|applies|followed?|following|below|are)\b/i.test(text))
    return lead('rules', people);
  if (AIMS.test(text)) return lead('aims', null);
  return SCHOOL_DOES.test(text) ? lead('school', null) : lead('open', people);
}
