/** Shows what a file would give, with Elastic Common Schema names; nothing is stored, no workspace is needed. */
import { z } from 'zod';
import { parseAccount } from './normalise/accounts.js';
import { actionOf } from './normalise/action-words.js';
import type { Format } from './normalise/format.js';
import { parseHost } from './normalise/hosts.js';
import { KINDS, type Kind } from './normalise/kinds.js';
import type { ClockKind } from './normalise/statement.js';
import { authoritySql, type Reason } from './normalise/transforms.js';
import { openInput } from './preview-input.js';
import { detectFormat, type Fit } from './read/detect-format.js';
import type { InputFile } from './read/input-file.js';
import { type Inspection, inspectFile } from './read/inspect-file.js';
import { namedFormat } from './read/named-format.js';
import { sampleLines } from './read/sample.js';
import { timesOf } from './store/clock.js';
import { type Database, integer, openDatabase } from './store/database.js';
import { todayIn } from './store/judge-records.js';
import { toldOfMemory } from './store/keep-in-memory.js';
import { stagedSpan } from './store/loading.js';
import type { Staged } from './store/stage.js';
import { stageInOrder } from './store/stage-in-order.js';

type Value = string | number | boolean | null;

export type PreviewRow =
  | { readonly kind: 'record'; readonly line: number; readonly fields: Readonly<Record<string, Value>> }
  | { readonly kind: 'rejected'; readonly line: number; readonly column: string | null; readonly reason: Reason };

export interface PreviewOptions {
  readonly format?: string | undefined;
  /** Folder that the path of a mapping starts from. */
  readonly folder?: string | undefined;
  /** `YYYY-MM-DD`, for logs whose times have no year; today when left out. */
  readonly exportedOn?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface OpenedFile extends InputFile {
  readonly inspection: Inspection;
  readonly fit: Fit;
}

async function openFile(file: InputFile, options: PreviewOptions): Promise<OpenedFile> {
  const inspection = await inspectFile(file, options.signal);
  const format = await namedFormat(options.format, options.folder ?? '');
  const fit = await detectFormat(file.name, await sampleLines(file), format);
  return { ...file, inspection, fit };
}

/** The format of a file, by its content. */
export async function identifyFile(
  given: string | InputFile,
  format?: string,
  folder = '',
): Promise<{ format: string; title: string; lines: number }> {
  const input = await openInput(given);
  try {
    const { fit, inspection } = await openFile(input.file, { format, folder });
    return { format: fit.format.id, title: fit.format.title, lines: inspection.lines };
  } finally {
    await input.close();
  }
}

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.bigint().transform(Number)]);
const staged = z.object({ line: integer, fault: integer }).catchall(value);
type StagedRow = z.infer<typeof staged>;

const PAGE_ROWS = 5_000;

const text = (row: StagedRow, name: string): string | null => {
  const found = row[name];
  return typeof found === 'string' && found !== '' ? found : null;
};
const get = (row: StagedRow, name: string): Value => row[name] ?? null;

/** @yields records and rejections in the order of the file; blank lines and headers are left out */
export async function* previewFile(
  given: string | InputFile,
  options: PreviewOptions = {},
): AsyncGenerator<PreviewRow> {
  const input = await openInput(given, options);
  try {
    yield* previewText(await openFile(input.file, options), options);
  } finally {
    await input.close();
  }
}

async function* previewText(file: OpenedFile, options: PreviewOptions): AsyncGenerator<PreviewRow> {
  const database = await openDatabase(':memory:');
  try {
    const timeZone = options.timeZone ?? 'Europe/London';
    const { exportedOn = todayIn(timeZone), signal } = options;
    const { staged: stage } = await stageInOrder(database, file, null, (dateOrder) => ({
      ...{ uptake: () => 'transform', time: { dateOrder, exportedOn }, signal },
    }));
    yield* rowsOf(database, file.fit, stage, timeZone);
  } catch (cause) {
    toldOfMemory(file.name)(cause);
  } finally {
    database.close();
  }
}

async function* rowsOf(
  database: Database,
  { format, clock }: Fit,
  stage: Staged,
  timeZone: string,
): AsyncGenerator<PreviewRow> {
  const shown = await shownColumns(database, format, clock, timeZone);
  for (let from = 0; ; from += PAGE_ROWS) {
    const rows = await database.query(
      staged,
      `SELECT ${stage.line.replace('rowid', 's.rowid')} AS line, ${shown} FROM staging AS s WHERE s.rowid >= ${from} AND s.rowid < ${from + PAGE_ROWS} ORDER BY s.rowid`,
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      if (row.fault < 0) continue;
      const fault = stage.faults[row.fault - 1];
      if (fault !== undefined) yield { kind: 'rejected', line: row.line, ...fault };
      else yield { kind: 'record', line: row.line, fields: FIELDS[format.kind](row, format) };
    }
  }
}

