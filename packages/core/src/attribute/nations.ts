/**
 * The nations' school years: when a year begins, which year groups there are, in which order and at which stage. Data in
 * `nations/`, one file a nation. What a list writes leads to one year group whatever the nation; the nation gives it its stage.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type FieldFault, readYamlFile, repeated } from '../read/yaml-file.js';
import { isStage, STAGES, type Stage } from './stages.js';

export const NATIONS = ['england', 'wales', 'scotland', 'northern-ireland', 'ireland'] as const;
export type NationId = (typeof NATIONS)[number];

const text = z.string().trim().min(1);
const plainWords = z
  .string()
  .regex(/^[A-Za-z0-9]+([ -][A-Za-z0-9]+)*$/, 'write letters, figures, single spaces, hyphens');

const stageSchema = z.strictObject({
  id: z.enum(STAGES),
  title: text,
  shortTitle: text,
  shownWhenEmpty: z.boolean(),
});
const yearSchema = z.strictObject({
  id: plainWords,
  title: text,
  aliases: z.array(plainWords),
  sameAs: z.array(plainWords).default([]),
  stage: z.enum(STAGES),
});
const nationSchema = z.strictObject({
  id: z.enum(NATIONS),
  title: text,
  yearBegins: z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(28) }),
  stages: z.array(stageSchema).min(1),
  years: z.array(yearSchema).min(1),
});

export type NationStage = Readonly<z.infer<typeof stageSchema>>;
export type NationYear = Readonly<z.infer<typeof yearSchema>>;
export type Nation = Readonly<z.infer<typeof nationSchema>>;

const SHIPPED_FOLDER = fileURLToPath(new URL('../../nations/', import.meta.url));
const loaded = new Map<NationId, Nation>();

export function loadNation(id: NationId): Nation {
  const nation = loaded.get(id) ?? readNation(path.join(SHIPPED_FOLDER, `${id}.yaml`));
  loaded.set(id, nation);
  return nation;
}

export function readNation(file: string): Nation {
  const crossCheck = (value: unknown) => nationFaults(value, path.basename(file, '.yaml'));
  return readYamlFile(file, nationSchema, { errorCode: 'nation-faults', crossCheck }).value;
}

/** How a year group is compared: "year  4", "Year 4" and "YEAR4" are the same. */
export const foldYear = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/([a-z]) ([0-9])/g, '$1$2');

const described = new Map<Stage, NationStage>();
function stageOf(id: string): NationStage | undefined {
  if (described.size === 0) {
    for (const stage of NATIONS.flatMap((nation) => loadNation(nation).stages)) described.set(stage.id, stage);
  }
  return isStage(id) ? described.get(id) : undefined;
}

/** "Key stage 1 (Years 1–2)"; undefined for what is not a stage. */
export const stageTitle = (id: string): string | undefined => stageOf(id)?.title;
/** Whether a primary school's report has the stage even with nobody in it. */
export const isShownWhenEmpty = (id: Stage): boolean => stageOf(id)?.shownWhenEmpty ?? false;
/** "KS1", for narrow columns. */
export const stageShortTitle = (id: string): string | undefined => stageOf(id)?.shortTitle;

const words = z.array(z.string()).catch([]);
const yearOutline = z.object({ id: z.string(), stage: z.string().catch(''), aliases: words, sameAs: words });
const outline = z
  .object({
    id: z.string().catch(''),
    stages: z.array(z.object({ id: z.string() }).catch({ id: '' })).catch([]),
    years: z.array(yearOutline.catch({ id: '', stage: '', aliases: [], sameAs: [] })).catch([]),
  })
  .catch({ id: '', stages: [], years: [] });

function nationFaults(value: unknown, expectedId: string): FieldFault[] {
  const { id, stages, years } = outline.parse(value);
  const own = new Set(stages.map((stage) => stage.id));
  const writings = years.flatMap((year, index) => [
    { key: foldYear(year.id), path: ['years', index, 'id'] },
    ...year.aliases
      .map((alias, place) => ({ key: foldYear(alias), path: ['years', index, 'aliases', place] }))
      .filter(({ key }) => key !== foldYear(year.id)),
    ...year.sameAs.map((same, place) => ({ key: foldYear(same), path: ['years', index, 'sameAs', place] })),
  ]);
  const strange = years.flatMap(({ stage }, index) =>
    isStage(stage) && !own.has(stage)
      ? [{ path: ['years', index, 'stage'], message: `years[${index + 1}].stage: is not one of the stages above` }]
      : [],
  );
  return [
    ...(id === '' || id === expectedId ? [] : [{ path: ['id'], message: 'id: must be the name of the file' }]),
    ...repeated(stages.map((stage, index) => ({ key: stage.id, path: ['stages', index, 'id'] }))),
    ...repeated(writings),
    ...strange,
  ];
}
