/** How a figure is printed, and how it is read out: symbols are never left to be guessed. */
import type { Figure, Unit } from '@fmreview/core/edition';

/** In the order in which they are explained. */
const SYMBOLS = ['c', 'low', 'u', 'x', 'z'] as const;
export type FigureSymbol = (typeof SYMBOLS)[number];

const meanings: Readonly<Record<FigureSymbol, string>> = {
  c: 'suppressed',
  low: 'rounds to zero, but is not zero',
  u: 'of low reliability',
  x: 'not available',
  z: 'not applicable',
};

export interface FigureWords {
  /** What stands on the page. */
  readonly printed: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** The unit, where the figure has one. */
  readonly unit: string | null;
  /** Where a symbol stands for the figure, or beside it. */
  readonly symbol: FigureSymbol | null;
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
  decisions: 'decision',
  incidents: 'incident',
  reports: 'report',
  agreements: 'agreement',
  signatures: 'signature',
  checks: 'check',
  hours: 'hour',
  minutes: 'minute',
  devices: 'device',
  networks: 'network',
  reviews: 'review',
  courses: 'course',
  clauses: 'clause',
};

export const counted = (value: number, unit: Unit): string =>
  `${wholeNumber(value)} ${value === 1 ? singular[unit] : unit}`;

const number = (printed: string, unit: string | null): FigureWords => ({
  printed,
  spoken: printed,
  unit,
  symbol: null,
});

const symbolAlone = (symbol: FigureSymbol, unit: string | null = null): FigureWords => ({
  printed: symbol,
  spoken: meanings[symbol],
  unit,
  symbol,
});

const share = (value: number): string => `${value.toFixed(1)}%`;

export function figureWords(figure: Figure): FigureWords {
  switch (figure.kind) {
    case 'count':
      return number(wholeNumber(figure.value), figure.value === 1 ? singular[figure.unit] : figure.unit);
    case 'percent':
      return number(share(figure.value), null);
    case 'suppressed':
      return symbolAlone('c', figure.unit);
    case 'not-applicable':
      return symbolAlone('z');
    case 'not-available':
      return symbolAlone('x');
    case 'low':
      return symbolAlone('low');
    case 'unreliable': {
      const value = figure.unit === null ? share(figure.value) : wholeNumber(figure.value);
      return { printed: `${value} u`, spoken: `${value}, ${meanings.u}`, unit: figure.unit, symbol: 'u' };
    }
  }
}

/** What the symbols among these figures mean; null when there are none. */
export function symbolKey(figures: readonly Figure[]): string | null {
  const used = new Set(figures.map((figure) => figureWords(figure).symbol));
  const symbols = SYMBOLS.filter((symbol) => used.has(symbol));
  return symbols.length === 0 ? null : `${symbols.map((symbol) => `${symbol}: ${meanings[symbol]}`).join('; ')}.`;
}
