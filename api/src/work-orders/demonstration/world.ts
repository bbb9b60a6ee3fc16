import type { FormField } from '@steward/db/schema';
import type { Actor, Compartment } from '#kernel/actor.ts';
import type { keptApprovalPolicies } from '../../catalog/index.ts';
import type { Candidate, Step } from '../rules/approvals.ts';
import type { HoldReason, Status } from '../rules/lifecycle.ts';
import type { Calendars, policyOf } from '../rules/promise.ts';

/** The randomness the simulation draws from; the same seed tells the same stories. */
export type Random = {
  next: () => number;
  int: (min: number, max: number) => number;
  pick: <T>(list: readonly T[]) => T;
  chance: (share: number) => boolean;
};

export type SimRoom = { id: string; buildingId: string; siteId: string; number: string; name: string; kind: string; hasAsbestos: boolean };
export type SimSite = { id: string; name: string; areaId: string | null; rooms: readonly SimRoom[]; staff: readonly Actor[] };
export type SimType = {
  id: string;
  code: string;
  version: number;
  serviceCode: string;
  tradeCode: string;
  compartment: Compartment | null;
  fields: readonly FormField[];
  impact: string;
  urgency: string;
  priority: string;
  estimateMinutes: number | null;
  mayDisturbMaterial: boolean;
};
export type SimTeam = { id: string; name: string; compartment: string | null; members: readonly Actor[] };
/** What promises are worked out from. */
export type Promises = {
  targets: ReadonlyMap<string, NonNullable<Parameters<typeof policyOf>[0]>>;
  ofService: ReadonlyMap<string, string>;
  calendars: Calendars;
  revision: number;
};
export type World = {
  now: Date;
  sites: readonly SimSite[];
  types: readonly SimType[];
  teamFor: (type: SimType, site: SimSite) => SimTeam | undefined;
  /** Who triages this order: a dispatcher, or a holder of its compartment. */
  deskFor: (type: SimType, site: SimSite) => readonly Actor[];
  promises: Promises;
  /** What waits for whose approval, and who may come into question. */
  policies: Awaited<ReturnType<typeof keptApprovalPolicies>>;
  approvers: readonly Candidate[];
  /** The schools of those who can sign in. */
  shownSites: readonly SimSite[];
};

export type Event = {
  kind: string;
  actorId: string | null;
  occurredAt: Date;
  isInternal: boolean;
  data: Record<string, unknown>;
  version: number | null;
  changedFields: string[] | null;
  /** Which approval of the story it is about. */
  approval?: number;
};
export type SimApproval = {
  policyId: string;
  policyVersion: number;
  cause: 'asked' | 'cost';
  step: Step;
  amountCents: number | null;
  state: 'later' | 'open' | 'approved' | 'declined' | 'withdrawn';
  openedAt: Date | null;
  reminders: number;
  nextReminderAt: Date | null;
  decision: { personId: string; decision: 'approve' | 'decline'; words: string | null; decidedAt: Date } | null;
};
export type Story = {
  site: SimSite;
  room: SimRoom | null;
  type: SimType;
  number: string;
  title: string;
  description: string;
  answers: Record<string, string | number | boolean>;
  requesterId: string;
  teamId: string | null;
  assigneeId: string | null;
  status: Status;
  submittedAt: Date;
  statusChangedAt: Date;
  updatedAt: Date;
  hold: { reason: HoldReason; note: string | null; untilOn: string | null; from: Status } | null;
  resolutionNote: string | null;
  cancelReason: string | null;
  completedAt: Date | null;
  closedAt: Date | null;
  reopenCount: number;
  rating: number | null;
  ratingComment: string | null;
  ratedAt: Date | null;
  plannedOn: string | null;
  hazardAcknowledgedById: string | null;
  hazardAcknowledgedAt: Date | null;
  version: number;
  events: Event[];
  comments: { authorId: string; body: string; isInternal: boolean; createdAt: Date }[];
  labour: { personId: string; workedOn: string; minutes: number }[];
  costs: { kind: 'material' | 'vendor'; description: string; amountCents: bigint; accountString: string; enteredById: string; enteredAt: Date }[];
  /** In the order in which they were asked. */
  approvals: SimApproval[];
};
