/** What each edition is called, for whom it is, and what stands on every page of those that name people. */
import type { EditionName } from '@fmreview/core/edition';

export interface EditionWords {
  readonly name: string;
  readonly audience: string;
  readonly footer: string;
  /** Whether page one is a whole by itself, for a reader who reads nothing else. */
  readonly hasPageOne: boolean;
  /** Who it is for, where it names people; null where nobody can be recognised. */
  readonly reader: string | null;
}

const review = 'Filtering and monitoring review';

export const editionWords: Readonly<Record<EditionName, EditionWords>> = {
  governors: {
    name: review,
    audience: 'Edition for governors',
    footer: 'Governors’ edition',
    hasPageOne: true,
    reader: null,
  },
  dsl: {
    name: review,
    audience: 'Edition for the designated safeguarding lead',
    footer: 'Safeguarding lead’s edition',
    hasPageOne: true,
    reader: 'the designated safeguarding lead',
  },
  it: { name: review, audience: 'Edition for IT support', footer: 'IT edition', hasPageOne: true, reader: null },
  'staff-annex': {
    name: review,
    audience: 'Annex for the headteacher',
    footer: 'Headteacher’s annex',
    hasPageOne: true,
    reader: 'the headteacher',
  },
  'chair-annex': {
    name: review,
    audience: 'Annex for the chair of governors',
    footer: 'Chair’s annex',
    hasPageOne: true,
    reader: 'the chair of governors',
  },
  public: {
    name: 'Staying safe online at our school',
    audience: 'For pupils and parents',
    footer: 'For pupils and parents',
    hasPageOne: false,
    reader: null,
  },
  evidence: {
    name: review,
    audience: 'Evidence for inspection and freedom of information',
    footer: 'Evidence',
    hasPageOne: true,
    reader: null,
  },
};

export const markingOf = (edition: EditionName): string | null => {
  const { reader } = editionWords[edition];
  return reader === null ? null : `CONFIDENTIAL: names people. For ${reader} only.`;
};
