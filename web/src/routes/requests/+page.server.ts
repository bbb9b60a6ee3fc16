import { readList } from '#features/orders/list.server.ts';
import { move } from '#features/orders/move.server.ts';
import { livePosition } from '#lib/server/live.ts';
import { newKey } from '#lib/server/forms.ts';

export const load = async (event) => ({
  live: await livePosition(event),
  ...(await readList(event)),
  meId: event.locals.me!.id,
  canSeeOthers: event.locals.me!.roles.some(({ role }) => role !== 'requester'),
  did: event.url.searchParams.get('did'),
  formKey: newKey(),
});

export const actions = { move };
