export const CAUSES = ['accident', 'wear', 'negligence', 'theft', 'lost'] as const;
export type Cause = (typeof CAUSES)[number];

/** Steps for the first time in a school year, the second and so on; the last stays. A step is cents, or null for what it cost. */
export type Ladder = Record<Cause, readonly (number | null)[]>;

type Asked = {
  ladder: Ladder;
  cause: Cause;
  /** How often the family was charged, or let off by the ladder, for the same cause in this school year. */
  earlier: number;
  costCents: bigint;
  /** What it was charged in this school year so far, less what was waived and given back. */
  soFarCents: bigint;
  capCents: bigint;
};

/** What a family is charged: the step of the ladder, never more than the repair cost, and never over the cap of the school year. */
export function chargeFor({ ladder, cause, earlier, costCents, soFarCents, capCents }: Asked): bigint {
  const steps = ladder[cause];
  const step = steps[Math.min(earlier, steps.length - 1)];
  const bySteps = step === null ? costCents : BigInt(step ?? 0);
  const asked = bySteps < costCents ? bySteps : costCents;
  const room = capCents > soFarCents ? capCents - soFarCents : 0n;
  return asked < room ? asked : room;
}

type Line = { id: string; kind: string; amountCents: bigint; chargeId: string | null };

/** What is open of each charge, and what the family owes; below zero the district owes the family. */
export function statementOf(lines: readonly Line[]) {
  const open = new Map<string, bigint>();
  for (const { id, kind, amountCents, chargeId } of lines) {
    const charge = kind === 'charge' ? id : chargeId!;
    open.set(charge, (open.get(charge) ?? 0n) + amountCents);
  }
  return { open, balanceCents: lines.reduce((sum, { amountCents }) => sum + amountCents, 0n) };
}

/** What may still be credited of a charge: paying and waiving until nothing is open; a refund also of what was paid. */
export function mostOf(kind: 'payment' | 'waiver' | 'refund', charge: Line, lines: readonly Line[]): bigint {
  const taken = lines
    .filter((line) => line.chargeId === charge.id && (kind !== 'refund' || line.kind !== 'payment'))
    .reduce((sum, { amountCents }) => sum - amountCents, 0n);
  return charge.amountCents > taken ? charge.amountCents - taken : 0n;
}
