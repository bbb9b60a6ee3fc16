import { calendarAsOf, endOfDay, type KnownCalendar } from '#kernel/calendar.ts';
import { type ClockEvent, type ClockReading, readClock, type Target } from './sla-clock.ts';

// What is promised for an order, and how far it is: its two clocks, read from its history.

/** As the order keeps it: what is promised stays, whatever becomes of the policies. `planned_date`: by the end of the planned day. */
export type Policy = { calendar: string; response: Target | null; resolution: Target | { unit: 'planned_date' } | null };
/** A priority's targets, as the catalogue has them. */
type Targets = { calendar: string; responseAmount: number | null; responseUnit: string; resolutionAmount: number | null; resolutionUnit: string };

const ALWAYS = '24x7';

function targetOf(amount: number | null, unit: string): Target | null {
  if (amount === null) return null;
  if (unit === 'working_days') return { unit, amount };
  return { unit: 'minutes', amount: unit === 'hours' ? amount * 60 : amount };
}

/** What is promised to who asks with this priority, on the calendar of the service. Null where the priority has no targets. */
export const policyOf = (targets: Targets | null | undefined, serviceCalendar: string): Policy | null =>
  targets
    ? {
        calendar: targets.calendar === ALWAYS ? ALWAYS : serviceCalendar,
        response: targetOf(targets.responseAmount, targets.responseUnit),
        resolution: targets.resolutionUnit === 'planned_date' ? { unit: 'planned_date' } : targetOf(targets.resolutionAmount, targets.resolutionUnit),
      }
    : null;

/** What of an order its clocks look at. */
export type Promised = { policy: Policy | null; status: string; submittedAt: Date; respondedAt: Date | null; plannedOn: string | null };
/** What happened, oldest first. A new policy stands in the data of the event that brought it, with the one before. */
export type Happened = { kind: string; at: Date; by: string | null; data: Record<string, unknown> };
export type Calendars = ReadonlyMap<string, KnownCalendar>;

/** Who worked the clock how: by the kinds of event that the table of moves writes. */
const ON_RESOLUTION: Record<string, 'pause' | 'resume' | 'stop' | 'reopen'> = {
  held: 'pause',
  resumed: 'resume',
  completed: 'stop',
  cancelled: 'stop',
  declined: 'stop',
  marked_duplicate: 'stop',
  reopened: 'reopen',
};
const ENDED = new Set(['completed', 'cancelled', 'declined', 'marked_duplicate']);

type Which = 'response' | 'resolution';
const named = (by: string | null) => (by === null ? {} : { by });

type Start = { at: number; by: string | null; isByApproval: boolean; history: readonly Happened[] };

/** When the clocks began, and what happened since: as it was asked, or with the approval where one is required. Null while that is awaited. */
function startOf(order: Promised, history: readonly Happened[]): Start | null {
  const asked = history.find(({ kind }) => kind === 'submitted');
  if (asked?.data['awaitsApproval'] !== true) return { at: order.submittedAt.getTime(), by: asked?.by ?? null, isByApproval: false, history };
  const approved = history.findIndex(({ kind }) => kind === 'approved');
  const start = history[approved];
  return start ? { at: start.at.getTime(), by: start.by, isByApproval: true, history: history.slice(approved) } : null;
}

/** The promise that the clocks began with: the one before the first that came instead. */
function firstPolicy(policy: Policy, history: readonly Happened[]): Policy {
  const first = history.find(({ data }) => 'policy' in data);
  return (first?.data['policyBefore'] as Policy | null | undefined) ?? policy;
}

const amountOf = (policy: Policy, which: Which): Target | null => {
  const target = policy[which];
  return target === null || target.unit === 'planned_date' ? null : target;
};

/** Response: until somebody answered, or nobody need any more. Holds do not concern it. */
const endsResponse = ({ kind, at }: Happened, { respondedAt }: Promised) => ENDED.has(kind) || (respondedAt !== null && at >= respondedAt);

/** The events of one clock; what calendars came to say meanwhile is among them. */
function eventsOf(which: Which, order: Promised, start: Start, calendars: Calendars, first: Policy, now: Date): ClockEvent[] {
  const { history } = start;
  const events: ClockEvent[] = [{ kind: 'start', at: start.at, ...named(start.by), ...(start.isByApproval ? { why: 'approved' as const } : {}) }];
  let code = first.calendar;
  const learn = (until: number) => {
    const since = events.at(-1)!.at;
    for (const { at, by, calendar, why, days } of calendars.get(code) ?? [])
      if (at > since && at <= until) events.push({ kind: 'calendar_changed', at, calendar, note: why, ...named(by), ...(days ? { days } : {}) });
  };
  for (const one of history) {
    const at = one.at.getTime();
    learn(at);
    const policy = one.data['policy'] as Policy | undefined;
    if (policy) {
      code = policy.calendar;
      const known = calendars.get(code);
      const target = amountOf(policy, which) ?? { unit: 'working_days', amount: Infinity };
      if (known) events.push({ kind: 'retarget', at, policy: { target }, calendar: calendarAsOf(known, at), ...named(one.by) });
    }
    if (which === 'response') {
      if (endsResponse(one, order)) return [...events, { kind: 'stop', at, ...named(one.by) }];
      continue;
    }
    const kind = ON_RESOLUTION[one.kind];
    const note = one.data['note'] as string | undefined;
    if (kind) events.push({ kind, at, reason: (one.data['reason'] as string | undefined) ?? '', ...named(one.by), ...(note ? { note } : {}) });
  }
  learn(now.getTime());
  return events;
}

