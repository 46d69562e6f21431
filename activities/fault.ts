/** What failed and where, without its message: that may quote a name, and logs hold none. */
export function wordless(error: unknown): Error {
  const bare = new Error(error instanceof Error ? error.name : typeof error);
  if (error instanceof Error && error.stack !== undefined) bare.stack = error.stack;
  return bare;
}
