/** What a sound pack holds, for the person who corrects it: faults are thrown, all at once, by the loader. */
import { readFileSync } from 'node:fs';
import { loadPolicy, type Policy, type Recipient, type Role } from '../map/policy.js';
import { MARK } from '../map/policy-marks.js';
import { loadTaxonomy } from '../map/taxonomy.js';

export interface CheckedAgreement {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly stages: readonly string[] | null;
  readonly clauses: number;
  readonly notObservable: number;
}

export interface CheckedRoute {
  readonly id: string;
  readonly when: string;
  readonly to: Recipient;
  readonly alsoTell: readonly Recipient[];
}

export interface UncoveredTopics {
  /** A role, for pupils with the stage where the pack tells stages apart. */
  readonly people: string;
  readonly topics: readonly string[];
}

export interface PolicyCheck {
  readonly id: string;
  readonly school: string;
  readonly title: string;
  readonly agreements: readonly CheckedAgreement[];
  readonly uncovered: readonly UncoveredTopics[];
  readonly routes: readonly CheckedRoute[];
  readonly ladders: number;
  readonly reports: number;
  /** Lines that a draft marked for a person and that still are. */
  readonly marked: number;
  /** The first of them. */
  readonly firstMarked: number | null;
  /** Texts among them that a review prints: it is refused. */
  readonly unfinished: number;
}

export function checkPolicy(file: string): PolicyCheck {
  const taxonomy = loadTaxonomy();
  const policy = loadPolicy(file, taxonomy);
  const breaches = [...taxonomy.topics.values()].filter(({ nature }) => nature === 'breach').map(({ id }) => id);
  const { id, school, title, ladders, reports } = policy;
  const lines = readFileSync(file, 'utf8').split('\n');
  const marks = lines.flatMap((line, index) => (MARK.test(line) ? [index + 1] : []));
  return {
    id,
    school,
    title,
    agreements: policy.agreements.map(({ id: agreement, audience: { roles, stages }, clauses }) => ({
      id: agreement,
      roles,
      stages,
      clauses: clauses.length,
      notObservable: clauses.filter(({ notObservable }) => notObservable !== null).length,
    })),
    uncovered: groupsOf(policy).map(({ role, stage }) => ({
      people: stage === null ? role : `${role} ${stage}`,
      topics: breaches.filter((topic) => !isCovered(policy, topic, role, stage)),
    })),
    routes: policy.routes.map(({ id: route, when, to, alsoTell }) => ({
      id: route,
      when: conditionText(when),
      to,
      alsoTell,
    })),
    ladders: ladders.length,
    reports: reports.length,
    marked: marks.length,
    firstMarked: marks[0] ?? null,
    unfinished: policy.unfinished.length,
  };
}

interface Group {
  readonly role: Role;
  readonly stage: string | null;
}

function groupsOf({ covers, agreements }: Policy): Group[] {
  const stages = [...new Set(agreements.flatMap(({ audience }) => audience.stages ?? []))].toSorted();
  return covers.flatMap((role): Group[] =>
    role === 'pupil' && stages.length > 0 ? stages.map((stage) => ({ role, stage })) : [{ role, stage: null }],
  );
}

const isCovered = ({ agreements }: Policy, topic: string, role: Role, stage: string | null): boolean =>
  agreements.some(
    ({ audience, clauses }) =>
      audience.roles.includes(role) &&
      (audience.stages === null || audience.stages.some((each) => each === stage)) &&
      clauses.some(({ topics }) => topics.includes(topic)),
  );

function conditionText(when: Policy['routes'][number]['when']): string {
  const parts = [when.duties, when.roles, when.natures, when.topics].flatMap((words) =>
    words === undefined ? [] : [words.join(', ')],
  );
  if (when.shared === true) parts.push('shared account');
  return parts.length === 0 ? 'everything else' : parts.join('; ');
}
