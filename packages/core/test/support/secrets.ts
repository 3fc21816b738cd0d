/** What may stand in no file for governors: every name, account, device, phrase, title, note and search term of the fixture school. */
import type { Truth } from '@fmreview/fixtures/truth';

/** Words of the search terms stand in logs with a plus for each space. */
function secretsOf(truth: Truth): Set<string> {
  const { names, accounts, devices, phrases, windowTitles, notes, searchTerms } = truth;
  const terms = searchTerms.flatMap((term) => [term, term.replaceAll(' ', '+')]);
  return new Set(
    [...names, ...accounts, ...devices, ...phrases, ...windowTitles, ...notes, ...terms].map((each) =>
      each.toLowerCase(),
    ),
  );
}

/** One pass for thousands of secrets: only where the first four bytes of one stand, the whole is compared. */
export function secretsIn(text: string, truth: Truth): string[] {
  const bytes = Buffer.from(text.toLowerCase());
  const byStart = new Map<number, Buffer[]>();
  for (const secret of secretsOf(truth)) {
    const start = Buffer.from(secret).readUInt32LE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), Buffer.from(secret)]);
  }
  const hits = new Set<string>();
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const candidates = byStart.get(bytes.readUInt32LE(at)) ?? [];
    for (const secret of candidates)
      if (bytes.subarray(at, at + secret.length).equals(secret)) hits.add(secret.toString());
  }
  return [...hits];
}
