/**
 * The Edition contract: the only thing that the report package knows.
 * An edition holds what one kind of reader may see. What a reader may not see has no place in the type.
 */
import { z } from 'zod';
import { figure, table } from './figure.js';

export { type Figure, figure, type Table, table, type Unit, unit } from './figure.js';

/** A local calendar date, `YYYY-MM-DD`. */
const localDate = z.iso.date();

/** How much a finding matters. It ranks; it decides nothing. */
export const importance = z.enum(['high', 'medium', 'low', 'information']);
export type Importance = z.infer<typeof importance>;

/** A sentence of ours, with the figures that it rests on already put in words that this reader may see. */
const statement = z.strictObject({ words: z.string(), importance });

const keyFigure = z.strictObject({
  id: z.string(),
  label: z.string(),
  figure,
  /** What a reader must know to read the figure rightly, for example its coverage. */
  note: z.string().nullable(),
});

const guidance = z.strictObject({ title: z.string(), edition: z.string(), inForceFrom: localDate });

/** A stretch of days, both ends included. */
const span = z.strictObject({ from: localDate, to: localDate, schoolDays: z.int().nonnegative() });

const coverage = z.strictObject({
  schoolDays: z.int().nonnegative(),
  schoolDaysWithRequests: z.int().nonnegative(),
  schoolDaysWithCaptures: z.int().nonnegative(),
  /** School days without one line of web-filter log. */
  logGaps: z.array(span),
  /** School weeks (Monday to Friday) without one capture. */
  silentWeeks: z.array(span),
});

/** A finding in words. The governors' edition has no place for the rows behind it. */
const finding = z.strictObject({
  id: z.string(),
  title: z.string(),
  importance,
  /** How sure we are. */
  confidence: z.enum(['certain', 'likely', 'possible']),
  /** What was found, in one or two sentences. */
  words: z.string(),
  why: z.string(),
  /** The guidance or policy that the "why" rests on. */
  source: z.string(),
  action: z.string(),
  owner: z.string(),
  figures: z.array(z.strictObject({ id: z.string(), label: z.string(), figure })),
  /** Set when the finding could not be computed: why. Then `words` says so too. */
  failure: z.string().nullable(),
});

const fileLedger = z.strictObject({
  /** "File 1", "File 2", … in order of import. */
  label: z.string(),
  format: z.string(),
  from: localDate.nullable(),
  to: localDate.nullable(),
  /** Null where the numbers would give away a figure that rests on too few people. */
  ledger: z
    .strictObject({ lines: z.int(), loaded: z.int(), duplicate: z.int(), rejected: z.int(), ignored: z.int() })
    .nullable(),
});

const tables = {
  capturesByTopic: table,
  capturesByStage: table,
  capturesByGrade: table,
  capturesByMonth: table,
  capturesBySession: table,
  supportMatters: table,
  requestsByMonth: table,
  requestsByStage: table,
  requestsBySession: table,
  requestsByTopic: table,
  capturesByClause: table,
  blockedByClause: table,
  coverageByMonth: table,
};

const shared = {
  /** Version of this contract. */
  contract: z.literal(1),
  toolVersion: z.string(),
  /** True for the demonstration school: printed on the cover, so that nobody takes it for a real one. */
  demonstration: z.boolean(),
  school: z.strictObject({ name: z.string() }),
  /** Both days included. */
  period: z.strictObject({ from: localDate, to: localDate }),
  timeZone: z.string(),
  policy: z.strictObject({ id: z.string(), school: z.string(), title: z.string() }),
  guidance: z.array(guidance),
  systems: z.strictObject({ filter: z.string().nullable(), monitoring: z.string().nullable() }),
  /** Page one. `asks` are decisions or questions for the reader. */
  summary: z.strictObject({
    found: z.array(statement).min(1),
    means: z.array(statement),
    asks: z.array(z.strictObject({ words: z.string(), owner: z.string() })),
  }),
  keyFigures: z.array(keyFigure).min(1),
  coverage,
  tables: z.strictObject(tables),
  /** What could not be read, matched or mapped. */
  unknowns: z.array(keyFigure),
  /** Words used in the report and what they mean here. */
  definitions: z.array(z.strictObject({ term: z.string(), meaning: z.string() })),
};

