import { afterWorkingDays, afterWorkingMs, type Calendar, dayAt, endOfDay, instantAt, workingDays, workingMs } from '#kernel/calendar.ts';
import type { Policy } from './promise.ts';

/** Days on which two calendars differ; null where it may be any. */
export type Change = { before: Calendar; after: Calendar; days: readonly string[] | null };
export type Due = { policy: Policy | null; submittedAt: Date; resolutionDueAt: Date | null; plannedOn: string | null };

/**
 * When an order that is due would be due by the other calendar, without reading its history: what was left of its target at the first instant
 * that differs is counted on from there. Off by the hold of that very day, or of any day where the whole week differs; the recount is exact.
 */
export function dueAfterChange({ policy, submittedAt, resolutionDueAt, plannedOn }: Due, { before, after, days }: Change, now: Date): number | null {
  if (policy?.resolution == null || resolutionDueAt === null) return null;
  if (policy.resolution.unit === 'planned_date') return plannedOn === null ? null : endOfDay(after, plannedOn);
  const due = resolutionDueAt.getTime();
  const first = days === null ? -Infinity : days.length === 0 ? Infinity : instantAt(before.timeZone, days[0]!, 0);
  const from = Math.max(submittedAt.getTime(), Math.min(now.getTime(), first));
  if (from >= due || (days !== null && !days.some((day) => day <= dayAt(before, due)))) return due;
  return policy.resolution.unit === 'working_days'
    ? afterWorkingDays(after, from, workingDays(before, from, due))
    : afterWorkingMs(after, from, workingMs(before, from, due));
}
