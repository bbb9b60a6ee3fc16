import { m } from '#lib/paraglide/messages.js';
import type { Act } from './order.ts';

const DAY_MINUTES = 1_440;

type Value = (field: string) => string | undefined;

function wrongMinutes(value: Value): Record<string, string> {
  const minutes = value('minutes');
  const isWrong = minutes !== undefined && !(/^\d{1,4}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= DAY_MINUTES);
  return isWrong ? { minutes: m.day_minutes_wrong({ max: DAY_MINUTES }) } : {};
}

const empty = (value: Value, field: string, words: string): Record<string, string> => (value(field) === undefined ? { [field]: words } : {});
const tooLong = (value: Value, field: string, max: number): Record<string, string> =>
  (value(field)?.length ?? 0) > max ? { [field]: m.problem_field_too_long({ max }) } : {};
const past = (value: Value, field: string, today: string): Record<string, string> =>
  (value(field) ?? today) < today ? { [field]: m.problem_field_day_past() } : {};

/** As many characters as the contract takes. */
const WORDS = 2_000;
const NOTE = 5_000;

/** What a form of a card can see by itself on this day: said the same by the page and by the server, which both read it. */
export function errorsIn(act: Act, value: Value, { photos, today }: { photos: number; today: string }): Record<string, string> {
  switch (act) {
    case 'hold':
      return { ...empty(value, 'holdReason', m.problem_field_hold_reason()), ...past(value, 'holdUntilOn', today), ...tooLong(value, 'note', WORDS) };
    case 'give_back':
      return { ...empty(value, 'note', m.day_give_back_missing()), ...tooLong(value, 'note', WORDS) };
    case 'complete':
      return { ...empty(value, 'resolutionNote', m.problem_field_resolution()), ...tooLong(value, 'resolutionNote', WORDS), ...wrongMinutes(value) };
    case 'report':
      return value('note') || value('minutes') || photos
        ? { ...tooLong(value, 'note', NOTE), ...wrongMinutes(value) }
        : { minutes: m.day_report_missing() };
    default:
      return {};
  }
}
