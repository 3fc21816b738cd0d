/** The school years of the nations: what lists write, which stage a year is at, and what the stages are called. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { AUDIENCES } from '../src/attribute/audiences.js';
import { foldYear, loadNation, NATIONS, readNation, stageShortTitle, stageTitle } from '../src/attribute/nations.js';
import { STAGES } from '../src/attribute/stages.js';
import { yearTitle } from '../src/attribute/year-groups.js';
import { AppError } from '../src/errors.js';
import { TRANSFORMS } from '../src/normalise/transforms.js';

const shipped = fileURLToPath(new URL('../nations/', import.meta.url));
const nations = NATIONS.map(loadNation);
const folder = mkdtempSync(path.join(tmpdir(), 'nations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the transform makes of each text. */
async function yearsOf(texts: readonly string[]): Promise<unknown[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = texts.map((text, place) => `(${place}, '${text}')`).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT ${TRANSFORMS['year-group'].sql('raw')} FROM (VALUES ${rows}) AS t(place, raw) ORDER BY place`,
  );
  return reader.getRows().map(([year]) => year);
}

const stageIn = (nation: (typeof NATIONS)[number], year: string) =>
  loadNation(nation).years.find(({ id, sameAs }) => id === year || sameAs.includes(year))?.stage;

describe('what a list writes', () => {
  it.each([
    ['R', ['R', ' reception ', 'Year R', 'YR', '0', 'rec']],
    ['N', ['N', 'Nursery', 'nursery']],
    ['4', ['4', 'Year 4', 'YEAR4', 'yr  4', 'Y4', ' year\t4 ']],
    ['14', ['14', 'Year 14']],
    ['P3', ['P3', 'p 3', 'Primary 3']],
    ['S2', ['S2', 's2', 'Secondary 2']],
    ['JI', ['JI', 'Junior Infants']],
    ['SI', ['si', 'senior infants']],
    ['3rd-class', ['3rd class', 'Third  Class']],
    ['2nd-year', ['2nd Year', 'second year']],
    ['TY', ['Transition Year', 'TY', '4th year']],
    [null, ['Year 15', '1/2', '1 2', '1-2', 'P8', 'S7', '7th class', 'Oak', '-4', '']],
  ])('%s', async (year, texts) => {
    expect(await yearsOf(texts)).toEqual(texts.map(() => year));
  });

  it('means one year group, whatever the nation', () => {
    const meanings = new Map<string, string>();
    for (const { id, aliases } of nations.flatMap(({ years }) => years)) {
      for (const text of [id, ...aliases].map(foldYear)) {
        expect([text, meanings.get(text) ?? id]).toEqual([text, id]);
        meanings.set(text, id);
      }
    }
  });
});

describe('the nations', () => {
  it.each([
    ['england', 'R', 'eyfs'],
    ['england', '2', 'ks1'],
    ['england', '3', 'ks2'],
    ['england', '11', 'ks4'],
    ['england', '13', 'post-16'],
    ['england', '14', undefined],
    ['england', 'P3', undefined],
    ['wales', 'R', 'wales-step-1'],
    ['wales', '3', 'wales-step-2'],
    ['wales', '4', 'wales-step-3'],
    ['wales', '11', 'wales-step-5'],
    ['scotland', 'P1', 'scotland-early'],
    ['scotland', 'P4', 'scotland-first'],
    ['scotland', 'P5', 'scotland-second'],
    ['scotland', 'S3', 'scotland-third-fourth'],
    ['scotland', 'S4', 'scotland-senior'],
    ['northern-ireland', 'P2', 'ni-foundation'],
    ['northern-ireland', '2', 'ni-foundation'],
    ['northern-ireland', '3', 'ni-ks1'],
    ['northern-ireland', 'P7', 'ni-ks2'],
    ['northern-ireland', '8', 'ni-ks3'],
    ['northern-ireland', '12', 'ni-ks4'],
    ['northern-ireland', '14', 'post-16'],
    ['ireland', 'SI', 'ireland-infants'],
    ['ireland', '2nd-class', 'ireland-classes-1-2'],
    ['ireland', '6th-class', 'ireland-classes-5-6'],
    ['ireland', '3rd-year', 'ireland-junior-cycle'],
    ['ireland', 'TY', 'ireland-senior-cycle'],
  ] as const)('%s: %s', (nation, year, stage) => {
    expect(stageIn(nation, year)).toBe(stage);
  });

  it('is the folder, and their stages are the list', () => {
    expect(readdirSync(shipped).toSorted()).toEqual([...NATIONS].toSorted().map((id) => `${id}.yaml`));
    const stages = nations.flatMap((nation) => nation.stages.map(({ id }) => id));
    expect([...new Set(stages)]).toEqual([...STAGES]);
  });

  it('calls a stage or a year group the same in every nation that has it', () => {
    const named = nations.flatMap(({ stages, years }) => [...stages, ...years]);
    for (const { id, title } of named) expect(stageTitle(id) ?? yearTitle(id)).toBe(title);
    expect([stageTitle('ks1'), stageShortTitle('ks1'), stageTitle('staff')]).toEqual([
      'Key stage 1 (Years 1–2)',
      'KS1',
      undefined,
    ]);
    expect(['4', 'R', 'P4', '3rd-class', 'Oak'].map(yearTitle)).toEqual([
      'Year 4',
      'Reception',
      'Primary 4',
      '3rd class',
      'Oak',
    ]);
  });

  it('orders every year of a stage beside each other, youngest first', () => {
    for (const { stages, years } of nations) {
      expect([...new Set(years.map(({ stage }) => stage))]).toEqual(stages.map(({ id }) => id));
      expect(years.map(({ stage }) => stages.findIndex(({ id }) => id === stage))).toEqual(
        years.map(({ stage }) => stages.findIndex(({ id }) => id === stage)).toSorted((one, other) => one - other),
      );
    }
  });

  it('shows the stages of a primary school in England', () => {
    const shown = loadNation('england').stages.filter(({ shownWhenEmpty }) => shownWhenEmpty);
    expect(shown.map(({ id }) => id)).toEqual(['eyfs', 'ks1', 'ks2']);
  });
});

it('keeps the groups of a report apart', () => {
  expect(new Set(AUDIENCES).size).toBe(AUDIENCES.length);
});

it('lists every fault of a nation with its line', () => {
  cpSync(shipped, folder, { recursive: true });
  const file = path.join(folder, 'wales.yaml');
  const lines = readFileSync(file, 'utf8').split('\n');
  const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
  const faulty = lines.map((line) =>
    line
      .replace(/^id: wales$/, 'id: england')
      .replace('month: 9', 'month: 13')
      .replace('Yr 5', 'Yr 4')
      .replace('Y6], stage: wales-step-3', 'Y6], stage: ks2')
      .replace('Y7], stage: wales-step-4', 'Y7], stage: step-4'),
  );
  writeFileSync(file, faulty.join('\n'));
  let found: AppError | null = null;
  try {
    readNation(file);
  } catch (error) {
    if (error instanceof AppError) found = error;
  }
  expect(found?.code).toBe('nation-faults');
  expect(found?.faults.map(({ line, message }) => [line, message.split(':')[0]])).toEqual([
    [lines.indexOf('id: wales') + 1, 'id'],
    [lineOf('month: 9'), 'yearBegins.month'],
    [lineOf('title: Year 5'), 'years[7].aliases[2]'],
    [lineOf('title: Year 6'), 'years[8].stage'],
    [lineOf('title: Year 7'), 'years[9].stage'],
  ]);
});
