/** The parts that all editions share. Every figure comes from a `Disclosure`: what this reader may see of it. */
import { stageShortTitle } from '../attribute/nations.js';
import type { Edition, Figure } from '../edition/index.js';
import { allFindings } from '../find/build-review.js';
import type { CellPlace, FoundFinding, Review } from '../find/review.js';
import { isOwnId, OWN_TITLE } from '../own-format/own-id.js';
import { formatById } from '../read/detect-format.js';
import type { EditContext } from './context.js';
import { UNKNOWN_NOTES } from './definitions.js';
import type { Disclosure } from './disclosure.js';
import { editTable } from './edited-table.js';
import { isSetAside } from './exclusions.js';
import { identityOf } from './identity.js';
import { keyFiguresOf, summaryOf } from './summary.js';
import type { TableId } from './table-texts.js';
import { fillWords, vocabulary } from './words.js';

type Shared = Omit<
  Extract<Edition, { edition: 'governors' }>,
  'edition' | 'suppression' | 'findings' | 'files' | 'checks' | 'setAside'
>;
type EditedFinding = Extract<Edition, { edition: 'governors' }>['findings'][number];

function editTables(context: EditContext, disclosure: Disclosure): Shared['tables'] {
  const edited = (id: TableId) => editTable(context, disclosure, id);
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
    capturesByMethod: edited('capturesByMethod'),
    requestsByMethod: edited('requestsByMethod'),
    seriousCaptures: edited('seriousCaptures'),
    decisionsByOutcome: edited('decisionsByOutcome'),
    conductIncidents: edited('conductIncidents'),
    supportIncidents: edited('supportIncidents'),
    reportsByKind: edited('reportsByKind'),
    acceptance: edited('acceptance'),
    capturesByClause: edited('capturesByClause'),
    blockedByClause: edited('blockedByClause'),
    coverageByMonth: edited('coverageByMonth'),
  };
}

const MOST_PLACES = 6;

/** Topics and their groups, as far as this reader sees a figure of them: a name alone would tell that there was somebody. */
function placesWords(context: EditContext, found: FoundFinding, disclosure: Disclosure): string {
  const isTold = (place: CellPlace) => {
    const figure = disclosure.cell(place);
    return figure?.kind === 'count' && figure.value > 0;
  };
  const { label } = vocabulary(context.taxonomy, context.policy);
  const groups = new Map<string, string[]>();
  for (const { topic, group, cells } of found.places ?? [])
    if (cells.some(isTold))
      groups.set(topic, [...(groups.get(topic) ?? []), stageShortTitle(group) ?? label('', group)]);
  const told = [...groups].map(([topic, names]) => `${label('', topic)} (${names.join(', ')})`);
  const all = new Set((found.places ?? []).map(({ topic }) => topic)).size;
  const hasMore = all > Math.min(told.length, MOST_PLACES);
  const named = told.slice(0, MOST_PLACES).join('; ');
  if (named === '') return 'some topics for those who met them';
  return hasMore ? `${named}; and others` : named;
}

export function editFinding(context: EditContext, found: FoundFinding, disclosure: Disclosure): EditedFinding {
  const definition = allFindings().find((finding) => finding.id === found.id);
  const figures = found.figures.map((each) => ({
    id: each.id,
    label: each.label,
    figure: disclosure.finding(found.id, each.id),
  }));
  const byId = new Map(figures.map((each): [string, Figure] => [each.id, each.figure]));
  return {
    id: found.id,
    title: definition?.title ?? found.id,
    importance: found.importance,
    confidence: definition?.confidence ?? 'possible',
    words: fillWords(
      found.words.replace('{places}', () => placesWords(context, found, disclosure)),
      byId,
    ),
    why: definition?.why ?? '',
    source: definition?.source ?? '',
    action: definition?.action ?? '',
    owner: definition?.owner ?? '',
    figures,
    failure: found.failure,
  };
}

type FileLedger = Extract<Edition, { edition: 'governors' }>['files'][number];

/** The input files. The numbers of one that would give a withheld figure back are not shown. */
export function editFiles({ files }: Review, disclosure: Disclosure): FileLedger[] {
  return files.map(({ importId, format, from, to, lines, loaded, duplicate, rejected, ignored }, index) => ({
    label: `File ${index + 1}`,
    format: isOwnId(format) ? OWN_TITLE : formatById(format).title,
    from,
    to,
    ledger: disclosure.showsLedger(importId) ? { lines, loaded, duplicate, rejected, ignored } : null,
  }));
}

export function editShared(context: EditContext, disclosure: Disclosure): Shared {
  const { review } = context;
  const tables = editTables(context, disclosure);
  const findings = review.findings.map((found) => editFinding(context, found, disclosure));
  const keyFigures = keyFiguresOf(review, disclosure);
  return {
    ...identityOf(context),
    summary: summaryOf(context, findings, keyFigures),
    keyFigures,
    coverage: {
      ...review.coverage,
      logGaps: [...review.coverage.logGaps],
      silentWeeks: [...review.coverage.silentWeeks],
    },
    tables,
    unknowns: review.unknowns
      .filter(({ id }) => !isSetAside(id))
      .map((each) => ({
        id: each.id,
        label: each.label,
        figure: disclosure.unknown(each.id),
        note: UNKNOWN_NOTES[each.id] ?? null,
      })),
  };
}
