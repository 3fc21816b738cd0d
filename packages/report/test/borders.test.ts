/** Each edition has no place for what is another reader's: not by discipline, but because its schema refuses it. */
import { type Edition, type EditionName, edition as editionSchema } from '@fmreview/core/edition';
import { describe, expect, test } from 'vitest';
import { render } from '../src/index.js';
import { sampleOf, samples } from './samples.js';
import { figureOf } from './table-sketch.js';

const named: readonly EditionName[] = ['dsl', 'staff-annex', 'chair-annex'];
const unnamed = samples.filter(({ edition }) => !named.includes(edition));
const { dsl, governors, it: itEdition, public: publicEdition, evidence, 'staff-annex': staffAnnex } = sampleOf;

const isRefused = (candidate: object): boolean => !editionSchema.safeParse(candidate).success;

/** What tells of somebody, or of what was typed. */
const personal = {
  people: dsl.people,
  support: dsl.support,
  conduct: dsl.conduct,
  captures: staffAnnex.captures,
  searches: dsl.searches,
  withheld: dsl.withheld,
  unattributed: dsl.unattributed,
  rejections: dsl.rejections,
};

test.each(samples.map((sample) => ({ name: sample.edition, sample })))('$name: the sample is one', ({ sample }) => {
  expect(editionSchema.parse(sample)).toEqual(sample);
});

describe.each(unnamed.map((sample) => ({ name: sample.edition, sample })))('$name', ({ sample }) => {
  test.each(Object.entries(personal))('cannot be given %s, not even by mistake', async (list, rows) => {
    const leaking = { ...sample, [list]: rows };
    expect(isRefused(leaking)).toBe(true);
    await expect(render(leaking)).rejects.toThrow();
  });

  test('cannot be given the rows behind a finding, nor the name of a file', () => {
    expect(isRefused({ ...sample, findings: dsl.findings })).toBe(true);
    expect(isRefused({ ...sample, files: dsl.files })).toBe(true);
  });

  test('holds nobody’s name, account or words in any of its files', async () => {
    const names = [...dsl.people, ...staffAnnex.people].flatMap(({ name, account }) => [name.split(' ')[0], account]);
    const typed = [...dsl.support, ...staffAnnex.captures].map(({ phrase }) => phrase).filter((words) => words !== '');
    for (const { content } of await render(sample, { formats: ['html', 'json'] })) {
      const text = Buffer.from(content).toString('utf8');
      for (const words of [...names, ...typed, 'console-2026-03.csv', 'kiosk-7']) expect(text).not.toContain(words);
    }
  });
});

const withFigure = (figure: ReturnType<typeof figureOf>): object => ({
  ...itEdition,
  keyFigures: [{ id: 'other', label: 'Other', figure, note: null }],
});

test('IT is told nothing of the monitoring', () => {
  expect(isRefused(withFigure(figureOf(3, 'requests')))).toBe(false);
  for (const value of [3, 'c'] as const) expect(isRefused(withFigure(figureOf(value, 'captures')))).toBe(true);
  expect(isRefused({ ...itEdition, coverage: governors.coverage })).toBe(true);
  expect(
    isRefused({ ...itEdition, tables: { ...itEdition.tables, capturesByTopic: governors.tables.capturesByTopic } }),
  ).toBe(true);
  const monitored = { ...itEdition.tables, coverageByMonth: governors.tables.coverageByMonth };
  expect(isRefused({ ...itEdition, tables: monitored })).toBe(true);
});

test('a table cannot stand in another one’s place', () => {
  const swapped = { ...itEdition.tables, requestsByMonth: governors.tables.capturesByMonth };
  expect(isRefused({ ...itEdition, tables: swapped })).toBe(true);
});

test('everybody is told no severity, no group and no finding', () => {
  const { tables } = publicEdition;
  for (const capturesByTopic of [governors.tables.capturesByTopic, governors.tables.capturesByStage])
    expect(isRefused({ ...publicEdition, tables: { ...tables, capturesByTopic } })).toBe(true);
  expect(isRefused({ ...publicEdition, findings: governors.findings })).toBe(true);
  expect(isRefused({ ...publicEdition, files: governors.files })).toBe(true);
});

test('evidence counts readers and does not name them', () => {
  const named = { ...evidence, readers: [{ office: 'Headteacher', count: 1, name: 'Ombry Vanterloe' }] };
  expect(isRefused(named)).toBe(true);
});

test.each([sampleOf['staff-annex'], sampleOf['chair-annex']] satisfies Edition[])(
  '$edition holds no figure of the whole school',
  (annex) => {
    for (const part of ['tables', 'keyFigures', 'findings', 'unknowns', 'unattributed'] as const)
      expect(isRefused({ ...annex, [part]: dsl[part] })).toBe(true);
  },
);
