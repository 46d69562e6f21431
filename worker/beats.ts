import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Longer ones belong to activities that say themselves how far they are. */
const QUICK_MS = 10_000;
const BEAT_MS = 1_000;

/**
 * Beats for every activity whose options want it within seconds. When a worker is killed, nothing tells the server: without beats, what it
 * was doing would be taken up only after the whole time that an attempt may last.
 */
export const beats: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    execute: async (input, next) => {
      // 0 is how the server says « none »
      const { heartbeatTimeoutMs = 0 } = context.info;
      if (heartbeatTimeoutMs === 0 || heartbeatTimeoutMs > QUICK_MS) return next(input);
      const beating = setInterval(() => context.heartbeat(), BEAT_MS);
      try {
        return await next(input);
      } finally {
        clearInterval(beating);
      }
    },
  },
});
