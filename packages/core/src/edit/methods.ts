/** How it is known whose an event is, in words, and how sure that is. Low confidence is said wherever somebody is named. */
import type { Method } from '../attribute/owners.js';

interface MethodWords {
  readonly title: string;
  readonly confidence: string;
  /** Beside a name; empty where a list says so. */
  readonly caution: string;
}

const SURE = 'sure: a list says so';
const FAIRLY_SURE = 'fairly sure: by a list of devices';
const NOT_SURE = 'not sure: it fits, and nothing contradicts';

const WORDS: Readonly<Record<Method, MethodWords>> = {
  account: { title: 'Account on a list of people', confidence: SURE, caution: '' },
  mail: { title: 'Mail address on a list of people', confidence: SURE, caution: '' },
  name: { title: 'First and last name on a list of people', confidence: NOT_SURE, caution: 'by name only' },
  'shared-account': {
    title: 'Shared account of a class or group: the person is not known',
    confidence: SURE,
    caution: 'shared account',
  },
  'intake-year': {
    title: 'Year in which an account begins: the year group is known, the person is not',
    confidence: NOT_SURE,
    caution: 'by the year in the account',
  },
  'assigned-device': {
    title: 'Device that a list assigns to one person',
    confidence: FAIRLY_SURE,
    caution: 'by the list of devices',
  },
  'group-device': {
    title: 'Device of a class or group: the person is not known',
    confidence: NOT_SURE,
    caution: 'by the list of devices, shared',
  },
  none: { title: 'Not known whose', confidence: 'counted as nobody’s', caution: '' },
};

export const methodTitle = (method: Method): string => WORDS[method].title;
export const confidenceWords = (method: Method): string => WORDS[method].confidence;

/** What to know before taking a name for certain: each caution once. */
export const cautionWords = (methods: readonly Method[]): string =>
  [...new Set(methods.map((method) => WORDS[method].caution))].filter((caution) => caution !== '').join('; ');
