import { assign, kind, plan, priority, words } from '#features/orders/desk.server.ts';
import { move, take } from '#features/orders/move.server.ts';
import { followUp, rate } from '#features/orders/rating.server.ts';
import { readPage } from '#features/orders/read.server.ts';
import { comment } from '#features/orders/talk.server.ts';
import { cost, labour } from '#features/orders/work.server.ts';
import { newKey } from '#lib/server/forms.ts';

export const load = async (event) => ({
  ...(await readPage(event)),
  meId: event.locals.me!.id,
  isSent: event.url.searchParams.get('sent') === 'yes',
  did: event.url.searchParams.get('did'),
  formKey: newKey(),
});

export const actions = { move, take, comment, rate, followUp, words, priority, plan, kind, assign, labour, cost };
