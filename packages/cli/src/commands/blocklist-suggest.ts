/** `fmreview blocklist suggest`: what could go on the lists of the filter, with the evidence; with a key also what is sealed. */
import {
  type Candidate,
  type ExitCode,
  LIST_KINDS,
  LIST_REASON_WORDS,
  type SealedSites,
  type Suggestions,
  sealedSites,
  suggest,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countedText, countText, jsonText, wrapped } from '../display-text.js';
import type { Output } from '../output.js';
import { periodFrom } from '../review-order.js';
import { hasKey, unlockShape, withUnlocked } from '../unlock-options.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  list: z.enum(LIST_KINDS).optional(),
  period: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
  ...unlockShape,
});
type Input = z.infer<typeof inputShape>;

const UNLOCK = { command: 'blocklist', office: null } as const;

interface Found extends Suggestions {
  readonly names: SealedSites | null;
}

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { output } = context;
  const found = await findCandidates(given, context);
  const wanted = found.candidates.filter(({ list }) => given.list === undefined || given.list === list);
  const named = wanted.map((candidate) => ({ ...candidate, site: siteOf(candidate, found.names) }));
  if (given.json) await output.data(jsonText({ period: found.period, candidates: named.map(openCandidate) }, 2));
  else await writePage(named, found, output);
  return 0;
}

async function findCandidates(given: Input, context: Context): Promise<Found> {
  const period = given.period === undefined ? undefined : periodFrom(given.period);
  context.output.progress('Looking through the stored requests …');
  if (!hasKey(given))
    return withStore(given.workspace, context, async (store, configuration) => ({
      ...(await suggest(store, configuration, period)),
      names: null,
    }));
  return withUnlocked(given, context, UNLOCK, async ({ unlocked, configuration }) => ({
    ...(await suggest(unlocked.store, configuration, period)),
    names: await sealedSites(unlocked),
  }));
}

/** Null: the site may name somebody, and this key, or none, does not open it. */
function siteOf({ site, hostKey, pathKey }: Candidate, names: SealedSites | null): string | null {
  const host = site ?? (hostKey === null ? null : (names?.host(hostKey) ?? null));
  if (host === null || pathKey === null) return host;
  const part = names?.path(pathKey) ?? null;
  return part === null ? null : `${host}/${part}`;
}

type Named = Omit<Candidate, 'site'> & { readonly site: string | null };

const openCandidate = ({ hostKey: _, pathKey: __, spread: ___, ...candidate }: Named) => candidate;

const HEADINGS = {
  block: 'To block',
  allow: 'To allow',
  exception: 'To open for staff',
} as const;

async function writePage(candidates: readonly Named[], { period, names }: Found, output: Output): Promise<void> {
  await output.data(`${period.from} to ${period.to}. Suggestions: people decide.`);
  for (const list of LIST_KINDS) {
    const own = candidates.filter((candidate) => candidate.list === list);
    if (own.length === 0) continue;
    await output.data(`\n${output.heading(`${HEADINGS[list]}: ${countText(own.length)}`)}`);
    for (const candidate of own) await output.data(lines(candidate, output).join('\n'));
  }
  if (candidates.length === 0) output.words('There is nothing to suggest.');
  const sealed = candidates.filter(({ site }) => site === null).length;
  if (sealed > 0)
    output.words(
      names === null
        ? `Sites of single parties on shared platforms: ${countText(sealed)}. Their names are sealed: --reader opens them.`
        : `Sites that are sealed to other readers: ${countText(sealed)}.`,
    );
}

const MARGIN = '  ';

function lines(candidate: Named, { columns }: Output): string[] {
  const { list, site, domain, requests, letThrough, blocked, visits, people, captures, reports } = candidate;
  const changed = list === 'block' ? `${countText(letThrough)} let through` : `${countText(blocked)} blocked`;
  const linked = [
    ...(captures > 0 ? [countedText(captures, 'capture')] : []),
    ...(reports > 0 ? [countedText(reports, 'report')] : []),
  ];
  const words = [
    ...candidate.reasons.map((reason) => LIST_REASON_WORDS[reason]),
    `${countedText(requests, 'request')} (${changed}), ${countedText(visits, 'visit')}, ${countedText(people, 'person', 'people')}`,
    `${candidate.groups.join(', ')}; ${candidate.sessions.join(', ')}; ${candidate.firstDay} to ${candidate.lastDay}`,
    ...(linked.length > 0 ? [linked.join(', ')] : []),
  ];
  const under = words.flatMap((text) => wrapped(text, columns - MARGIN.length).map((line) => `${MARGIN}${line}`));
  return [`${site ?? `a site on ${domain} (sealed)`}  [${candidate.confidence}]`, ...under];
}
