import type { Client } from '@temporalio/client';
import type { Log } from '../runtime/log';
import type { Keyring } from '../runtime/sealing';
import type { Database } from '../store/db';
import type { RehearsalCeiling } from './rehearsal';

/** What the API needs of the outside, made once by its main. */
export type Service = {
  readonly db: Database;
  readonly client: Client;
  readonly keyring: Keyring;
  readonly log: Log;
  readonly publicUrl: string;
  /** proxies before the API whose word on the sender’s address is taken; none where it is absent */
  readonly trustedProxies?: number;
  /** SHA-256 of the instance key, whose role `operator` only creates collectivities and their first keys */
  readonly operatorHash: string;
  /** folder of the kept documents */
  readonly documents: string;
  /** whether the disk has room for another act; it always has where this is absent */
  readonly hasRoom?: () => boolean;
  /** how fast a rehearsal may run on a Temporal server that is not ours; absent where any speed may be asked for */
  readonly rehearsalCeiling?: RehearsalCeiling;
};
