import { m } from '#lib/paraglide/messages.js';

/** What can be done without signal, in a word. */
const ACTS: Record<string, () => string> = {
  start: m.phone_act_start,
  hold: m.phone_act_hold,
  resume: m.phone_act_resume,
  complete: m.phone_act_complete,
  give_back: m.phone_act_give_back,
  note: m.phone_act_note,
  labour: m.phone_act_labour,
  photo: m.phone_act_photo,
  request: m.phone_act_request,
};

export const phoneActWords = (kind: string) => ACTS[kind]?.() ?? kind;
