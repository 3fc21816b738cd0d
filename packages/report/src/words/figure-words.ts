/** How a figure is printed, and how it is read out: symbols are never left to be guessed. */
import type { Figure, Unit } from '@fmreview/core/edition';

export interface FigureWords {
  /** What stands on the page. */
  readonly printed: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** The unit, where the figure has one. */
  readonly unit: string | null;
}

/** Thousands separators of our own, so that every machine prints the same. */
export const wholeNumber = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

const singular: Record<Unit, string> = {
  captures: 'capture',
  episodes: 'episode',
  requests: 'request',
  visits: 'visit',
  events: 'event',
  people: 'person',
  accounts: 'account',
  sites: 'site',
  days: 'day',
  weeks: 'week',
  lines: 'line',
  files: 'file',
  categories: 'category',
};

export const counted = (value: number, unit: Unit): string =>
  `${wholeNumber(value)} ${value === 1 ? singular[unit] : unit}`;

export function figureWords(figure: Figure): FigureWords {
  switch (figure.kind) {
    case 'count': {
      const number = wholeNumber(figure.value);
      return { printed: number, spoken: number, unit: figure.value === 1 ? singular[figure.unit] : figure.unit };
    }
    case 'percent': {
      const share = `${figure.value.toFixed(1)}%`;
      return { printed: share, spoken: share, unit: null };
    }
    case 'suppressed':
      return { printed: 'c', spoken: 'suppressed', unit: figure.unit };
    case 'not-applicable':
      return { printed: 'z', spoken: 'not applicable', unit: null };
    case 'not-available':
      return { printed: 'x', spoken: 'not available', unit: null };
  }
}

/** What the symbols among these figures mean; null when there are none. */
export function symbolKey(figures: readonly Figure[]): string | null {
  const used = new Map(
    figures
      .map(figureWords)
      .filter(({ printed, spoken }) => printed !== spoken)
      .map(({ printed, spoken }) => [printed, spoken]),
  );
  if (used.size === 0) return null;
  return `${[...used]
    .sort()
    .map(([printed, spoken]) => `${printed}: ${spoken}`)
    .join('; ')}.`;
}
