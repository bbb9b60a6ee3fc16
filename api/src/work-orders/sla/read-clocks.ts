import type { Sql } from '@steward/db';
import { type Calendar, calendarAsOf, dayAt } from '#kernel/calendar.ts';
import type { Actor } from '#kernel/actor.ts';
import { keptCalendars } from '../../catalog/index.ts';
import { readOrder } from '../read-orders.ts';
import { readClocks } from '../rules/promise.ts';
import type { ClockReading, Segment } from '../rules/sla-clock.ts';
import { listHistory } from './queries.ts';

/** A change of the calendar that concerns none of these days explains nothing: the stretch before it goes on. */
function withoutIdleChanges(segments: readonly Segment[], [first, last]: readonly [string, string]): Segment[] {
  const kept: Segment[] = [];
  for (const segment of segments) {
    const isIdle = segment.why === 'calendar_changed' && segment.days && !segment.days.some((day) => first <= day && day <= last);
    const before = kept.at(-1);
    if (isIdle && before) kept[kept.length - 1] = { ...before, to: segment.to, elapsed: before.elapsed + segment.elapsed };
    else kept.push(segment);
  }
  return kept;
}

/** What is said of the days between, as closures and short days. */
const exceptionsBetween = ({ exceptions }: Calendar, [first, last]: readonly [string, string]) =>
  [...exceptions]
    .filter(([day]) => first <= day && day <= last)
    .flatMap(([day, all]) => all.map(({ why, windows }) => ({ day, why, isClosed: windows.length === 0 })))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));

function presentClock(reading: ClockReading | null, calendar: Calendar, now: Date) {
  if (!reading) return null;
  const { segments, dueAt, unit, target, elapsed, remaining, state } = reading;
  const until = state === 'stopped' ? segments.at(-1)!.from : Math.max(dueAt ?? 0, now.getTime());
  const days = [dayAt(calendar, segments[0]!.from), dayAt(calendar, until)] as const;
  return {
    unit,
    target,
    elapsed,
    remaining,
    dueAt: dueAt === null ? null : new Date(dueAt),
    state,
    exceptions: exceptionsBetween(calendar, days),
    segments: withoutIdleChanges(segments, days).map((segment) => ({
      from: new Date(segment.from),
      to: new Date(segment.to),
      state: segment.state,
      why: segment.why,
      by: segment.by ?? null,
      note: segment.note ?? null,
      elapsed: segment.elapsed,
    })),
  };
}

/** "Why then?": both clocks of an order with their traces, for who may know of the order. */
export async function readOrderClocks(db: Sql, actor: Actor, idOrNumber: string, now: Date) {
  const { order } = await readOrder(db, actor, idOrNumber);
  const { calendars } = await keptCalendars(db);
  const known = order.policy && calendars.get(order.policy.calendar);
  if (!known) return { response: null, resolution: null };
  const calendar = calendarAsOf(known, now.getTime());
  const { response, resolution } = readClocks(order, await listHistory(db, order.id), calendars, now);
  return { response: presentClock(response, calendar, now), resolution: presentClock(resolution, calendar, now) };
}
