import { Client } from 'pg';
import { syncCount } from './durable-files';

const CLIENTS = 4;
const ROUNDS = 4;
/** Longer than the socket's buffer: it arrives in parts, and others have the time to come between. */
const LONG = 'x'.repeat(300_000);

export function connectionTo(
  socketFolder: string,
  port: number,
): { host: string; port: number; user: string; database: string; password: string; ssl: false } {
  // Every field that the environment of the user (PGUSER, PGPASSWORD, PGSSLMODE) could otherwise fill.
  return { host: socketFolder, port, user: 'postgres', database: 'postgres', password: '', ssl: false };
}

export async function withClient<T>(socketFolder: string, port: number, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connectionTo(socketFolder, port));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A commit must reach the disk before it is acknowledged: seen by the counter of the file layer, not believed. */
async function commitsAreDurable(client: Client): Promise<void> {
  const { rows } = await client.query<{ fsync: string }>('SHOW fsync');
  if (rows[0]?.fsync !== 'on') throw new Error('fsync is off');
  const before = syncCount();
  await client.query("SELECT pg_logical_emit_message(true, 'relais', 'probe')");
  if (syncCount() === before) throw new Error('a commit was acknowledged without an fsync');
}

const statements = [
  { sql: 'SELECT $1::int AS one', values: (n: number) => [n], wanted: (n: number) => `{"one":${n}}` },
  {
    sql: 'SELECT length($1) AS two, $2::int AS three',
    values: (n: number) => [LONG, n],
    wanted: (n: number) => `{"two":${LONG.length},"three":${n}}`,
  },
  {
    sql: 'SELECT $1::int + $2::int AS four, length($3) AS five',
    values: (n: number) => [n, 1, LONG],
    wanted: (n: number) => `{"four":${n + 1},"five":${LONG.length}}`,
  },
  { sql: "SELECT 'six' AS six WHERE $1::bool", values: () => [true], wanted: () => '{"six":"six"}' },
] as const;

async function askOwnQuestions(client: Client, number: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const statement = statements[(number + round) % statements.length] ?? statements[0];
    const { rows } = await client.query<Record<string, unknown>>(statement.sql, [...statement.values(round)]);
    if (JSON.stringify(rows[0]) !== statement.wanted(round)) throw new Error('a client was given the answer of another');
  }
}

/** Run on a socket that nobody else knows yet; whatever fails here, the records are not served. */
export async function selfTest(socketFolder: string, port: number): Promise<void> {
  await withClient(socketFolder, port, commitsAreDurable);
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, number) => withClient(socketFolder, port, (client) => askOwnQuestions(client, number))),
  );
}
