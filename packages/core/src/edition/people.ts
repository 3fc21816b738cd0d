/** Rows about people, for the few who may read them. The DSL's edition and the annexes have the same ones. */
import { z } from 'zod';
import { localDate } from './parts.js';

const count = z.int().nonnegative();

/** One person with captures in the period: only those captures that this reader may see. */
export const personSummary = z.strictObject({
  name: z.string(),
  account: z.string(),
  role: z.string(),
  /** Year group and class, or post; empty when the roster gives none. */
  group: z.string(),
  /** What to know before taking the name for certain, for example "by name only"; empty where a list says so. */
  knownBy: z.string(),
  captures: count,
  episodes: count,
  /** Captures that a person graded 1, no concern. */
  gradedNoConcern: count,
  blockedRequests: count,
  topics: z.array(z.string()),
  clauses: z.array(z.strictObject({ reference: z.string(), summary: z.string() })),
  /** Who must know first, from the school's policy. */
  route: z.string(),
  /** "Step 1": a suggestion from the policy's own ladder; null for support matters, where no step applies. */
  suggestedStep: z.string().nullable(),
  /** Why this step, or why none. */
  stepWhy: z.string(),
});

/** What a person decided. `decidedBy` is an office, never a name. */
const decision = {
  outcome: z.string(),
  /** Of the policy's ladder, where one was taken. */
  stepTaken: z.int().positive().nullable(),
  decidedOn: localDate,
  decidedBy: z.string(),
};

/** One capture that a person should look at, or look at again. */
export const captureToReview = z.strictObject({
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
  stepWhy: z.string(),
  knownBy: z.string(),
  /** What the filter had said of the page, by the nearest line of the same person; `no-site` where the capture names none. */
  filterAnswer: z.enum(['allowed', 'blocked', 'not-in-log', 'no-site']),
  /** Of the capture or of its episode; null: nobody decided yet. */
  decision: z.strictObject(decision).nullable(),
});

/** An event that a person decided was an incident. A matter of support is one of support, by its topic's nature. */
export const decidedIncident = z.strictObject({
  /** For `fmreview explain`. */
  id: z.string(),
  day: localDate,
  name: z.string(),
  group: z.string(),
  topic: z.string(),
  nature: z.enum(['breach', 'vulnerability', 'information', 'unmapped']),
  onPurpose: z.boolean().nullable(),
  ...decision,
});

/** What somebody searched for on a theme that the school watches for; other searches are not kept. */
export const searchOnTheme = z.strictObject({
  name: z.string(),
  group: z.string(),
  theme: z.string(),
  term: z.string(),
  count: z.int().positive(),
  firstDay: localDate,
  lastDay: localDate,
});

/** What the policy lays down: the rows about people name routes and steps, this says what they are. */
export const guide = {
  routes: z.array(z.strictObject({ to: z.string(), alsoTell: z.array(z.string()), summary: z.string() })),
  ladders: z.array(
    z.strictObject({
      title: z.string(),
      steps: z.array(z.strictObject({ label: z.string(), when: z.string(), summary: z.string() })),
      note: z.string(),
    }),
  ),
};

/** How it is known whose the captures are, the surest first. */
export const knownBy = z.array(z.strictObject({ method: z.string(), confidence: z.string(), captures: count }));

/** Captures about people whose matters do not come to this reader: how many, and to whom they go. */
export const withheld = z.array(z.strictObject({ captures: count, goesTo: z.string(), reason: z.string() }));
