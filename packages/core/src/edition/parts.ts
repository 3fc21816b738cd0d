/** The parts that editions are put together from. What a part may hold does not depend on the reader; who gets it does. */
import { z } from 'zod';
import { figure, tableCalled } from './figure.js';

/** A local calendar date, `YYYY-MM-DD`. */
export const localDate = z.iso.date();

const count = z.int().nonnegative();

/** How much a finding matters. It ranks; it decides nothing. */
export const importance = z.enum(['high', 'medium', 'low', 'information']);
export type Importance = z.infer<typeof importance>;

/** A sentence of ours, with the figures that it rests on already put in words that this reader may see. */
const statement = z.strictObject({ words: z.string(), importance });

export const keyFigure = z.strictObject({
  id: z.string(),
  label: z.string(),
  figure,
  /** What a reader must know to read the figure rightly, for example its coverage. */
  note: z.string().nullable(),
});

/** Which school and period, measured against what, in which words. */
export const identity = {
  /** Version of this contract. */
  contract: z.literal(4),
  toolVersion: z.string(),
  /** True for the demonstration school: printed on the cover, so that nobody takes it for a real one. */
  demonstration: z.boolean(),
  school: z.strictObject({ name: z.string() }),
  /** Both days included. */
  period: z.strictObject({ from: localDate, to: localDate }),
  timeZone: z.string(),
  policy: z.strictObject({ id: z.string(), school: z.string(), title: z.string() }),
  guidance: z.array(z.strictObject({ title: z.string(), edition: z.string(), inForceFrom: localDate })),
  /** Where each topic stands in the guidance of the period. `headings` has one list for each scheme, its main heading first. */
  references: z.strictObject({
    schemes: z.array(z.strictObject({ title: z.string(), editions: z.array(z.string()) })),
    topics: z.array(z.strictObject({ id: z.string(), label: z.string(), headings: z.array(z.array(z.string())) })),
  }),
  systems: z.strictObject({ filter: z.string().nullable(), monitoring: z.string().nullable() }),
  /** Words used in the report and what they mean here. */
  definitions: z.array(z.strictObject({ term: z.string(), meaning: z.string() })),
};

/** Page one. `asks` are decisions or questions for the reader. */
export const summary = z.strictObject({
  found: z.array(statement).min(1),
  means: z.array(statement),
  asks: z.array(z.strictObject({ words: z.string(), owner: z.string() })),
});

/** A stretch of days, both ends included. */
const span = z.strictObject({ from: localDate, to: localDate, schoolDays: count });

const logCoverage = {
  schoolDays: count,
  schoolDaysWithRequests: count,
  /** School days without one line of web-filter log. */
  logGaps: z.array(span),
};
/** Of filtering alone, for a reader who is told nothing of the monitoring. */
export const coverageOfLogs = z.strictObject(logCoverage);
export const coverage = z.strictObject({
  ...logCoverage,
  schoolDaysWithCaptures: count,
  /** School weeks (Monday to Friday) without one capture. */
  silentWeeks: z.array(span),
});

/** A finding in words. The rows behind it are for the DSL alone. */
export const finding = z.strictObject({
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

/** Rows behind a finding. All cells are text. */
export const evidence = z.strictObject({
  title: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(z.string())),
  /** How many more rows there are that are not printed. */
  omittedCount: z.int().nonnegative(),
});

/** What was set aside by exclusions of the school: counted, and in no other figure. */
export const setAside = z.strictObject({
  /** Exclusions that hold on some day of the period. */
  exclusions: count,
  captures: figure,
  requests: figure,
});

export const fileLedger = z.strictObject({
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

export const suppression = z.strictObject({
  /** Figures on 1 to this many distinct people are printed as `c`. */
  thresholdPeople: z.int().positive(),
  suppressedCount: count,
});

/** The tables of a whole review. */
const reviewTables = z.strictObject({
  capturesByTopic: tableCalled('capturesByTopic'),
  /** By phase where key stages would rest on too few people. */
  capturesByStage: tableCalled('capturesByStage', 'capturesByPhase'),
  capturesByGrade: tableCalled('capturesByGrade'),
  capturesByMonth: tableCalled('capturesByMonth'),
  capturesBySession: tableCalled('capturesBySession'),
  supportMatters: tableCalled('supportMatters'),
  requestsByMonth: tableCalled('requestsByMonth'),
  requestsByStage: tableCalled('requestsByStage', 'requestsByPhase'),
  requestsBySession: tableCalled('requestsBySession'),
  requestsByTopic: tableCalled('requestsByTopic'),
  /** How it is known whose they are. */
  capturesByMethod: tableCalled('capturesByMethod'),
  requestsByMethod: tableCalled('requestsByMethod'),
  /** Those to look at, and whether a person decided. */
  seriousCaptures: tableCalled('seriousCaptures'),
  decisionsByOutcome: tableCalled('decisionsByOutcome'),
  /** What people decided was one: conduct and support are never in one table. */
  conductIncidents: tableCalled('conductIncidents'),
  supportIncidents: tableCalled('supportIncidents'),
  reportsByKind: tableCalled('reportsByKind'),
  acceptance: tableCalled('acceptance'),
  capturesByClause: tableCalled('capturesByClause'),
  blockedByClause: tableCalled('blockedByClause'),
  coverageByMonth: tableCalled('coverageByMonth'),
});

/** Everything about a school and its period that names nobody. */
export const wholeReview = {
  ...identity,
  summary,
  keyFigures: z.array(keyFigure).min(1),
  coverage,
  tables: reviewTables,
  /** What could not be read, matched or mapped. */
  unknowns: z.array(keyFigure),
};
