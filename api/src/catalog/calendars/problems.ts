import { fieldProblem, Problem } from '#kernel/problem.ts';

export const calendarNotFound = () => new Problem(404, 'calendar.not_found', 'There is no such calendar.');
export const calendarNotYours = () =>
  new Problem(403, 'calendar.not_yours', 'Services work by this calendar that you do not look after. Ask an administrator.');
export const alwaysOpen = (pointer: string) =>
  fieldProblem('calendar.always_open', pointer, 'The calendar around the clock never closes. Leave it out, or make another.');
export const contentRefused = (faults: readonly { pointer: string; detail: string }[]) =>
  new Problem(422, 'calendar.content', 'These hours need your attention.', { errors: faults.map((fault) => ({ ...fault, in: 'body' as const })) });
export const nothingDiffers = (pointer: string) =>
  fieldProblem('calendar.nothing_differs', pointer, 'No calendar would change: these days are closed already, or nobody works then.');
export const daysPast = (pointer: string) =>
  fieldProblem('calendar.days_past', pointer, 'Choose days from today on: what is over is counted already.');
export const timeMissing = (pointer: string) =>
  fieldProblem('calendar.time_missing', pointer, 'Say at what time: a delayed start from when, an early release until when.');
export const fileRefused = (detail: string) => fieldProblem('calendar.file', '/text', detail);
export const unknownCalendar = () => fieldProblem('calendar.unknown', '/calendarCode', 'There is no such calendar. Choose one from the list.');
