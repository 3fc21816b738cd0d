/** Which route of a list takes a matter: the first that fits, so the order of the list decides. */
import type { Stage } from '../attribute/stages.js';
import type { Duty, Recipient, Role } from './policy-terms.js';
import type { Nature } from './taxonomy.js';

/** When a route takes a matter. What is left out does not count. */
export interface RouteCondition {
  readonly roles?: readonly Role[] | undefined;
  readonly duties?: readonly Duty[] | undefined;
  readonly natures?: readonly Nature[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly shared?: true | undefined;
}

export interface RouteQuery {
  readonly role: Role | null;
  readonly duty: Duty | null;
  readonly nature: Nature | null;
  readonly topic: string;
  readonly stage?: Stage | null;
  /** An account that a class or group shares, so that nobody can say who used it. */
  readonly shared?: boolean;
}

export interface Directed {
  readonly when: RouteCondition;
  readonly to: Recipient;
  readonly alsoTell: readonly Recipient[];
}

export const takes = (when: RouteCondition, query: RouteQuery): boolean =>
  admits(when.roles, query.role) &&
  admits(when.duties, query.duty) &&
  admits(when.natures, query.nature) &&
  admits(when.topics, query.topic) &&
  (when.shared === undefined || query.shared === true);

function admits<Value>(allowed: readonly Value[] | undefined, value: Value | null): boolean {
  return allowed === undefined || (value !== null && allowed.includes(value));
}

export const firstRoute = <One extends { readonly when: RouteCondition }>(
  routes: readonly One[],
  query: RouteQuery,
): One | undefined => routes.find(({ when }) => takes(when, query));
