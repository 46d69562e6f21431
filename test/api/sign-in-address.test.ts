import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A wrong key from somebody whom the proxy names; a key without its form is refused before any record is read. */
async function tries(trustedProxies: number | undefined): Promise<(from: string) => Promise<number>> {
  const service = {
    publicUrl: 'http://127.0.0.1',
    operatorHash: '',
    documents: '',
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
  };
  server = createServer(createApp(service as never)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async (from) => {
    const init = { method: 'POST', body: new URLSearchParams({ key: 'x' }), headers: { 'x-forwarded-for': from } };
    return (await fetch(`http://127.0.0.1:${port}/console/sign-in`, init)).status;
  };
}

async function failTen(from: (address: string) => Promise<number>): Promise<void> {
  for (let n = 0; n < 10; n += 1) expect(await from('192.0.2.1')).toBe(401);
}

test('behind a proxy that is trusted, ten failures of one address leave the others alone', async () => {
  const from = await tries(1);
  await failTen(from);
  expect(await from('192.0.2.1')).toBe(429);
  expect(await from('192.0.2.2')).toBe(401);
  // what the sender writes before the proxy's own word changes nothing
  expect(await from('192.0.2.9, 192.0.2.1')).toBe(429);
});

test.each([undefined, 0])('with %p proxy nobody chooses the address that is counted', async (trusted) => {
  const from = await tries(trusted);
  await failTen(from);
  expect(await from('192.0.2.2')).toBe(429);
});
