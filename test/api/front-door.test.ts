import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('the bare address leads to the console, and to nothing else', async () => {
  const service = { publicUrl: 'http://127.0.0.1', operatorHash: '', documents: '' };
  server = createServer(createApp(service as never)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const answer = await fetch(url, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console']);
  expect((await fetch(url, { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD');
});
