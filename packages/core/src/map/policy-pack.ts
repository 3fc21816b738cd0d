/** One pack, read and judged: everything in it carries the line that says it, so that each result can be explained. */
import { type FieldPath, readYamlFile } from '../read/yaml-file.js';
import { packFaults } from './policy-faults.js';
import { markedFields } from './policy-marks.js';
import { packSchema, type Reference, type WrittenPack, type WrittenTopic } from './policy-schema.js';
import type { Taxonomy } from './taxonomy.js';

export interface Place {
  readonly file: string;
  readonly line: number;
}

type Located<Written> = Readonly<Written> & Place;

type WrittenAgreement = WrittenPack['agreements'][number];
type WrittenLadder = WrittenPack['ladders'][number];
type WrittenCondition = Exclude<WrittenTopic, string>;

/** One topic that a clause covers, and under which conditions; null: whatever it is. */
export interface TopicRule {
  readonly topic: string;
  readonly sources: Readonly<WrittenCondition['sources']> | null;
  readonly sessions: Readonly<WrittenCondition['sessions']> | null;
  readonly severityAtLeast: number | null;
  readonly repeat: { readonly events: number; readonly withinDays: number } | null;
  readonly line: number;
}

export interface Clause extends Place {
  readonly id: string;
  readonly agreement: string;
  readonly number: string | number;
  /** What the clause stands in: the agreement, and its section where it has several. */
  readonly heading: string;
  readonly summary: string;
  readonly reference: Reference;
  /** Each topic of the rules once. */
  readonly topics: readonly string[];
  readonly rules: readonly TopicRule[];
  readonly notObservable: string | null;
}

export interface Agreement extends Place, Readonly<Omit<WrittenAgreement, 'clauses'>> {
  readonly clauses: readonly Clause[];
}

export type Step = Located<WrittenLadder['steps'][number]>;
export interface Ladder extends Place, Readonly<Omit<WrittenLadder, 'steps'>> {
  readonly steps: readonly Step[];
}
export type Route = Located<WrittenPack['routes'][number]>;
export type Report = Located<WrittenPack['reports'][number]>;

export interface PolicyPack extends Readonly<Omit<WrittenPack, 'agreements' | 'ladders' | 'routes' | 'reports'>> {
  readonly agreements: readonly Agreement[];
  readonly ladders: readonly Ladder[];
  readonly routes: readonly Route[];
  readonly reports: readonly Report[];
  readonly file: string;
  /** Texts that editions print and that a draft marked for a person, in the order of the file. */
  readonly unfinished: readonly Place[];
}

interface PackSource {
  /** Where it is read. */
  readonly path: string;
  /** What it is called in results; a shipped pack reads the same on every computer. */
  readonly file: string;
  readonly id: string;
}

type PlaceOf = (...path: FieldPath) => Place;

export function readPack(source: PackSource, taxonomy: Taxonomy): PolicyPack {
  const { value, lineOf } = readYamlFile(source.path, packSchema(taxonomy.topics), {
    errorCode: 'policy-faults',
    crossCheck: (raw) => packFaults(raw, source.id),
  });
  const at: PlaceOf = (...path) => ({ file: source.file, line: lineOf(path) });
  const { reports: _notPrinted, ...printed } = value;
  return {
    ...value,
    file: source.file,
    unfinished: markedFields(printed)
      .map((field) => at(...field))
      .toSorted((one, other) => one.line - other.line),
    agreements: value.agreements.map((agreement, index) => placedAgreement(agreement, index, at)),
    ladders: value.ladders.map((ladder, index) => ({
      ...ladder,
      ...at('ladders', index),
      steps: ladder.steps.map((step, position) => ({ ...step, ...at('ladders', index, 'steps', position) })),
    })),
    routes: value.routes.map((route, index) => ({ ...route, ...at('routes', index) })),
    reports: value.reports.map((report, index) => ({ ...report, ...at('reports', index) })),
  };
}

function placedAgreement(agreement: WrittenAgreement, index: number, at: PlaceOf): Agreement {
  const { reference, title } = agreement;
  const clauses = agreement.clauses.map((written, position): Clause => {
    const { topics = [], notObservable = null, section = null, ...clause } = written;
    const above = ['agreements', index, 'clauses', position];
    const rules = topics.map((topic, rule) => ruleOf(topic, at(...above, 'topics', rule).line));
    return {
      ...clause,
      ...at(...above),
      agreement: agreement.id,
      heading: section === null ? title : `${title} (${section})`,
      reference: { ...reference, section: section ?? reference.section, number: clause.number },
      topics: [...new Set(rules.map(({ topic }) => topic))],
      rules,
      notObservable,
    };
  });
  return { ...agreement, ...at('agreements', index), clauses };
}

function ruleOf(written: WrittenTopic, line: number): TopicRule {
  const rule: WrittenCondition = typeof written === 'string' ? { topic: written } : written;
  const { topic, sources = null, sessions = null, severityAtLeast = null, repeat = null } = rule;
  return { topic, sources, sessions, severityAtLeast, repeat, line };
}
