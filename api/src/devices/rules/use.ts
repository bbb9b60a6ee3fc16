import { dayAfter } from '#kernel/day.ts';

type Lasts = { plannedRefreshOn: string | null; autoUpdateExpiresOn: string | null };

/** The last day on which a device is of use: the planned refresh, or the end of its maker's updates where that comes first. */
export function usableUntil({ plannedRefreshOn, autoUpdateExpiresOn }: Lasts): string | null {
  if (plannedRefreshOn === null || autoUpdateExpiresOn === null) return plannedRefreshOn ?? autoUpdateExpiresOn;
  return plannedRefreshOn < autoUpdateExpiresOn ? plannedRefreshOn : autoUpdateExpiresOn;
}

/** Do the updates end while the student is still to use it? */
export const expiresInTerm = (autoUpdateExpiresOn: string | null, termEndsOn: string): boolean =>
  autoUpdateExpiresOn !== null && autoUpdateExpiresOn < termEndsOn;

/** For so many days a device that is with somebody may be silent before it is looked for. */
export const SILENT_DAYS = 30;

/** A device that is with somebody and has not called in since: it is probably lost. Summer is silent for all, so the caller says from when on silence counts. */
export function isProbablyLost(device: { heldSinceOn: string | null; lastSeenOn: string | null }, today: string): boolean {
  if (device.heldSinceOn === null) return false;
  const heard = device.lastSeenOn !== null && device.lastSeenOn > device.heldSinceOn ? device.lastSeenOn : device.heldSinceOn;
  return dayAfter(heard, SILENT_DAYS) < today;
}

const DAYS_OF_YEAR = 365;

/** What a device is still worth: its price, less the same part of it for each day of its life. */
export function residualCents(bought: { priceCents: bigint; acquiredOn: string; lifeYears: number }, today: string): bigint {
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(bought.acquiredOn)) / 86_400_000));
  const life = bought.lifeYears * DAYS_OF_YEAR;
  return days >= life ? 0n : (bought.priceCents * BigInt(life - days)) / BigInt(life);
}

/** A repair that costs more than the device is worth is none. */
export const isBeyondRepair = (repairCents: bigint, residual: bigint): boolean => repairCents > residual;
