/** Everything held on one person that the caller's key opens, as sheets: one for each kind of record. */
import { join } from 'node:path';
import { z } from 'zod';
import { audienceFromId, OFFICES, type Office } from '../map/audience.js';
import { LATER } from '../store/capture-texts.js';
import type { Store } from '../store/open-store.js';
import { DECISION_SHEETS } from './decision-sheets.js';
import type { Subject } from './find-subject.js';
import { FILE, READERS, type Sheet, type SheetQuery, textOf } from './sheet-query.js';
import { makeSubjectEvents, type SubjectSources } from './subject-events.js';

export type { Sheet } from './sheet-query.js';

export interface Holdings {
  readonly sheets: readonly Sheet[];
  /** Offices that can read some of it. */
  readonly offices: readonly Office[];
  readonly openSegments: number;
  /** What is sealed to other readers is not here. */
  readonly closedSegments: number;
  /** Files that nobody can open as they are: what they hold is not here either. */
  readonly brokenSegments: readonly string[];
}

/** With what later exports of the capture brought, in their order. */
const captureText = (field: string) =>
  `(SELECT string_agg(text, ' / ' ORDER BY since) FROM (SELECT i.text, min(CASE WHEN i.field = '${field}' THEN 0 ELSE i.import_id END) AS since
    FROM unlocked.identity AS i WHERE i.kind = 'capture' AND i.field IN ('${field}', '${LATER}${field}') AND i.key = left(f.sha256, 16) || ':' || e.line GROUP BY i.text))`;
/** The store has a word of its own where the product's is not known, or a later known one. */
const ownWord = (field: string, column: string) =>
  `concat_ws(' / ', ${captureText(field)}, CASE WHEN ${column} <> 'other' OR ${captureText(field)} IS NULL THEN ${column} END)`;
const CLAUSES = `(SELECT string_agg(k.clause, ', ' ORDER BY k.clause) FROM clause_match AS k WHERE k.kind = e.kind AND k.import_id = e.import_id AND k.line = e.line)`;

const LIST: SheetQuery = {
  id: 'list',
  title: 'On the lists of people',
  columns: {
    Number: textOf('person', 'p.person_key', 'id'),
    'First name': textOf('person', 'p.person_key', 'first-name'),
    'Last name': textOf('person', 'p.person_key', 'last-name'),
    Account: textOf('person', 'p.person_key', 'account'),
    Role: 'e.role',
    Duty: 'e.duty',
    Year: 'e.year_group',
    Class: textOf('class', 'e.class_key', 'name'),
    'Shared account': `CASE WHEN e.shared THEN 'yes' ELSE 'no' END`,
    From: 'e.valid_from::VARCHAR',
    To: 'e.valid_to::VARCHAR',
    'Can be read by': READERS,
    File: FILE,
  },
  from: `subject_roster AS e JOIN person AS p USING (person_id) JOIN import_file AS f ON f.import_id = e.import_id ORDER BY e.import_id, e.line`,
};

const CAPTURES: SheetQuery = {
  id: 'captures',
  title: 'Captures of the monitoring product',
  columns: {
    Time: `strftime(e.time_local, '%Y-%m-%d %H:%M:%S')`,
    Topic: 'e.topic',
    Category: `coalesce(g.text, ${textOf('category', 'g.category_key', 'text')})`,
    Severity: 'c.severity_library::VARCHAR',
    Grade: 'c.severity_grade::VARCHAR',
    Label: ownWord('label', 'c.severity_label'),
    Status: ownWord('status', 'c.status'),
    Source: `coalesce(${captureText('source')}, c.source)`,
    Account: textOf('account', `a.name_key || '/' || coalesce(a.domain_key, '')`, 'name'),
    Device: textOf('device', 'd.device_key', 'text'),
    Phrase: textOf('phrase', 'w.phrase_key', 'text'),
    'Window title': captureText('window-title'),
    Application: captureText('application'),
    Address: captureText('address'),
    Notes: captureText('notes'),
    'Rules it may fall under': CLAUSES,
    'Can be read by': READERS,
    File: FILE,
    Line: 'e.line::VARCHAR',
  },
  from: `subject_event AS e JOIN capture AS c ON e.kind = 'capture' AND c.import_id = e.import_id AND c.line = e.line JOIN import_file AS f ON f.import_id = e.import_id
    LEFT JOIN category AS g ON g.category_id = c.category_id LEFT JOIN account AS a ON a.account_id = c.account_id
    LEFT JOIN device AS d ON d.device_id = c.device_id LEFT JOIN phrase AS w ON w.phrase_id = c.phrase_id ORDER BY e.time_local, e.import_id, e.line`,
};

const PARTY = textOf('host', 'h.party_key', 'name');
/** On a platform of many the site is one party's: by its name, or by the first part of the path. */
const SITE = `coalesce(coalesce(${PARTY}, h.name) || '/' || ${textOf('path', 't.path_key', 'text')}, ${PARTY}, h.registrable, h.name, '')`;

const REQUESTS: SheetQuery = {
  id: 'requests',
  title: 'Requests in the filter’s log, by day and site',
  columns: {
    Day: 'e.day',
    Site: 'e.site',
    Requests: 'count(*)::VARCHAR',
    Blocked: `count(*) FILTER (e.action = 'blocked')::VARCHAR`,
    Topics: `string_agg(DISTINCT e.topic, ', ' ORDER BY e.topic)`,
    'Rules they may fall under': `string_agg(DISTINCT e.clauses, ', ' ORDER BY e.clauses)`,
    'Can be read by': `string_agg(DISTINCT ${READERS}, '; ')`,
  },
  from: `(SELECT e.*, e.time_local::DATE::VARCHAR AS day, ${SITE} AS site, coalesce(w.action, 'unknown') AS action, ${CLAUSES} AS clauses
      FROM subject_event AS e JOIN request AS r ON e.kind = 'request' AND r.import_id = e.import_id AND r.line = e.line
      LEFT JOIN host AS h ON h.host_id = r.host_id LEFT JOIN path AS t ON t.path_id = r.path_id LEFT JOIN action_word AS w ON w.action_id = r.action_id
    ) AS e GROUP BY e.day, e.site ORDER BY e.day, e.site`,
};

