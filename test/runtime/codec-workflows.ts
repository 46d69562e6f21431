import { ApplicationFailure, defineUpdate, executeChild, proxyActivities, setHandler, condition } from '@temporalio/workflow';

type Activities = { readonly echo: (text: string) => Promise<string> };

const { echo } = proxyActivities<Activities>({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });

export const sayIt = defineUpdate<string, [string]>('sayIt');

/** Everything that travels: arguments, an update, an activity, a child's own arguments and result. */
export async function talk(first: string): Promise<string> {
  let said: string | null = null;
  setHandler(sayIt, async (word) => (said = await echo(word)));
  await condition(() => said !== null);
  const child = await executeChild(repeat, { args: [`${first}-child`] });
  return `${first} ${String(said)} ${child}`;
}

export async function repeat(word: string): Promise<string> {
  return echo(word);
}

export async function fail(secret: string): Promise<void> {
  throw ApplicationFailure.nonRetryable(`about ${secret}`, 'Refused');
}
