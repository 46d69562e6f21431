import { createHash, timingSafeEqual } from 'node:crypto';
import { operatorUser } from '../domain/collectivity';
import { roles, type Role } from '../domain/decision';
import { collectivityId, isId, type CollectivityId } from '../domain/ids';
import type { Service } from './service';

/** An API key is `relais_<id>_<43 characters>`; 256 bits of chance need no slow hash. */
const keyPattern = /^Bearer relais_([A-Za-z0-9]{8,32})_([A-Za-z0-9_-]{43})$/;
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export type Identity = { readonly collectivity: CollectivityId | null; readonly user: string; readonly role: Role };

const operator: Identity = { collectivity: null, user: operatorUser, role: 'operator' };
const instanceKey = 'instance';

/** Who calls, by the Authorization header; null when the key is absent, unknown, revoked or past its date. */
export async function identify(service: Service, header: string | undefined, today: string): Promise<Identity | null> {
  const [, id, secret] = keyPattern.exec(header ?? '') ?? [];
  if (id === undefined || secret === undefined) return null;
  const hash = secretHash(secret);
  if (id === instanceKey) return same(service.operatorHash, hash) ? operator : null;
  return identityOf(service, id, hash, today);
}

async function identityOf({ db }: Service, id: string, hash: string, today: string): Promise<Identity | null> {
  // one statement, before any collectivity is known
  const row = await db.kysely.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.revoked || !same(row.hash, hash)) return null;
  if (row.expires !== null && row.expires < today) return null;
  const role = roles.find((each) => each === row.role);
  return role === undefined || !isId(row.collectivity) ? null : { collectivity: collectivityId(row.collectivity), user: row.user, role };
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
