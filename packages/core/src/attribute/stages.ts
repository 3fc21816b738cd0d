/**
 * The stages that pupils are told apart by, of all nations, each nation's youngest first. The files in `nations/` say what
 * they are called and which years they hold; a test holds this list to them.
 */
export const STAGES = [
  'eyfs',
  'ks1',
  'ks2',
  'ks3',
  'ks4',
  'post-16',
  'wales-step-1',
  'wales-step-2',
  'wales-step-3',
  'wales-step-4',
  'wales-step-5',
  'scotland-early',
  'scotland-first',
  'scotland-second',
  'scotland-third-fourth',
  'scotland-senior',
  'ni-pre-school',
  'ni-foundation',
  'ni-ks1',
  'ni-ks2',
  'ni-ks3',
  'ni-ks4',
  'ireland-infants',
  'ireland-classes-1-2',
  'ireland-classes-3-4',
  'ireland-classes-5-6',
  'ireland-junior-cycle',
  'ireland-senior-cycle',
] as const;
export type Stage = (typeof STAGES)[number];

const known: ReadonlySet<string> = new Set(STAGES);
export const isStage = (text: string): text is Stage => known.has(text);
