import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export type Raw = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };
type Sent = { readonly method: string; readonly path: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Sends the path and the body as they are: a browser's own reader would mend what is malformed. */
export async function rawRequest(url: string, { method, path, headers = {}, body = '' }: Sent): Promise<Raw> {
  const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
  const sent = request(`${url}/`, { method, path, headers: { ...headers, ...length } });
  sent.on('error', () => undefined); // a body that is refused may not be read to its end
  const answered = once(sent, 'response');
  sent.end(body);
  const [response] = (await answered) as [IncomingMessage];
  let text = '';
  for await (const part of response) text += String(part);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}
