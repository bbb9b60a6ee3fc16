import { setTimeout as pause } from 'node:timers/promises';
import type { JobWatch } from './jobs.ts';

/**
 * Work that waits in a table until somebody takes it: is there any, and one piece of it (false when another worker was quicker). Any number of
 * workers may do it at once.
 */
export type SteadyWork = { name: string; hasWork: () => Promise<boolean>; work: () => Promise<boolean> };

const LOOKS_EVERY_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;

type Given = { watch: JobWatch; onError: (error: unknown) => void };

/** Looks for work every second and does it until none is left. `stop` waits for the piece under way. */
export function runSteadily(works: readonly SteadyWork[], { watch, onError }: Given) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (ms: number) => pause(ms, undefined, { signal }).catch(() => {});

  async function run({ name, hasWork, work }: SteadyWork): Promise<void> {
    while (!signal.aborted) {
      try {
        if (await hasWork()) await watch(name, async () => untilDone(work));
        await rest(LOOKS_EVERY_MS);
      } catch (error) {
        onError(error);
        await rest(AFTER_FAILURE_MS);
      }
    }
  }
  async function untilDone(work: SteadyWork['work']): Promise<void> {
    while (!signal.aborted && (await work()));
  }

  const running = works.map(run);
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
