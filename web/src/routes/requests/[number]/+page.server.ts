import { building, lookForPart, readBuilding } from '#features/orders/building.server.ts';
import { addItem, removeItem, tick } from '#features/orders/checklist.server.ts';
import { assign, kind, plan, priority, words } from '#features/orders/desk.server.ts';
import { nextStep } from '#features/orders/next-step.ts';
import { promiseWords } from '#features/orders/promise.ts';
import { move, take } from '#features/orders/move.server.ts';
import { followUp, rate } from '#features/orders/rating.server.ts';
import { readPage } from '#features/orders/read.server.ts';
import { comment } from '#features/orders/talk.server.ts';
import { cost, labour } from '#features/orders/work.server.ts';
import { livePosition } from '#lib/server/live.ts';
import { leftWords } from '#lib/server/checklist.ts';
import { m } from '#lib/paraglide/messages.js';
import { newKey } from '#lib/server/forms.ts';

export const load = async (event) => {
  const live = await livePosition(event);
  const shown = await readPage(event);
  const meId = event.locals.me!.id;
  const did = event.url.searchParams.get('did');
  return {
    ...shown,
    building: await readBuilding(event.locals.api, shown.order),
    live,
    step: nextStep(shown.order, meId),
    promise: promiseWords(shown.order),
    isSent: event.url.searchParams.get('sent') === 'yes',
    did,
    // Said on the server: the browser need not load the words.
    said: did === 'macro' ? m.orders_did_macro() : did === 'building' ? m.findings_did_reported() : undefined,
    left: leftWords(shown.checklist),
    formKey: newKey(),
  };
};

export const actions = {
  move,
  take,
  comment,
  rate,
  followUp,
  words,
  priority,
  plan,
  kind,
  assign,
  labour,
  cost,
  addItem,
  tick,
  removeItem,
  building,
  lookForPart,
};
