/** A probe says every minute that it lives; after so long without a word its school counts as down. */
export const HEARTBEAT_EVERY_MS = 60_000;
export const DOWN_AFTER_MS = 5 * HEARTBEAT_EVERY_MS;

/** How often a probe measures: several times in the hour that a dip lasts. */
export const MEASURE_EVERY_MINUTES = 20;

/** Is a school up or down, by the last word of any of its probes? Unknown where no probe ever spoke. */
export function linkState(lastHeardAt: Date | null, now: Date): 'up' | 'down' | null {
  if (lastHeardAt === null) return null;
  return now.getTime() - lastHeardAt.getTime() > DOWN_AFTER_MS ? 'down' : 'up';
}
