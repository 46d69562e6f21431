const KEPT = Symbol.for('relais.test.servers');
type Stop = () => Promise<unknown>;

const kept = (): readonly Stop[] => {
  const known: unknown = Reflect.get(globalThis, KEPT);
  return Array.isArray(known) ? (known as Stop[]) : [];
};

export function keepForTeardown(stop: Stop): void {
  Reflect.set(globalThis, KEPT, [...kept(), stop]);
}

// oxlint-disable-next-line import/no-default-export -- jest takes these modules by their default export
export default async function tearDown(): Promise<void> {
  for (const stop of kept()) await stop();
}
