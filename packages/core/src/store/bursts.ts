/**
 * Which requests begin something: programs fetch the parts of a page within moments, people need a while to ask for the next.
 * Of staged requests whose accounts and addresses have their numbers already.
 */

import { z } from 'zod';
import { matchEntries } from '../blocklist/match-entries.js';
import { loadSiteRoles } from '../map/site-roles.js';
import { SHOWN_KINDS } from '../normalise/shown-kind.js';
import { integer } from './database.js';
import type { Store } from './open-store.js';

/** So long nothing was asked for before a request that begins something. */
const QUIET_SECONDS = 4;
/** A page of another site within this time after a page is a frame of that page. */
const FRAME_SECONDS = 1;

/** Who asked: the account by its name, in whatever domain a line writes it; without one the address, then the device. */
function streamSql(hasField: (field: string) => boolean): { readonly stream: string; readonly joins: string } {
  const parts: string[] = [];
  const joins: string[] = [];
  if (hasField('user')) {
    joins.push(`JOIN map_user AS mu ON mu.raw = s."user"
      LEFT JOIN (SELECT account_id, min(account_id) OVER (PARTITION BY name_key) AS id FROM account) AS a ON a.account_id = mu.id`);
    parts.push('a.id * 3');
  }
  for (const [index, field] of ['sourceIp', 'device'].entries()) {
    if (!hasField(field)) continue;
    joins.push(`JOIN map_${field} AS "who ${field}" ON "who ${field}".raw = s."${field}"`);
    parts.push(`"who ${field}".id * 3 + ${index + 1}`);
  }
  return { stream: parts.length === 0 ? 'NULL::INTEGER' : `coalesce(${parts.join(', ')})`, joins: joins.join(' ') };
}

/** Hosts of programs that speak for themselves, whatever anybody does: they break nobody's silence. */
async function makeChatter(store: Store): Promise<void> {
  const background = loadSiteRoles().filter(({ role }) => role === 'background');
  await matchEntries(
    store,
    background.map(({ entry }) => entry),
    'chatter',
  );
}

/** So many requests are laid in order at a time: all of them would need more memory than the program allows itself. */
const SLICE_ROWS = 1_500_000;

const OWN = 'PARTITION BY stream ORDER BY began, line';

/** Requests before which the same account or address asked for nothing. */
const QUIET = (
  rows: string,
) => `SELECT line FROM (SELECT line, shown_kind, began - lag(began) OVER (${OWN}) AS gap FROM ${rows})
  WHERE shown_kind IS NULL AND coalesce(gap >= ${QUIET_SECONDS * 1000}, TRUE)`;

/** Pages that follow each other so closely came together: those of other sites than the first are its frames. */
const FRAMES = (rows: string) => `SELECT line FROM (
    SELECT line, shown_kind, site <> first_value(site) OVER (PARTITION BY stream, nth ORDER BY began, line) AS is_other FROM (
      SELECT *, count(*) FILTER (begins) OVER (${OWN}) AS nth
      FROM (SELECT *, coalesce(began - lag(began) OVER (${OWN}) >= ${FRAME_SECONDS * 1000}, TRUE) AS begins FROM ${rows}))
  ) WHERE shown_kind = ${SHOWN_KINDS.page} AND is_other`;

interface Span {
  readonly first: number;
  readonly last: number;
  readonly slices: number;
}

/** Lines as bits: a mark for each of five million lines takes less than a megabyte. */
async function mark(
  store: Store,
  { first, last, slices }: Span,
  name: 'quiet' | 'frame',
  lines: (slice: string) => string,
): Promise<void> {
  await store.run('CREATE OR REPLACE TEMP TABLE slice_mark (marks BIT)');
  for (let slice = 0; slice < slices; slice++) {
    const own = `stream IS NOT NULL AND stream % ${slices} = ${slice}`;
    await store.run(`INSERT INTO slice_mark SELECT bitstring_agg(line, ${first}, ${last}) FROM (${lines(own)})`);
  }
  // A line that nobody can be told by stands for itself.
  if (name === 'quiet')
    await store.run(
      `INSERT INTO slice_mark SELECT bitstring_agg(line, ${first}, ${last}) FROM burst WHERE stream IS NULL AND shown_kind IS NULL`,
    );
  await store.run(`UPDATE line_mark SET ${name} = (SELECT bit_or(marks) FROM slice_mark)`);
  await store.run('DROP TABLE slice_mark');
}

const counted = z.object({ n: integer, first: integer, last: integer });

/**
 * Makes `line_mark(first, quiet, frame)`, one row with a bit for each line from the first: requests before which the same
 * account or address asked for nothing, and pages that came with another. Times are beginnings.
 */
export async function makeBursts(store: Store, line: string, hasField: (field: string) => boolean): Promise<void> {
  const { stream, joins } = streamSql(hasField);
  const elapsed = hasField('elapsed') ? 'greatest(coalesce(s.elapsed, 0), 0)' : '0';
  await makeChatter(store);
  await store.run(`CREATE OR REPLACE TEMP TABLE burst AS
    SELECT s.${line} AS line, ${stream} AS stream, epoch_ms(s.time) - ${elapsed} AS began, s.shown_kind, m.id AS host
    FROM staging AS s ${joins} JOIN map_url AS m ON m.raw = s.url WHERE s.fault = 0 AND m.id NOT IN (SELECT host_id FROM chatter)`);
  const [all] = await store.query(
    counted,
    'SELECT count(*) AS n, coalesce(min(line), 0) AS first, coalesce(max(line), 0) AS last FROM burst',
  );
  const { n, ...ends } = all ?? { n: 0, first: 0, last: 0 };
  const span = { ...ends, slices: Math.ceil(n / SLICE_ROWS) };
  await store.run(
    `CREATE OR REPLACE TEMP TABLE line_mark AS SELECT ${span.first}::BIGINT AS first, ${span.last}::BIGINT AS last, NULL::BIT AS quiet, NULL::BIT AS frame`,
  );
  await mark(store, span, 'quiet', (own) => QUIET(`(SELECT * FROM burst WHERE ${own})`));
  const page = `shown_kind = ${SHOWN_KINDS.page}`;
  await mark(store, span, 'frame', (own) =>
    FRAMES(`(SELECT b.*, coalesce(h.registrable, h.name) AS site FROM burst AS b JOIN host AS h ON h.host_id = b.host
      WHERE (${page} OR (shown_kind IS NULL AND ${isMarked('quiet', 'line')})) AND ${own} AND h.kind <> 'none' AND EXISTS (SELECT 1 FROM burst WHERE ${page}))`),
  );
  await store.run('DROP TABLE burst; DROP TABLE chatter');
}

/** SQL: whether `makeBursts` marked this line. */
export const isMarked = (name: 'quiet' | 'frame', line: string): string =>
  `CASE WHEN ${line} BETWEEN (SELECT first FROM line_mark) AND (SELECT last FROM line_mark)
    THEN coalesce(get_bit((SELECT ${name} FROM line_mark), (${line} - (SELECT first FROM line_mark))::INTEGER) = 1, FALSE) ELSE FALSE END`;
