/** A system's or gRPC's code. No `instanceof`: an error may come from another realm. */
export function hasCode(error: unknown, code: string | number): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
