/**
 * The tables of `store.duckdb`. It names nobody: what can tell who or what was typed is keyed by HMAC here, and its texts
 * stand in sealed segments beside it. Free text of a product is kept only where it is one of its known words.
 */

/** Raised whenever the tables change; an older program refuses a newer store. */
export const SCHEMA_VERSION = 5;

export const SCHEMA = `
CREATE TABLE store_meta (schema_version INTEGER NOT NULL, tool_version VARCHAR NOT NULL);

CREATE TABLE import_file (
  import_id INTEGER PRIMARY KEY,
  sha256 VARCHAR NOT NULL UNIQUE,
  -- Only the dates and common words of the file's name; the whole name is sealed.
  name VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  loaded BIGINT NOT NULL,
  duplicate BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  ignored BIGINT NOT NULL,
  first_time_utc TIMESTAMP,
  last_time_utc TIMESTAMP,
  first_day DATE,
  last_day DATE,
  -- Whether the day-first reading of the dates was proven by the file, or only assumed.
  dates_proven BOOLEAN NOT NULL,
  imported_at TIMESTAMP NOT NULL,
  tool_version VARCHAR NOT NULL,
  -- Set when retention has deleted its rows; the ledger stays.
  rows_deleted_at TIMESTAMP,
  CHECK (lines = loaded + duplicate + rejected + ignored)
);
CREATE TABLE rejection (import_id INTEGER NOT NULL, line BIGINT NOT NULL, column_name VARCHAR, reason VARCHAR NOT NULL);

-- name_key and domain_key are HMAC-SHA-256 with the store's key.
-- is_generic: a name that many share by its words, such as guest or admin1.
-- intake_year: the autumn in which a pupil's year group began at the school, where the account's name tells it.
CREATE TABLE account (account_id INTEGER PRIMARY KEY, name_key VARCHAR NOT NULL, domain_key VARCHAR, intake_year INTEGER, is_generic BOOLEAN NOT NULL);
CREATE TABLE person (person_id INTEGER PRIMARY KEY, person_key VARCHAR NOT NULL);
CREATE TABLE device (device_id INTEGER PRIMARY KEY, device_key VARCHAR NOT NULL);
CREATE TABLE phrase (phrase_id INTEGER PRIMARY KEY, phrase_key VARCHAR NOT NULL);
CREATE TABLE address (address_id INTEGER PRIMARY KEY, ip VARCHAR NOT NULL);
-- name: the whole host where it names nobody (then is_whole), else the registrable domain. own_labels: how many stand before that.
-- party_key: where many parties have a name each below one domain, the key of the name at which this party's site begins.
CREATE TABLE host (host_id INTEGER PRIMARY KEY, host_key VARCHAR NOT NULL, name VARCHAR NOT NULL, registrable VARCHAR, kind VARCHAR NOT NULL, own_labels UTINYINT NOT NULL, is_whole BOOLEAN NOT NULL, party_key VARCHAR);
-- The key of each name below the registrable domain that a host stands at or below, so that an entry of a list finds it.
CREATE TABLE host_suffix (host_id INTEGER NOT NULL, suffix_key VARCHAR NOT NULL);
-- The first part of an address behind a host on which many parties publish; no other paths are kept.
-- is_party: it tells one party of a platform from another, as /view does not.
CREATE TABLE path (path_id INTEGER PRIMARY KEY, path_key VARCHAR NOT NULL, is_party BOOLEAN NOT NULL);
-- text: a category that the taxonomy knows; null where a school made its own, which may name somebody.
-- part_keys: where the text is a list, the key of each category in it, apart by spaces.
CREATE TABLE category (category_id INTEGER PRIMARY KEY, format VARCHAR NOT NULL, category_key VARCHAR NOT NULL, text VARCHAR, part_keys VARCHAR);
CREATE TABLE action_word (action_id INTEGER PRIMARY KEY, format VARCHAR NOT NULL, action_key VARCHAR NOT NULL, action VARCHAR NOT NULL);
CREATE TABLE rule (rule_id INTEGER PRIMARY KEY, format VARCHAR NOT NULL, rule_key VARCHAR NOT NULL);
CREATE TABLE search_term (term_id INTEGER PRIMARY KEY, term_key VARCHAR NOT NULL);

CREATE TABLE request (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  time_utc TIMESTAMP NOT NULL,
  time_local TIMESTAMP NOT NULL,
  tz_ambiguous BOOLEAN NOT NULL,
  account_id INTEGER,
  address_id INTEGER,
  device_id INTEGER,
  host_id INTEGER,
  path_id INTEGER,
  category_id INTEGER,
  action_id INTEGER,
  rule_id INTEGER,
  status INTEGER,
  bytes BIGINT,
  -- What the line itself shows: 1 a page, 2 a part of one, 3 a program on its own; null where it tells nothing.
  shown_kind UTINYINT,
  -- Of such a line: whether the same account or address asked for nothing in the seconds before.
  is_quiet BOOLEAN NOT NULL
);

CREATE TABLE capture (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  capture_key VARCHAR NOT NULL,
  time_utc TIMESTAMP NOT NULL,
  time_local TIMESTAMP NOT NULL,
  tz_ambiguous BOOLEAN NOT NULL,
  received_utc TIMESTAMP,
  graded_utc TIMESTAMP,
  viewed_utc TIMESTAMP,
  acted_utc TIMESTAMP,
  account_id INTEGER,
  device_id INTEGER,
  host_id INTEGER,
  category_id INTEGER,
  phrase_id INTEGER,
  source VARCHAR,
  severity_library UTINYINT,
  severity_grade UTINYINT,
  severity_label VARCHAR,
  status VARCHAR
);

CREATE TABLE membership (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  person_id INTEGER NOT NULL,
  -- The account's name_key; null for people without an account of their own.
  name_key VARCHAR,
  role VARCHAR NOT NULL,
  duty VARCHAR,
  year_group VARCHAR,
  class_key VARCHAR,
  shared BOOLEAN NOT NULL,
  valid_from DATE,
  valid_to DATE,
  -- The day that the list describes, and the day on which its year group and class were right.
  listed_on DATE NOT NULL,
  year_on DATE NOT NULL
);
-- By what else a log may call somebody on a list. method: mail (the name before the @) or name (first and last name).
CREATE TABLE other_account (import_id INTEGER NOT NULL, line BIGINT NOT NULL, name_key VARCHAR NOT NULL, method VARCHAR NOT NULL);
-- Lists that were said to be complete, by role: whoever is not on them had left by that day.
CREATE TABLE complete_list (import_id INTEGER NOT NULL, listed_on DATE NOT NULL, role VARCHAR NOT NULL);
-- Accounts that a list connects with somebody without giving them to anybody: they say whose matter something may be.
-- domain_key: only an account of that domain; null: whatever its domain.
CREATE TABLE possible_account (import_id INTEGER NOT NULL, line BIGINT NOT NULL, name_key VARCHAR NOT NULL, domain_key VARCHAR, role VARCHAR NOT NULL, duty VARCHAR);
-- Domains that the roster's own mail addresses show to be the school's.
CREATE TABLE school_domain (domain_key VARCHAR NOT NULL);

-- Requests to search engines whose words match a theme of the taxonomy; no other searched words are kept. is_typed_on: within
-- seconds the same person went on typing, so that the later one is what they searched for.
CREATE TABLE search (import_id INTEGER NOT NULL, line BIGINT NOT NULL, theme VARCHAR NOT NULL, term_id INTEGER NOT NULL, is_typed_on BOOLEAN NOT NULL);

-- Requests and captures that were made nobody's: with an export of the same days they are compared by what they still have.
CREATE TABLE erased_row (import_id INTEGER NOT NULL, line BIGINT NOT NULL);

-- Who may open sealed segments: public keys only. offices: with commas between; ended: set when the key was revoked.
CREATE TABLE reader (name VARCHAR NOT NULL, offices VARCHAR NOT NULL, recipient VARCHAR NOT NULL, since TIMESTAMP NOT NULL, ended TIMESTAMP);
-- audience: see map/audience.ts; file: in the folder sealed/.
CREATE TABLE sealed_segment (import_id INTEGER NOT NULL, audience VARCHAR NOT NULL, file VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, texts BIGINT NOT NULL);
CREATE TABLE audit_head (seq BIGINT NOT NULL, hash VARCHAR NOT NULL);

-- Figures that were issued to readers outside the safeguarding team: what they know already. value: null where withheld.
CREATE TABLE issued_edition (issue_id INTEGER PRIMARY KEY, edition VARCHAR NOT NULL, period_from DATE NOT NULL, period_to DATE NOT NULL, last_import_id INTEGER NOT NULL, issued_at TIMESTAMP NOT NULL);
CREATE TABLE issued_figure (issue_id INTEGER NOT NULL, quantity VARCHAR NOT NULL, span_from DATE NOT NULL, span_to DATE NOT NULL, value BIGINT);
-- How far retention has deleted the rows of a kind: nothing is reported of a period that begins before.
CREATE TABLE deletion (kind VARCHAR NOT NULL, before_day DATE NOT NULL, deleted_at TIMESTAMP NOT NULL);
-- What stays for trends when the rows are gone. value: null where withheld.
CREATE TABLE monthly_figure (month VARCHAR NOT NULL, quantity VARCHAR NOT NULL, value BIGINT);

-- name_key: the account that a device is assigned to; role, year_group and class_key: the group that it is for.
CREATE TABLE device_place (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  device_id INTEGER NOT NULL,
  -- A known word (laptop, tablet, …); what else stands there is sealed.
  device_kind VARCHAR,
  address_id INTEGER,
  shared BOOLEAN,
  name_key VARCHAR,
  role VARCHAR,
  year_group VARCHAR,
  class_key VARCHAR,
  valid_from DATE,
  valid_to DATE,
  listed_on DATE NOT NULL,
  year_on DATE NOT NULL,
  -- When the monitoring of the device was last heard of, by the list.
  checked_in_on DATE
);

-- What people decided. about_…: the event; later rows on one event replace earlier ones. row_key: by HMAC, with the notes, so
-- that the same row is known again.
CREATE TABLE outcome (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  about_kind VARCHAR NOT NULL,
  about_import INTEGER NOT NULL,
  about_line BIGINT NOT NULL,
  outcome VARCHAR NOT NULL,
  is_incident BOOLEAN NOT NULL,
  on_purpose BOOLEAN,
  step UTINYINT,
  decided_on DATE NOT NULL,
  decided_by VARCHAR NOT NULL,
  row_key VARCHAR NOT NULL
);
-- What people reported. concern_key: by HMAC, without the answer, which may come later.
CREATE TABLE report_of_concern (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  day DATE NOT NULL,
  kind VARCHAR NOT NULL,
  role VARCHAR,
  account_id INTEGER,
  host_id INTEGER,
  device_id INTEGER,
  answer VARCHAR NOT NULL,
  answered_on DATE,
  concern_key VARCHAR NOT NULL
);
CREATE TABLE acceptance (import_id INTEGER NOT NULL, line BIGINT NOT NULL, agreement VARCHAR NOT NULL, person_id INTEGER NOT NULL, signed_on DATE NOT NULL, signed_by VARCHAR);

-- Tests of filtering and monitoring that people made. What was tested and what was done about it is sealed.
-- check_key: by HMAC, without what was done about it, which may come later.
CREATE TABLE filter_check (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  checked_on DATE NOT NULL,
  minute_of_day SMALLINT,
  checked_by VARCHAR NOT NULL,
  test VARCHAR NOT NULL,
  host_id INTEGER,
  device_kind VARCHAR,
  device_id INTEGER,
  location VARCHAR,
  -- A role, a stage or a year group.
  user_group VARCHAR,
  connection VARCHAR,
  expected VARCHAR NOT NULL,
  actual VARCHAR NOT NULL,
  owner VARCHAR,
  closed_on DATE,
  has_action BOOLEAN NOT NULL,
  check_key VARCHAR NOT NULL
);
-- What reviews leave out of their counts and print apart: one phrase, one site (its host, with all below it) or one topic.
-- exclusion_key: by HMAC, what is left out for whom and from when; a later decision about the same replaces an earlier one.
CREATE TABLE exclusion (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  phrase_id INTEGER,
  host_id INTEGER,
  topic VARCHAR,
  role VARCHAR,
  year_group VARCHAR,
  class_key VARCHAR,
  reason VARCHAR NOT NULL,
  decided_by VARCHAR NOT NULL,
  decided_on DATE NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  exclusion_key VARCHAR NOT NULL
);
-- What people decided about entries of lists. entry: in the clear, as blocklist/entry.ts writes it. Later rows on the same
-- entry, list and group replace earlier ones. decision_key: by HMAC, with the notes.
CREATE TABLE list_decision (
  import_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  entry VARCHAR NOT NULL,
  list VARCHAR NOT NULL,
  decision VARCHAR NOT NULL,
  user_group VARCHAR,
  reason VARCHAR NOT NULL,
  decided_by VARCHAR NOT NULL,
  decided_on DATE NOT NULL,
  review_on DATE,
  decision_key VARCHAR NOT NULL
);
`;
