export const DEVICE_STATUSES = [
  'ordered',
  'received',
  'enrolled',
  'in_stock',
  'assigned',
  'on_loan',
  'in_repair',
  'vendor_repair',
  'warranty_repair',
  'awaiting_parts',
  'lost',
  'stolen',
  'recovered',
  'retired',
  'disposed',
] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];

/** Being mended by somebody, or waiting for it. */
export const MENDING = ['in_repair', 'vendor_repair', 'warranty_repair', 'awaiting_parts'] as const satisfies readonly DeviceStatus[];
const MISSING = ['lost', 'stolen'] as const satisfies readonly DeviceStatus[];
const BENCHES = ['in_repair', 'vendor_repair', 'warranty_repair'] as const satisfies readonly DeviceStatus[];

type Move = { from: readonly DeviceStatus[]; to: readonly DeviceStatus[] | 'same' };

const NOT_DISPOSED = DEVICE_STATUSES.filter((status) => status !== 'disposed');

/** Every move there is. The database has the same, and refuses what is not here. */
const MOVES = {
  receive: { from: ['ordered'], to: ['received'] },
  enroll: { from: ['received'], to: ['enrolled'] },
  stock: { from: ['enrolled', 'recovered', ...MENDING], to: ['in_stock'] },
  assign: { from: ['in_stock'], to: ['assigned'] },
  lend: { from: ['in_stock'], to: ['on_loan'] },
  return: { from: ['assigned', 'on_loan'], to: ['in_stock'] },
  repair: { from: ['in_stock', 'assigned', 'recovered', ...MENDING], to: BENCHES },
  await_parts: { from: BENCHES, to: ['awaiting_parts'] },
  hand_back: { from: ['recovered', ...MENDING], to: ['assigned'] },
  lose: { from: ['in_stock', 'assigned', 'on_loan', 'recovered', ...MENDING], to: ['lost'] },
  steal: { from: ['in_stock', 'assigned', 'on_loan', 'lost', 'recovered', ...MENDING], to: ['stolen'] },
  recover: { from: MISSING, to: ['recovered'] },
  release: { from: [...MISSING, 'recovered', ...MENDING], to: 'same' },
  extend: { from: ['on_loan'], to: 'same' },
  retire: { from: ['received', 'enrolled', 'in_stock', ...MISSING, 'recovered', ...MENDING], to: ['retired'] },
  deprovision: { from: ['retired'], to: 'same' },
  wipe: { from: ['retired'], to: 'same' },
  harvest: { from: ['retired'], to: 'same' },
  dispose: { from: ['retired'], to: ['disposed'] },
  change: { from: NOT_DISPOSED, to: 'same' },
  report: { from: NOT_DISPOSED, to: 'same' },
} as const satisfies Record<string, Move>;

export type MoveKind = keyof typeof MOVES;
export const MOVE_KINDS = Object.keys(MOVES) as MoveKind[];

/** How a device comes to be. */
export const FIRST_STATUSES = ['ordered', 'received', 'enrolled', 'in_stock'] as const satisfies readonly DeviceStatus[];

/** Where a move from here leads; empty where it is none. Nothing moves to where it is, but for what leaves it there. */
export function leadsTo(kind: MoveKind, from: DeviceStatus): readonly DeviceStatus[] {
  const { from: begins, to }: Move = MOVES[kind];
  if (!begins.includes(from)) return [];
  return to === 'same' ? [from] : to.filter((status) => status !== from);
}

/** Who holds a device: to keep, to bring back, nobody. */
export type Held = 'primary' | 'loaner' | null;

/** May a device that is this be held so? */
export function agrees(status: DeviceStatus, held: Held): boolean {
  if (status === 'assigned') return held === 'primary';
  if (status === 'on_loan') return held === 'loaner';
  if ((MENDING as readonly string[]).includes(status)) return held !== 'loaner';
  return status === 'lost' || status === 'stolen' || status === 'recovered' || held === null;
}

export type Standing = {
  status: DeviceStatus;
  held: Held;
  isDeprovisioned: boolean;
  isWiped: boolean;
};

/** What becomes of the holder in a move: a new one, none any more, or the same. */
const HOLDER: Partial<Record<MoveKind, (held: Held) => Held>> = {
  assign: () => 'primary',
  lend: () => 'loaner',
  return: () => null,
  release: () => null,
};

type Verdict = { ok: true; status: DeviceStatus; held: Held } | { ok: false; why: 'not_a_move' | 'held' | 'not_held' | 'not_wiped' };

/** May the device be moved so, and what is it then? `to` is asked for where a move leads to several. */
export function judgeMove({ status, held, isDeprovisioned, isWiped }: Standing, kind: MoveKind, to?: DeviceStatus): Verdict {
  const targets = leadsTo(kind, status);
  const target = to === undefined ? targets[0] : targets.find((one) => one === to);
  if (target === undefined) return { ok: false, why: 'not_a_move' };
  if (kind === 'dispose' && !(isDeprovisioned && isWiped)) return { ok: false, why: 'not_wiped' };
  if (kind === 'release' && held === null) return { ok: false, why: 'not_held' };
  const then = HOLDER[kind]?.(held) ?? (kind in HOLDER ? null : held);
  if (!agrees(target, then)) return { ok: false, why: then === null ? 'not_held' : 'held' };
  return { ok: true, status: target, held: then };
}

/** What may be done with the device as it stands, for the page to offer. What was done already is not offered again. */
export const allowedMoves = (standing: Standing): MoveKind[] =>
  MOVE_KINDS.filter(
    (kind) =>
      kind !== 'report' &&
      !(kind === 'deprovision' && standing.isDeprovisioned) &&
      !(kind === 'wipe' && standing.isWiped) &&
      judgeMove(standing, kind).ok,
  );
