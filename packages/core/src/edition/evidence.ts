/** For an inspection or a freedom-of-information request: how many, how serious, about how many people, seen by whom. */
import { z } from 'zod';
import { tableCalled } from './figure.js';
import { coverage, identity, keyFigure, setAside, suppression } from './parts.js';

export const evidenceEdition = z.strictObject({
  edition: z.literal('evidence'),
  ...identity,
  suppression,
  keyFigures: z.array(keyFigure).min(1),
  coverage,
  tables: z.strictObject({
    capturesByTopic: tableCalled('capturesByTopic'),
    peopleByTopic: tableCalled('peopleByTopic'),
    capturesByGrade: tableCalled('capturesByGrade'),
    capturesByMonth: tableCalled('capturesByMonth'),
    capturesByMethod: tableCalled('capturesByMethod'),
    coverageByMonth: tableCalled('coverageByMonth'),
  }),
  /** How many hold a key to names and texts, by office. */
  readers: z.array(z.strictObject({ office: z.string(), count: z.int().nonnegative() })),
  setAside,
  unknowns: z.array(keyFigure),
});
export type EvidenceEdition = z.infer<typeof evidenceEdition>;
