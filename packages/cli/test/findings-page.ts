/** The page of the findings and of the lists of sites that they know, made from their declarations alone. */
import type { allFindings } from '@fmreview/core';

type Finding = ReturnType<typeof allFindings>[number];

export interface SiteList {
  readonly role: string;
  readonly title: string;
  readonly source: string;
  readonly siteCount: number;
}

const SURE = {
  certain: 'certain: the logs or lists show it as it stands',
  likely: 'likely: there may be an ordinary reason that no log shows',
  possible: 'possible: a reason to look, and no more',
} as const;

const NEEDS = {
  request_event: 'requests of a web filter',
  capture_event: 'captures of a monitoring product',
  concern_event: 'reports of concern',
  agreement_person: 'signatures under agreements',
  check_event: 'checks of the filter',
  list_decision_now: 'decisions about lists',
  due: '`reviews`, `training` or `checks` in `fmreview.yaml`',
  policy_clause: 'a policy',
} as const satisfies Readonly<Record<Finding['needs'][number], string>>;

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const cell = (text: string) => text.replaceAll('|', '\\|');

const tableOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

function section({ id, title, why, source, action, owner, confidence, needs }: Finding): string {
  return [
    `### ${title}`,
    '',
    `\`${id}\`, ${SURE[confidence]}.`,
    '',
    `- Why it matters: ${why}`,
    `- What it rests on: ${source}.`,
    `- What to do: ${action}`,
    `- Who: ${owner}.`,
    `- Looks at: ${either(needs.map((need) => NEEDS[need]))}.`,
    '',
  ].join('\n');
}

const INTRODUCTION = `# Findings

What a review looks for. This page is made from the declarations in \`packages/core/src/findings\`; \`fmreview list findings\`
prints the same list. A finding stands in a review only when there is something to say. How serious it is depends on what
was found: **high** where somebody must act now and the evidence is sure, then **medium**, **low** and **information**.
Among findings of one weight, they come in the order of this table. One that cannot be computed is printed with the reason,
and the others go on.

Every figure says what it counts: **requests** are lines of a log, **visits** are pages that somebody opened, **people** are
persons. What the school says of itself in [its settings](../settings.md), and writes into
[the lists that people fill in](../guides/dsl.md#decide-and-bring-it-back), makes more findings possible, and surer.
`;

const SITES = `## Lists of sites that findings know

Shipped with the program, in \`packages/core/taxonomy/sites\`, one file each, every one with where its sites can be looked
up. Nothing is fetched. [A site or a list more](../extending.md#a-list-of-sites) is a change to such a file.
`;

export function findingsPage(findings: readonly Finding[], lists: readonly SiteList[]): string {
  const inOrder = findings.toSorted((one, other) => one.rank - other.rank || one.id.localeCompare(other.id));
  const head = ['finding', 'id', 'who', 'how sure'];
  const rows = inOrder.map(({ id, title, owner, confidence }) => [title, `\`${id}\``, owner, confidence]);
  const siteRows = lists.map(({ role, title, siteCount, source }) => [`\`${role}\``, title, `${siteCount}`, source]);
  return [
    INTRODUCTION,
    tableOf([head, head.map(() => '---'), ...rows]),
    '',
    ...inOrder.map(section),
    SITES,
    tableOf([
      ['list', 'what is on it', 'sites', 'where they can be looked up'],
      ['---', '---', '---', '---'],
      ...siteRows,
    ]),
    '',
  ].join('\n');
}
