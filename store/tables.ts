import type { Generated } from 'kysely';

/** The columns that every noun's table has; a noun's own columns are declared beside them. */
export type RecordTable = {
  collectivity: string;
  id: string;
  version: number;
  status: string;
  closed: boolean;
  body: unknown;
  next_due: string | null;
};

export type Tables = {
  collectivities: RecordTable;
  programmes: RecordTable;
  zones: RecordTable & { siren: string };
  sites: RecordTable & { epci: string };
  people: RecordTable & { rpps: string };
  data_imports: RecordTable;
  conventions: RecordTable;
  signature_rounds: RecordTable;
  campaigns: RecordTable;
  engagements: RecordTable;
  consultation_days: RecordTable;
  covers: RecordTable;
  creditors: RecordTable;
  month_closings: RecordTable;
  digests: RecordTable;
  statements: RecordTable & { number: string; kind: string; doctor: string; month: string; closing: string; replaces: string | null };
  commands: { collectivity: string; id: string; body_hash: string; noun: string; dossier: string; outcome: unknown };
  chain_heads: { collectivity: string; seq: number; hash: string };
  journal: {
    collectivity: string;
    seq: number;
    command: string;
    noun: string;
    dossier: string;
    version: number;
    event: unknown;
    actor: string;
    at: string;
    previous: string;
    hash: string;
  };
  outbox: {
    collectivity: string;
    id: string;
    command: string;
    n: number;
    kind: string;
    noun: string;
    dossier: string;
    ref: string;
    uid: string | null;
    sequence: number | null;
    method: string | null;
    message_id: string;
    sealed: Buffer;
    created_at: string;
    ordinal: Generated<number>;
    status: Generated<string>;
    response: string | null;
    left_at: string | null;
  };
  tells: {
    ordinal: Generated<number>;
    collectivity: string;
    id: string;
    command: string;
    n: number;
    from_noun: string;
    from_dossier: string;
    noun: string;
    dossier: string;
    action: unknown;
    told: Generated<boolean>;
    taken: Generated<boolean>;
  };
  links: {
    collectivity: string;
    token_hash: string;
    noun: string;
    dossier: string;
    item: string | null;
    purpose: string;
    ref: string;
    message: string;
    until: string;
    revoked: Generated<boolean>;
    command: string | null;
  };
  next_actions: {
    collectivity: string;
    noun: string;
    dossier: string;
    key: string;
    owner_kind: string;
    owner: string;
    what: string;
    until: string | null;
    detail: unknown;
  };
  holdings: {
    collectivity: string;
    holder: string;
    slot: number;
    date: string;
    half: string;
    dossier: string;
    practice: Generated<boolean>;
  };
  counters: { collectivity: string; series: string; value: number };
  api_keys: {
    collectivity: string;
    id: string;
    hash: string;
    user: string;
    role: string;
    expires: string | null;
    revoked: Generated<boolean>;
  };
  console_sessions: { collectivity: string; token_hash: string; key: string; opened_at: number; seen_at: number; notice: string | null };
  documents: {
    collectivity: string;
    id: string;
    noun: string;
    dossier: string;
    kind: string;
    name: string;
    media_type: string;
    command: string;
    source: Buffer;
    sha256: string | null;
    size: number | null;
    created_at: string;
  };
};

export const nounTables = [
  'collectivities',
  'programmes',
  'zones',
  'sites',
  'people',
  'data_imports',
  'conventions',
  'signature_rounds',
  'campaigns',
  'engagements',
  'consultation_days',
  'covers',
  'creditors',
  'month_closings',
  'statements',
  'digests',
] as const;
export type NounTable = (typeof nounTables)[number];
