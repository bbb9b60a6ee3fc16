import { afterWorkingMs, type Calendar } from '#kernel/calendar.ts';
import type { EscalatesWhen } from './desk-rules.ts';

/** What happened to an order, oldest first. */
type Happened = { kind: string; at: Date; data: Record<string, unknown> };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ENDS = new Set(['completed', 'cancelled', 'marked_duplicate']);

type Stretch = { from: number; to: number };

/** The stretches of time between an event that `begins` one and the next that `ends` it. */
function stretches(history: readonly Happened[], begins: (event: Happened) => boolean, ends: (event: Happened) => boolean, now: number): Stretch[] {
  const found: Stretch[] = [];
  let from: number | undefined;
  for (const event of history) {
    if (from !== undefined && ends(event)) {
      found.push({ from, to: event.at.getTime() });
      from = undefined;
    } else if (from === undefined && begins(event)) from = event.at.getTime();
  }
  return from === undefined ? found : [...found, { from, to: now }];
}

const isGiven = ({ kind, data }: Happened) => kind === 'taken' || (kind === 'assigned' && typeof data['personId'] === 'string');

/** What waits for an approval is nobody's to take: it is there once that is given. */
const waitsToBeTaken = ({ kind, data }: Happened) =>
  kind === 'submitted' || kind === 'given_back' || (kind === 'approved' && data['cause'] === 'asked');
const waitsForApproval = ({ kind, data }: Happened) => kind === 'approval_requested' && data['cause'] === 'asked';

/** Until when the order came to it, for the first time since `since`; null where it has not. */
export function escalatesAt(when: EscalatesWhen, history: readonly Happened[], calendar: Calendar, since: number, now: number): number | null {
  const reached = (at: number | null) => at !== null && at >= since && at <= now;
  switch (when.kind) {
    case 'unassigned': {
      const open = stretches(history, waitsToBeTaken, (event) => isGiven(event) || waitsForApproval(event) || ENDS.has(event.kind), now);
      const moments = open.map(({ from, to }) => ({ at: afterWorkingMs(calendar, from, when.workingHours * HOUR_MS), to }));
      return moments.find(({ at, to }) => reached(at) && at! <= to)?.at ?? null;
    }
    case 'due_share': {
      const warned = history.find(
        ({ kind, at, data }) => kind === 'warned' && data['clock'] === when.clock && data['share'] === when.share && reached(at.getTime()),
      );
      return warned?.at.getTime() ?? null;
    }
    case 'on_hold': {
      const held = stretches(
        history,
        ({ kind }) => kind === 'held',
        ({ kind }) => kind === 'resumed' || ENDS.has(kind),
        now,
      );
      const moments = held.map(({ from, to }) => ({ at: from + when.days * DAY_MS, to }));
      return moments.find(({ at, to }) => reached(at) && at <= to)?.at ?? null;
    }
  }
}