/** Times as ISO in UTC, dates as text, addresses with their authority beside them. */
async function shownColumns(database: Database, format: Format, kind: ClockKind, timeZone: string): Promise<string> {
  const iso = (sql: string, name: string) => `strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%gZ') AS "${name}"`;
  const dates = Object.entries<{ type: string }>(KINDS[format.kind]).flatMap(([name, { type }]) =>
    type === 'DATE' ? [`"${name}"::VARCHAR AS "${name}"`] : [],
  );
  const all = dates.length === 0 ? '*' : `* REPLACE (${dates.join(', ')})`;
  if (format.kind === 'concern' || format.kind === 'exclusion') return `${all}, ${authoritySql('s.site')} AS authority`;
  if (format.kind !== 'request' && format.kind !== 'capture') return all;
  const span = await stagedSpan(database, { clock: kind, timeZone }, format.kind);
  const clock = span?.clock ?? { changes: [], firstOffsetSeconds: 0 };
  const utc = (column: string) => timesOf(clock, kind, 's', column).utc;
  const times = format.kind === 'capture' ? ['time', 'received', 'graded', 'viewed', 'acted'] : ['time'];
  return `* EXCLUDE (${times.join(', ')}), ${times.map((name) => iso(utc(name), name)).join(', ')}, ${authoritySql('s.url')} AS authority`;
}

function userFields(row: StagedRow): Record<string, Value> {
  const user = text(row, 'user');
  const account = user === null ? null : parseAccount(user, text(row, 'domain'));
  return { 'user.name': account?.name ?? null, 'user.domain': account?.domain ?? null };
}

function urlFields(row: StagedRow, column = 'url'): Record<string, Value> {
  const authority = text(row, 'authority');
  const host = authority === null ? null : parseHost(authority);
  return {
    'url.original': text(row, column),
    'url.domain': host?.name ?? null,
    'url.registered_domain': host?.registrable ?? null,
  };
}

