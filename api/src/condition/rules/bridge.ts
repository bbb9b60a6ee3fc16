import { type Condition, fciOf } from './fci.ts';

/** Why a condition changed, in the order in which a bridge tells it. */
export const CAUSES = ['work', 'findings', 'ageing', 'escalation', 'method', 'correction'] as const;
export type Cause = (typeof CAUSES)[number];

/** One thing that happened, and how it stood after it. */
export type Step = { cause: Cause; after: Condition };

export type BridgePart = {
  cause: Cause;
  dmCents: bigint;
  crvCents: bigint;
  /** What the index is once this part and those before it are told; null where there is no value. */
  ratioAfter: number | null;
};
export type Bridge = { from: Condition; to: Condition; parts: readonly BridgePart[] };

/**
 * What changed a condition between two moments, by cause: the steps in the order in which they happened, each the difference that it made. The parts add up to the whole
 * difference to the cent, in what is deferred and in the value; a value that nobody knew counts as nothing. The steps of the index follow from the sums in the order of `CAUSES`.
 */
export function bridge(from: Condition, steps: Iterable<Step>): Bridge {
  const sums = new Map(CAUSES.map((cause) => [cause, { dmCents: 0n, crvCents: 0n }]));
  let at = from;
  for (const { cause, after } of steps) {
    const sum = sums.get(cause)!;
    sum.dmCents += after.dmCents - at.dmCents;
    sum.crvCents += (after.crvCents ?? 0n) - (at.crvCents ?? 0n);
    at = after;
  }
  const told = { dmCents: from.dmCents, crvCents: from.crvCents ?? 0n };
  const parts = CAUSES.map((cause): BridgePart => {
    const sum = sums.get(cause)!;
    told.dmCents += sum.dmCents;
    told.crvCents += sum.crvCents;
    return { cause, ...sum, ratioAfter: fciOf(told) };
  });
  return { from, to: at, parts };
}
