/** One answer as it came over the line. */
export type Exchange = { readonly status: number; readonly type: string; readonly bytes: Buffer };

/** How the season's requests travel. A read may be asked again at will; an act carries what makes it count once, however often it is sent. */
export type Line = {
  readonly read: (what: string, send: () => Promise<Exchange>) => Promise<Exchange>;
  readonly act: (what: string, send: () => Promise<Exchange>) => Promise<Exchange>;
};

/** Each request leaves once, and what goes wrong is seen at once. */
export const plainLine: Line = { read: (_what, send) => send(), act: (_what, send) => send() };

export async function exchanged(response: Response): Promise<Exchange> {
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
