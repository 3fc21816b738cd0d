/** What a reader knows to hold between the figures of a review, beyond the sums of its tables. */
import { SET_ASIDE_PART } from '../../find/files.js';
import type { FoundFigure, FoundFinding, Review, ReviewedFile, Whole } from '../../find/review.js';
import type { Relating, SystemBuilder } from './system.js';
import { ALL_PUPILS, figureName, isPupilGroup, nameOf, sumsOf } from './table-figures.js';

/** Different people: whoever stands in several parts is one in the whole, so a reader never knows that they add up. */
export const isOfPeople = (name: string): boolean => /^people(\||$)/.test(name);

/** Rows and columns add up. Episodes do not always: one may be counted in several parts. */
export function relateTables(relating: Relating, { tables }: Pick<Review, 'tables'>): void {
  for (const { parts, whole } of Object.values(tables).flatMap(sumsOf)) {
    if (!isOfPeople(whole) && relating.equal(parts, [whole])) continue;
    relating.atMost([whole], parts);
    for (const part of parts) relating.atMost([part], [whole]);
  }
}

/** Pupils of all stages are the pupils; in every topic, and for every action. */
export function relateStages(relating: Relating, { tables }: Review): void {
  const { capturesByStage, requestsByStage } = tables;
  const equal = (measure: string, groups: readonly string[], others: readonly string[]) =>
    relating.equal(
      groups.filter(isPupilGroup).map((group) => nameOf(measure, [`group=${group}`, ...others])),
      [nameOf(measure, [`group=${ALL_PUPILS}`, ...others])],
    );
  const columnsOf = (columns: readonly string[]) => columns.filter((column) => column !== 'total');
  for (const topic of [null, ...(capturesByStage?.rows ?? [])])
    equal('captures', columnsOf(capturesByStage?.columns ?? []), topic === null ? [] : [`topic=${topic}`]);
  for (const action of requestsByStage?.columns ?? [])
    equal('requests', requestsByStage?.rows ?? [], action === 'total' ? [] : [`action=${action}`]);
}

/** A rule's row is the sum over the topics and groups that the policy names; where a rule has conditions, at most that. */
export function relateClauses(relating: Relating, { clauseCells }: Review): void {
  for (const { clause, role, measure, cells } of clauseCells) {
    const fixed = measure === 'requests' ? ['action=blocked'] : [];
    const row = nameOf(measure, [`clause=${clause}`, `role=${role}`, ...fixed]);
    // Topics and groups in which nothing happened stand in no table.
    const known = (of: typeof cells) =>
      of
        .map(({ topic, group }) => nameOf(measure, [`topic=${topic}`, `group=${group}`, ...fixed]))
        .filter((part) => relating.has(part));
    const whole = known(cells.filter(({ isWhole }) => isWhole));
    if (cells.every(({ isWhole }) => isWhole)) relating.equal(whole, [row]);
    else {
      relating.atMost([row], known(cells));
      relating.atMost(whole, [row]);
    }
  }
}

/** Episodes and people are never more than the captures that they were counted from. */
export function relateMeasures(relating: Relating, names: readonly string[]): void {
  for (const name of names) {
    const [measure, ...parts] = name.split('|');
    if (measure === 'episodes') relating.atMost([name], [nameOf('captures', parts)]);
    if (measure !== 'people') continue;
    relating.atMost([name], [nameOf('captures', parts)]);
    relating.atMost([name], [nameOf('episodes', parts)]);
  }
}

/** An episode is of one topic: what topics repeat within episodes, they repeat in the whole. */
export function relateSupport(relating: Relating, { tables }: Review): void {
  const topics = (tables['supportMatters']?.rows ?? []).map((topic) => `topic=${topic}`);
  const of = (measure: string) => topics.map((topic) => nameOf(measure, [topic]));
  relating.atMost(of('episodes'), ['episodes']);
  relating.atMost([...of('captures'), 'episodes'], ['captures', ...of('episodes')]);
}

/** What is worth a look is none of what is graded 1, and each of it is either support or conduct. */
export function relateSerious(relating: Relating, { tables }: Review): void {
  const serious = (kind: string | null) => figureName({ table: 'seriousCaptures', row: kind, column: 'total' });
  const support = (tables['supportMatters']?.rows ?? []).map((topic) => nameOf('captures', [`topic=${topic}`]));
  const settled = figureName({ table: 'capturesByGrade', row: '1', column: 'captures' });
  relating.atMost([serious(null), settled], ['captures']);
  relating.atMost([serious('support')], support);
  relating.atMost([serious('conduct'), ...support], ['captures']);
}

const known = (relating: Relating, names: readonly string[]): string[] => names.filter((name) => relating.has(name));

/**
 * A decision is on an episode or on a request, so there are never more of them. An incident is a decision that no false
 * positive is; those of a topic and group are at most what happened there.
 */
