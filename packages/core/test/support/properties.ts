/** Every run tries the same cases, so that a failure can be had again. FMREVIEW_SEED tries others, FMREVIEW_RUNS more. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FMREVIEW_SEED'] ?? 20260921) });

export const runs = (count: number): { numRuns: number } => ({
  numRuns: count * Number(process.env['FMREVIEW_RUNS'] ?? 1),
});

export { fc };
