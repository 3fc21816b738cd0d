/** Which headings of national guidance each topic stands under in the period, for readers who compare with it. */
import type { Period } from '../attribute/calendar.js';
import type { Edition } from '../edition/index.js';
import { editionsOfScheme, headingsOf } from '../map/references.js';
import type { Taxonomy } from '../map/taxonomy.js';

/** All topics of the taxonomy, so that the list says nothing of what happened. */
export function referencesOf(taxonomy: Taxonomy, period: Period): Edition['references'] {
  return {
    schemes: taxonomy.schemes.map((scheme) => ({
      title: scheme.title,
      editions: editionsOfScheme(taxonomy, scheme, period).map(({ title, edition }) => `${title} (${edition})`),
    })),
    topics: [...taxonomy.topics.values()].map(({ id, title }) => {
      const headings = headingsOf(taxonomy, id, period);
      const inScheme = (scheme: string) => headings.filter((heading) => heading.scheme === scheme);
      return {
        id,
        label: title,
        headings: taxonomy.schemes.map((scheme) => inScheme(scheme.id).map((heading) => heading.title)),
      };
    }),
  };
}
