import ICAL from 'ical.js';
import { type Calendar, dayAt, instantAt } from '#kernel/calendar.ts';
import { dayAfter } from '#kernel/day.ts';
import { isTimeZone } from '../rules/calendar-content.ts';
import type { SchoolEvent } from '../rules/school-events.ts';

/** `timeZone`: on whose wall the events are read; days from `since` until before `until`. */
export type Asked = { timeZone: string; since: string; until: string };

const EVENTS_AT_MOST = 3_000;
const DAYS_OF_EVENT_AT_MOST = 400;
const DAYS_AT_MOST = 10_000;
/** Of all rules together: one that recurs each second would never end. */
const OCCURRENCES_AT_MOST = 50_000;
const LONGEST_NAME = 200;
const MINUTE_MS = 60_000;
const ALL_DAY = 1440;

/** One line of what shows. */
const cleaned = (words: unknown) =>
  // oxlint-disable-next-line no-control-regex
  (typeof words === 'string' ? words : '')
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .trim();

const dayOf = (time: ICAL.Time) =>
  `${String(time.year).padStart(4, '0')}-${String(time.month).padStart(2, '0')}-${String(time.day).padStart(2, '0')}`;

type Wall = { day: string; minutes: number };

/** What the calendar's wall shows then. A time of no known zone is meant as it stands. */
function wallOf(time: ICAL.Time, zoneName: string | undefined, calendar: Pick<Calendar, 'timeZone'>): Wall {
  const stands = { day: dayOf(time), minutes: time.hour * 60 + time.minute };
  const at = instantOf(time, zoneName, stands);
  if (at === null) return stands;
  const day = dayAt(calendar, at);
  return { day, minutes: Math.max(0, Math.round((at - instantAt(calendar.timeZone, day, 0)) / MINUTE_MS)) };
}

function instantOf(time: ICAL.Time, zoneName: string | undefined, stands: Wall): number | null {
  if (zoneName && isTimeZone(zoneName)) return instantAt(zoneName, stands.day, stands.minutes);
  return time.zone === ICAL.Timezone.localTimezone ? null : time.toJSDate().getTime();
}

/** `unread`: what events are called that make no sense, so that somebody looks at them. */
export type Read = { events: SchoolEvent[]; unread: string[] };

/** A school calendar has none of these, and a rule of them never comes to its end. */
const TOO_OFTEN = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

/** Has it a name of its own, days that there are, and an end that is not before its beginning? */
function isReadable(event: ICAL.Event): boolean {
  if (!event.uid || !event.startDate) return false;
  const written = /^(\d{4})(\d{2})(\d{2})/.exec(String(event.component.getFirstProperty('dtstart')?.toJSON()[3] ?? '').replaceAll('-', ''));
  const isADay = written !== null && dayOf(event.startDate) === `${written[1]}-${written[2]}-${written[3]}`;
  const rule = event.component.getFirstPropertyValue('rrule') as ICAL.Recur | null;
  return isADay && event.endDate.compare(event.startDate) >= 0 && !(rule && TOO_OFTEN.has(rule.freq));
}

/** Every event of an iCalendar file that lies in these days, its days counted out. Throws where the file is none. */
export function eventsIn(text: string, { timeZone, since, until }: Asked): Read {
  const root = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
  const found = root.getAllSubcomponents('vevent');
  if (found.length > EVENTS_AT_MOST) throw new RangeError('too many events');
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const all = found.map((component) => new ICAL.Event(component));
  const unread = all.filter((event) => !isReadable(event)).map(({ summary }) => cleaned(summary) || '?');
  const byUid = Map.groupBy(all.filter(isReadable), ({ uid }) => uid);
  let occurrences = 0;
  let days = 0;

  const spanOf = (event: ICAL.Event, start: ICAL.Time, end: ICAL.Time): { days: string[]; from: number | null; to: number | null } => {
    const zoneName = event.component.getFirstProperty('dtstart')?.getFirstParameter('tzid');
    const isAllDay = start.isDate;
    const [from, to] = isAllDay
      ? [
          { day: dayOf(start), minutes: 0 },
          { day: dayOf(end), minutes: 0 },
        ]
      : [start, end].map((t) => wallOf(t, zoneName, { timeZone }));
    const covered: string[] = [];
    for (let day = from!.day; covered.length < DAYS_OF_EVENT_AT_MOST; day = dayAfter(day)) {
      const isOver = day > to!.day || (day === to!.day && to!.minutes === 0 && day !== from!.day);
      if (isOver) break;
      if (day >= since && day < until) covered.push(day);
    }
    const isWhole = isAllDay || covered.length > 1 || (from!.day !== to!.day && to!.minutes > 0);
    return { days: covered, from: isWhole ? null : from!.minutes, to: isWhole ? null : from!.day === to!.day ? to!.minutes : ALL_DAY };
  };
  const toldOf = (event: ICAL.Event, uid: string, spans: ReturnType<typeof spanOf>[]): SchoolEvent[] => {
    const listed = [...new Set(spans.flatMap((span) => span.days))].toSorted().slice(0, DAYS_OF_EVENT_AT_MOST);
    days += listed.length;
    if (days > DAYS_AT_MOST) throw new RangeError('too many days');
    const [first] = spans;
    return listed.length && first ? [{ uid, summary: cleaned(event.summary) || uid, days: listed, from: first.from, to: first.to }] : [];
  };

  const events = [...byUid].flatMap(([rawUid, versions]) => {
    const uid = cleaned(rawUid);
    const own = versions.filter((event) => event.isRecurrenceException());
    const [main] = versions.filter((event) => !event.isRecurrenceException());
    const others = own
      .filter((event) => !isCancelled(event))
      .flatMap((event) => toldOf(event, `${uid}#${event.recurrenceId.toICALString()}`, [spanOf(event, event.startDate, event.endDate)]));
    if (!main || isCancelled(main)) return others;
    if (!main.isRecurring()) return [...toldOf(main, uid, [spanOf(main, main.startDate, main.endDate)]), ...others];

    const apart = new Set(own.map((event) => event.recurrenceId.toString()));
    const length = main.endDate.subtractDate(main.startDate);
    const iterator = main.iterator();
    const spans: ReturnType<typeof spanOf>[] = [];
    // Where only dates are listed, what it begins with is the first of them.
    const listsOnly = !main.component.hasProperty('rrule') && !leavesOut(main, main.startDate);
    if (listsOnly) spans.push(spanOf(main, main.startDate, main.endDate));
    for (let start = iterator.next(); start; start = iterator.next()) {
      occurrences += 1;
      if (occurrences > OCCURRENCES_AT_MOST) throw new RangeError('too many occurrences');
      if (dayOf(start) >= until) break;
      if (apart.has(start.toString())) continue;
      const end = start.clone();
      end.addDuration(length);
      spans.push(spanOf(main, start, end));
    }
    return [
      ...toldOf(
        main,
        uid,
        spans.filter((span) => span.days.length),
      ),
      ...others,
    ];
  });
  return { events, unread };
}

const leavesOut = (event: ICAL.Event, start: ICAL.Time) =>
  event.component.getAllProperties('exdate').some((property) => property.getValues().some((value) => String(value) === start.toString()));

const isCancelled = (event: ICAL.Event) => event.component.getFirstPropertyValue('status') === 'CANCELLED';
