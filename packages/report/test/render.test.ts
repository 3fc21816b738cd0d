/** What goes in, what comes out, and what never does. */
import { edition as editionSchema } from '@fmreview/core/edition';
import { expect, test } from 'vitest';
import { render } from '../src/index.js';
import { dslSample, governorsSample } from './sample-edition.js';

const text = (content: Uint8Array | undefined): string => Buffer.from(content ?? []).toString('utf8');

const dslLists = [
  'people',
  'support',
  'conduct',
  'routes',
  'ladders',
  'withheld',
  'unattributed',
  'rejections',
] as const;

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

test.each(dslLists)('governors cannot be given %s, not even by mistake', async (list) => {
  const leaking = { ...governorsSample, [list]: dslSample[list] };
  expect(editionSchema.safeParse(leaking).success).toBe(false);
  await expect(render(leaking)).rejects.toThrow('Unrecognized key');
});

test('governors cannot be given the rows behind a finding, nor the name of a file', () => {
  expect(editionSchema.safeParse({ ...governorsSample, findings: dslSample.findings }).success).toBe(false);
  expect(editionSchema.safeParse({ ...governorsSample, files: dslSample.files }).success).toBe(false);
});

test('nothing of a person stands in the governors’ files', async () => {
  const personal = dslSample.people.flatMap(({ name, account }) => [name.split(' ')[0] ?? name, account]);
  const phrases = ['no way out now', 'hidden-tunnel', 'kiosk-7', 'console-2026-03.csv'];
  for (const { content } of await render(governorsSample, { formats: ['html', 'json'] })) {
    for (const word of [...personal, ...phrases]) expect(text(content)).not.toContain(word);
  }
});

test('the JSON holds the edition, which can be rendered again', async () => {
  const [file] = await render(governorsSample, { formats: ['json'] });
  const parsed: unknown = JSON.parse(text(file?.content));
  expect(parsed).toMatchObject({ report: 1, edition: governorsSample });
});

test('stops when told to', async () => {
  await expect(render(governorsSample, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});
