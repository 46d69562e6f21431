import { attempts, cookieOf, csrfOf, isSameSite, tokenIn } from '../../api/console-session';

const plain = { publicUrl: 'http://127.0.0.1:8080' };
const secure = { publicUrl: 'https://relais.departement.example' };
const token = 'a'.repeat(43);

test('the cookie is out of the reach of scripts and other sites; over TLS it belongs to this host alone', () => {
  expect(cookieOf(plain, token)).toBe(`relais-console=${token}; Path=/; HttpOnly; SameSite=Lax`);
  expect(cookieOf(secure, token)).toBe(`__Host-relais-console=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`);
  expect(cookieOf(plain, null)).toContain('Max-Age=0');
});

test('the session is read from its own cookie only', () => {
  expect(tokenIn(plain, `other=1; relais-console=${token}`)).toBe(token);
  expect(tokenIn(secure, `relais-console=${token}`)).toBeNull();
  expect(tokenIn(plain, 'relais-console=short')).toBeNull();
  expect(tokenIn(plain, undefined)).toBeNull();
});

test('the token of a form does not tell the cookie', () => {
  expect(csrfOf(token)).not.toContain(token);
  expect(csrfOf(token)).toBe(csrfOf(token));
  expect(csrfOf(token)).not.toBe(csrfOf('b'.repeat(43)));
});

test.each([
  ['the public address', { origin: secure.publicUrl, fetchSite: 'same-origin', host: 'inner:1' }, true],
  ['the address that was typed', { origin: 'http://localhost:8080', fetchSite: undefined, host: 'localhost:8080' }, true],
  ['a program that says nothing', { origin: undefined, fetchSite: undefined, host: 'x' }, true],
  ['another site', { origin: 'https://evil.example', fetchSite: 'cross-site', host: 'relais.departement.example' }, false],
  ['another site that hides its mark', { origin: 'https://evil.example', fetchSite: undefined, host: 'relais.departement.example' }, false],
  ['a sister site', { origin: undefined, fetchSite: 'same-site', host: 'x' }, false],
  ['a page that hides its origin', { origin: 'null', fetchSite: undefined, host: 'x' }, false],
])('a form from %s', (_title, headers, accepted) => {
  expect(isSameSite(secure, headers)).toBe(accepted);
});

test('after ten failures an address waits a quarter of an hour; another address does not', () => {
  const tried = attempts();
  for (let n = 0; n < 10; n += 1) {
    expect(tried.barred('a', n)).toBe(false);
    tried.failed('a', n);
  }
  expect(tried.barred('a', 20)).toBe(true);
  expect(tried.barred('b', 20)).toBe(false);
  expect(tried.barred('a', 15 * 60_000 + 1)).toBe(false);
});
