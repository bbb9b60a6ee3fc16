import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { components } from '#lib/api/schema.gen.ts';
import { today } from '#lib/format.ts';
import { idempotent, ifMatch } from '#lib/server/forms.ts';
import { readSent, refuseCard, refuseHere, type Sent } from './act.server.ts';
import { errorsIn } from './errors.ts';
import type { Act, Order } from './order.ts';

type Transition = components['schemas']['WorkOrder']['status'];
type More = {
  note?: string;
  holdReason?: NonNullable<Order['hold']>['reason'];
  holdUntilOn?: string;
  resolutionNote?: string;
  acknowledgeHazard?: true;
};

/** Back to the page with a word of what was done. */
export const backToDay = ({ act, number }: Sent): never => redirect(303, `/my-day?did=${act}&on=${number}`);

/** One step along the order's life. */
export const sendMove = ({ locals }: RequestEvent, { number, version, key }: Sent, to: Transition, more: More) =>
  locals.api.POST('/api/work-orders/{id}/transitions', {
    params: { path: { id: number }, header: { ...ifMatch(version), ...idempotent(key) } },
    body: { to, ...more },
  });

async function move(event: RequestEvent, sent: Sent, to: Transition, more: More) {
  const { error: problem } = await sendMove(event, sent, to, more);
  return problem ? refuseCard(event, sent, problem, Object.keys(more).concat('acknowledgeHazard')) : backToDay(sent);
}

const acknowledged = (sent: Sent): More => (sent.value('acknowledgeHazard') ? { acknowledgeHazard: true } : {});

/** Begins the work; where asbestos is noted, only once the note is read. */
export async function start(event: RequestEvent) {
  const sent = await readSent(event, 'start');
  return move(event, sent, 'in_progress', acknowledged(sent));
}

/** Goes on after a wait, to where the order was held from. */
export async function resume(event: RequestEvent) {
  const sent = await readSent(event, 'resume');
  return move(event, sent, (sent.form.get('to') ?? '') as Transition, acknowledged(sent));
}

/** Waits for something: the clock stops, and the person who asked sees what it waits for. */
export async function hold(event: RequestEvent) {
  const sent = await readSent(event, 'hold');
  const errors = errorsIn(sent.act, sent.value, { photos: 0, today: today() });
  if (Object.keys(errors).length) return refuseHere(sent, errors);
  const [note, holdUntilOn] = [sent.value('note'), sent.value('holdUntilOn')];
  return move(event, sent, 'on_hold', {
    holdReason: sent.value('holdReason') as NonNullable<More['holdReason']>,
    ...(note ? { note } : {}),
    ...(holdUntilOn ? { holdUntilOn } : {}),
  });
}

/** Not ours: back to the desk with a word why. */
export async function giveBack(event: RequestEvent) {
  const sent = await readSent(event, 'give_back');
  const errors = errorsIn(sent.act, sent.value, { photos: 0, today: today() });
  if (Object.keys(errors).length) return refuseHere(sent, errors);
  return move(event, sent, 'triaged', { note: sent.value('note') ?? '' });
}

/** Takes an order from a queue of one's own team. */
export async function take(event: RequestEvent) {
  const sent = await readSent(event, 'take' satisfies Act);
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/assignments', {
    params: { path: { id: sent.number }, header: { ...ifMatch(sent.version), ...idempotent(sent.key) } },
    body: { personId: event.locals.me!.id },
  });
  return problem ? refuseCard(event, sent, problem) : backToDay(sent);
}