export function relateDecisions(relating: Relating, { tables }: Review): void {
  const support = (tables['supportMatters']?.rows ?? []).map((topic) => `topic=${topic}`);
  const decided = (kind: string | null) =>
    figureName({ table: 'decisionsByOutcome', row: null, column: kind ?? 'total' });
  relating.atMost([decided(null)], ['episodes', 'requests']);
  relating.atMost(
    [decided('support')],
    known(relating, [
      ...support.map((topic) => nameOf('episodes', [topic])),
      ...support.map((topic) => nameOf('requests', [topic])),
    ]),
  );
  for (const kind of ['conduct', 'support']) {
    const table = tables[`${kind}Incidents`];
    if (table === undefined) continue;
    const incidents = (row: string | null, column: string) => figureName({ table: table.id, row, column });
    const dismissed = figureName({ table: 'decisionsByOutcome', row: 'false-positive', column: kind });
    relating.atMost([incidents(null, 'total'), ...known(relating, [dismissed])], [decided(kind)]);
    for (const row of table.rows) {
      const happened = (measure: string, ...more: string[]) => nameOf(measure, [`topic=${row}`, ...more]);
      const requests = known(relating, [happened('requests')]);
      for (const column of table.columns) {
        const group = column === 'total' ? [] : [figureName({ table: 'capturesByPhase', row, column })];
        const captures = column === 'total' ? [happened('captures')] : group;
        relating.atMost([incidents(row, column)], [...known(relating, captures), ...requests]);
      }
      const episodes = happened('episodes');
      if (relating.has(episodes)) relating.atMost([incidents(row, 'total')], [episodes, ...requests]);
    }
  }
}

const EVENTS: Readonly<Record<string, string>> = { capture: 'captures', request: 'requests' };

const isEventFile = ({ kind, from, to }: ReviewedFile) => EVENTS[kind] !== undefined && from !== null && to !== null;

export const ledgerName = (importId: number): string => nameOf('loaded', [`import=${importId}`]);

const partName = (file: ReviewedFile, month: string) => nameOf('file', [`import=${file.importId}`, `month=${month}`]);

/** The months that a reader can tell a file to reach into, by its first and last day, which are printed. */
function monthsOf(file: ReviewedFile, months: readonly string[]): string[] {
  const inside = months.filter(
    (month) => month >= (file.from ?? '').slice(0, 7) && month <= (file.to ?? '').slice(0, 7),
  );
  const counted = Object.entries(file.months).flatMap(([month, count]) => (count > 0 ? [month] : []));
  return [...new Set([...inside, ...counted])];
}

/** Part of what such a file loaded lies outside the period: other editions may tell it. */
const isStraddling = ({ period }: Review, { from, to }: ReviewedFile) =>
  (from ?? '') < period.from || (to ?? '') > period.to;

/**
 * What each file loaded is spread over its months, and every month is the sum over the files. A file that reaches over the
 * ends of the period is not shown: with the edition of the next period it would give its rest away.
 */
export function relateFiles(
  builder: SystemBuilder,
  review: Review,
  isSensitive: (file: ReviewedFile) => boolean,
): void {
  const files = review.files.filter(isEventFile);
  const months = review.tables['capturesByMonth']?.rows ?? review.tables['requestsByMonth']?.rows ?? [];
  for (const file of files) {
    const ledger = {
      id: ledgerName(file.importId),
      value: file.loaded,
      isPrinted: true,
      isSensitive: isStraddling(review, file) || isSensitive(file),
    };
    builder.add(ledger);
    const own = monthsOf(file, months);
    const parts = isStraddling(review, file) ? [...new Set([...own, 'outside'])] : own;
    for (const month of parts) {
      const value = file.months[month] ?? 0;
      builder.add({ id: partName(file, month), value, isPrinted: false, isSensitive: false });
    }
    builder.equal(
      parts.map((month) => partName(file, month)),
      [ledgerName(file.importId)],
    );
  }
  for (const [kind, measure] of Object.entries(EVENTS)) {
    const setAside = findingName('unknown', `${measure}-set-aside`);
    const partsOf = (month: string) => files.filter((file) => file.kind === kind).map((file) => partName(file, month));
    const known = partsOf(SET_ASIDE_PART).filter((part) => builder.has(part));
    if (builder.has(setAside)) builder.equal(known, [setAside]);
    for (const month of months) {
      const parts = partsOf(month);
      builder.equal(
        parts.filter((part) => builder.has(part)),
        [nameOf(measure, [`month=${month}`])],
      );
    }
  }
}

export const findingName = (findingId: string, figureId: string): string =>
  nameOf('finding', [`finding=${findingId}`, `figure=${figureId}`]);

const isFigure = (whole: Whole): whole is { readonly figure: string } => 'figure' in whole;

const isSum = (bound: Whole | readonly Whole[]): bound is readonly Whole[] => Array.isArray(bound);

/** How a finding's figures hang together with the tables and with each other. */
export function relateFindings(
  relating: Relating,
  findings: readonly FoundFinding[],
  nameOfFigure: (findingId: string, figure: FoundFigure) => string,
): void {
  const wholes = new Map<string, string[]>();
  for (const { id, figures } of findings) {
    const name = (whole: Whole) => {
      if (!isFigure(whole)) return figureName(whole);
      const found = figures.find((figure) => figure.id === whole.figure);
      return found === undefined ? '' : nameOfFigure(id, found);
    };
    for (const figure of figures) {
      const own = nameOfFigure(id, figure);
      if (figure.sumOf !== undefined) {
        const parts = figure.sumOf.map(figureName);
        if (!relating.equal(parts, [own])) relating.atMost([own], parts);
      }
      for (const bound of figure.within ?? []) relating.atMost([own], isSum(bound) ? bound.map(name) : [name(bound)]);
      if (figure.cell !== undefined) relating.atMost([own], [figureName(figure.cell)]);
      if (figure.partOf === undefined) continue;
      const whole = name(figure.partOf);
      wholes.set(whole, [...(wholes.get(whole) ?? []), own]);
    }
  }
  for (const [whole, parts] of wholes) relating.atMost([...new Set(parts)], [whole]);
}
