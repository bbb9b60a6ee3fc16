const MINUTE_MS = 60_000;
const FIRST_MS = MINUTE_MS;
const LONGEST_MS = 60 * MINUTE_MS;

/** What could not be delivered is tried for a day. */
export const TRIED_FOR_MS = 24 * 60 * MINUTE_MS;

type Tries = { attempts: number; triedSince: Date };

/**
 * When to try again after so many attempts: a minute, then twice as long each time, at most an hour; null when a day is over. `jitter` (0 to 1)
 * takes away up to a quarter, so that what failed together does not come back together.
 */
export function nextAttempt({ attempts, triedSince }: Tries, jitter: number, now: Date): Date | null {
  if (now.getTime() - triedSince.getTime() >= TRIED_FOR_MS) return null;
  const pause = Math.min(FIRST_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 20), LONGEST_MS);
  return new Date(now.getTime() + pause * (1 - jitter / 4));
}

/** One address and nothing else: what could name a second recipient or a header is none. */
export const isAddress = (text: string) => text.length <= 254 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(text);

/** An administrator has a mail tried again that was given up. */
export const mayRetry = (status: string) => status === 'failed';
