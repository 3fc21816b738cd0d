/** From a school's own document to a pack that a person corrects: the stages in order and nothing else. */
import { basename } from 'node:path';
import { fail } from '../errors.js';
import { loadTaxonomy } from '../map/taxonomy.js';
import { factsOf } from './document-facts.js';
import { draftAgreements } from './draft-agreements.js';
import type { PolicyDraft } from './draft-parts.js';
import { reportsOf } from './find-reports.js';
import { leadRoute, namedRoutes } from './find-routes.js';
import { laddersOf } from './find-sanctions.js';
import { nameHider } from './hide-names.js';
import { outlineOf } from './outline.js';
import { loadPolicyWords } from './policy-words.js';
import { readDocument } from './read-document.js';

export async function draftPolicy(file: string, id: string): Promise<PolicyDraft> {
  const document = await readDocument(file);
  const hideNames = nameHider(document.blocks.map(({ text }) => text));
  const outline = outlineOf(document.blocks).map((section) => ({ ...section, title: hideNames(section.title) }));
  const found = factsOf(document, outline);
  const facts = { ...found, title: hideNames(found.title) };
  // What stands above the first heading stands under the title.
  const sections = outline.map((section) => (section.title === '' ? { ...section, title: facts.title } : section));
  const { proposeTopics, signsOfNeed } = loadPolicyWords(loadTaxonomy());
  const agreements = draftAgreements(sections, proposeTopics);
  if (agreements.length === 0) throw fail('document-without-rules', { file });
  return {
    id,
    file: hideNames(basename(file)),
    countedIn: document.countedIn,
    facts,
    agreements,
    ...laddersOf(sections, signsOfNeed),
    routes: namedRoutes(sections, new Set(agreements.flatMap(({ people }) => people.roles))),
    leadRoute: leadRoute(sections),
    reports: reportsOf(sections, agreements),
    hideNames,
  };
}
