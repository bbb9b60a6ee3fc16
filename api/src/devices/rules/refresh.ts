import { schoolYearOf } from './school-year.ts';
import { usableUntil } from './use.ts';

/** Devices that are alike: of one school and price, to be replaced by the same day. */
type Alike = { siteId: string; plannedRefreshOn: string | null; autoUpdateExpiresOn: string | null; unitCents: bigint | null; count: number };
/** `unpriced`: how many of them nobody knows the price of; they are not in `cents`. */
export type Due = { siteId: string; schoolYear: number; count: number; unpriced: number; cents: bigint };

/** By school and school year what has to be replaced, and what that costs in today's money. What is overdue is due now; of unknown end, in none; of unknown price, counted apart. */
export function refreshForecast(devices: readonly Alike[], today: string): Due[] {
  const due = new Map<string, Due>();
  const thisYear = schoolYearOf(today);
  for (const { siteId, unitCents, count, ...lasts } of devices) {
    const until = usableUntil(lasts);
    if (until === null) continue;
    const schoolYear = Math.max(thisYear, schoolYearOf(until));
    const key = `${siteId} ${schoolYear}`;
    const before = due.get(key) ?? { siteId, schoolYear, count: 0, unpriced: 0, cents: 0n };
    due.set(key, {
      ...before,
      count: before.count + count,
      unpriced: before.unpriced + (unitCents === null ? count : 0),
      cents: before.cents + (unitCents ?? 0n) * BigInt(count),
    });
  }
  return [...due.values()];
}
