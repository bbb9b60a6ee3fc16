import { type Calendars, type Happened, type Policy, policyOf, type Promised, promiseOf, readClocks } from '../rules/promise.ts';
import type { Promises, Story } from './world.ts';

const ENDED = new Set(['completed', 'cancelled']);
const answers = ({ kind, isInternal, actorId }: Story['events'][number], requesterId: string) =>
  kind === 'assigned' || kind === 'taken' || (kind === 'commented' && !isInternal && actorId !== requesterId);

/** What the order's row says of its promise at the end of its story. */
export function promisedIn(story: Story, { targets, ofService, calendars, revision }: Promises, now: Date) {
  const policy: Policy | null = policyOf(targets.get(story.type.priority), ofService.get(story.type.serviceCode) ?? 'district');
  const respondedAt = story.events.find((event) => answers(event, story.requesterId))?.occurredAt ?? null;
  const order: Promised = { policy, status: story.status, submittedAt: story.submittedAt, respondedAt, plannedOn: story.plannedOn };
  const history = story.events.map(({ kind, occurredAt, data }): Happened => ({ kind, at: occurredAt, by: null, data }));
  const { nextWarningAt, resolutionLeft, ...open } = promiseOf(order, history, calendars, now);
  return {
    policy,
    respondedAt,
    // As it was until somebody answered, and until it was done.
    responseDueAt: open.responseDueAt === undefined ? dueBefore('response', order, history, calendars, respondedAt) : open.responseDueAt,
    resolutionDueAt:
      open.resolutionDueAt === undefined ? dueBefore('resolution', order, history, calendars, story.completedAt) : open.resolutionDueAt,
    resolutionLeft,
    nextWarningAt,
    clocksRevision: revision,
  };
}

/** When it was due, as that stood just before it was answered or done. */
function dueBefore(which: 'response' | 'resolution', order: Promised, history: readonly Happened[], calendars: Calendars, at: Date | null) {
  const until = at ?? history.findLast(({ kind }) => ENDED.has(kind))?.at;
  if (!until) return null;
  const before = history.filter((one) => one.at < until);
  const due = readClocks({ ...order, respondedAt: null }, before, calendars, until)[which]?.dueAt ?? null;
  return due === null ? null : new Date(due);
}
