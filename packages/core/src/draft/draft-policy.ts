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
import { nameHider } from './office-names.js';
import { outlineOf } from './outline.js';
import { loadPolicyWords } from './policy-words.js';
import { readDocument } from './read-document.js';

export async function draftPolicy(file: string, id: string): Promise<PolicyDraft> {
  const document = await readDocument(file);
  const outline = outlineOf(document.blocks);
  const facts = factsOf(document, outline);
  // What stands above the first heading stands under the title.
  const sections = outline.map((section) => (section.title === '' ? { ...section, title: facts.title } : section));
  const agreements = draftAgreements(sections, loadPolicyWords(loadTaxonomy()));
  if (agreements.length === 0) throw fail('document-without-rules', { file });
  return {
    id,
    file: basename(file),
    countedIn: document.countedIn,
    facts,
    agreements,
    ladders: laddersOf(sections),
    routes: namedRoutes(sections),
    leadRoute: leadRoute(sections),
    reports: reportsOf(sections, agreements),
    hideNames: nameHider(document.blocks.map(({ text }) => text)),
  };
}
