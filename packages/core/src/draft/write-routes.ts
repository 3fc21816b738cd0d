/** The routes of a draft: what the policy names, and round it what keeps a concern from the person it is about. */
import type { Recipient, Role } from '../map/policy-terms.js';
import type { PolicyDraft } from './draft-parts.js';
import type { NamedRoute } from './find-routes.js';
import { flowList, numberedReference, toCheck } from './pack-lines.js';

const KCSIE = '{ document: Keeping children safe in education, section: Part four, number: null }';

interface WrittenRoute {
  readonly id: string;
  readonly when: string;
  readonly to: Recipient;
  readonly alsoTell?: readonly Recipient[];
  /** YAML: a quoted text. */
  readonly summary: string;
  /** YAML. */
  readonly reference: string;
  readonly ladder?: string;
  readonly remark: string;
}

function lines({ id, when, to, alsoTell = [], summary, reference, ladder = 'null', remark }: WrittenRoute): string[] {
  return [
    `  # ${remark}`,
    `  - id: ${id}`,
    `    when: ${when}`,
    `    to: ${to}`,
    `    alsoTell: ${flowList(alsoTell)}`,
    `    summary: ${summary}`,
    `    reference: ${reference}`,
    `    ladder: ${ladder}`,
  ];
}

const DEFAULT_DESK = {
  pupil: 'dsl',
  staff: 'headteacher',
  governor: 'chair-of-governors',
  parent: 'headteacher',
  visitor: 'headteacher',
} as const satisfies Record<Role, Recipient>;
/** The order of the list decides, so nobody of the school comes after its guests. */
const ORDER = ['pupil', 'staff', 'governor', 'parent', 'visitor'] as const;

function dutyRoutes(draft: PolicyDraft): WrittenRoute[] {
  const { leadRoute, facts } = draft;
  const lead =
    leadRoute === null
      ? { reference: 'null', remark: 'CHECK: the document names no route for a safeguarding lead.' }
      : {
          reference: numberedReference({ document: facts.title, section: leadRoute.section }),
          remark: `From ${draft.countedIn} ${leadRoute.line} of the document.`,
        };
  return [
    {
      id: 'headteacher',
      when: '{ duties: [headteacher] }',
      to: 'chair-of-governors',
      alsoTell: ['local-authority-designated-officer'],
      summary: toCheck('a concern about the headteacher goes to the chair of governors.'),
      reference: KCSIE,
      remark: 'CHECK: national guidance; see whether the document says so itself.',
    },
    {
      id: 'safeguarding-lead',
      when: '{ duties: [dsl, deputy-dsl] }',
      to: 'chair-of-governors',
      summary: toCheck('a concern about a safeguarding lead goes to the chair of governors.'),
      ...lead,
    },
    {
      id: 'chair-of-governors',
      when: '{ duties: [chair-of-governors] }',
      to: 'local-authority-designated-officer',
      summary: toCheck('a concern about the chair goes outside the school.'),
      reference: KCSIE,
      remark: 'CHECK: national guidance; see whether the document says so itself.',
    },
  ];
}

function roleRoute(draft: PolicyDraft, role: Role, named: NamedRoute | undefined): WrittenRoute {
  const ladder = role === 'pupil' && draft.ladders.length > 0 ? 'pupil-sanctions' : 'null';
  const when = role === 'pupil' ? '{ roles: [pupil], natures: [breach] }' : `{ roles: [${role}] }`;
  if (named === undefined) {
    const summary = toCheck('our own choice, where the document is silent.');
    const remark = `CHECK: the document was not found to name a route for this role (${role}).`;
    return { id: role, when, to: DEFAULT_DESK[role], summary, reference: 'null', ladder, remark };
  }
  const to = named.to ?? DEFAULT_DESK[role];
  const unsaid = named.to === null ? ' CHECK: it names others to tell, but nobody who deals with it.' : '';
  return {
    id: role,
    when,
    to,
    alsoTell: named.alsoTell.filter((one) => one !== to),
    summary: toCheck(`who deals with it, as the document says it in ${draft.countedIn} ${named.line}.`),
    reference: numberedReference({ document: draft.facts.title, section: named.section }),
    ladder,
    remark: `From ${draft.countedIn} ${named.line} of the document.${unsaid}`,
  };
}

/** A shared account comes before the class teacher, who may have used it; help comes before sanctions. */
export function routeLines(draft: PolicyDraft, covers: readonly Role[]): string[] {
  const written: WrittenRoute[] = [
    ...dutyRoutes(draft),
    {
      id: 'staff-shared-account',
      when: '{ roles: [staff], shared: true }',
      to: 'headteacher',
      alsoTell: ['chair-of-governors'],
      summary: toCheck('several members of staff use the account, perhaps the headteacher, so the chair hears too.'),
      reference: 'null',
      remark: 'CHECK: our own choice; nobody who may have used the account may be the only one to hear of it.',
    },
    {
      id: 'shared-account',
      when: '{ shared: true }',
      to: 'dsl',
      summary: toCheck('several people use the account, so nobody is known.'),
      reference: 'null',
      remark: 'CHECK: our own choice; see what the document says of accounts that a class shares.',
    },
    {
      id: 'pupil-support',
      when: '{ roles: [pupil], natures: [vulnerability] }',
      to: 'dsl',
      summary: toCheck('the child may need help; no sanction.'),
      reference: 'null',
      remark: 'A sign that a child may need help breaks no rule.',
    },
    ...ORDER.filter((role) => covers.includes(role)).map((role) => roleRoute(draft, role, draft.routes.get(role))),
    {
      id: 'everything-else',
      when: '{}',
      to: 'dsl',
      summary: toCheck('nobody is known, or no other route takes it.'),
      reference: 'null',
      remark: 'Must stay the last one.',
    },
  ];
  return ['routes:', ...written.flatMap(lines)];
}
