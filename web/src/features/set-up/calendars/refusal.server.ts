import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldWords } from '#lib/server/problem-words.ts';
import { titleOf } from '../refusal.server.ts';

const BY_CODE: Record<string, () => string> = {
  'calendar.not_found': m.calendars_problem_not_found,
  'calendar.not_yours': m.calendars_problem_not_yours,
  'calendar.always_open': m.calendars_problem_always_open,
  'calendar.nothing_differs': m.calendars_problem_nothing_differs,
  'calendar.time_missing': m.calendars_problem_time,
  'calendar.unknown': m.calendars_problem_not_found,
};
const BY_DETAIL: [RegExp, () => string][] = [
  [/^Work must end after/, m.calendars_problem_ends],
  [/^A shift lasts at most/, m.calendars_problem_long],
  [/^These hours overlap/, m.calendars_problem_overlap],
  [/^This shift reaches into/, m.calendars_problem_reaches],
  [/^There is no such time zone/, m.calendars_problem_zone],
  [/^Choose a day/, m.calendars_problem_day],
  [/^Choose a calendar/, m.calendars_problem_calendar],
  [/^This is no iCalendar file/, m.calendars_problem_file],
  [/^There is more in this file/, m.calendars_problem_file_long],
  [/^Other files are being read/, m.calendars_problem_busy],
  [/^The file is larger|body is larger/, m.calendars_problem_file_large],
];

/** One sentence for the whole refusal. */
export const sayProblem = (problem: Problem) => BY_CODE[problem.code]?.() ?? titleOf(problem);

/** `/week/2/0` → `week.2`; `/exceptions/…` is the day that was added. */
function boxOf(pointer: string): string {
  const [, first = '', second] = pointer.split('/');
  if (first === 'week' && second) return `week.${second}`;
  if (first === 'exceptions') return pointer.endsWith('/why') ? 'addWhy' : pointer.endsWith('/day') ? 'addDay' : 'addHours';
  return first === 'text' ? 'file' : first;
}

/** What the API refuses, beside the boxes it means. */
export function errorsOf(problem: Problem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { pointer, detail } of problem.errors ?? [])
    errors[boxOf(pointer)] ??= BY_CODE[problem.code]?.() ?? BY_DETAIL.find(([pattern]) => pattern.test(detail))?.[1]() ?? fieldWords(problem, detail);
  return errors;
}
