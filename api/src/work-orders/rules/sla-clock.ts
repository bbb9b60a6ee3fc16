import { afterWorkingDays, afterWorkingMs, type Calendar, workingDays, workingMs } from '#kernel/calendar.ts';

// Source: "The SLA clock" of the district's service catalogue. A work order has two clocks, for response and for resolution; both are told by
// this one function. Instants are milliseconds since 1970.

/** How much working time is promised: minutes of it, or days on which the calendar opens. */
export type Target = { unit: 'minutes' | 'working_days'; amount: number };
export type Policy = { target: Target };

/** `note`: what was said of it. `days`: which days of the calendar it is about, where not all. */
type Cause = { at: number; by?: string; note?: string; days?: readonly string[] };
export type ClockEvent = Cause &
  /** `why`: where it is another's word that began it. */
  (
    | { kind: 'start'; why?: 'approved' }
    | { kind: 'pause'; reason: string }
    | { kind: 'resume' }
    /** Another promise: what has elapsed and what was paused is kept. The calendar is the new policy's. */
    | { kind: 'retarget'; policy: Policy; calendar?: Calendar }
    | { kind: 'stop' }
    | { kind: 'reopen' }
    /** The same calendar, as it is known from then on: a clock that has not stopped counts anew by it, the days before included. */
    | { kind: 'calendar_changed'; calendar: Calendar }
  );

export type SegmentState = 'running' | 'paused' | 'stopped';
/** One stretch of the trace: what the clock did, why, who caused it, and how much of the target's unit went by. */
export type Segment = Omit<Cause, 'at'> & { from: number; to: number; state: SegmentState; why: string; elapsed: number };

export type ClockReading = {
  unit: Target['unit'];
  target: number;
  /** In the target's unit, as 90.5 minutes or 1.25 days. */
  elapsed: number;
  /** Target less elapsed; below zero once it is late. */
  remaining: number;
  /** When the target is reached if nothing else happens; null while it does not run, and where the calendar never opens. */
  dueAt: number | null;
  /** When so much of the target's unit had elapsed, or will have if nothing else happens: what a warning at 75 % goes by. */
  reachedAt: (amount: number) => number | null;
  state: SegmentState;
  segments: Segment[];
};

const MINUTE_MS = 60_000;

type Stretch = Omit<Cause, 'at'> & { from: number; state: SegmentState; why: string; calendar: Calendar };

const causeOf = ({ by, note, days }: Cause) => ({ ...(by ? { by } : {}), ...(note ? { note } : {}), ...(days ? { days } : {}) });

/** What follows an event, where it is one that the clock can follow in its state; else nothing. */
function next(state: SegmentState, event: ClockEvent): Pick<Stretch, 'state' | 'why'> | undefined {
  switch (event.kind) {
    case 'pause':
      return state === 'running' ? { state: 'paused', why: event.reason } : undefined;
    case 'resume':
      return state === 'paused' ? { state: 'running', why: 'resume' } : undefined;
    case 'stop':
      return state === 'stopped' ? undefined : { state: 'stopped', why: 'stop' };
    case 'reopen':
      return state === 'stopped' ? { state: 'running', why: 'reopen' } : undefined;
    case 'retarget':
    case 'calendar_changed':
      return { state, why: event.kind };
    default:
      return undefined;
  }
}

/**
 * Reads a clock: `events` in the order in which they happened, the first its start; `policy` and `calendar` as they were then. Null before it
 * starts. What an event cannot do in the clock's state (a second pause, a resume of what runs) changes nothing.
 */
export function readClock(events: readonly ClockEvent[], policy: Policy, calendar: Calendar, now: number): ClockReading | null {
  const [start, ...later] = events;
  if (start?.kind !== 'start' || start.at > now) return null;
  let { target } = policy;
  let current = calendar;
  /** Where the clock last began to run after it had stopped: what lies before is settled. */
  let life = 0;
  const stretches: Stretch[] = [{ from: start.at, state: 'running', why: start.why ?? 'start', ...causeOf(start), calendar }];
  for (const event of later) {
    if (event.at > now) break;
    const last = stretches.at(-1)!;
    const following = next(last.state, event);
    if (!following) continue;
    if (event.kind === 'retarget') [target, current] = [event.policy.target, event.calendar ?? current];
    if (event.kind === 'calendar_changed') {
      for (const stretch of last.state === 'stopped' ? [] : stretches.slice(life))
        if (stretch.calendar === current) stretch.calendar = event.calendar;
      current = event.calendar;
    }
    if (event.kind === 'reopen') life = stretches.length;
    stretches.push({ from: Math.max(event.at, last.from), ...following, ...causeOf(event), calendar: current });
  }
  return reading(stretches, target, now);
}

function reading(stretches: readonly Stretch[], target: Target, now: number): ClockReading {
  const measure = (calendar: Calendar, from: number, to: number) =>
    target.unit === 'working_days' ? workingDays(calendar, from, to) : workingMs(calendar, from, to) / MINUTE_MS;
  const segments = stretches.map(({ calendar, ...stretch }, i): Segment => {
    const { from, state } = stretch;
    const to = stretches[i + 1]?.from ?? now;
    return { ...stretch, to, elapsed: state === 'running' ? measure(calendar, from, to) : 0 };
  });
  const elapsed = segments.reduce((sum, segment) => sum + segment.elapsed, 0);
  const { state } = stretches.at(-1)!;
  const reachedAt = (amount: number) => whenReached(stretches, segments, { ...target, amount });
  return {
    unit: target.unit,
    target: target.amount,
    elapsed,
    remaining: target.amount - elapsed,
    dueAt: state === 'running' ? reachedAt(target.amount) : null,
    reachedAt,
    state,
    segments,
  };
}

/** When the clock reached so much, or will if nothing else happens; null where it stood still before that, or never gets there. */
function whenReached(stretches: readonly Stretch[], segments: readonly Segment[], { unit, amount }: Target): number | null {
  let left = amount;
  for (const [i, { from, state, calendar }] of stretches.entries()) {
    if (state !== 'running') continue;
    const isLast = i === stretches.length - 1;
    if (isLast || left <= segments[i]!.elapsed + HARDLY) return dueFrom(calendar, from, { unit, amount: left });
    left -= segments[i]!.elapsed;
  }
  return null;
}

/** Sums of shares of a day differ by less than this. */
const HARDLY = 1e-9;

/** When a clock that runs from `from` on, with so much left, is due. */
const dueFrom = (calendar: Calendar, from: number, { unit, amount }: Target): number | null =>
  unit === 'working_days' ? afterWorkingDays(calendar, from, amount) : afterWorkingMs(calendar, from, amount * MINUTE_MS);
