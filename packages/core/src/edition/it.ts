/** For the people who tune the filter, as a work order: what to do, then what it let through and what it stopped, suppressed. No captures, no people. */
import { z } from 'zod';
import { filterChecks } from './checks.js';
import { columnsOf, figure, tableCalled, unit } from './figure.js';
import * as parts from './parts.js';

const { coverageOfLogs, evidence, fileLedger, finding, identity, importance, keyFigure, localDate } = parts;
const { summary, suppression } = parts;

/** What IT may be given a number of. */
const unitOfFiltering = unit.exclude(['captures', 'episodes', 'decisions', 'incidents']);
const figureOfFiltering = figure.refine(
  (each) => !('unit' in each) || unitOfFiltering.nullable().safeParse(each.unit).success,
  {
    message: 'counts what the monitoring found or what was decided',
  },
);
const numbered = { figure: figureOfFiltering };

/** One line of the work order. */
const task = z.strictObject({
  importance,
  what: z.string(),
  why: z.string(),
  /** Figures that this reader may see, in words. */
  evidence: z.string(),
  /** Who does it, and who decides. */
  who: z.string(),
});

/** A site put forward for a list, with what the list would have changed on the stored days. */
const candidate = z.strictObject({
  site: z.string(),
  topics: z.array(z.string()),
  reasons: z.array(z.string()).min(1),
  confidence: z.enum(['likely', 'possible']),
  /** Requests that would have gone otherwise. */
  changed: figureOfFiltering,
  /** Requests that went so anyway. */
  already: figureOfFiltering,
  people: figureOfFiltering,
  /** Of the changed ones: in lessons, and on no topic that a rule is about. */
  lessonRequests: figureOfFiltering,
  /** Those of whom more than a few would have met the change; empty where that is not told. */
  groups: z.array(z.string()),
  sessions: z.array(z.string()),
  firstDay: localDate.nullable(),
  lastDay: localDate.nullable(),
});

const candidateList = z.strictObject({
  list: z.enum(['block', 'allow', 'exception']),
  rows: z.array(candidate),
  /** Put forward as well, but of few people or sealed: the DSL sees them. */
  further: figureOfFiltering,
});

/** A decision about a list, and whether it came to the filter. */
const listEffect = z.strictObject({
  entry: z.string(),
  list: z.enum(['block', 'allow', 'exception']),
  forWhom: z.string(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedOn: localDate,
  /** `too-few`: too few people asked for it since to say. `not-visible`: the logs tell no paths. */
  effect: z.enum(['works', 'not-done', 'partly', 'too-early', 'too-few', 'not-visible', 'no-logs']),
  reviewOn: localDate.nullable(),
});

export const itEdition = z.strictObject({
  edition: z.literal('it'),
  ...identity,
  suppression,
  summary: summary.omit({ asks: true }),
  tasks: z.array(task),
  keyFigures: z.array(keyFigure.extend(numbered)).min(1),
  coverage: coverageOfLogs,
  tables: z.strictObject({
    requestsByMonth: tableCalled('requestsByMonth'),
    requestsBySession: tableCalled('requestsBySession'),
    requestsByTopic: tableCalled('requestsByTopic'),
    requestsByMethod: tableCalled('requestsByMethod'),
    coverageByMonth: columnsOf('coverageByMonth', ['school-days', 'with-requests']),
  }),
  findings: z.array(
    finding.extend({
      figures: z.array(z.strictObject({ id: z.string(), label: z.string(), ...numbered })),
      /** Days, hours and parts of the network; never a person, a device or a site. */
      evidence: evidence.nullable(),
    }),
  ),
  candidates: z.strictObject({ lists: z.array(candidateList), roundedTo: z.int().positive() }),
  listEffects: z.array(listEffect),
  checks: filterChecks,
  /** Registrable domains that more than a few people went to. */
  sites: z.strictObject({
    rows: z.array(
      z.strictObject({
        site: z.string(),
        topic: z.string(),
        /** The filter's own words. */
        categories: z.array(z.string()),
        requests: figureOfFiltering,
        blocked: figureOfFiltering,
        people: figureOfFiltering,
      }),
    ),
    /** Sites of the same topics that are not listed. */
    further: figureOfFiltering,
    /** Numbers of the rows are rounded to this, so that they tell nobody apart, not even beside an earlier edition. */
    roundedTo: z.int().positive(),
  }),
  unknowns: z.array(keyFigure.extend(numbered)),
  files: z.array(fileLedger),
  rejections: z.array(
    z.strictObject({ file: z.string(), column: z.string(), reason: z.string(), count: z.int().nonnegative() }),
  ),
});
export type ItEdition = z.infer<typeof itEdition>;
