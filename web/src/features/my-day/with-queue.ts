import type { Queued } from '#lib/offline/operation.ts';
import { sortDay } from './day.ts';
import type { Field, More } from './field.ts';
import { moveOf, type Order } from './order.ts';
import type { readDay } from './read.server.ts';

type Day = Awaited<ReturnType<typeof readDay>>;

/** What is queued about one order. */
export const thingsOn = (things: readonly Queued[], orderId: string) =>
  things.filter(({ operation }) => 'orderId' in operation && operation.orderId === orderId);

/** The order as it is once what is queued is done; nothing when it is then no longer mine. */
function afterwards(order: Order, things: readonly Queued[], more: More): Order | undefined {
  let now = order;
  for (const { operation } of things) {
    const to = (status: keyof More['movesWhen'], set: Partial<Order> = {}) => {
      now = { ...now, hold: null, ...set, status, allowedMoves: more.movesWhen[status] };
    };
    switch (operation.kind) {
      case 'start':
        to('in_progress', { crew: now.crew && { ...now.crew, needsHazardAcknowledgement: false } });
        break;
      case 'hold': {
        const { holdReason: reason, holdUntilOn: untilOn = null, note = null } = operation.payload;
        const from = now.status;
        to('on_hold', { hold: { reason, untilOn, note } });
        // It goes back to where it waits from.
        now = { ...now, allowedMoves: now.allowedMoves.map((move) => (move.action === 'resume' ? { ...move, to: from } : move)) };
        break;
      }
      case 'resume':
        to((moveOf(now, 'resume')?.to ?? 'in_progress') as keyof More['movesWhen']);
        break;
      case 'complete':
        now = { ...now, status: 'completed', hold: null, allowedMoves: [] };
        break;
      case 'give_back':
        return undefined;
    }
  }
  return now;
}

/** The day as it is once what waits on this phone has been sent: what was pressed shows at once, signal or not. */
export function withQueue(day: Day, field: Field, things: readonly Queued[]): Day {
  // What was refused is not going to happen; what the desk looks at has not happened.
  const coming = things.filter(({ state }) => state === 'waiting' || state === 'sent');
  if (coming.length === 0) return day;
  const mine = [...day.now, ...day.today, ...day.later, ...day.held, ...day.done].flatMap((order) => {
    const [more, queued] = [field.orders[order.id], thingsOn(coming, order.id)];
    return more && queued.length ? (afterwards(order, queued, more) ?? []) : [order];
  });
  const done = mine.filter(({ status }) => status === 'completed' || status === 'closed');
  const held = mine.filter(({ status }) => status === 'on_hold');
  const open = mine.filter((order) => !done.includes(order) && !held.includes(order));
  return { ...day, ...sortDay(open, day.day), held, done };
}