export const governorsEdition = z.strictObject({
  edition: z.literal('governors'),
  ...shared,
  suppression: z.strictObject({
    /** Figures on 1 to this many distinct people are printed as `c`. */
    thresholdPeople: z.int().positive(),
    suppressedCount: z.int().nonnegative(),
  }),
  findings: z.array(finding),
  files: z.array(fileLedger),
});
export type GovernorsEdition = z.infer<typeof governorsEdition>;

/** Rows behind a finding, for people who may see names. All cells are text. */
const evidence = z.strictObject({
  title: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(z.string())),
  /** How many more rows there are that are not printed. */
  omittedCount: z.int().nonnegative(),
});

/** One person with captures or incidents in the period. */
const personSummary = z.strictObject({
  name: z.string(),
  account: z.string(),
  role: z.string(),
  /** Year group and class, or post; empty when the roster gives none. */
  group: z.string(),
  captures: z.int(),
  episodes: z.int(),
  /** Captures that a person graded 1, no concern. */
  gradedNoConcern: z.int(),
  blockedRequests: z.int(),
  topics: z.array(z.string()),
  clauses: z.array(z.strictObject({ reference: z.string(), summary: z.string() })),
  /** Who must know first, from the school's policy. */
  route: z.string(),
  /** "Step 1": a suggestion from the policy's own ladder; null for support matters, where no step applies. */
  suggestedStep: z.string().nullable(),
});

/** One capture that a person should look at, or look at again. */
const captureToReview = z.strictObject({
  /** For `fmreview explain`. */
  id: z.string(),
  createdLocal: z.string(),
  name: z.string(),
  group: z.string(),
  topic: z.string(),
  nature: z.enum(['breach', 'vulnerability', 'information', 'unmapped']),
  severityLibrary: z.int().nullable(),
  severityGrade: z.int().nullable(),
  phrase: z.string(),
  source: z.string(),
  clauses: z.array(z.string()),
  route: z.string(),
  suggestedStep: z.string().nullable(),
});

export const dslEdition = z.strictObject({
  edition: z.literal('dsl'),
  ...shared,
  findings: z.array(finding.extend({ evidence: evidence.nullable() })),
  files: z.array(fileLedger.extend({ name: z.string() })),
  people: z.array(personSummary),
  /** Most serious first. */
  support: z.array(captureToReview),
  conduct: z.array(captureToReview),
  /** What the policy lays down: the rows above name routes and steps, this says what they are. */
  routes: z.array(z.strictObject({ to: z.string(), alsoTell: z.array(z.string()), summary: z.string() })),
  ladders: z.array(
    z.strictObject({
      title: z.string(),
      steps: z.array(z.strictObject({ label: z.string(), when: z.string(), summary: z.string() })),
      note: z.string(),
    }),
  ),
  /** Captures about people whose matters do not come to this reader: how many, and to whom they go. */
  withheld: z.array(z.strictObject({ captures: z.int(), goesTo: z.string(), reason: z.string() })),
  unattributed: z.array(z.strictObject({ account: z.string(), requests: z.int(), captures: z.int() })),
  rejections: z.array(
    z.strictObject({
      file: z.string(),
      column: z.string(),
      reason: z.string(),
      count: z.int(),
      firstLines: z.array(z.int()),
    }),
  ),
});
export type DslEdition = z.infer<typeof dslEdition>;

/** What `render` accepts, and nothing else. */
export const edition = z.discriminatedUnion('edition', [governorsEdition, dslEdition]);
export type Edition = z.infer<typeof edition>;
