/** One realistic sample of every edition that there is. */
import type { Edition, EditionName } from '@fmreview/core/edition';
import { chairAnnexSample, staffAnnexSample } from './sample-annexes.js';
import { dslSample, governorsSample } from './sample-edition.js';
import { evidenceSample, itSample, publicSample } from './sample-figures.js';

/** An edition without a sample does not compile. */
export const sampleOf: { readonly [Name in EditionName]: Extract<Edition, { edition: Name }> } = {
  governors: governorsSample,
  dsl: dslSample,
  it: itSample,
  'staff-annex': staffAnnexSample,
  'chair-annex': chairAnnexSample,
  public: publicSample,
  evidence: evidenceSample,
};

export const samples: readonly Edition[] = Object.values(sampleOf);
