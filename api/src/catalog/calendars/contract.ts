import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { orNull } from '../set-up/contract.ts';
import { EFFECTS } from '../rules/calendar-content.ts';

const minutes = (to: number) => z.int32().min(0, 'Write a time of day.').max(to, 'Write a time of day.');
const NIGHT_ENDS_BY = 2880;

export const CalendarParams = z.object({ code: line(60) });
const Windows = z
  .array(
    z.strictObject({
      from: minutes(1439).describe('Minutes after midnight.'),
      to: minutes(NIGHT_ENDS_BY).describe('Minutes after midnight; past 1440 where a shift ends on the next day.'),
    }),
  )
  .max(12, 'Give at most 12 stretches of work a day.');
const Exception = z.strictObject({
  day: day(),
  windows: Windows.describe('None: closed.'),
  why: line(200),
  uid: z.string().max(1_000).optional().describe('Of the event in the district’s own calendar that it came with.'),
});
const content = {
  timeZone: line(60).describe('As America/Denver.'),
  week: z.array(Windows).length(7, 'Give the hours of all seven days, Sunday first.').describe('Sunday first.'),
  exceptions: z.array(Exception).max(3_000, 'Keep at most 3000 days that differ.'),
};
/** Requesters read it under "Why then?". */
const why = line(200).describe('Shown to requesters whose promise moves.');
const time = orNull(minutes(1440)).describe('When a delayed start begins, or an early release ends, in minutes after midnight.');
const days = z.array(day()).min(1, 'Choose a day.').max(60, 'Choose at most 60 days.');
const calendars = z.array(line(60)).min(1, 'Choose a calendar.').max(100);
const events = z
  .array(
    z.strictObject({
      uid: z.string().min(1).max(1_000),
      summary: line(200),
      days: z.array(day()).max(400),
      effect: z.enum([...EFFECTS, 'nothing']).describe('nothing: a working day like any other; what the event brought before goes.'),
      time,
    }),
  )
  .min(1, 'Choose an event.')
  .max(3_000);

export const CalendarRequest = z.strictObject({ ...content, why });
export const NewCalendarRequest = z.strictObject({ nameEn: line(120), nameEs: line(120), ...content, why });
const closure = { calendars, days, effect: z.enum(EFFECTS), time };
export const ClosureRequest = z.strictObject({ ...closure, why });
export const ImportRequest = z.strictObject({ events, why });
export const ReadingRequest = z.strictObject({
  text: z.string().min(1, 'Choose a file.').max(1_000_000, 'The file is larger than 1 MB.').describe('The words of an .ics file.'),
});
export const ServiceCalendarRequest = z.strictObject({ calendarCode: line(60), why });

/** What would be saved, told to the preview: the same words, with what they are about. */
export const CalendarChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closure'), ...closure }),
  z.strictObject({ kind: z.literal('content'), code: line(60), ...content }),
  z.strictObject({ kind: z.literal('import'), code: line(60), events }),
]);

const Service = z.object({ code: z.string(), nameEn: z.string(), nameEs: z.string(), version: z.int32(), mayChange: z.boolean() });
const summary = {
  code: z.string(),
  nameEn: z.string(),
  nameEs: z.string(),
  version: z.int32().describe('Of its newest revision.'),
  timeZone: z.string(),
  services: z.array(Service).describe('Those that work by it.'),
  isAlwaysOpen: z.boolean(),
  changed: z.object({ at: z.date(), by: orNull(z.string()), why: z.string() }),
  may: z.object({ change: z.boolean() }),
};
export const CalendarList = z
  .object({ items: z.array(z.object(summary)), may: z.object({ add: z.boolean() }), newest: z.int32().describe('The newest revision of any.') })
  .meta({ id: 'CalendarList' });
export const CalendarResponse = z
  .object({
    ...summary,
    week: z.array(z.array(z.object({ from: z.int32(), to: z.int32() }))),
    exceptions: z.array(
      z.object({
        day: z.string(),
        windows: z.array(z.object({ from: z.int32(), to: z.int32() })),
        why: z.string(),
        uid: z.string().optional(),
      }),
    ),
    revisions: z
      .array(z.object({ id: z.int32(), at: z.date(), by: orNull(z.string()), why: z.string() }))
      .describe('All that it has said, newest first.'),
    openOn: z
      .array(z.object({ day: z.string(), windows: z.array(z.object({ from: z.int32(), to: z.int32() })), why: orNull(z.string()) }))
      .describe('Each day of the year that is asked for.'),
  })
  .meta({ id: 'Calendar' });
export const YearQuery = z.strictObject({
  from: day().optional().describe('The first day of the year that is shown; left out: the school year of today.'),
});

const effect = z.enum([...EFFECTS, 'nothing']);
export const ImportReading = z
  .object({
    events: z.array(
      z.object({
        uid: z.string(),
        summary: z.string(),
        days: z.array(z.string()),
        from: orNull(z.int32()),
        to: orNull(z.int32()),
        effect: effect.describe('As it stands in the calendar; of a new one, a guess.'),
        time: orNull(z.int32()),
        state: z.enum(['new', 'changed', 'same', 'removed']).describe('Against what the calendar has from the event.'),
        daysBefore: z.array(z.string()),
        summaryBefore: orNull(z.string()),
      }),
    ),
    unread: z.array(z.string()).describe('What events are called that make no sense: without a name of their own, with days that there are not.'),
  })
  .meta({ id: 'CalendarImportReading' });

export const SavedResponse = z
  .object({ revision: z.int32().describe('The newest: open orders are counted anew by it.'), codes: z.array(z.string()) })
  .meta({ id: 'CalendarSaved' });
