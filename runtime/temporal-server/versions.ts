/** The version that the launcher fetches and builds: tools/temporal/go.mod pins the same, with server 1.31.2. */
export const CLI_VERSION = '1.8.2';

/** The production server and its schema tool, of the same module. */
export const SERVER_VERSION = '1.31.2';

/** Versions with which the test suite was run; a `temporal` of another one on the PATH is left alone. */
export const triedVersions = ['1.8.2'] as const;

export function isTried(version: string): boolean {
  return triedVersions.some((tried) => tried === version);
}
