/** Keys for the readers of a test's school, and what `importFile` needs beside a file. The secrets are the test's own. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { DslEdition } from '../../src/edition/index.js';
import {
  type Configuration,
  editNames,
  OFFICES,
  type Office,
  type Review,
  registerReader,
  type Store,
  unlock,
} from '../../src/index.js';
import { loadPolicy } from '../../src/map/policy.js';
import { loadSearches } from '../../src/map/searches.js';
import { loadTaxonomy } from '../../src/map/taxonomy.js';

const secrets: Readonly<Record<Office, string>> = {
  dsl: await generateX25519Identity(),
  headteacher: await generateX25519Identity(),
  'chair-of-governors': await generateX25519Identity(),
};

/** Each office gets its key; only public halves come into the store. */
export async function giveKeys(store: Store): Promise<Readonly<Record<Office, string>>> {
  for (const office of OFFICES) {
    const recipient = await identityToRecipient(secrets[office]);
    await registerReader(store, { name: office, offices: [office], recipient });
  }
  return secrets;
}

/** What the DSL may read of a review. @param store opened with `spills: false`, and given keys */
export async function dslEditionOf(store: Store, configuration: Configuration, review: Review): Promise<DslEdition> {
  const unlocked = await unlock(store, [secrets.dsl], 'dsl');
  try {
    const edition = await editNames(unlocked, configuration, review, 'dsl');
    if (edition.edition !== 'dsl') throw new Error('an edition of the wrong kind');
    return edition;
  } finally {
    await unlocked.close();
  }
}

/** For tests that import one file after another: the rules are read once. */
export function importOptions(configuration: Configuration) {
  const taxonomy = loadTaxonomy();
  const rulebook = { taxonomy, policy: loadPolicy(configuration.policy, taxonomy) };
  // Files of a few lines, most of them broken on purpose, are what tests are made of.
  return { configuration, rulebook, searches: loadSearches(taxonomy, configuration), mayRejectMost: true };
}
