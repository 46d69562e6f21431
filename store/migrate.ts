import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

type Migration = { readonly version: number; readonly name: string; readonly checksum: string; readonly sql: string };
type Applied = { readonly version: number; readonly name: string; readonly checksum: string };

const NAMED = /^(?<version>\d{4})_[a-z0-9_-]+\.sql$/;
/** Held until the end of the transaction; one number for the whole program, meaningless otherwise. */
const LOCK = 7_352_471;

async function readFolder(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const version = NAMED.exec(name)?.groups?.['version'];
      if (version === undefined) throw new Error(`Migration ${name}\u00A0: le nom doit être de la forme NNNN_nom.sql.`);
      const sql = await readFile(join(folder, name), 'utf8');
      // Line ends may change with the checkout; the statements do not.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { version: Number(version), name, checksum, sql };
    }),
  );
  const twice = migrations.find((migration, at) => migrations[at - 1]?.version === migration.version);
  if (twice !== undefined) throw new Error(`Migration ${twice.name}\u00A0: ce numéro est pris deux fois.`);
  return migrations;
}

function refuseRewrittenPast(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const past of applied) {
    const file = migrations.find(({ version }) => version === past.version);
    if (file === undefined)
      throw new Error(
        `Migration ${past.name}\u00A0: elle est appliquée à la base, mais son fichier manque. La base vient-elle d’une version plus récente\u00A0?`,
      );
    if (file.checksum !== past.checksum || file.name !== past.name)
      throw new Error(`Migration ${file.name}\u00A0: le fichier a changé depuis son application. Ajoutez une nouvelle migration.`);
  }
  const head = applied.at(-1)?.version ?? 0;
  const late = migrations.find(({ version }) => version < head && !applied.some((past) => past.version === version));
  if (late !== undefined) throw new Error(`Migration ${late.name}\u00A0: son numéro précède celui de la dernière migration appliquée.`);
}

async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Under the lock, the next file that the database lacks; null when it has them all. */
async function applyNext(client: PoolClient, migrations: readonly Migration[]): Promise<string | null> {
  await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows: applied } = await client.query<Applied>('SELECT version, name, checksum FROM schema_migrations ORDER BY version');
  refuseRewrittenPast(migrations, applied);
  const next = migrations.find(({ version }) => !applied.some((past) => past.version === version));
  if (next === undefined) return null;
  await client.query(next.sql).catch((error: unknown) => {
    throw new Error(`Migration ${next.name}\u00A0: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  await client.query('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
    next.version,
    next.name,
    next.checksum,
  ]);
  return next.name;
}

/** Forward only, one transaction per file. Safe when several processes start at once: each file is applied by one of them. */
export async function migrate(pool: Pool, folder: string): Promise<{ readonly applied: readonly string[] }> {
  const migrations = await readFolder(folder);
  const applied: string[] = [];
  const client = await pool.connect();
  try {
    for (let steps = 0; steps <= migrations.length; steps += 1) {
      const name = await inTransaction(client, () => applyNext(client, migrations));
      if (name === null) break;
      applied.push(name);
    }
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  return { applied };
}
