import { m } from '#lib/paraglide/messages.js';

/** What the page says after an act, by the word in its address. Comments, hours and cost show where they were added. */
const DID: Record<string, () => string> = {
  confirm: m.orders_did_confirm,
  not_fixed: m.orders_did_not_fixed,
  rate: m.orders_did_rate,
  cancel: m.orders_did_cancel,
  start: m.orders_did_start,
  resume: m.orders_did_start,
  hold: m.orders_did_hold,
  complete: m.orders_did_complete,
  triage: m.orders_did_saved,
  assign: m.orders_did_assign,
  take: m.orders_did_take,
  give_back: m.orders_did_give_back,
  mark_duplicate: m.orders_did_duplicate,
  words: m.orders_did_saved,
  priority: m.orders_did_saved,
  plan: m.orders_did_saved,
  kind: m.orders_did_saved,
  labour: m.orders_did_saved,
  cost: m.orders_did_saved,
};

export const didWords = (did: string | null) => (did && Object.hasOwn(DID, did) ? DID[did]!() : undefined);
