import type { TemporalServer } from '../runtime/temporal-server';

const KEPT = Symbol.for('relais.test.temporal');

export function keepForTeardown(server: TemporalServer): void {
  Reflect.set(globalThis, KEPT, server.stop);
}

// oxlint-disable-next-line import/no-default-export -- jest takes these modules by their default export
export default async function tearDown(): Promise<void> {
  const stop: unknown = Reflect.get(globalThis, KEPT);
  if (typeof stop === 'function') await stop();
}
