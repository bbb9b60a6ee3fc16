/** What happened, as the order's history keeps it. */
export type Happened = { kind: string; actorId: string | null; isInternal: boolean; data: Record<string, unknown> };

/** Who somebody is to an order, as far as they may have to be told. */
type Who = 'asker' | 'assignee' | 'newAssignee' | 'lead' | 'manager' | 'approver';

/**
 * Whom the order concerns: `asker` for whom it is and who typed it, `lead` those who lead its team, `manager` those who run its service there,
 * `approver` those who can decide on what it waits for. `standInIds`: who stands in today for one of the crew.
 */
export type Concerned = {
  askerIds: readonly string[];
  assigneeId: string | null;
  leadIds: readonly string[];
  managerIds: readonly string[];
  standInIds?: ReadonlyMap<string, readonly string[]>;
  approverIds: readonly string[];
};

type News = {
  /** What the person is told; its sentences are in words.ts. */
  kind: string;
  /** The events that bring it. */
  of: readonly string[];
  when?: (event: Happened) => boolean;
  tells: readonly Who[];
};

const after = ({ data }: Happened) => (data['after'] ?? {}) as Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
const namesSomebody = ({ data }: Happened) => text(data['personName']) !== null;

/** A rule of the desk names whom it tells. */
const ruleTells =
  (whom: string) =>
  ({ data }: Happened) =>
    Array.isArray(data['tell']) && data['tell'].includes(whom);

/** Who is told of what: one row for each. A person whom several rows of one event name is told by the first. */
export const NEWS = [
  { kind: 'asked_for_you', of: ['submitted'], when: ({ data }) => data['forAnother'] === true, tells: ['asker'] },
  { kind: 'given_to_you', of: ['assigned'], when: namesSomebody, tells: ['newAssignee'] },
  { kind: 'someone_comes', of: ['assigned', 'taken'], when: namesSomebody, tells: ['asker'] },
  { kind: 'visit_planned', of: ['planned', 'prioritised'], when: (event) => 'plannedOn' in after(event), tells: ['asker'] },
  { kind: 'priority_changed', of: ['prioritised'], when: (event) => 'priority' in after(event), tells: ['assignee'] },
  { kind: 'held', of: ['held'], tells: ['asker'] },
  { kind: 'resumed', of: ['resumed'], tells: ['asker'] },
  { kind: 'completed', of: ['completed'], tells: ['asker'] },
  { kind: 'cancelled', of: ['cancelled'], tells: ['asker', 'assignee'] },
  { kind: 'joined', of: ['marked_duplicate'], tells: ['asker'] },
  { kind: 'wrote', of: ['commented'], tells: ['asker', 'assignee', 'lead'] },
  { kind: 'not_fixed', of: ['reopened'], tells: ['assignee', 'lead'] },
  { kind: 'given_back', of: ['given_back'], tells: ['lead'] },
  { kind: 'promise_moved', of: ['promise_moved'], tells: ['asker'] },
  { kind: 'approval_requested', of: ['approval_requested'], tells: ['approver'] },
  { kind: 'approval_reminder', of: ['approval_reminder'], tells: ['approver'] },
  { kind: 'approved', of: ['approved'], tells: ['asker'] },
  { kind: 'declined', of: ['declined'], tells: ['asker'] },
  { kind: 'cost_declined', of: ['cost_declined'], tells: ['assignee', 'lead'] },
  { kind: 'warned', of: ['warned'], tells: ['assignee', 'lead', 'manager'] },
  { kind: 'by_rule', of: ['routed', 'escalated'], when: ruleTells('lead'), tells: ['lead'] },
  { kind: 'by_rule', of: ['routed', 'escalated'], when: ruleTells('manager'), tells: ['manager'] },
  // No order brings it: the capital plan tells of it itself.
  { kind: 'board_packet', of: [], tells: [] },
  // Nor these: the survey tells of itself.
  { kind: 'survey_invited', of: [], tells: [] },
  { kind: 'survey_reminder', of: [], tells: [] },
] as const satisfies readonly News[];

/** What people are told. `called` is for what a use case tells somebody itself, past any event. */
export type NoticeKind = (typeof NEWS)[number]['kind'];

/** The rows that this event brings. */
export const newsOf = (event: Happened): readonly News[] =>
  (NEWS as readonly News[]).filter(({ of, when }) => of.includes(event.kind) && (when?.(event) ?? true));

/** Must those who run the service, and stand-ins, be looked up for this event? */
export const concernsManagers = (event: Happened) => newsOf(event).some(({ tells }) => tells.includes('manager'));

/** Those who can decide are told whether or not the whole order is theirs to see. */
export const concernsApprovers = (event: Happened) => newsOf(event).some(({ tells }) => tells.includes('approver'));

