/**
 * The tables of `store.duckdb`. It holds no names: accounts, people, devices and phrases are keyed by HMAC, and their
 * texts stand in `identities.arrow`.
 */

/** Raised whenever the tables change; an older program refuses a newer store. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
CREATE TABLE store_meta (schema_version INTEGER NOT NULL, tool_version VARCHAR NOT NULL);

CREATE TABLE import_file (
  import_id INTEGER PRIMARY KEY,
  sha256 VARCHAR NOT NULL UNIQUE,
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
  CHECK (lines = loaded + duplicate + rejected + ignored)
);
CREATE TABLE rejection (import_id INTEGER NOT NULL, line BIGINT NOT NULL, column_name VARCHAR, reason VARCHAR NOT NULL);

-- name_key and domain_key are HMAC-SHA-256 with the store's key.
CREATE TABLE account (account_id INTEGER PRIMARY KEY, name_key VARCHAR NOT NULL, domain_key VARCHAR);
CREATE TABLE person (person_id INTEGER PRIMARY KEY, person_key VARCHAR NOT NULL);
CREATE TABLE device (device_id INTEGER PRIMARY KEY, device_key VARCHAR NOT NULL);
CREATE TABLE phrase (phrase_id INTEGER PRIMARY KEY, phrase_key VARCHAR NOT NULL);
CREATE TABLE address (address_id INTEGER PRIMARY KEY, ip VARCHAR NOT NULL);
CREATE TABLE host (host_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, registrable VARCHAR, kind VARCHAR NOT NULL);
CREATE TABLE category (category_id INTEGER PRIMARY KEY, format VARCHAR NOT NULL, text VARCHAR NOT NULL);
CREATE TABLE action_word (action_id INTEGER PRIMARY KEY, format VARCHAR NOT NULL, text VARCHAR NOT NULL, action VARCHAR NOT NULL);
CREATE TABLE rule (rule_id INTEGER PRIMARY KEY, format VARCHAR NOT NULL, text VARCHAR NOT NULL);

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
  class VARCHAR,
  shared BOOLEAN NOT NULL,
  valid_from DATE,
  valid_to DATE
);
-- Domains that the roster's own mail addresses show to be the school's.
CREATE TABLE school_domain (domain_key VARCHAR NOT NULL);

CREATE TABLE device_place (import_id INTEGER NOT NULL, line BIGINT NOT NULL, device_id INTEGER NOT NULL, address_id INTEGER, shared BOOLEAN);
`;
