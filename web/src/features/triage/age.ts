import { inUnits } from '#lib/format.ts';

const HOUR = 3_600_000;

/** How long it has been there: "3h", "12d"; `long` for reading aloud. Whole units, rounded down; hours up to two days. */
export function age(at: string, now = new Date(), unitDisplay: 'narrow' | 'long' = 'narrow'): string {
  const passed = Math.max(0, now.getTime() - new Date(at).getTime());
  const [unit, size] =
    passed < HOUR ? (['minute', HOUR / 60] as const) : passed < 48 * HOUR ? (['hour', HOUR] as const) : (['day', 24 * HOUR] as const);
  return inUnits(Math.floor(passed / size), unit, unitDisplay);
}
