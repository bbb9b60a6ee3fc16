import { dayWords, inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { holdLabel } from '#lib/words/hold.ts';
import type { Words } from '#lib/words/table.ts';
import type { Order, Summary } from './order.ts';
import { isView, type View } from './view.ts';

export const VIEW_WORDS: Words<View> = {
  'to-assign': m.triage_view_to_assign,
  new: m.triage_view_new,
  triaged: m.triage_view_triaged,
  'on-hold': m.triage_view_on_hold,
  'all-open': m.triage_view_all_open,
};

/** What a view of the desk is called. */
export const nameOfView = (view: string) => (isView(view) ? VIEW_WORDS[view]() : m.views_all());

/** "A part, until Thursday, March 12" */
export function waitWords(hold: NonNullable<Summary['hold']>): string {
  const reason = holdLabel(hold.reason);
  return hold.untilOn ? m.triage_hold_until({ reason, day: dayWords(hold.untilOn) }) : reason;
}

/** The answer to one question of the form. */
export const answerWords = (answer: Order['answers'][number]) => ({
  label: inLanguage({ en: answer.labelEn, es: answer.labelEs }),
  value: inLanguage({ en: answer.valueEn, es: answer.valueEs }),
});
