import { type Condition, fciOf, isValued } from './fci.ts';

/** Why a condition changed, in the order in which a bridge tells it. */
export const CAUSES = ['work', 'findings', 'ageing', 'escalation', 'method', 'correction'] as const;
export type Cause = (typeof CAUSES)[number];

/** One thing that happened, and how it stood after it. */
export type Step = { cause: Cause; after: Condition };
/** By how many cents something changed a condition. */
export type Change = { cause: Cause; dmCents: bigint; crvCents: bigint };

export type BridgePart = Change & {
  /** What the index is once this part and those before it are told; null where there is no value. */
  ratioAfter: number | null;
};
export type Bridge = { from: Condition; to: Condition; parts: readonly BridgePart[] };

/**
 * The changes told by cause, from a condition on. The steps of the index follow from the sums in the order of `CAUSES`; where it begins without a value only the last has one:
 * changes over changes are the condition of nothing.
 */
function told(from: Condition, changes: Iterable<Change>): BridgePart[] {
  const sums = new Map(CAUSES.map((cause) => [cause, { dmCents: 0n, crvCents: 0n }]));
  for (const { cause, dmCents, crvCents } of changes) {
    const sum = sums.get(cause)!;
    sum.dmCents += dmCents;
    sum.crvCents += crvCents;
  }
  const at = { dmCents: from.dmCents, crvCents: from.crvCents ?? 0n };
  return CAUSES.map((cause, i): BridgePart => {
    const sum = sums.get(cause)!;
    at.dmCents += sum.dmCents;
    at.crvCents += sum.crvCents;
    return { cause, ...sum, ratioAfter: isValued(from) || i === CAUSES.length - 1 ? fciOf(at) : null };
  });
}

/**
 * What changed a condition between two moments, by cause: the steps in the order in which they happened, each the difference that it made. The parts add up to the whole
 * difference to the cent, in what is deferred and in the value; a value that nobody knew counts as nothing.
 */
export function bridge(from: Condition, steps: Iterable<Step>): Bridge {
  let at = from;
  const changes = [...steps].map(({ cause, after }): Change => {
    const change = { cause, dmCents: after.dmCents - at.dmCents, crvCents: (after.crvCents ?? 0n) - (at.crvCents ?? 0n) };
    at = after;
    return change;
  });
  return { from, to: at, parts: told(from, changes) };
}

/** A structure at the end of two days, and what changed it between them; a value of nothing is one that nobody knows. */
export type Told = { from: Condition; to: Condition; changes: readonly Change[] };
export type BridgeOfMany = Bridge & {
  /** What is deferred in structures whose value became known, less what is in those whose value no longer is: a correction, and part of it. */
  becameKnownCents: bigint;
};

/**
 * What changed several structures together between two moments. As in any roll-up, one without a value stands in neither sum: whose value became known brings along what was deferred
 * in it, as a correction. The parts add up to the cent to the difference between the two roll-ups.
 */
export function bridgeOfMany(all: Iterable<Told>): BridgeOfMany {
  const [from, to] = [
    { dmCents: 0n, crvCents: 0n },
    { dmCents: 0n, crvCents: 0n },
  ];
  const changes: Change[] = [];
  let becameKnownCents = 0n;
  for (const one of all) {
    const [was, is] = [isValued(one.from), isValued(one.to)];
    if (!was && !is) continue;
    if (was) add(from, one.from);
    else becameKnownCents += one.from.dmCents;
    if (is) add(to, one.to);
    else becameKnownCents -= one.to.dmCents;
    changes.push(...one.changes);
  }
  changes.push({ cause: 'correction', dmCents: becameKnownCents, crvCents: 0n });
  const known = ({ dmCents, crvCents }: { dmCents: bigint; crvCents: bigint }): Condition => ({ dmCents, crvCents: crvCents > 0n ? crvCents : null });
  return { from: known(from), to: known(to), parts: told(from, changes), becameKnownCents };
}

function add(sum: { dmCents: bigint; crvCents: bigint }, { dmCents, crvCents }: Condition) {
  sum.dmCents += dmCents;
  sum.crvCents += crvCents ?? 0n;
}
