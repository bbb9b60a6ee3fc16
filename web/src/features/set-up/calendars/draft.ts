import { minutesOf, readHours, type Windows } from './hours.ts';

/** What was typed into a closure. */
export type ClosureDraft = { days: string[]; otherDay: string; calendars: string[]; effect: string; time: string; why: string };

const texts = (form: FormData, name: string) => form.getAll(name).filter((value) => typeof value === 'string');
export const textIn = (form: FormData, name: string) => texts(form, name)[0]?.trim() ?? '';

export const readClosure = (form: FormData): ClosureDraft => ({
  days: texts(form, 'days'),
  otherDay: textIn(form, 'otherDay'),
  calendars: texts(form, 'calendars'),
  effect: textIn(form, 'effect'),
  time: textIn(form, 'time'),
  why: textIn(form, 'why'),
});

export const closureEntries = (draft: ClosureDraft): [string, string][] => [
  ...draft.days.map((day): [string, string] => ['days', day]),
  ['otherDay', draft.otherDay],
  ...draft.calendars.map((code): [string, string] => ['calendars', code]),
  ['effect', draft.effect],
  ['time', draft.time],
];

/** As the API takes it. */
export const closureOf = ({ days, otherDay, calendars, effect, time }: ClosureDraft) => ({
  days: [...new Set([...days, ...(otherDay ? [otherDay] : [])])].toSorted(),
  calendars,
  effect: effect as 'closed',
  time: effect === 'closed' ? null : (minutesOf(time) ?? null),
});

/** What was typed into a calendar: the hours of each weekday, days to take away, and one to add. */
export type CalendarDraft = { timeZone: string; week: string[]; removed: string[]; addDay: string; addHours: string; addWhy: string };
type Content = { timeZone: string; week: Windows[]; exceptions: { day: string; windows: Windows; why: string; uid?: string | undefined }[] };

export const readCalendarDraft = (form: FormData): CalendarDraft => ({
  timeZone: textIn(form, 'timeZone'),
  week: Array.from({ length: 7 }, (_, day) => textIn(form, `week.${day}`)),
  removed: texts(form, 'removed'),
  addDay: textIn(form, 'addDay'),
  addHours: textIn(form, 'addHours'),
  addWhy: textIn(form, 'addWhy'),
});

export const calendarEntries = (draft: CalendarDraft): [string, string][] => [
  ['timeZone', draft.timeZone],
  ...draft.week.map((hours, day): [string, string] => [`week.${day}`, hours]),
  ...draft.removed.map((one): [string, string] => ['removed', one]),
  ['addDay', draft.addDay],
  ['addHours', draft.addHours],
  ['addWhy', draft.addWhy],
];

/** How a day that differs is named in the form. */
export const nameOf = ({ day, why }: { day: string; why: string }) => `${day} ${why}`;

/** The boxes in which no hours stand. */
export const unreadable = (draft: CalendarDraft): string[] => [
  ...draft.week.flatMap((hours, day) => (readHours(hours) === undefined ? [`week.${day}`] : [])),
  ...(readHours(draft.addHours) === undefined ? ['addHours'] : []),
];

/** The whole calendar as the API takes it: what it says now, as changed by the form. */
export function contentAfter({ exceptions }: Content, draft: CalendarDraft): Content {
  const kept = exceptions.filter((one) => !draft.removed.includes(nameOf(one)));
  const added = draft.addDay ? [{ day: draft.addDay, windows: readHours(draft.addHours) ?? [], why: draft.addWhy }] : [];
  return { timeZone: draft.timeZone, week: draft.week.map((hours) => readHours(hours) ?? []), exceptions: [...kept, ...added] };
}
