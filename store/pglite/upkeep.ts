import { statSync, utimesSync, writeFileSync } from 'node:fs';
import type { Client } from 'pg';

/** PGlite has no background process: nobody else empties the WAL or removes dead rows. */
const TICK_MS = 20_000;
const CHECKPOINT_MS = 5 * 60_000;
const CHECKPOINT_BYTES = 64 * 1024 * 1024;
const HOUR_MS = 3_600_000;
/** At night when the machine is on; a machine that sleeps at night is cleaned by day, every other day. */
const NIGHT = { from: 1, until: 5, after: 20 * HOUR_MS } as const;
const LATEST = 44 * HOUR_MS;

export function isCheckpointDue(bytes: number, sinceMs: number): boolean {
  return bytes >= CHECKPOINT_BYTES || (bytes > 0 && sinceMs >= CHECKPOINT_MS);
}

export function isVacuumDue(hour: number, sinceMs: number): boolean {
  return sinceMs >= LATEST || (hour >= NIGHT.from && hour < NIGHT.until && sinceMs >= NIGHT.after);
}

function lastVacuum(mark: string): number {
  try {
    return statSync(mark).mtimeMs;
  } catch {
    writeFileSync(mark, '');
    return Date.now();
  }
}

async function walPosition(client: Client): Promise<number> {
  const { rows } = await client.query<{ at: string }>("SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS at");
  return Number(rows[0]?.at);
}

type Once = (work: (client: Client) => Promise<void>) => Promise<void>;

/** `mark` is a file whose date is the last VACUUM's. The work goes through the socket, as one more client: never inside another's transaction. */
export function startUpkeep(once: Once, mark: string, say: (line: string) => void): () => void {
  let checkpointed = { at: Date.now(), position: 0 };
  const tick = async (client: Client): Promise<void> => {
    const position = await walPosition(client);
    if (isCheckpointDue(position - checkpointed.position, Date.now() - checkpointed.at)) {
      await client.query('CHECKPOINT');
      checkpointed = { at: Date.now(), position: await walPosition(client) };
    }
    if (isVacuumDue(new Date().getHours(), Date.now() - lastVacuum(mark))) {
      await client.query('VACUUM (ANALYZE)');
      utimesSync(mark, new Date(), new Date());
    }
  };
  let timer: NodeJS.Timeout;
  const plan = (): void => {
    timer = setTimeout(() => {
      once(tick)
        .catch((error: unknown) => say(`upkeep: ${String(error)}`))
        .finally(plan);
    }, TICK_MS).unref();
  };
  plan();
  return () => clearTimeout(timer);
}
