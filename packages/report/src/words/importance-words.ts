/** Importance and confidence in words: no meaning hangs on a colour. */
import type { GovernorsEdition, Importance } from '@fmreview/core/edition';

type Confidence = GovernorsEdition['findings'][number]['confidence'];

export const importanceWords: Record<Importance, string> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  information: 'For information',
};

export const importanceLabel: Record<Importance, string> = {
  high: 'High importance',
  medium: 'Medium importance',
  low: 'Low importance',
  information: 'For information',
};

export const confidenceWords: Record<Confidence, string> = {
  certain: 'Certain: the records show it directly',
  likely: 'Likely: the records point to it, with little room for doubt',
  possible: 'Possible: the records allow other explanations',
};