const SEARCHES: SheetQuery = {
  id: 'searches',
  title: 'Searches that touch a theme',
  columns: {
    Time: `strftime(e.time_local, '%Y-%m-%d %H:%M:%S')`,
    Theme: 's.theme',
    'Searched for': textOf('search-term', 't.term_key', 'text'),
    'Can be read by': READERS,
    File: FILE,
    Line: 'e.line::VARCHAR',
  },
  from: `subject_event AS e JOIN search AS s ON e.kind = 'request' AND s.import_id = e.import_id AND s.line = e.line JOIN import_file AS f ON f.import_id = e.import_id
    LEFT JOIN search_term AS t ON t.term_id = s.term_id ORDER BY e.time_local, e.import_id, e.line`,
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const quotedText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL: whether a text has one of the names in it as a word of its own. */
export const isMention = (column: string, { names }: Subject): string =>
  names.length === 0
    ? 'FALSE'
    : `regexp_matches(lower(${column}), ${quotedText(`(^|[^\\p{L}\\p{N}])(${names.map(escaped).join('|')})($|[^\\p{L}\\p{N}])`)})`;

/** SQL: decided entries of lists that may name the person; they stand in the clear. A name in an address has no spaces. */
export const NAMING_ENTRIES = (subject: Subject): string => {
  const names = subject.names.flatMap((name) => ['', '-', '.', '_'].map((between) => name.replaceAll(' ', between)));
  return `(SELECT DISTINCT entry AS text FROM list_decision WHERE ${isMention('entry', { ...subject, names })})`;
};

/** Keys of the texts that belong to the person's own records, which are told elsewhere. */
export const OWN_TEXTS = `SELECT 'capture' AS kind, left(f.sha256, 16) || ':' || e.line AS key FROM subject_event AS e JOIN import_file AS f USING (import_id) WHERE e.kind = 'capture'
  UNION ALL SELECT 'outcome', left(f.sha256, 16) || ':' || o.line FROM outcome AS o JOIN import_file AS f USING (import_id)
    WHERE (o.about_kind, o.about_import, o.about_line) IN (SELECT (kind, import_id, line) FROM subject_event)
  UNION ALL SELECT 'concern', left(f.sha256, 16) || ':' || e.line FROM subject_concern AS e JOIN import_file AS f USING (import_id)`;

const mentions = (subject: Subject): SheetQuery => ({
  id: 'mentions',
  title: 'Named in other texts: lines that could not be read, names of files, what is about other people',
  columns: {
    What: `CASE WHEN i.field = 'entry' THEN 'decided entry of a list' ELSE CASE i.kind WHEN 'rejection' THEN 'line that could not be read' WHEN 'file' THEN 'name of a file' ELSE i.kind || ' of somebody else: ' || i.field END END`,
    Text: 'i.text',
    'Can be read by': READERS.replace('e.audience', 'i.audience'),
  },
  from: `(SELECT kind, key, field, text, audience FROM unlocked.identity AS i
      WHERE i.kind IN ('rejection', 'file', 'capture', 'outcome', 'concern', 'check', 'exclusion', 'list-decision') AND ${isMention('i.text', subject)}
        AND (i.kind, i.key) NOT IN (SELECT (kind, key) FROM (${OWN_TEXTS}))
      UNION ALL SELECT 'list-decision', '', 'entry', text, 'whoever may open the folder' FROM ${NAMING_ENTRIES(subject)}
    ) AS i ORDER BY i.kind, i.key, i.text`,
});

const cells = z.record(z.string(), z.string().nullable());

async function sheetOf(store: Store, { id, title, columns, from }: SheetQuery): Promise<Sheet> {
  const headings = Object.keys(columns);
  const select = Object.values(columns).map((column, index) => `${column} AS c${index}`);
  const rows = await store.query(cells, `SELECT ${select.join(', ')} FROM ${from}`);
  return { id, title, columns: headings, rows: rows.map((row) => headings.map((_, index) => row[`c${index}`] ?? '')) };
}

const audience = z.object({ audience: z.string() });

async function officesIn(store: Store): Promise<Office[]> {
  const rows = await store.query(
    audience,
    `SELECT DISTINCT audience FROM subject_event UNION SELECT DISTINCT audience FROM subject_roster UNION SELECT DISTINCT audience FROM subject_concern`,
  );
  const found = new Set(rows.flatMap((row) => audienceFromId(row.audience).offices));
  return OFFICES.filter((office) => found.has(office));
}

/** @throws subject-not-found, subject-ambiguous */
export async function holdingsOn(sources: SubjectSources, who: string): Promise<Holdings> {
  const { store, openSegments, closedSegments } = sources.unlocked;
  const subject = await makeSubjectEvents(sources, who);
  const sheets: Sheet[] = [];
  for (const query of [LIST, CAPTURES, REQUESTS, SEARCHES, ...DECISION_SHEETS, mentions(subject)])
    sheets.push(await sheetOf(store, query));
  const { sealedFolder } = store.workspace;
  const brokenSegments = sources.unlocked.brokenSegments.map(({ segment }) => join(sealedFolder, segment.file));
  return { sheets, offices: await officesIn(store), openSegments, closedSegments, brokenSegments };
}
