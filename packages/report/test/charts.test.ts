/** A drawing must not say what the table does not, and its words must say what the drawing does. */
import type { Table } from '@fmreview/core/edition';
import { expect, test } from 'vitest';
import { blockedByMonthChart } from '../src/charts/blocked-by-month.js';
import { capturesByMonthChart } from '../src/charts/captures-by-month.js';
import { capturesByTopicChart } from '../src/charts/captures-by-topic.js';
import { sampleTables } from './sample-tables.js';

const chartOf = (blocks: ReturnType<typeof capturesByMonthChart>) => blocks.find((block) => block.kind === 'chart');

/** The filled shapes of the drawing that are as dark as a bar. */
const barCount = (svg: string): number => (svg.match(/<(?:path|rect) fill="#0F4C5C"/gi) ?? []).length;

test('a suppressed figure is a gap with its symbol', () => {
  const chart = chartOf(blockedByMonthChart(sampleTables.requestsByMonth));
  expect(barCount(chart?.svg ?? '')).toBe(5);
  expect(chart?.svg).toMatch(/>c<\/text>/);
  expect(chart?.note).toContain('suppressed');
});

test('the message names the extremes and the gaps, with the real numbers', () => {
  const chart = chartOf(capturesByMonthChart(sampleTables.capturesByMonth));
  expect(chart?.alternative).toBe(
    'Bar chart: Captures and episodes by month. Captures: most in June 2026 (117), fewest in August 2026 (0). ' +
      'The figure is suppressed for July 2026. Episodes: most in June 2026 (55), fewest in August 2026 (0). ' +
      'The figure is suppressed for July 2026.',
  );
});

test('every letter of a label is drawn, joined letters too', () => {
  const chart = chartOf(capturesByTopicChart(sampleTables.capturesByTopic));
  const words = (chart?.svg ?? '').replace(/<\/text>/g, '').replace(/<[^>]*>/g, '');
  expect(words.replaceAll(' ', '')).toContain('Gettingroundthefilter(proxies,');
});

const lastMonth: Table = {
  ...sampleTables.requestsByMonth,
  rows: sampleTables.requestsByMonth.rows.slice(-1),
  totals: null,
};

test('nothing but zeros and symbols: a sentence and the table', () => {
  expect(blockedByMonthChart(lastMonth).map(({ kind }) => kind)).toEqual(['paragraph', 'table']);
});

test('every chart carries its table', () => {
  const chart = chartOf(capturesByMonthChart(sampleTables.capturesByMonth));
  expect(chart?.data.rows).toHaveLength(6);
});
