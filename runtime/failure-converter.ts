import { DefaultFailureConverter } from '@temporalio/common';

/** Loaded by path, in the workflow bundle too: messages and stack traces travel as payloads, so that the codec encrypts them. */
export const failureConverter: DefaultFailureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