/** The team whose leads an event concerns: who gave an order back has taken it out of its team. */
export const teamConcerned = (event: Happened, teamId: string | null) => text(event.data['fromTeamId']) ?? teamId;

/** A lead hears of a comment or of "not fixed" where nobody else of the crew would; of what concerns the crew as a whole in any case. */
const IN_PLACE_OF_ASSIGNEE = ['wrote', 'not_fixed'];

function idsOf(who: Who, news: News, event: Happened, { askerIds, assigneeId, leadIds, managerIds, approverIds }: Concerned): readonly string[] {
  switch (who) {
    case 'asker':
      return askerIds;
    case 'newAssignee':
      return [text(event.data['personId'])].filter((id) => id !== null);
    case 'assignee':
      return assigneeId === null ? [] : [assigneeId];
    case 'lead':
      return assigneeId !== null && IN_PLACE_OF_ASSIGNEE.includes(news.kind) ? [] : leadIds;
    case 'manager':
      return managerIds;
    case 'approver':
      return approverIds;
  }
}

/** Before a target is over, one is warned: who does the work, else who leads the crew, else who runs the service. When it is over, all are. */
const isEarlyWarning = ({ kind, data }: Happened) => kind === 'warned' && typeof data['share'] === 'number' && data['share'] < 1;

function told(news: News, event: Happened, concerned: Concerned): readonly string[] {
  const groups = news.tells.map((who) => idsOf(who, news, event, concerned));
  const ids = isEarlyWarning(event) ? (groups.find((group) => group.length > 0) ?? []) : groups.flat();
  if (news.kind !== 'warned') return ids;
  return [...ids, ...ids.flatMap((id) => concerned.standInIds?.get(id) ?? [])];
}

export type Told = { personId: string; kind: NoticeKind };

/** Who would be told of what, each person once and never who did it: may they know of it is asked next. */
export function candidates(event: Happened, concerned: Concerned): Told[] {
  const kinds = new Map<string, NoticeKind>();
  for (const news of newsOf(event))
    for (const id of told(news, event, concerned)) if (id !== event.actorId && !kinds.has(id)) kinds.set(id, news.kind as NoticeKind);
  return [...kinds].map(([personId, kind]) => ({ personId, kind }));
}

/** How much of an order somebody may know: nothing, what its requester reads, or also what crews write to each other. */
export type Sees = 'nothing' | 'public' | 'all';

/** Of those, the ones who may know of it. */
export const recipients = (event: Happened, concerned: Concerned, sees: (personId: string) => Sees): Told[] =>
  candidates(event, concerned).filter(({ personId }) => mayBeTold(event.isInternal, sees(personId)));

export const mayBeTold = (isInternal: boolean, sees: Sees) => sees === 'all' || (sees === 'public' && !isInternal);

/** What a sentence is made of. */
export type Facts = {
  by?: string;
  person?: string;
  day?: string | null;
  reason?: string;
  untilOn?: string;
  /** What somebody wrote. */
  words?: string;
  priority?: string;
  clock?: string;
  share?: number;
  dueAt?: string;
  dueBefore?: string;
  /** Why a calendar changed. */
  why?: string;
  isInternal?: boolean;
  /** Of an order that is not the person's to see as a whole. */
  number?: string;
  title?: string;
};

const LONGEST_WORDS = 600;
const excerpt = (words: string) => (words.length <= LONGEST_WORDS ? words : `${words.slice(0, LONGEST_WORDS - 1).trimEnd()}…`);

type Source = { event: Happened; by: string | null; comment: string | null; isConfidential: boolean };

/** The facts of an event that a notice of it keeps: none of a confidential order, no words of what is internal. */
export function factsOf({ event, by, comment, isConfidential }: Source): Facts {
  if (isConfidential) return {};
  const { data } = event;
  const doer = by === null ? {} : { by };
  if (event.kind === 'warned')
    return { ...given({ clock: data['clock'], dueAt: data['dueAt'] }), ...(typeof data['share'] === 'number' ? { share: data['share'] } : {}) };
  if (event.isInternal) return { ...doer, isInternal: true };
  if (event.kind === 'promise_moved') return given({ dueAt: data['dueAt'], dueBefore: data['dueBefore'], why: data['why'] });
  const words = comment ?? text(data['resolutionNote']) ?? text(data['note']);
  const changed = after(event);
  return {
    ...doer,
    ...(words === null ? {} : { words: excerpt(words) }),
    ...given({ person: data['personName'], reason: data['reason'], untilOn: data['untilOn'] }),
    ...given({ priority: changed['priority'] }),
    ...('plannedOn' in changed ? { day: text(changed['plannedOn']) } : {}),
  };
}

const given = (values: Record<string, unknown>): Facts => Object.fromEntries(Object.entries(values).filter(([, value]) => text(value) !== null));
