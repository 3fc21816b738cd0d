/** The shapes of `--json` as README.md documents them: strict, so that a new field is a deliberate change. */
import { z } from 'zod';

const count = z.int().nonnegative();
const day = z.iso.date().nullable();
const counts = { lines: count, loaded: count, duplicate: count, rejected: count, ignored: count };

const KIND = z.enum([
  ...(['request', 'capture', 'membership', 'device', 'outcome', 'concern', 'acceptance'] as const),
  ...(['check', 'exclusion', 'list-decision'] as const),
]);

export const importShape = z.strictObject({
  files: z.array(
    z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('imported'),
        file: z.string(),
        format: z.string(),
        datesProven: z.boolean(),
        isYearTaken: z.boolean(),
        isTakenForToday: z.boolean(),
        ...counts,
      }),
      z.strictObject({
        outcome: z.literal('skipped'),
        file: z.string(),
        sameAs: z.string(),
        isDatedAnew: z.boolean(),
      }),
    ]),
  ),
  failures: z.array(
    z.strictObject({ code: z.string(), message: z.string(), hint: z.string(), exitCode: z.int().positive() }),
  ),
  totals: z.strictObject(counts),
});

export const previewShape = z.union([
  z.strictObject({
    'fmreview.line': count,
    'fmreview.rejected': z.strictObject({ column: z.string().nullable(), reason: z.string() }),
  }),
  z
    .object({
      'fmreview.line': count,
      'fmreview.format': z.string(),
      'fmreview.action': z.enum(['allowed', 'blocked', 'warned', 'flagged', 'unknown']).optional(),
      '@timestamp': z.iso.datetime().optional(),
    })
    .catchall(z.union([z.string(), z.number(), z.boolean()])),
]);

export const statusShape = z.strictObject({
  files: z.array(
    z.strictObject({
      importId: count,
      name: z.string(),
      format: z.string(),
      kind: KIND,
      ...counts,
      firstDay: day,
      lastDay: day,
    }),
  ),
  requests: count,
  captures: count,
  people: count,
  accounts: count,
  firstDay: day,
  lastDay: day,
  keys: z.strictObject({ missing: z.array(z.string()), hasRecovery: z.boolean() }),
  rejections: z.array(
    z.strictObject({
      importId: count,
      name: z.string(),
      line: count,
      column: z.string().nullable(),
      reason: z.string(),
    }),
  ),
});

export const reviewShape = z.strictObject({
  files: z.array(
    z.strictObject({
      edition: z.enum(['governors', 'public', 'it', 'evidence', 'dsl', 'staff-annex', 'chair-annex']),
      format: z.enum(['pdf', 'html', 'json']),
      path: z.string(),
    }),
  ),
});

export const explainShape = z.strictObject({
  id: z.string(),
  steps: z.array(z.strictObject({ stage: z.string(), words: z.string(), where: z.string().nullable() })).min(1),
});

const counted = z.int().nonnegative();
export const aroundShape = z.strictObject({
  id: z.string(),
  minutes: z.int().positive(),
  log: z.enum(['told', 'no-account', 'no-log-that-day', 'no-log-in-that-time', 'nothing-of-this-account']),
  rows: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.enum(['page', 'lines']),
        timeLocal: z.string(),
        untilLocal: z.string(),
        site: z.string(),
        action: z.string(),
        session: z.string(),
        topic: z.string(),
        pages: counted,
        parts: counted,
        background: counted,
        blocked: counted,
      }),
      z.strictObject({ kind: z.literal('capture'), timeLocal: z.string(), session: z.string(), topic: z.string() }),
    ]),
  ),
  closedRequests: counted,
});

export const listShapes = {
  formats: z.strictObject({
    formats: z.array(
      z.strictObject({
        id: z.string(),
        kind: KIND,
        title: z.string(),
        product: z.string(),
        layout: z.enum(['seen', 'documented', 'unconfirmed']),
      }),
    ),
  }),
  policies: z.strictObject({
    policies: z.array(
      z.strictObject({ id: z.string(), school: z.string(), title: z.string(), clauseCount: z.int().positive() }),
    ),
  }),
  findings: z.strictObject({
    findings: z.array(z.strictObject({ id: z.string(), title: z.string(), owner: z.string() })),
  }),
} as const;
