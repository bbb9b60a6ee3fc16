import type { Role } from '#kernel/actor.ts';

// Who approves what: each step of the ladder that an amount, or a contract's changes as a share of it, reaches.

export type Rung = { position: number; fromCents: bigint; fromRatio: number | null; roles: readonly Role[] };
export type Climbed = { position: number; roles: readonly Role[] };

const MILLION = 1_000_000;
const size = (cents: bigint) => (cents < 0n ? -cents : cents);

/** Does a share of the contract reach the ratio? Reckoned in whole cents; of a contract over nothing every change is all of it. */
const reachesRatio = (changesCents: bigint, originalCents: bigint, ratio: number) =>
  changesCents * BigInt(MILLION) >= originalCents * BigInt(Math.round(ratio * MILLION));

/**
 * The steps that something is to climb, one after the other. A change order counts by its own size, and by the size of all changes of its contract together: ten small ones climb as high
 * as one that is as large, and a credit does not hide what was added. The first step is everybody's.
 */
export function stepsOf(ladder: readonly Rung[], amountCents: bigint, contract?: { originalCents: bigint; changesCents: bigint }): Climbed[] {
  const sorted = ladder.toSorted((a, b) => a.position - b.position);
  const isReached = ({ fromCents, fromRatio }: Rung, i: number) =>
    i === 0 ||
    size(amountCents) >= fromCents ||
    (contract !== undefined && fromRatio !== null && reachesRatio(contract.changesCents, contract.originalCents, fromRatio));
  return sorted.filter(isReached).map(({ roles }, i) => ({ position: i + 1, roles }));
}

/** A ladder that makes sense: it begins at nothing, rises, and each step names somebody. */
export const isLadder = (ladder: readonly Rung[]): boolean => {
  const sorted = ladder.toSorted((a, b) => a.position - b.position);
  return (
    sorted.length > 0 &&
    sorted[0]!.fromCents === 0n &&
    sorted.every(
      ({ fromCents, roles }, i) => roles.length > 0 && new Set(roles).size === roles.length && (i === 0 || fromCents > sorted[i - 1]!.fromCents),
    )
  );
};
