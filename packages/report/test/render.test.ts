/** What goes in, what comes out, and what never does. */
import { expect, test } from 'vitest';
import { render } from '../src/index.js';
import { dslSample, governorsSample } from './sample-edition.js';

const text = (content: Uint8Array | undefined): string => Buffer.from(content ?? []).toString('utf8');

test('a file for each format, named after edition and period', async () => {
  const files = await render(governorsSample);
  const name = 'review-governors-2026-03-01-to-2026-08-31';
  expect(files.map(({ fileName }) => fileName)).toEqual([`${name}.pdf`, `${name}.html`, `${name}.json`]);
});

test('the same edition gives the same bytes', async () => {
  const [first, second] = [await render(dslSample), await render(dslSample)];
  first.forEach(({ content }, index) => {
    expect(Buffer.compare(content, second[index]?.content ?? Buffer.alloc(0))).toBe(0);
  });
});

test('the JSON holds the edition, which can be rendered again', async () => {
  const [file] = await render(governorsSample, { formats: ['json'] });
  const parsed: unknown = JSON.parse(text(file?.content));
  expect(parsed).toMatchObject({ report: 1, edition: governorsSample });
});

test('stops when told to', async () => {
  await expect(render(governorsSample, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});
