import { createHash, randomBytes } from 'node:crypto';
import { wallTime } from '../domain/dates';
import { roles, type Role } from '../domain/decision';
import { collectivityId, type CollectivityId } from '../domain/ids';
import { closeSession, isStale, openSession, sessionOf, touchSession, type ConsoleSession } from '../store/console-sessions';
import { identify, secretHash } from './actor';
import type { Service } from './service';

/** Somebody who is signed in. `token` is the cookie's secret, from which the tokens of the forms are drawn. */
export type SignedIn = {
  readonly token: string;
  readonly collectivity: CollectivityId;
  readonly user: string;
  readonly role: Role;
  readonly session: ConsoleSession;
};

/** `__Host-` is refused by browsers without TLS, which a rehearsal on one machine has not. */
export const isSecure = ({ publicUrl }: Pick<Service, 'publicUrl'>): boolean => publicUrl.startsWith('https:');
const cookieName = (service: Pick<Service, 'publicUrl'>): string => (isSecure(service) ? '__Host-relais-console' : 'relais-console');

/** Lax, not Strict: the console is opened from mails, and every act is a POST that carries the token of its form. */
export function cookieOf(service: Pick<Service, 'publicUrl'>, token: string | null): string {
  const life = token === null ? '; Max-Age=0' : '';
  return `${cookieName(service)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax${isSecure(service) ? '; Secure' : ''}${life}`;
}

export function tokenIn(service: Pick<Service, 'publicUrl'>, cookies: string | undefined): string | null {
  const start = `${cookieName(service)}=`;
  const value = cookies
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(start))
    ?.slice(start.length);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

export const csrfOf = (token: string): string => createHash('sha256').update(`csrf/${token}`).digest('base64url');

/** Browsers say where a form comes from; another site's form is refused before anything is read of it. */
export function isSameSite(
  { publicUrl }: Pick<Service, 'publicUrl'>,
  headers: { readonly origin: string | undefined; readonly fetchSite: string | undefined; readonly host: string | undefined },
): boolean {
  const { origin, fetchSite, host } = headers;
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}

const todayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

export async function signedIn(service: Service, cookies: string | undefined): Promise<SignedIn | null> {
  const token = tokenIn(service, cookies);
  if (token === null) return null;
  const now = wallTime(Date.now());
  const session = await sessionOf(service.db.kysely, secretHash(token), { now, today: todayOf(now) });
  const role = roles.find((each) => each === session?.role);
  if (session === null || role === undefined) return null;
  return { token, collectivity: collectivityId(session.collectivity), user: session.user, role, session };
}

/** Keeps a session in use alive; what was to be said is said once. */
export async function keepAlive({ db }: Service, { session, collectivity }: SignedIn): Promise<void> {
  const now = wallTime(Date.now());
  if (session.notice === null && !isStale(session, now)) return;
  await db.transaction(collectivity, (tx) => touchSession(tx, session.tokenHash, now, null));
}

export async function leaveNotice({ db }: Service, { session, collectivity }: SignedIn, notice: string): Promise<void> {
  await db.transaction(collectivity, (tx) => touchSession(tx, session.tokenHash, wallTime(Date.now()), notice));
}

/** The session's secret, or null for a key that opens no console: unknown, revoked, past its date, or the instance's own. */
export async function signIn(service: Service, key: string): Promise<string | null> {
  const now = wallTime(Date.now());
  const identity = await identify(service, `Bearer ${key}`, todayOf(now));
  const keyId = /^relais_([A-Za-z0-9]+)_/.exec(key)?.[1];
  if (identity === null || identity.collectivity === null || keyId === undefined) return null;
  const { collectivity } = identity;
  const token = randomBytes(32).toString('base64url');
  await service.db.transaction(collectivity, (tx) => openSession(tx, collectivity, secretHash(token), keyId, now));
  return token;
}

export async function signOut({ db }: Service, { session, collectivity }: SignedIn): Promise<void> {
  await db.transaction(collectivity, (tx) => closeSession(tx, session.tokenHash));
}

const window = 15 * 60_000;
const mostFailures = 10;
const mostAddresses = 10_000;

/** Failed attempts to sign in, by address. A key has 256 bits: this only keeps a machine that tries from being a burden. */
export type Attempts = {
  readonly barred: (address: string, now: number) => boolean;
  readonly failed: (address: string, now: number) => void;
};

export function attempts(): Attempts {
  const failures = new Map<string, { readonly since: number; readonly count: number }>();
  const current = (address: string, now: number): { readonly since: number; readonly count: number } => {
    const known = failures.get(address);
    return known === undefined || now - known.since > window ? { since: now, count: 0 } : known;
  };
  return {
    barred: (address, now) => current(address, now).count >= mostFailures,
    failed: (address, now) => {
      const { since, count } = current(address, now);
      failures.delete(address);
      failures.set(address, { since, count: count + 1 });
      const [oldest] = failures.keys();
      if (failures.size > mostAddresses && oldest !== undefined) failures.delete(oldest);
    },
  };
}