/** What was undone counts as if it had not been: neither the acts of a change of many, nor that they were taken back. */
function asItStands(history: readonly Happened[]): readonly Happened[] {
  const undone = new Map(history.filter(({ kind }) => kind === 'undone').map(({ at, data }) => [data['bulkId'], at]));
  if (undone.size === 0) return history;
  return history.filter(({ at, data }) => {
    const until = data['bulkId'] === undefined ? undefined : undone.get(data['bulkId']);
    return until === undefined || at > until;
  });
}

export type Readings = { response: ClockReading | null; resolution: ClockReading | null };

/** Both clocks; null where nothing is promised in working time. */
export function readClocks(order: Promised, happened: readonly Happened[], calendars: Calendars, now: Date): Readings {
  const history = asItStands(happened);
  const { policy } = order;
  const start = startOf(order, history);
  const first = policy && start && firstPolicy(policy, start.history);
  const known = first && calendars.get(first.calendar);
  if (!policy || !start || !known) return { response: null, resolution: null };
  const calendar = calendarAsOf(known, start.at);
  const read = (which: Which) => {
    if (amountOf(policy, which) === null) return null;
    const target = amountOf(first, which) ?? { unit: 'working_days', amount: Infinity };
    return readClock(eventsOf(which, order, start, calendars, first, now), { target }, calendar, now.getTime());
  };
  return { response: read('response'), resolution: read('resolution') };
}

/** At these shares of a target somebody is warned, once each. */
export const SHARES = [0.75, 1] as const;
export type Warning = { clock: Which; share: number };

const warnedOf = (history: readonly Happened[]) =>
  new Set(history.filter(({ kind }) => kind === 'warned').map(({ data }) => `${String(data['clock'])} ${String(data['share'])}`));

/** Every warning that is not given yet, with when it is due. */
function warningsAhead({ response, resolution }: Readings, plannedDue: number | null, history: readonly Happened[]): (Warning & { at: number })[] {
  const given = warnedOf(history);
  const running = [
    { clock: 'response' as const, reading: response },
    { clock: 'resolution' as const, reading: resolution },
  ].flatMap(({ clock, reading }) =>
    reading?.state === 'running' ? SHARES.map((share) => ({ clock, share, at: reading.reachedAt(reading.target * share) })) : [],
  );
  const planned = plannedDue === null ? [] : [{ clock: 'resolution' as const, share: 1, at: plannedDue }];
  return [...running, ...planned].flatMap(({ at, ...warning }) =>
    at === null || given.has(`${warning.clock} ${warning.share}`) ? [] : [{ ...warning, at }],
  );
}

const isEnded = (status: string) => ['completed', 'closed', 'cancelled', 'duplicate'].includes(status);
const instantOf = (at: number | null) => (at === null ? null : new Date(at));

/** When a promise by planned date is due: at the end of work on that day. Null for every other. */
function plannedDueOf({ policy, plannedOn, status }: Promised, calendars: Calendars, now: Date): number | null {
  const known = policy?.resolution?.unit === 'planned_date' && plannedOn !== null && !isEnded(status) ? calendars.get(policy.calendar) : undefined;
  return known ? endOfDay(calendarAsOf(known, now.getTime()), plannedOn!) : null;
}

/** What the order's row says of its promise. A clock that has stopped keeps the due time that it had: undefined leaves it as it is. */
export type PromiseColumns = {
  responseDueAt: Date | null | undefined;
  resolutionDueAt: Date | null | undefined;
  resolutionLeft: number | null;
  nextWarningAt: Date | null;
};

export function promiseOf(order: Promised, history: readonly Happened[], calendars: Calendars, now: Date): PromiseColumns {
  const readings = readClocks(order, history, calendars, now);
  const { response, resolution } = readings;
  const plannedDue = plannedDueOf(order, calendars, now);
  const ahead = warningsAhead(readings, plannedDue, history).map(({ at }) => at);
  return {
    responseDueAt: response?.state === 'stopped' ? undefined : instantOf(response?.dueAt ?? null),
    resolutionDueAt: isEnded(order.status) ? undefined : instantOf(resolution ? resolution.dueAt : plannedDue),
    resolutionLeft: resolution?.state === 'paused' ? resolution.remaining : null,
    nextWarningAt: ahead.length === 0 ? null : new Date(Math.min(...ahead)),
  };
}

/** Whom somebody must be warned of now. */
export function warningsDue(order: Promised, history: readonly Happened[], calendars: Calendars, now: Date): Warning[] {
  const readings = readClocks(order, history, calendars, now);
  return warningsAhead(readings, plannedDueOf(order, calendars, now), history)
    .filter(({ at }) => at <= now.getTime())
    .map(({ clock, share }) => ({ clock, share }));
}
