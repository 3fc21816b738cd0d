/** store: the staged records of a file into the tables of their kind, and what must be sealed to whoever may read it. */
import { fail } from '../errors.js';
import { formats } from '../formats/registry.generated.js';
import { categoryHolder } from '../map/categories.js';
import type { Kind } from '../normalise/kinds.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { judgeAcceptances, loadAcceptances } from './acceptances.js';
import { makeAudiences, NOBODYS_AUDIENCE } from './audiences.js';
import { fileCaptureTexts } from './capture-texts.js';
import { loadCaptures, resolveCaptures } from './captures.js';
import { loadChecks } from './checks.js';
import { judgeConcerns, loadConcerns } from './concerns.js';
import { loadDevices } from './devices.js';
import { loadExclusions } from './exclusions.js';
import type { ImportOptions } from './import-options.js';
import { judgeChecks } from './judge-checks.js';
import { judgeExclusions } from './judge-exclusions.js';
import { judgeListDecisions, loadListDecisions } from './list-decisions.js';
import type { Loading, StagedSpan } from './loading.js';
import { rejectNobody, rejectSharedClaims } from './members.js';
import { loadMemberships } from './memberships.js';
import type { Store } from './open-store.js';
import { loadPossibleAccounts } from './other-accounts.js';
import { judgeOutcomes, loadOutcomes } from './outcomes.js';
import { guardAttribution } from './reattribution.js';
import { fileRequestTexts, loadRequests, resolveRequests } from './requests.js';
import { schoolDomains } from './school-domains.js';
import type { TextsByAudience } from './sealed-texts.js';
import { loadSearches, resolveSearches } from './searches.js';
import type { SourceFile, Staged } from './stage.js';
import { countStaged, fineRows } from './staged-counts.js';

/** What no transform can tell, because it takes the whole list or the store. @returns the faults, with these added */
export async function judgeKind(
  store: Store,
  kind: Kind,
  { line, faults }: Staged,
  options: ImportOptions,
): Promise<readonly FaultMeaning[]> {
  switch (kind) {
    case 'membership': {
      const found = await rejectNobody(store, faults);
      return rejectSharedClaims(store, await schoolDomains(store, options.configuration), found);
    }
    case 'outcome':
      return judgeOutcomes(store, line, faults, options);
    case 'concern':
      return judgeConcerns(store, faults, options.configuration);
    case 'acceptance':
      return judgeAcceptances(store, line, faults, options);
    case 'check':
      return judgeChecks(store, faults, options.configuration);
    case 'exclusion':
      return judgeExclusions(store, faults, options);
    case 'list-decision':
      return judgeListDecisions(store, faults, options.configuration);
    case 'request':
    case 'capture':
    case 'device':
      return faults;
  }
}

export interface Load {
  readonly loading: Loading;
  readonly span: StagedSpan | null;
  readonly options: ImportOptions;
  /** What the faults of its staged records mean. */
  readonly faults: readonly FaultMeaning[];
  /** Takes what must be sealed. */
  readonly texts: TextsByAudience;
}

/** @returns how many records were loaded */
export async function loadKind(
  store: Store,
  file: SourceFile,
  { loading, span, options, texts, faults }: Load,
): Promise<number> {
  const { configuration, rulebook, searches } = options;
  const guard = { file: file.name, isAgreed: options.mayReattribute ?? false };
  const known = { taxonomy: rulebook.taxonomy, intakeYear: configuration.accounts.intakeYear };
  const days = span === null ? null : { from: span.firstDay, to: span.lastDay };
  switch (file.fit.format.kind) {
    case 'request': {
      if (span === null || days === null) return 0;
      const found = await resolveRequests(store, file.fit, known);
      const searched = await resolveSearches(store, searches, {
        line: loading.line,
        hasField: (field) => file.fit.layout.has(field),
      });
      const loaded = await loadRequests(store, loading, span, file.fit);
      if (searched.length > 0) await loadSearches(store, loading);
      await makeAudiences(store, configuration, rulebook, days);
      await fileRequestTexts(store, loading, [...found, ...searched], texts);
      return loaded;
    }
    case 'capture': {
      if (span === null || days === null) return 0;
      const found = await resolveCaptures(store, categoryHolder(file.fit.format, formats), known);
      const loaded = await loadCaptures(store, loading, span.clock);
      await makeAudiences(store, configuration, rulebook, days);
      await fileCaptureTexts(store, loading, found, texts);
      return loaded;
    }
    case 'membership':
      return guardAttribution(store, configuration, guard, async () => {
        await assertComplete(store, file, loading);
        const domains = await schoolDomains(store, configuration);
        await loadMemberships(store, loading, { rulebook, domains, texts });
        await loadPossibleAccounts(store, loading, domains, faults);
        return fineRows(store);
      });
    case 'device':
      return guardAttribution(store, configuration, guard, async () => {
        for (const text of await loadDevices(store, loading)) texts.add(NOBODYS_AUDIENCE, text);
        return fineRows(store);
      });
    case 'outcome':
      return loadOutcomes(store, loading, { configuration, rulebook, texts });
    case 'concern':
      return loadConcerns(store, loading, { configuration, rulebook, texts });
    case 'acceptance':
      return loadAcceptances(store, loading);
    case 'check':
      return loadChecks(store, loading, { configuration, texts });
    case 'exclusion':
      return loadExclusions(store, loading, { rulebook, texts });
    case 'list-decision':
      return loadListDecisions(store, loading, { configuration, texts });
  }
}

/** Somebody whose line cannot be read has not left. */
async function assertComplete(store: Store, { name }: SourceFile, { isComplete }: Loading): Promise<void> {
  const { rejected } = await countStaged(store);
  if (isComplete && rejected > 0) throw fail('list-incomplete', { file: name, count: rejected });
}
