/** The shape of a policy pack as a school writes it: what each field may hold. Faults between fields are judged beside. */
import { z } from 'zod';
import { STAGES } from '../attribute/stages.js';
import { SESSIONS } from '../configuration.js';
import { DUTIES, RECIPIENTS, ROLES } from './policy-terms.js';
import { routeFaults } from './route-faults.js';
import { idSchema as id, NATURES, type Taxonomy } from './taxonomy.js';

const EVENT_SOURCES = ['request', 'capture'] as const;
const REPORT_KINDS = ['accidental-access', 'over-blocking', 'under-blocking', 'lost-credentials', 'misuse'] as const;

const text = z.string().trim().min(1);
/** Many documents name only the month of a review. */
const dateAsKnown = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'write a day, a month or a year, year first, quoted');
const clauseNumber = z.union([z.int().positive(), text]);
const section = { document: text, section: text };
const reference = z.strictObject({ ...section, number: clauseNumber.nullable() });
const audience = z.strictObject({
  roles: z.array(z.enum(ROLES)).min(1),
  stages: z.array(z.enum(STAGES)).min(1).nullable(),
});
const review = z.strictObject({
  everyMonths: z.int().positive().nullable(),
  with: text.nullable(),
  reportsTo: text,
  reference,
});

export type Reference = Readonly<z.infer<typeof reference>>;
export type GoverningAudience = Readonly<z.infer<typeof audience>>;
type Topics = Taxonomy['topics'];

const anyTopic = (topics: Topics) => z.string().refine((name) => topics.has(name), 'is not a topic of the taxonomy');

const ruleTopic = (topics: Topics) =>
  anyTopic(topics).refine((name) => topics.get(name)?.nature !== 'vulnerability', {
    message: 'is a vulnerability: a person who may need help breaks no rule by it',
  });

/** Only requests are blocked and only captures are graded, so a severity asks for captures. */
const topicCondition = (topics: Topics) =>
  z
    .strictObject({
      topic: ruleTopic(topics),
      sources: z.array(z.enum(EVENT_SOURCES)).min(1).optional(),
      sessions: z.array(z.enum(SESSIONS)).min(1).optional(),
      severityAtLeast: z.int().min(1).max(5).optional(),
      repeat: z.strictObject({ events: z.int().min(2), withinDays: z.int().min(1) }).optional(),
    })
    .refine(({ sources, severityAtLeast }) => severityAtLeast === undefined || sources?.includes('capture') !== false, {
      path: ['severityAtLeast'],
      message: 'only captures have a severity, and the sources leave them out',
    });

function agreementSchema(topics: Topics) {
  const rule = z.union([ruleTopic(topics), topicCondition(topics)]);
  const clause = z
    .strictObject({
      id,
      number: clauseNumber,
      /** Where one agreement has several sections in its document. */
      section: text.optional(),
      summary: text,
      topics: z.array(rule).min(1).optional(),
      notObservable: text.optional(),
    })
    .refine(({ topics: shown, notObservable }) => (shown === undefined) !== (notObservable === undefined), {
      message: 'give either topics or notObservable',
    });
  return z.strictObject({
    id,
    title: text,
    reference: z.strictObject(section),
    audience,
    voluntary: z.boolean(),
    clauses: z.array(clause).min(1, 'an agreement needs at least one clause'),
  });
}

function ladderSchema(topics: Topics) {
  const step = z.strictObject({ number: z.int().positive(), when: text, summary: text });
  const ladder = z.strictObject({
    id,
    audience,
    reference,
    order: z.enum(['stepwise', 'by-severity']),
    afterLast: z.enum(['last-step', 'person-decides']),
    steps: z.array(step).min(1),
    seriousSkipsTo: z.int().positive().nullable(),
    serious: z.array(ruleTopic(topics)),
    seriousNote: text,
  });
  return ladder
    .refine(({ steps, seriousSkipsTo: to }) => to === null || steps.some(({ number }) => number === to), {
      path: ['seriousSkipsTo'],
      message: 'is not the number of a step',
    })
    .refine(({ serious, seriousSkipsTo }) => serious.length === 0 || seriousSkipsTo !== null, {
      path: ['serious'],
      message: 'names topics, but seriousSkipsTo names no step for them',
    })
    .refine(({ order, seriousSkipsTo }) => order === 'stepwise' || seriousSkipsTo === null, {
      path: ['seriousSkipsTo'],
      message: 'must be null where the steps stand in no order',
    });
}

function routesSchema(topics: Topics) {
  const when = z.strictObject({
    roles: z.array(z.enum(ROLES)).min(1).optional(),
    duties: z.array(z.enum(DUTIES)).min(1).optional(),
    natures: z.array(z.enum(NATURES)).min(1).optional(),
    topics: z.array(anyTopic(topics)).min(1).optional(),
    shared: z.literal(true).optional(),
  });
  const route = z.strictObject({
    id,
    when,
    to: z.enum(RECIPIENTS),
    alsoTell: z.array(z.enum(RECIPIENTS)),
    summary: text,
    reference: reference.nullable(),
    ladder: id.nullable(),
  });
  return z.array(route).superRefine((routes, context) => {
    for (const { path, message } of routeFaults(routes, topics)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
}

const report = z.strictObject({
  kind: z.enum(REPORT_KINDS),
  audience,
  to: z.enum(RECIPIENTS),
  summary: text,
  reference: reference.nullable(),
});

export function packSchema(topics: Topics) {
  return z.strictObject({
    id,
    school: text,
    title: text,
    document: text,
    version: text.nullable(),
    date: dateAsKnown.nullable(),
    nextReview: dateAsKnown.nullable().default(null),
    covers: z.array(z.enum(ROLES)).min(1),
    review: review.nullable(),
    agreements: z.array(agreementSchema(topics)).min(1),
    ladders: z.array(ladderSchema(topics)),
    routes: routesSchema(topics),
    reports: z.array(report).default([]),
  });
}

export type WrittenPack = z.infer<ReturnType<typeof packSchema>>;
export type WrittenTopic = NonNullable<WrittenPack['agreements'][number]['clauses'][number]['topics']>[number];
