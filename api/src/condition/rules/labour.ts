/** What an hour costs from a day on: of a team, or (null) of all of its service; null cents: from then on nobody says. In the order in which they were said. */
export type Rate = { teamId: string | null; effectiveOn: string; hourlyCents: bigint | null };
type Worked = { workedOn: string; minutes: number };

/** What an hour of a team costs on a day: by its own rate, else by that of its service; null where nobody says. */
export function rateOn(rates: readonly Rate[], teamId: string | null, day: string): bigint | null {
  const of = (wanted: string | null) =>
    rates
      .filter((one) => one.teamId === wanted && one.effectiveOn <= day)
      .reduce<Rate | undefined>((last, one) => (last && last.effectiveOn > one.effectiveOn ? last : one), undefined)?.hourlyCents ?? null;
  return (teamId === null ? null : of(teamId)) ?? of(null);
}

/** Minutes by what an hour of them costs (null: nobody says), and what was charged beside them (null: nothing). */
export type ChargedCents = { labour: { minutes: number; hourlyCents: bigint | null }[]; partsCents: bigint | null };

/** What an order cost: its hours at the rate of the day on which they were worked, and what was charged to it. */
export function chargedFor(
  { labour, costs, teamId }: { labour: readonly Worked[]; costs: readonly bigint[]; teamId: string | null },
  rates: readonly Rate[],
): ChargedCents {
  const byRate = new Map<bigint | null, number>();
  for (const { workedOn, minutes } of labour) {
    const rate = rateOn(rates, teamId, workedOn);
    byRate.set(rate, (byRate.get(rate) ?? 0) + minutes);
  }
  return {
    labour: [...byRate].flatMap(([hourlyCents, minutes]) => (minutes === 0 ? [] : [{ minutes, hourlyCents }])),
    partsCents: costs.length === 0 ? null : costs.reduce((sum, cents) => sum + cents, 0n),
  };
}

const MINUTES = 60n;
/** Together, as far as anybody says; null where nobody says anything. Half a cent is rounded up. */
export function totalOf({ labour, partsCents }: ChargedCents): bigint | null {
  const priced = labour.flatMap(({ minutes, hourlyCents }) =>
    hourlyCents === null ? [] : [(BigInt(minutes) * hourlyCents + MINUTES / 2n) / MINUTES],
  );
  if (priced.length === 0) return partsCents;
  return priced.reduce((sum, cents) => sum + cents, partsCents ?? 0n);
}
