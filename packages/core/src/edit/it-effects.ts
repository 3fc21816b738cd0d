/** Decisions about the filter's lists, and whether they came to it. */
import { parseEntry } from '../blocklist/entry.js';
import { platformAbove } from '../blocklist/shared-platforms.js';
import type { ListEffect } from '../blocklist/verify.js';
import type { ItEdition } from '../edition/index.js';
import { checkLabel, groupLabel } from '../find/check-labels.js';
import type { EditContext } from './context.js';

type Edited = ItEdition['listEffects'][number];

/** What is not in effect has to be mended, whoever it was that showed it. That it works is told where enough people did. */
function effectOf({ effect, people }: ListEffect, thresholdPeople: number): Edited['effect'] {
  if (effect === 'not-seen') return 'too-few';
  return effect === 'works' && people <= thresholdPeople ? 'too-few' : effect;
}

/** Those first that did not come to the filter. */
const ORDER: readonly Edited['effect'][] = [
  'not-done',
  'partly',
  'too-early',
  'not-visible',
  'no-logs',
  'too-few',
  'works',
];

/** The name of one party on a shared platform may be a person's: IT finds it on the list itself. */
function entryWords(text: string): string {
  const parsed = parseEntry(text);
  if ('fault' in parsed) return text;
  const { host, segment } = parsed.entry;
  const platform = platformAbove(host);
  if (platform !== null && platform !== host) return `a site on ${platform}`;
  return segment === null ? text : `a part of ${host}`;
}

export const editListEffects = ({ review, configuration }: EditContext): Edited[] =>
  review.listEffects
    .map((each) => ({
      entry: entryWords(each.text),
      list: each.list,
      forWhom: each.group === null ? 'Everybody' : groupLabel(each.group),
      reason: checkLabel('list-reason', each.reason),
      decidedBy: checkLabel('office', each.decidedBy),
      decidedOn: each.decidedOn,
      effect: effectOf(each, configuration.suppression.thresholdPeople),
      reviewOn: each.reviewOn,
    }))
    .toSorted((one, other) => ORDER.indexOf(one.effect) - ORDER.indexOf(other.effect));
