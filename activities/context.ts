import type { Client } from '@temporalio/client';
import type { Log } from '../runtime/log';
import type { Collectivity } from '../domain/collectivity';
import type { Keyring } from '../runtime/sealing';
import type { Database } from '../store/db';
import type { MailTransport } from './ports';

/** What activities need of the outside, made once by the worker's main. */
export type Context = {
  readonly db: Database;
  readonly client: Client;
  readonly keyring: Keyring;
  readonly log: Log;
  /** base of mailed links, without a trailing slash */
  readonly publicUrl: string;
  /** the one address that every mail comes from, and the ORGANIZER of every invitation */
  readonly mailFrom: string;
  /** where a collectivity's mail goes (D17: a rehearsal's goes to a folder or to a loopback address) */
  readonly transportOf: (collectivity: Collectivity) => MailTransport;
  /** folder of the kept documents */
  readonly documents: string;
};
