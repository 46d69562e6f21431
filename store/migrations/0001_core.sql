-- The engine: dossiers' rows, commands, journal, outbox, tells, links, tasks, holdings, counters, documents.
-- Row-level security from the first step on: `transaction` takes the role and names the collectivity for its own length.
DO $$ BEGIN
  CREATE ROLE relais_app NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

CREATE FUNCTION relais_protect(target text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY own ON %I USING (collectivity = current_setting(''relais.collectivity'', true)) WITH CHECK (collectivity = current_setting(''relais.collectivity'', true))', target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO relais_app', target);
END $$;

-- Every noun has its own table; `body` is the state, written by evolve alone; what SQL searches or constrains is a column.
CREATE FUNCTION relais_records(target text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I (
    collectivity text NOT NULL,
    id text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    status text NOT NULL,
    closed boolean NOT NULL,
    body jsonb NOT NULL,
    next_due text,
    PRIMARY KEY (collectivity, id))', target);
  PERFORM relais_protect(target);
END $$;

SELECT relais_records(name) FROM unnest(ARRAY[
  'collectivities', 'programmes', 'zones', 'sites', 'people', 'data_imports', 'conventions', 'signature_rounds', 'campaigns',
  'engagements', 'consultation_days', 'covers', 'creditors', 'month_closings', 'statements']) AS name;

CREATE TABLE commands (
  collectivity text NOT NULL,
  id text NOT NULL,
  body_hash text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  outcome jsonb NOT NULL,
  PRIMARY KEY (collectivity, id));
SELECT relais_protect('commands');

-- Append-only and hash-chained: hash = SHA-256(previous hash, canonical JSON of the row). Documents are rows of the same chain.
CREATE TABLE chain_heads (
  collectivity text PRIMARY KEY,
  seq bigint NOT NULL,
  hash text NOT NULL);
SELECT relais_protect('chain_heads');

CREATE TABLE journal (
  collectivity text NOT NULL,
  seq bigint NOT NULL,
  command text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  version integer NOT NULL,
  event jsonb NOT NULL,
  actor text NOT NULL,
  at text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (collectivity, seq));
SELECT relais_protect('journal');
CREATE INDEX journal_dossier ON journal (collectivity, noun, dossier, seq);
CREATE FUNCTION relais_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION relais_append_only();

-- A message: bytes and address sealed at rest, since they carry links.
CREATE TABLE outbox (
  collectivity text NOT NULL,
  id text NOT NULL,
  command text NOT NULL,
  n integer NOT NULL,
  kind text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  ref text NOT NULL,
  uid text,
  sequence integer,
  method text,
  message_id text NOT NULL,
  sealed bytea NOT NULL,
  created_at text NOT NULL,
  ordinal bigint GENERATED ALWAYS AS IDENTITY,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sending', 'sent', 'superseded', 'refused', 'unknown')),
  response text,
  PRIMARY KEY (collectivity, id),
  UNIQUE (collectivity, message_id));
SELECT relais_protect('outbox');
CREATE INDEX outbox_command ON outbox (collectivity, command, n);
CREATE INDEX outbox_uid ON outbox (collectivity, uid, sequence) WHERE uid IS NOT NULL;
CREATE INDEX outbox_unsent ON outbox (collectivity, command) WHERE status IN ('pending', 'sending');

-- What another dossier must hear.
CREATE TABLE tells (
  collectivity text NOT NULL,
  id text NOT NULL,
  command text NOT NULL,
  n integer NOT NULL,
  from_noun text NOT NULL,
  from_dossier text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  action jsonb NOT NULL,
  told boolean NOT NULL DEFAULT false,
  PRIMARY KEY (collectivity, id));
SELECT relais_protect('tells');
CREATE INDEX tells_command ON tells (collectivity, command, n);
CREATE INDEX tells_untold ON tells (collectivity, command) WHERE NOT told;

-- A link's token is random and only its hash is kept.
CREATE TABLE links (
  collectivity text NOT NULL,
  token_hash text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  item text,
  purpose text NOT NULL,
  ref text NOT NULL,
  message text NOT NULL,
  until text NOT NULL,
  revoked boolean NOT NULL DEFAULT false,
  command text,
  PRIMARY KEY (token_hash));
SELECT relais_protect('links');
CREATE INDEX links_dossier ON links (collectivity, dossier, purpose);

-- What waits, for whom, until when.
CREATE TABLE next_actions (
  collectivity text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  key text NOT NULL,
  owner_kind text NOT NULL,
  owner text NOT NULL,
  what text NOT NULL,
  until text,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (collectivity, noun, dossier, key));
SELECT relais_protect('next_actions');

-- R-05, R-40: the second wall against two places at once. A room is a numbered slot of its site.
CREATE TABLE holdings (
  collectivity text NOT NULL,
  holder text NOT NULL,
  slot integer NOT NULL,
  date text NOT NULL,
  half text NOT NULL CHECK (half IN ('morning', 'afternoon')),
  dossier text NOT NULL,
  CONSTRAINT holdings_once PRIMARY KEY (collectivity, holder, date, half, slot));
SELECT relais_protect('holdings');
CREATE INDEX holdings_dossier ON holdings (collectivity, dossier);

CREATE TABLE counters (
  collectivity text NOT NULL,
  series text NOT NULL,
  value integer NOT NULL,
  PRIMARY KEY (collectivity, series));
SELECT relais_protect('counters');

CREATE TABLE api_keys (
  collectivity text NOT NULL,
  id text NOT NULL,
  hash text NOT NULL,
  "user" text NOT NULL,
  role text NOT NULL,
  expires text,
  revoked boolean NOT NULL DEFAULT false,
  PRIMARY KEY (id));
SELECT relais_protect('api_keys');

-- Row first, bytes after, seal third: `sha256` is null until the bytes are kept.
CREATE TABLE documents (
  collectivity text NOT NULL,
  id text NOT NULL,
  noun text NOT NULL,
  dossier text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  command text NOT NULL,
  source bytea NOT NULL,
  sha256 text,
  size integer,
  created_at text NOT NULL,
  PRIMARY KEY (collectivity, id));
SELECT relais_protect('documents');
CREATE INDEX documents_dossier ON documents (collectivity, noun, dossier);
CREATE INDEX documents_undrawn ON documents (collectivity, command) WHERE sha256 IS NULL;
