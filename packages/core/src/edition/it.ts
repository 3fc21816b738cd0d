/** For the people who tune the filter: what it let through and what it stopped, suppressed. No captures, no people. */
import { z } from 'zod';
import { columnsOf, figure, tableCalled, unit } from './figure.js';
import { coverageOfLogs, fileLedger, finding, identity, keyFigure, summary, suppression } from './parts.js';

/** What IT may be given a number of. */
const unitOfFiltering = unit.exclude(['captures', 'episodes', 'decisions', 'incidents']);
const figureOfFiltering = figure.refine(
  (each) => !('unit' in each) || unitOfFiltering.nullable().safeParse(each.unit).success,
  {
    message: 'counts what the monitoring found or what was decided',
  },
);
const numbered = { figure: figureOfFiltering };

export const itEdition = z.strictObject({
  edition: z.literal('it'),
  ...identity,
  suppression,
  summary,
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
    finding.extend({ figures: z.array(z.strictObject({ id: z.string(), label: z.string(), ...numbered })) }),
  ),
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
