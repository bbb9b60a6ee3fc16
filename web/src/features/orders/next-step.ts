import { m } from '#lib/paraglide/messages.js';
import { isPast, onDay } from './day.ts';
import type { OrderSummary } from './order.ts';

/** Who comes, by trade: the requester thinks of a plumber, not of a crew's name. */
const WORKERS: Record<string, () => string> = {
  hvac: m.orders_worker_hvac,
  electrical: m.orders_worker_electrical,
  plumbing: m.orders_worker_plumbing,
  carpentry: m.orders_worker_carpentry,
  glazing: m.orders_worker_glazing,
  locksmith: m.orders_worker_locksmith,
  paint: m.orders_worker_paint,
  flooring: m.orders_worker_flooring,
  roofing: m.orders_worker_roofing,
  grounds: m.orders_worker_grounds,
  irrigation_snow: m.orders_worker_grounds,
  playground: m.orders_worker_grounds,
  fire_safety: m.orders_worker_fire_safety,
  elevators: m.orders_worker_elevators,
  environmental: m.orders_worker_environmental,
  custodial: m.orders_worker_custodial,
};

const worker = (order: OrderSummary) =>
  WORKERS[order.tradeCode]?.() ?? order.assignee?.name ?? (order.team ? m.orders_somebody_of({ team: order.team.name }) : m.orders_somebody());

/** Somebody comes to a place; what needs no visit is worked on. */
const isVisit = (order: OrderSummary) => order.serviceCode === 'facilities' || (order.serviceCode !== 'hr' && order.room !== null);

function planned(order: OrderSummary, now: Date): string {
  const who = order.assignee?.name ?? order.team?.name ?? m.orders_somebody();
  if (!order.plannedOn) return m.orders_next_assigned({ who });
  if (isPast(order.plannedOn, now)) return m.orders_next_day_passed({ on: onDay(order.plannedOn, now) });
  const on = onDay(order.plannedOn, now);
  return isVisit(order) ? m.orders_next_comes({ who: worker(order), on }) : m.orders_next_works({ who, on });
}

function held(order: OrderSummary, isMine: boolean, now: Date): string {
  const { reason, untilOn } = order.hold ?? {};
  const until = untilOn && !isPast(untilOn, now) ? onDay(untilOn, now) : undefined;
  switch (reason) {
    case 'awaiting_requester':
      return isMine ? m.orders_next_your_answer() : m.orders_next_their_answer({ who: order.requester.name });
    case 'parts':
      return until ? m.orders_next_part_until({ on: until }) : m.orders_next_part();
    case 'access':
      return until ? m.orders_next_access_until({ on: until }) : m.orders_next_access();
    case 'vendor':
      return until ? m.orders_next_vendor_until({ on: until }) : m.orders_next_vendor();
    case 'approval':
      return until ? m.orders_next_approval_until({ on: until }) : m.orders_next_approval();
    default:
      return until ? m.orders_next_waiting_until({ on: until }) : m.orders_next_waiting();
  }
}

/** What happens next and when, in the words of the person who asked. */
export function nextStep(order: OrderSummary, meId: string, now = new Date()): string {
  const isMine = order.requester.id === meId;
  switch (order.status) {
    case 'awaiting_approval':
      return m.orders_next_school_approval();
    case 'submitted':
      return order.plannedOn ? planned(order, now) : m.orders_next_submitted();
    case 'triaged':
      return order.plannedOn ? planned(order, now) : m.orders_next_triaged();
    case 'assigned':
      return planned(order, now);
    case 'in_progress':
      return m.orders_next_in_progress({ who: order.assignee?.name ?? worker(order) });
    case 'on_hold':
      return held(order, isMine, now);
    case 'completed':
      return isMine ? m.orders_next_is_it_fixed() : m.orders_next_asks_if_fixed({ who: order.requester.name });
    case 'closed':
      return m.orders_next_closed();
    case 'cancelled':
      return m.orders_next_cancelled();
    case 'duplicate':
      return m.orders_next_duplicate();
  }
}
