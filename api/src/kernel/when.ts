/** When something happened by the district's clock, and when we heard of it: two moments where a phone had no signal. */
export type When = { at: Date; heardAt: Date };

/** For what happens as it is asked. */
export const asAsked = (now: Date): When => ({ at: now, heardAt: now });

// A minute on the way is not worth a word.
const LATE_MS = 60_000;

/** The two moments as an event keeps them; the second only where it came late. */
export const stamps = ({ at, heardAt }: When) => ({
  occurredAt: at,
  recordedAt: heardAt.getTime() - at.getTime() >= LATE_MS ? heardAt : null,
});

/**
 * When it happened by our clock: the phone's clock may be wrong by days, but how long ago it was meant when it was sent is right.
 * A clock that was set meanwhile can say anything: never later than we heard of it.
 */
export function happenedAt({ deviceAt, sentAt }: { deviceAt: Date; sentAt: Date }, heardAt: Date): Date {
  const ago = Math.max(0, sentAt.getTime() - deviceAt.getTime());
  return new Date(heardAt.getTime() - ago);
}

/** Not before what it builds on: a step before the one that led to it would make time run backwards. */
export const notBefore = ({ at, heardAt }: When, earliest: Date): When => ({ at: at < earliest ? earliest : at, heardAt });
