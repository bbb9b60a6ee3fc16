import type { components } from '#lib/api/schema.gen.ts';
import { dayWords, exactTime } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { holdLabel } from '#lib/words/hold.ts';
import type { Extra } from '../view.ts';
import { EXTRA_WORDS } from './words.ts';

type Summary = components['schemas']['WorkOrderSummary'];

const VALUES: Record<Extra, (order: Summary) => string | null | undefined> = {
  requester: ({ requester }) => requester.name,
  building: ({ building }) => building?.name,
  plannedOn: ({ plannedOn }) => plannedOn && dayWords(plannedOn),
  hold: ({ hold }) => hold && holdLabel(hold.reason),
  updatedAt: ({ updatedAt }) => exactTime(updatedAt),
  completedAt: ({ completedAt }) => completedAt && exactTime(completedAt),
  rating: ({ rating }) => (rating === null ? null : String(rating)),
};

/** What a column of the view says of an order, with its name; nothing where there is nothing to say. Told on the server. */
export function extraWords(order: Summary, column: Extra): string[] {
  const value = VALUES[column](order);
  return value ? [m.views_filter_words({ field: EXTRA_WORDS[column](), value })] : [];
}
