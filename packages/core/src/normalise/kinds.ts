/**
 * The kinds of record that a format can give, each with its fields. A format only says where a field stands in the
 * file and which named transform reads it; what it means for a record is said here, once.
 */
/** The SQL types that a normalised column can have. */
export type SqlType = 'VARCHAR' | 'TIMESTAMP' | 'DATE' | 'BIGINT' | 'UTINYINT' | 'BOOLEAN';

/** required: no record without it. strict: may be empty, but not wrong. lenient: wrong counts as empty. */
type Demand = 'required' | 'strict' | 'lenient';

const field = <Type extends SqlType>(type: Type, demand: Demand) => ({ type, demand });

export const KINDS = {
  /** One line of a web-filter log. */
  request: {
    time: field('TIMESTAMP', 'required'),
    user: field('VARCHAR', 'lenient'),
    sourceIp: field('VARCHAR', 'lenient'),
    device: field('VARCHAR', 'lenient'),
    url: field('VARCHAR', 'required'),
    category: field('VARCHAR', 'lenient'),
    action: field('VARCHAR', 'lenient'),
    rule: field('VARCHAR', 'lenient'),
    method: field('VARCHAR', 'lenient'),
    status: field('BIGINT', 'lenient'),
    bytes: field('BIGINT', 'lenient'),
    userAgent: field('VARCHAR', 'lenient'),
    contentType: field('VARCHAR', 'lenient'),
    /** Milliseconds from the beginning to the time of the line. */
    elapsed: field('BIGINT', 'lenient'),
  },
  /** One record of a monitoring product. Library severity, a person's grade and the service's label are three things. */
  capture: {
    time: field('TIMESTAMP', 'required'),
    received: field('TIMESTAMP', 'strict'),
    graded: field('TIMESTAMP', 'strict'),
    viewed: field('TIMESTAMP', 'strict'),
    acted: field('TIMESTAMP', 'strict'),
    captureId: field('VARCHAR', 'lenient'),
    eventId: field('VARCHAR', 'lenient'),
    user: field('VARCHAR', 'lenient'),
    domain: field('VARCHAR', 'lenient'),
    device: field('VARCHAR', 'lenient'),
    source: field('VARCHAR', 'lenient'),
    category: field('VARCHAR', 'required'),
    severity: field('UTINYINT', 'strict'),
    grade: field('UTINYINT', 'strict'),
    label: field('VARCHAR', 'lenient'),
    status: field('VARCHAR', 'lenient'),
    url: field('VARCHAR', 'lenient'),
    phrase: field('VARCHAR', 'lenient'),
    application: field('VARCHAR', 'lenient'),
    windowTitle: field('VARCHAR', 'lenient'),
    notes: field('VARCHAR', 'lenient'),
  },
  /** One row of the school's list of people. */
  membership: {
    role: field('VARCHAR', 'required'),
    personId: field('VARCHAR', 'lenient'),
    firstName: field('VARCHAR', 'lenient'),
    lastName: field('VARCHAR', 'lenient'),
    user: field('VARCHAR', 'lenient'),
    email: field('VARCHAR', 'lenient'),
    duty: field('VARCHAR', 'strict'),
    year: field('VARCHAR', 'strict'),
    class: field('VARCHAR', 'lenient'),
    shared: field('BOOLEAN', 'strict'),
    from: field('DATE', 'strict'),
    to: field('DATE', 'strict'),
    /** The day that the list describes. */
    asOf: field('DATE', 'strict'),
  },
  /** One device of the school's inventory. */
  device: {
    device: field('VARCHAR', 'required'),
    type: field('VARCHAR', 'lenient'),
    location: field('VARCHAR', 'lenient'),
    sourceIp: field('VARCHAR', 'lenient'),
    shared: field('BOOLEAN', 'strict'),
    /** The account that it is assigned to. */
    user: field('VARCHAR', 'lenient'),
    /** The group that it is for. */
    role: field('VARCHAR', 'strict'),
    year: field('VARCHAR', 'strict'),
    class: field('VARCHAR', 'lenient'),
    /** When its monitoring was last heard of. */
    checkedInOn: field('DATE', 'strict'),
    from: field('DATE', 'strict'),
    to: field('DATE', 'strict'),
    asOf: field('DATE', 'strict'),
  },
  /** What a person decided about one event. */
  outcome: {
    event: field('VARCHAR', 'required'),
    outcome: field('VARCHAR', 'required'),
    incident: field('BOOLEAN', 'strict'),
    onPurpose: field('BOOLEAN', 'strict'),
    step: field('UTINYINT', 'strict'),
    decidedOn: field('DATE', 'required'),
    decidedBy: field('VARCHAR', 'required'),
    notes: field('VARCHAR', 'lenient'),
  },
  /** What somebody reported, and what was answered. */
  concern: {
    day: field('DATE', 'required'),
    reported: field('VARCHAR', 'required'),
    role: field('VARCHAR', 'strict'),
    user: field('VARCHAR', 'lenient'),
    site: field('VARCHAR', 'lenient'),
    device: field('VARCHAR', 'lenient'),
    whatHappened: field('VARCHAR', 'lenient'),
    answer: field('VARCHAR', 'strict'),
    answeredOn: field('DATE', 'strict'),
  },
  /** One person's agreement to one agreement of the policy. */
  acceptance: {
    agreement: field('VARCHAR', 'required'),
    personId: field('VARCHAR', 'lenient'),
    user: field('VARCHAR', 'lenient'),
    signedOn: field('DATE', 'required'),
    signedBy: field('VARCHAR', 'strict'),
  },
  /** One test that somebody made of filtering or monitoring. */
  check: {
    day: field('DATE', 'required'),
    minuteOfDay: field('BIGINT', 'strict'),
    checkedBy: field('VARCHAR', 'required'),
    test: field('VARCHAR', 'required'),
    tested: field('VARCHAR', 'lenient'),
    deviceKind: field('VARCHAR', 'strict'),
    device: field('VARCHAR', 'lenient'),
    location: field('VARCHAR', 'strict'),
    userGroup: field('VARCHAR', 'strict'),
    connection: field('VARCHAR', 'strict'),
    expected: field('VARCHAR', 'required'),
    actual: field('VARCHAR', 'required'),
    action: field('VARCHAR', 'lenient'),
    owner: field('VARCHAR', 'strict'),
    closedOn: field('DATE', 'strict'),
  },
  /** What a review leaves out of its counts and prints apart: a phrase, a site or a topic, for whom, why and until when. */
  exclusion: {
    phrase: field('VARCHAR', 'lenient'),
    site: field('VARCHAR', 'lenient'),
    topic: field('VARCHAR', 'lenient'),
    role: field('VARCHAR', 'strict'),
    year: field('VARCHAR', 'strict'),
    class: field('VARCHAR', 'lenient'),
    reason: field('VARCHAR', 'required'),
    decidedBy: field('VARCHAR', 'required'),
    decidedOn: field('DATE', 'required'),
    from: field('DATE', 'strict'),
    until: field('DATE', 'required'),
    notes: field('VARCHAR', 'lenient'),
  },
  /** What somebody decided about one entry of a block list, allow list or list of exceptions. */
  'list-decision': {
    entry: field('VARCHAR', 'required'),
    list: field('VARCHAR', 'required'),
    decision: field('VARCHAR', 'required'),
    group: field('VARCHAR', 'strict'),
    reason: field('VARCHAR', 'required'),
    decidedBy: field('VARCHAR', 'required'),
    decidedOn: field('DATE', 'required'),
    reviewOn: field('DATE', 'strict'),
    notes: field('VARCHAR', 'lenient'),
  },
} as const;

export type Kind = keyof typeof KINDS;
export type FieldName<K extends Kind> = keyof (typeof KINDS)[K] & string;
export type FieldType<K extends Kind, Name extends FieldName<K>> = (typeof KINDS)[K][Name] extends {
  type: infer Type extends SqlType;
}
  ? Type
  : never;
