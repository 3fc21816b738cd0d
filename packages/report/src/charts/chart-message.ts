/** The message of a chart in words, with the real numbers: what a reader who cannot see it is told. */
import { joined } from '../words/joined.js';
import type { Bar, Series } from './bars.js';

const named = (bars: readonly Bar[]): string => joined(bars.map(({ label }) => label));

function extremes(bars: readonly Bar[]): string {
  const values = bars.flatMap(({ value }) => (value === null ? [] : [value]));
  const most = Math.max(...values);
  const least = Math.min(...values);
  const highest = bars.filter(({ value }) => value === most);
  if (most === least) return `${highest[0]?.printed} in each of ${named(highest)}`;
  const lowest = bars.filter(({ value }) => value === least);
  return `most in ${named(highest)} (${highest[0]?.printed}), fewest in ${named(lowest)} (${lowest[0]?.printed})`;
}

function gaps(bars: readonly Bar[]): string {
  const withheld = bars.filter(({ printed }) => printed === 'c');
  const missing = bars.filter(({ value, printed }) => value === null && printed !== 'c');
  return [
    withheld.length > 0 ? ` The figure is suppressed for ${named(withheld)}.` : '',
    missing.length > 0 ? ` There is no figure for ${named(missing)}.` : '',
  ].join('');
}

const seriesMessage = ({ label, bars }: Series): string =>
  bars.some(({ value }) => value !== null) ? `${label}: ${extremes(bars)}.${gaps(bars)}` : `${label}: no figures.`;

export const chartMessage = (title: string, series: readonly Series[]): string =>
  [`Bar chart: ${title}.`, ...series.map(seriesMessage)].join(' ');
