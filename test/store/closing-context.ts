import { pino } from 'pino';
import type { Context } from '../../activities/context';
import type { Keyring } from '../../runtime/sealing';
import type { Database } from '../../store/db';

type Place = { readonly db: Database; readonly keyring: Keyring; readonly documents: string };

/** What a closing needs of the product when its workflows are a double; `more` replaces the double, or adds a transport. */
export function closingContext(place: Place, more: object): Context {
  const context = { ...place, log: pino({ level: 'silent' }), publicUrl: 'http://127.0.0.1', mailFrom: 'rdv@relais.invalid', ...more };
  return context as unknown as Context;
}
