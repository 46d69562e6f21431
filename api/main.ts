import { createServer, type Server } from 'node:http';
import { createApp } from './app';
import type { Service } from './service';

export { rehearsalCeiling } from './rehearsal';

export type Api = { readonly port: number; readonly stop: () => Promise<void> };

const drainWithin = 5_000;

export async function startApi(service: Service, { host, port }: { readonly host: string; readonly port: number }): Promise<Api> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, createApp(service));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  return { port: bound, stop: () => stop(server) };
}

/** Takes no new request, lets the others end, then lets go of those that do not. */
async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), drainWithin);
  await closed;
  clearTimeout(late);
}
