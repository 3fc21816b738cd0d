/** Somebody who reads names, at their desk: what is theirs to see, and how people, groups, rules and routes are written. */
import { yearTitle } from '../attribute/year-groups.js';
import type { DslEdition } from '../edition/index.js';
import type { ReviewedCapture } from '../find/review.js';
import type { Office } from '../map/audience.js';
import { type Routing, recipientWords } from '../map/routing.js';
import type { Names } from '../store/names.js';
import { type About, audienceOfMatter, isOpenTo } from './audiences.js';
import type { EditContext } from './context.js';
import { vocabulary } from './words.js';

export interface Desk extends EditContext {
  readonly names: Names;
  readonly office: Office;
}

export const isOwn = (desk: Desk, about: About, topic: string): boolean =>
  isOpenTo(audienceOfMatter(desk, about, topic), desk.office);

export const topicTitle = (desk: EditContext, topic: string): string =>
  vocabulary(desk.taxonomy, desk.policy).label('', topic);

type Grouped = Pick<ReviewedCapture, 'yearGroup' | 'class' | 'role'>;
export const groupOf = ({ names }: Desk, { yearGroup, class: classKey }: Grouped): string[] =>
  [yearGroup === null ? '' : yearTitle(yearGroup), classKey === null ? '' : names.group(classKey)].filter(
    (part) => part !== '',
  );

export const groupWords = (desk: Desk, about: Grouped): string =>
  [...groupOf(desk, about), ...(about.role === null || about.role === 'pupil' ? [] : [about.role])].join(', ');

export function whoIs(
  desk: Desk,
  { personId, accountId }: { personId: number | null; accountId: number | null },
): string {
  if (personId !== null) return desk.names.person(personId);
  return accountId === null ? 'not known' : `account ${desk.names.account(accountId)}`;
}

export function clausesOf({ policy }: EditContext, ids: readonly string[]) {
  const all = policy.agreements.flatMap(({ clauses }) => clauses);
  return ids.flatMap((id) => {
    const clause = all.find((each) => each.id === id);
    return clause === undefined ? [] : [{ reference: `${clause.heading}, ${clause.number}`, summary: clause.summary }];
  });
}

/** Short in the rows; the policy's routes and steps are told once, in full. */
export const routeCells = ({ route, step, stepWhy }: Routing) => ({
  route: recipientWords(route.to),
  suggestedStep: step === null ? null : `Step ${step.number}`,
  stepWhy,
});

export const guideOf = ({ policy }: EditContext): Pick<DslEdition, 'routes' | 'ladders'> => ({
  routes: policy.routes.map(({ to, alsoTell, summary }) => ({
    to: recipientWords(to),
    alsoTell: alsoTell.map(recipientWords),
    summary,
  })),
  ladders: policy.ladders.map((ladder) => ({
    title: `${ladder.reference.document}: ${ladder.reference.section}`,
    steps: ladder.steps.map(({ number, when, summary }) => ({ label: `Step ${number}`, when, summary })),
    note: ladder.seriousNote,
  })),
});