/** Elastic Common Schema names where there is one; our own under `fmreview.`. */
const FIELDS = {
  request: (row, format) => ({
    '@timestamp': get(row, 'time'),
    'event.action': get(row, 'action'),
    ...userFields(row),
    'source.ip': get(row, 'sourceIp'),
    'host.name': get(row, 'device'),
    ...urlFields(row),
    'http.request.method': get(row, 'method'),
    'http.response.status_code': get(row, 'status'),
    'http.response.bytes': get(row, 'bytes'),
    'http.response.mime_type': get(row, 'contentType'),
    'user_agent.original': get(row, 'userAgent'),
    'fmreview.elapsed_ms': get(row, 'elapsed'),
    'rule.name': get(row, 'rule'),
    'observer.product': format.product,
    'fmreview.action': actionOf(text(row, 'action') ?? '', format.actions),
    'fmreview.category': get(row, 'category'),
    'fmreview.format': format.id,
  }),
  capture: (row, format) => ({
    '@timestamp': get(row, 'time'),
    'event.kind': 'alert',
    'event.id': get(row, 'captureId'),
    'event.ingested': get(row, 'received'),
    'event.severity': get(row, 'severity'),
    ...userFields(row),
    'host.name': get(row, 'device'),
    ...urlFields(row),
    'process.name': get(row, 'application'),
    'observer.product': format.product,
    'fmreview.event_id': get(row, 'eventId'),
    'fmreview.source': get(row, 'source'),
    'fmreview.category': get(row, 'category'),
    'fmreview.phrase': get(row, 'phrase'),
    'fmreview.grade': get(row, 'grade'),
    'fmreview.graded': get(row, 'graded'),
    'fmreview.viewed': get(row, 'viewed'),
    'fmreview.acted': get(row, 'acted'),
    'fmreview.label': get(row, 'label'),
    'fmreview.status': get(row, 'status'),
    'fmreview.window_title': get(row, 'windowTitle'),
    'fmreview.notes': get(row, 'notes'),
    'fmreview.format': format.id,
  }),
  membership: (row, format) => ({
    'user.id': get(row, 'personId'),
    ...userFields(row),
    'user.email': get(row, 'email'),
    'user.full_name': [text(row, 'firstName'), text(row, 'lastName')].filter((part) => part !== null).join(' ') || null,
    'fmreview.role': get(row, 'role'),
    'fmreview.duty': get(row, 'duty'),
    'fmreview.year': get(row, 'year'),
    'fmreview.class': get(row, 'class'),
    'fmreview.shared': get(row, 'shared'),
    'fmreview.from': get(row, 'from'),
    'fmreview.to': get(row, 'to'),
    'fmreview.as_of': get(row, 'asOf'),
    'fmreview.format': format.id,
  }),
  device: (row, format) => ({
    'host.name': get(row, 'device'),
    'host.type': get(row, 'type'),
    'source.ip': get(row, 'sourceIp'),
    'fmreview.location': get(row, 'location'),
    'fmreview.shared': get(row, 'shared'),
    ...userFields(row),
    'fmreview.role': get(row, 'role'),
    'fmreview.year': get(row, 'year'),
    'fmreview.class': get(row, 'class'),
    'fmreview.checked_in_on': get(row, 'checkedInOn'),
    'fmreview.from': get(row, 'from'),
    'fmreview.to': get(row, 'to'),
    'fmreview.as_of': get(row, 'asOf'),
    'fmreview.format': format.id,
  }),
  outcome: (row, format) => ({
    'fmreview.event': get(row, 'event'),
    'fmreview.outcome': get(row, 'outcome'),
    'fmreview.incident': get(row, 'incident'),
    'fmreview.on_purpose': get(row, 'onPurpose'),
    'fmreview.step': get(row, 'step'),
    'fmreview.decided_on': get(row, 'decidedOn'),
    'fmreview.decided_by': get(row, 'decidedBy'),
    'fmreview.notes': get(row, 'notes'),
    'fmreview.format': format.id,
  }),
  concern: (row, format) => ({
    'fmreview.day': get(row, 'day'),
    'fmreview.report': get(row, 'reported'),
    'fmreview.role': get(row, 'role'),
    ...userFields(row),
    'host.name': get(row, 'device'),
    ...urlFields(row, 'site'),
    'fmreview.what_happened': get(row, 'whatHappened'),
    'fmreview.answer': get(row, 'answer'),
    'fmreview.answered_on': get(row, 'answeredOn'),
    'fmreview.format': format.id,
  }),
  acceptance: (row, format) => ({
    'fmreview.agreement': get(row, 'agreement'),
    'user.id': get(row, 'personId'),
    ...userFields(row),
    'fmreview.signed_on': get(row, 'signedOn'),
    'fmreview.signed_by': get(row, 'signedBy'),
    'fmreview.format': format.id,
  }),
  check: (row, format) => ({
    'fmreview.day': get(row, 'day'),
    'fmreview.minute_of_day': get(row, 'minuteOfDay'),
    'fmreview.checked_by': get(row, 'checkedBy'),
    'fmreview.test': get(row, 'test'),
    'fmreview.tested': get(row, 'tested'),
    'host.type': get(row, 'deviceKind'),
    'host.name': get(row, 'device'),
    'fmreview.location': get(row, 'location'),
    'fmreview.user_group': get(row, 'userGroup'),
    'fmreview.connection': get(row, 'connection'),
    'fmreview.expected': get(row, 'expected'),
    'fmreview.actual': get(row, 'actual'),
    'fmreview.action_taken': get(row, 'action'),
    'fmreview.owner': get(row, 'owner'),
    'fmreview.closed_on': get(row, 'closedOn'),
    'fmreview.format': format.id,
  }),
  exclusion: (row, format) => ({
    'fmreview.phrase': get(row, 'phrase'),
    ...urlFields(row, 'site'),
    'fmreview.topic': get(row, 'topic'),
    'fmreview.role': get(row, 'role'),
    'fmreview.year': get(row, 'year'),
    'fmreview.class': get(row, 'class'),
    'fmreview.reason': get(row, 'reason'),
    'fmreview.decided_by': get(row, 'decidedBy'),
    'fmreview.decided_on': get(row, 'decidedOn'),
    'fmreview.from': get(row, 'from'),
    'fmreview.until': get(row, 'until'),
    'fmreview.notes': get(row, 'notes'),
    'fmreview.format': format.id,
  }),
  'list-decision': (row, format) => ({
    'fmreview.entry': get(row, 'entry'),
    'fmreview.list': get(row, 'list'),
    'fmreview.decision': get(row, 'decision'),
    'fmreview.user_group': get(row, 'group'),
    'fmreview.reason': get(row, 'reason'),
    'fmreview.decided_by': get(row, 'decidedBy'),
    'fmreview.decided_on': get(row, 'decidedOn'),
    'fmreview.review_on': get(row, 'reviewOn'),
    'fmreview.notes': get(row, 'notes'),
    'fmreview.format': format.id,
  }),
} as const satisfies Record<Kind, (row: StagedRow, format: Format) => Record<string, Value>>;
