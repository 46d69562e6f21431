import type { TemporalServer } from '../runtime/temporal-server';

const KEPT = Symbol.for('relais.test.temporal');

export function keepForTeardown(server: TemporalServer): void {
  Reflect.set(globalThis, KEPT, server.stop);
}

export default async function tearDown(): Promise<void> {
  const stop: unknown = Reflect.get(globalThis, KEPT);
  if (typeof stop === 'function') await stop();
}
