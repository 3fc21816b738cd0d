/**
 * Who may read a line that was rejected: whoever is named in it decides. A line of what people decided, reported or signed is
 * for those who may read about its event or person; where that cannot be found, it may be about anybody.
 */
import { z } from 'zod';
import { audienceId, uncertainAudience } from '../map/audience.js';
import { CONCERN_KINDS, type ConcernKind } from '../normalise/decision-words.js';
import type { Kind } from '../normalise/kinds.js';
import { FRAME_FAULT } from '../normalise/statement.js';
import { anybodysAudience, audienceOfReport } from './concern-texts.js';
import { integer } from './database.js';
import type { ImportOptions } from './import-options.js';
import type { Loading } from './loading.js';
import { ownersNamedIn, textAudiences } from './named-owners.js';
import type { Store } from './open-store.js';
import { rejectedOutcomeAudiences } from './referred-events.js';
import { typedTextAudiences } from './typed-texts.js';

/** A rejected line as far as it could be read. */
interface Rejected {
  readonly audience: string | null;
  /** What a person typed into it. */
  readonly words: string;
}
type RejectedByLine = ReadonlyMap<number, Rejected>;

/** Where the fields do not stand in their columns, nothing is known of the line. */
const READ = (line: string, columns: string) =>
  `SELECT s.${line} AS line, ${columns} FROM staging AS s WHERE fault > 0 AND fault NOT IN (${Object.values(FRAME_FAULT).join(', ')})`;

const note = z.object({ line: integer, notes: z.string().nullable() });

async function rejectedOutcomes(store: Store, loading: Loading, options: ImportOptions): Promise<RejectedByLine> {
  const audiences = await rejectedOutcomeAudiences(store, loading, options);
  const rows = await store.query(note, READ(loading.line, 'notes'));
  return new Map(rows.map(({ line, notes }) => [line, { audience: audiences.get(line) ?? null, words: notes ?? '' }]));
}

const report = z.object({
  line: integer,
  kind: z.string().nullable(),
  role: z.string().nullable(),
  user: z.string().nullable(),
  whatHappened: z.string().nullable(),
});

const isKind = (kind: string | null): kind is ConcernKind => kind !== null && kind in CONCERN_KINDS;

async function rejectedConcerns(store: Store, { line }: Loading, { rulebook }: ImportOptions): Promise<RejectedByLine> {
  const { policy, taxonomy } = rulebook;
  const namedIn = await ownersNamedIn(store);
  const rows = await store.query(report, READ(line, 'reported AS kind, role, "user", "whatHappened"'));
  return new Map(
    rows.map(({ kind, role, user, whatHappened, ...each }) => {
      const owners = user === null ? [] : namedIn(user);
      const isAnybodys = role === null && !isKind(kind);
      const unknown = isAnybodys
        ? null
        : audienceOfReport({ kind: isKind(kind) ? kind : 'misuse', role, user }, rulebook);
      const audience = owners.length === 0 ? unknown : audienceId(uncertainAudience(policy, taxonomy, owners));
      return [each.line, { audience, words: whatHappened ?? '' }];
    }),
  );
}

const signature = z.object({ line: integer, personId: z.string().nullable(), user: z.string().nullable() });
const listed = z.object({ key: z.string(), role: z.string(), duty: z.string().nullable() });

async function rejectedSignatures(
  store: Store,
  { line }: Loading,
  { rulebook }: ImportOptions,
): Promise<RejectedByLine> {
  const { policy, taxonomy } = rulebook;
  const namedIn = await ownersNamedIn(store);
  const people = await store.query(
    listed,
    'SELECT DISTINCT person_key AS key, role, duty FROM membership JOIN person USING (person_id)',
  );
  const rows = await store.query(signature, READ(line, '"personId", "user"'));
  return new Map(
    rows.map(({ personId, user, ...each }) => {
      const key = personId === null ? null : store.keyring.keyOf('person', personId);
      const owners = [...people.filter((person) => person.key === key), ...(user === null ? [] : namedIn(user))];
      const audience = owners.length === 0 ? null : audienceId(uncertainAudience(policy, taxonomy, owners));
      return [each.line, { audience, words: '' }];
    }),
  );
}

/** After the kind's records were loaded. @returns who may read a rejected line, by its number and text */
export async function rejectedLineAudiences(
  store: Store,
  kind: Kind,
  loading: Loading,
  options: ImportOptions,
): Promise<(line: number, text: string) => string> {
  const lists = { outcome: rejectedOutcomes, concern: rejectedConcerns, acceptance: rejectedSignatures };
  if (kind !== 'outcome' && kind !== 'concern' && kind !== 'acceptance') {
    const audienceIn = await textAudiences(store, options.rulebook);
    return (_, text) => audienceIn(text);
  }
  const rejected = await lists[kind](store, loading, options);
  const anybodys = anybodysAudience(options.rulebook);
  const audienceFor = await typedTextAudiences(store);
  return (line, text) => {
    const found = rejected.get(line);
    return audienceFor(found?.audience ?? anybodys, text, found?.words ?? '');
  };
}
