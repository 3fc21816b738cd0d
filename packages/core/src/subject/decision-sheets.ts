/** The sheets of an access request that tell what people decided and reported about somebody, and what they signed. */
import { FILE, READERS, type SheetQuery, textOf } from './sheet-query.js';

const OWN_KEY = `left(f.sha256, 16) || ':' || o.line`;

const DECISIONS: SheetQuery = {
  id: 'decisions',
  title: 'What people decided about captures and requests',
  columns: {
    'Time of the record': `strftime(e.time_local, '%Y-%m-%d %H:%M:%S')`,
    Record: 'e.kind',
    Topic: 'e.topic',
    Outcome: `replace(o.outcome, '-', ' ')`,
    Incident: `CASE WHEN o.is_incident THEN 'yes' ELSE 'no' END`,
    'On purpose': `CASE WHEN o.on_purpose THEN 'yes' WHEN NOT o.on_purpose THEN 'no' END`,
    Step: 'o.step::VARCHAR',
    'Decided on': 'o.decided_on::VARCHAR',
    'Decided by': `replace(o.decided_by, '-', ' ')`,
    Notes: textOf('outcome', OWN_KEY, 'notes'),
    'Can be read by': READERS,
    File: FILE,
    Line: 'o.line::VARCHAR',
  },
  from: `outcome AS o JOIN subject_event AS e ON e.kind = o.about_kind AND e.import_id = o.about_import AND e.line = o.about_line
    JOIN import_file AS f ON f.import_id = o.import_id ORDER BY o.decided_on, o.import_id, o.line`,
};

const REPORTS: SheetQuery = {
  id: 'reports',
  title: 'What people reported',
  columns: {
    Day: 'o.day::VARCHAR',
    Kind: `replace(o.kind, '-', ' ')`,
    Account: `split_part(${textOf('account', `a.name_key || '/' || coalesce(a.domain_key, '')`, 'name')}, ' (', 1)`,
    Site: `coalesce(${textOf('concern', OWN_KEY, 'site')}, h.name)`,
    Device: textOf('device', 'd.device_key', 'text'),
    'What happened': textOf('concern', OWN_KEY, 'what-happened'),
    Answer: `replace(o.answer, '-', ' ')`,
    'Answered on': 'o.answered_on::VARCHAR',
    'Can be read by': READERS,
    File: FILE,
    Line: 'o.line::VARCHAR',
  },
  from: `report_of_concern AS o JOIN subject_concern AS e ON e.import_id = o.import_id AND e.line = o.line JOIN import_file AS f ON f.import_id = o.import_id
    LEFT JOIN account AS a ON a.account_id = o.account_id LEFT JOIN device AS d ON d.device_id = o.device_id LEFT JOIN host AS h ON h.host_id = o.host_id
    ORDER BY o.day, o.import_id, o.line`,
};

const SIGNATURES: SheetQuery = {
  id: 'signatures',
  title: 'Agreements that were signed',
  columns: {
    Agreement: 'e.agreement',
    'Signed on': 'e.signed_on::VARCHAR',
    'Signed by': 'e.signed_by',
    'Can be read by': READERS,
    File: FILE,
    Line: 'e.line::VARCHAR',
  },
  from: 'subject_signature AS e JOIN import_file AS f ON f.import_id = e.import_id ORDER BY e.signed_on, e.import_id, e.line',
};

export const DECISION_SHEETS: readonly SheetQuery[] = [DECISIONS, REPORTS, SIGNATURES];
