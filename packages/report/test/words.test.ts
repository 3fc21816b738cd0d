/** Small words with great weight: numbers, symbols, dates, and characters that no font has. */
import { expect, test } from 'vitest';
import { breakable } from '../src/words/breakable.js';
import { dateWords, spanWords } from '../src/words/date-words.js';
import { counted, figureWords, symbolKey, wholeNumber } from '../src/words/figure-words.js';
import { printable, readable } from '../src/words/printable.js';

test('thousands are separated', () => {
  expect([0, 999, 1000, 1234567].map(wholeNumber)).toEqual(['0', '999', '1,000', '1,234,567']);
});

test('one is singular', () => {
  expect([counted(1, 'people'), counted(2, 'people')]).toEqual(['1 person', '2 people']);
});

test('symbols are printed short and spoken in full', () => {
  expect(figureWords({ kind: 'suppressed', unit: 'captures' })).toMatchObject({ printed: 'c', spoken: 'suppressed' });
  expect(
    symbolKey([{ kind: 'not-available' }, { kind: 'suppressed', unit: 'days' }, { kind: 'percent', value: 3 }]),
  ).toBe('c: suppressed; x: not available.');
  expect(symbolKey([{ kind: 'count', value: 0, unit: 'days' }])).toBeNull();
});

test('a share that rounds to nothing is not a zero, and a number that rests on little says so', () => {
  expect(figureWords({ kind: 'low' })).toMatchObject({ printed: 'low', spoken: 'rounds to zero, but is not zero' });
  const share = { kind: 'unreliable', value: 12.5, unit: null } as const;
  const captures = { kind: 'unreliable', value: 1200, unit: 'captures' } as const;
  expect(figureWords(share)).toMatchObject({ printed: '12.5% u', spoken: '12.5%, of low reliability' });
  expect(figureWords(captures)).toMatchObject({ printed: '1,200 u', unit: 'captures' });
  expect(symbolKey([share, captures, { kind: 'low' }])).toBe(
    'low: rounds to zero, but is not zero; u: of low reliability.',
  );
});

test('dates are British', () => {
  expect(dateWords('2026-03-01')).toBe('1 March 2026');
  expect(spanWords({ from: '2026-05-12', to: '2026-05-12' })).toBe('12 May 2026');
});

test('a character without a glyph becomes a square, one without a shape goes', () => {
  expect(printable('Łódź – ŵy €5 “ok” 🙂\u200d漢')).toBe('Łódź – ŵy €5 “ok” □□');
  expect(readable('one\r\n\ttwo\u202e\u0007')).toBe('one two');
});

test('short words stay whole, long ones may break', () => {
  expect(breakable('SEC-2026-00041', '|')).toBe('SEC-2026-00041');
  expect(breakable('https://proxy.example/start', '|')).toBe('https:|/|/|proxy.|example/|start');
});
