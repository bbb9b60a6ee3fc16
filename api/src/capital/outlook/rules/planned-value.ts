import { divided } from './divide.ts';

const days = (from: string, to: string) => BigInt(Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000));

/** How much of a budget was to be earned by a day: by the S-curve over the days that were promised; null without them. */
export function plannedValue(bacCents: bigint, promised: { startOn: string | null; endOn: string | null }, today: string): bigint | null {
  if (promised.startOn === null || promised.endOn === null) return null;
  const whole = days(promised.startOn, promised.endOn);
  const gone = days(promised.startOn, today);
  if (gone <= 0n) return 0n;
  if (gone >= whole) return bacCents;
  return divided(bacCents * (3n * gone * gone * whole - 2n * gone * gone * gone), whole * whole * whole);
}
