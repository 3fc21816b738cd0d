/**
 * The tables of `store.duckdb`. It names nobody: what can tell who or what was typed is keyed by HMAC here, and its texts
 * stand in sealed segments beside it. Free text of a product is kept only where it is one of its known words.
 */

/** Raised whenever the tables change; an older program refuses a newer store. */
export const SCHEMA_VERSION = 4;

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
-- intake_year: the autumn in which a pupil's year group began at the school, where the account's name tells it.
CREATE TABLE account (account_id INTEGER PRIMARY KEY, name_key VARCHAR NOT NULL, domain_key VARCHAR, intake_year INTEGER);
CREATE TABLE person (person_id INTEGER PRIMARY KEY, person_key VARCHAR NOT NULL);
CREATE TABLE device (device_id INTEGER PRIMARY KEY, device_key VARCHAR NOT NULL);
CREATE TABLE phrase (phrase_id INTEGER PRIMARY KEY, phrase_key VARCHAR NOT NULL);
CREATE TABLE address (address_id INTEGER PRIMARY KEY, ip VARCHAR NOT NULL);
CREATE TABLE host (host_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, registrable VARCHAR, kind VARCHAR NOT NULL);
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
  category_id INTEGER,
  action_id INTEGER,
  rule_id INTEGER,
  status INTEGER,
  bytes BIGINT
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

-- Requests to search engines whose words match a theme of the taxonomy; no other searched words are kept.
CREATE TABLE search (import_id INTEGER NOT NULL, line BIGINT NOT NULL, theme VARCHAR NOT NULL, term_id INTEGER NOT NULL);

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
  address_id INTEGER,
  shared BOOLEAN,
  name_key VARCHAR,
  role VARCHAR,
  year_group VARCHAR,
  class_key VARCHAR,
  valid_from DATE,
  valid_to DATE,
  listed_on DATE NOT NULL,
  year_on DATE NOT NULL
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
`;
