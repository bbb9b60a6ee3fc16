/** Source: the life of a work order as the district's service catalogue defines it; one row per legal move. */
export const STATUSES = [
  'awaiting_approval',
  'submitted',
  'triaged',
  'assigned',
  'in_progress',
  'on_hold',
  'completed',
  'closed',
  'cancelled',
  'duplicate',
] as const;
export type Status = (typeof STATUSES)[number];

export const OPEN_STATUSES = ['awaiting_approval', 'submitted', 'triaged', 'assigned', 'in_progress', 'on_hold'] as const satisfies readonly Status[];
export const isOpen = (status: Status) => (OPEN_STATUSES as readonly Status[]).includes(status);

export const HOLD_REASONS = ['awaiting_requester', 'parts', 'access', 'vendor', 'approval'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What the actor is to this order; somebody may be several at once. */
export const STANDINGS = ['requester', 'technician', 'dispatcher', 'partner', 'site_administrator', 'viewer'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a move must bring along. */
export type Need = 'assignee' | 'note' | 'holdReason' | 'resolutionNote' | 'duplicateOf';
export type ClockEffect = 'start' | 'pause' | 'resume' | 'stop' | 'reopen' | 'none';

export type Move = {
  /** What the person does, as the button says it. */
  action: 'triage' | 'assign' | 'start' | 'hold' | 'resume' | 'complete' | 'confirm' | 'cancel' | 'mark_duplicate' | 'give_back' | 'not_fixed';
  from: Status;
  to: Status;
  by: readonly Standing[];
  needs: readonly Need[];
  clock: ClockEffect;
  event: string;
};

const DESK = ['dispatcher', 'partner'] as const satisfies readonly Standing[];
const CREW = ['technician', ...DESK] as const satisfies readonly Standing[];

const each = (from: readonly Status[], move: Omit<Move, 'from'>): Move[] => from.map((status) => ({ ...move, from: status }));
const HOLDABLE = ['triaged', 'assigned', 'in_progress'] as const satisfies readonly Status[];

/** The whole lifecycle. A move that is not in this table cannot happen. */
export const MOVES: readonly Move[] = [
  { action: 'triage', from: 'submitted', to: 'triaged', by: DESK, needs: [], clock: 'none', event: 'triaged' },
  ...each(['submitted', 'triaged'], { action: 'assign', to: 'assigned', by: CREW, needs: ['assignee'], clock: 'none', event: 'assigned' }),
  { action: 'start', from: 'assigned', to: 'in_progress', by: CREW, needs: [], clock: 'none', event: 'started' },
  ...each(HOLDABLE, { action: 'hold', to: 'on_hold', by: CREW, needs: ['holdReason'], clock: 'pause', event: 'held' }),
  // The order goes back to where it was held from.
  ...HOLDABLE.map((to): Move => ({ action: 'resume', from: 'on_hold', to, by: CREW, needs: [], clock: 'resume', event: 'resumed' })),
  { action: 'complete', from: 'in_progress', to: 'completed', by: CREW, needs: ['resolutionNote'], clock: 'stop', event: 'completed' },
  { action: 'confirm', from: 'completed', to: 'closed', by: ['requester', ...DESK], needs: [], clock: 'none', event: 'closed' },
  { action: 'give_back', from: 'assigned', to: 'triaged', by: CREW, needs: ['note'], clock: 'none', event: 'given_back' },
  ...each(OPEN_STATUSES, { action: 'cancel', to: 'cancelled', by: ['requester', ...DESK], needs: ['note'], clock: 'stop', event: 'cancelled' }),
  ...each(OPEN_STATUSES, { action: 'mark_duplicate', to: 'duplicate', by: DESK, needs: ['duplicateOf'], clock: 'stop', event: 'marked_duplicate' }),
  ...each(['completed', 'closed'], {
    action: 'not_fixed',
    to: 'assigned',
    by: ['requester', ...DESK],
    needs: ['note'],
    clock: 'reopen',
    event: 'reopened',
  }),
];

/** "Not fixed" reopens the same order for ten calendar days after completion; later it opens a linked one. */
export const REOPEN_DAYS = 10;
const DAY_MS = 86_400_000;
export const mayReopen = (completedAt: Date, now: Date) => now.getTime() - completedAt.getTime() <= REOPEN_DAYS * DAY_MS;

/** What of the order the rules look at. */
export type Facts = { status: Status; heldFrom: Status | null; completedAt: Date | null };

const fits = (move: Move, order: Facts, now: Date) =>
  move.from === order.status &&
  (move.action !== 'resume' || move.to === order.heldFrom) &&
  (move.action !== 'not_fixed' || (order.completedAt !== null && mayReopen(order.completedAt, now)));

/** The moves that these standings allow now; each target status at most once. */
export const movesFor = (order: Facts, standings: ReadonlySet<Standing>, now: Date): readonly Move[] =>
  MOVES.filter((move) => fits(move, order, now) && move.by.some((s) => standings.has(s)));

export type Given = Partial<Record<Need, boolean>>;
export type Verdict =
  { ok: true; move: Move } | { ok: false; why: 'not_a_move' | 'not_your_move' | 'too_late' } | { ok: false; why: 'missing'; needs: readonly Need[] };

/** Decides one move: by the table, by who asks, then by what it needs. */
export function judgeMove(order: Facts, to: Status, standings: ReadonlySet<Standing>, given: Given, now: Date): Verdict {
  const known = MOVES.filter((move) => move.from === order.status && move.to === to);
  if (known.length === 0) return { ok: false, why: 'not_a_move' };
  const possible = known.filter((move) => fits(move, order, now));
  if (possible.length === 0) return { ok: false, why: known[0]!.action === 'not_fixed' ? 'too_late' : 'not_a_move' };
  const move = possible.find((m) => m.by.some((s) => standings.has(s)));
  if (!move) return { ok: false, why: 'not_your_move' };
  const missing = move.needs.filter((need) => !given[need]);
  return missing.length > 0 ? { ok: false, why: 'missing', needs: missing } : { ok: true, move };
}
