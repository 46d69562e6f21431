-- Who is signed in to the console: the cookie's secret is kept as its hash only; times are the machine's, in milliseconds.
CREATE TABLE console_sessions (
  collectivity text NOT NULL,
  token_hash text NOT NULL,
  key text NOT NULL,
  opened_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  notice text,
  PRIMARY KEY (token_hash));
SELECT relais_protect('console_sessions');
