/** The parts that all editions share. `thresholdPeople` decides whether their figures are suppressed. */
import type { Edition, Figure } from '../edition/index.js';
import { allFindings } from '../find/build-review.js';
import type { FoundFinding, Review } from '../find/review.js';
import { guidanceInForce } from '../map/taxonomy.js';
import { formatById } from '../read/detect-format.js';
import { TOOL_VERSION } from '../version.js';
import type { EditContext } from './context.js';
import { DEFINITIONS, UNKNOWN_NOTES } from './definitions.js';
import { linkedFigure, sameFigure } from './same-figures.js';
import { keyFiguresOf, summaryOf } from './summary.js';
import { figuresOfTables } from './suppress.js';
import { editionTable, fillWords, TABLE_IDS, type TableId, vocabulary } from './words.js';

type Shared = Omit<Extract<Edition, { edition: 'governors' }>, 'edition' | 'suppression' | 'findings' | 'files'>;
type EditedFinding = Extract<Edition, { edition: 'governors' }>['findings'][number];

const noTable = (id: TableId): Review['tables'][string] => ({
  id,
  unit: 'events',
  rows: [],
  columns: ['total'],
  cells: {},
  totals: null,
});

function editTables(context: EditContext, thresholdPeople: number | null): Shared['tables'] {
  const words = vocabulary(context.taxonomy, context.policy);
  const tables = TABLE_IDS.map((id) => context.review.tables[id] ?? noTable(id));
  const figures = figuresOfTables(tables, thresholdPeople, sameFigure);
  const edited = (id: TableId) => {
    const index = TABLE_IDS.indexOf(id);
    return editionTable(id, tables[index] ?? noTable(id), figures[index] ?? { rows: [], totals: null }, words);
  };
  return {
    capturesByTopic: edited('capturesByTopic'),
    capturesByStage: edited('capturesByStage'),
    capturesByGrade: edited('capturesByGrade'),
    capturesByMonth: edited('capturesByMonth'),
    capturesBySession: edited('capturesBySession'),
    supportMatters: edited('supportMatters'),
    requestsByMonth: edited('requestsByMonth'),
    requestsByStage: edited('requestsByStage'),
    requestsBySession: edited('requestsBySession'),
    requestsByTopic: edited('requestsByTopic'),
    capturesByClause: edited('capturesByClause'),
    blockedByClause: edited('blockedByClause'),
    coverageByMonth: edited('coverageByMonth'),
  };
}

export function editFinding(
  found: FoundFinding,
  tables: Shared['tables'],
  thresholdPeople: number | null,
): EditedFinding {
  const definition = allFindings().find((finding) => finding.id === found.id);
  const figures = found.figures.map((each) => ({
    id: each.id,
    label: each.label,
    figure: linkedFigure(each, tables, thresholdPeople),
  }));
  const byId = new Map(figures.map((each): [string, Figure] => [each.id, each.figure]));
  return {
    id: found.id,
    title: definition?.title ?? found.id,
    importance: found.importance,
    confidence: definition?.confidence ?? 'possible',
    words: fillWords(found.words, byId),
    why: definition?.why ?? '',
    source: definition?.source ?? '',
    action: definition?.action ?? '',
    owner: definition?.owner ?? '',
    figures,
    failure: found.failure,
  };
}

type FileLedger = Extract<Edition, { edition: 'governors' }>['files'][number];

/**
 * The input files. Where one file of a format rests on too few people, none of that format shows its numbers: the others
 * and the total would give it back.
 */
export function editFiles({ files }: Review, thresholdPeople: number | null): FileLedger[] {
  const isFew = ({ people }: Review['files'][number]) =>
    thresholdPeople !== null && people !== null && people >= 1 && people <= thresholdPeople;
  const withheld = new Set(files.filter(isFew).map((file) => file.format));
  return files.map(({ format, from, to, lines, loaded, duplicate, rejected, ignored }, index) => ({
    label: `File ${index + 1}`,
    format: formatById(format).title,
    from,
    to,
    ledger: withheld.has(format) ? null : { lines, loaded, duplicate, rejected, ignored },
  }));
}

export function editShared(context: EditContext, thresholdPeople: number | null): Shared {
  const { review, configuration, policy, taxonomy } = context;
  const tables = editTables(context, thresholdPeople);
  const findings = review.findings.map((found) => editFinding(found, tables, thresholdPeople));
  const keyFigures = keyFiguresOf(review, tables);
  return {
    contract: 1,
    toolVersion: TOOL_VERSION,
    demonstration: configuration.school.demonstration,
    school: { name: configuration.school.name },
    period: { from: review.period.from, to: review.period.to },
    timeZone: configuration.timeZone,
    policy: { id: policy.id, school: policy.school, title: policy.document },
    guidance: guidanceInForce(taxonomy, review.period.from, review.period.to).map(({ title, edition, validFrom }) => ({
      title,
      edition,
      inForceFrom: wholeDate(validFrom),
    })),
    systems: configuration.systems,
    summary: summaryOf(context, findings, keyFigures),
    keyFigures,
    coverage: {
      ...review.coverage,
      logGaps: [...review.coverage.logGaps],
      silentWeeks: [...review.coverage.silentWeeks],
    },
    tables,
    unknowns: review.unknowns.map((each) => ({
      id: each.id,
      label: each.label,
      figure: linkedFigure(each, tables, thresholdPeople),
      note: UNKNOWN_NOTES[each.id] ?? null,
    })),
    definitions: DEFINITIONS,
  };
}

/** A date of which only the year or the month is known stands for its first day. */
const wholeDate = (date: string) => `${date}-01-01`.slice(0, 10);
