import { dayWords, today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Act } from './order.ts';

/** "today", "Thursday, March 12" */
export const plannedWords = (day: string, now = new Date()) => (day === today(now) ? m.day_today_word() : dayWords(day, now));

/** What was done, said on top of the page afterwards. */
export const DID: Record<Act, (about: { number: string }) => string> = {
  start: m.day_did_start,
  hold: m.day_did_hold,
  resume: m.day_did_resume,
  complete: m.day_did_complete,
  give_back: m.day_did_give_back,
  take: m.day_did_take,
  report: m.day_did_report,
};
