import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  afterWorkingMs,
  type Calendar,
  dayAt,
  type Exception,
  instantAt,
  joined,
  openingsOn,
  type Window,
  windowsOn,
  workingMs,
} from '#kernel/calendar.ts';
import { dayAfter } from '#kernel/day.ts';
import { type ClockEvent, type ClockReading, readClock, type Target } from './sla-clock.ts';

const DENVER = 'America/Denver';
const HOUR = 60;
const hours = (from: number, to: number): Window => [from * HOUR, to * HOUR];
const weekdays = (...windows: Window[]) => [[], windows, windows, windows, windows, windows, []];
const calendarOf = (week: readonly (readonly Window[])[], exceptions: Record<string, readonly Exception[]> = {}, timeZone = DENVER): Calendar => ({
  timeZone,
  week,
  exceptions: new Map(Object.entries(exceptions)),
});
const closed = (why: string): Exception => ({ windows: [], why });
const open = (why: string, ...windows: Window[]): Exception => ({ windows, why });

/** The calendar of the specification: Mon–Fri 07:00–16:30. */
const SCHOOL = calendarOf(weekdays([7 * HOUR, 16.5 * HOUR]));
const ALWAYS = calendarOf(Array.from({ length: 7 }, () => [hours(0, 24)]));
/** Service days of ten hours. */
const SERVICE = calendarOf(weekdays(hours(7, 17)));
const withExceptions = (calendar: Calendar, exceptions: Record<string, readonly Exception[]>) =>
  calendarOf(calendar.week, exceptions, calendar.timeZone);

/** '2026-03-06 15:30' on the wall of the zone. */
const at = (wall: string, zone = DENVER) => {
  const [day, time] = wall.split(' ') as [string, string];
  const [h, m] = time.split(':').map(Number) as [number, number];
  return instantAt(zone, day, h * HOUR + m);
};
const wallOf = (instant: number | null, zone = DENVER) =>
  instant === null ? null : new Date(instant).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16);
const inHours = (amount: number): Target => ({ unit: 'minutes', amount: amount * HOUR });
const inDays = (amount: number): Target => ({ unit: 'working_days', amount });
const started = (wall: string): ClockEvent => ({ kind: 'start', at: at(wall) });

/** The reading at the last event, or at `now`. */
function read(events: ClockEvent[], target: Target, calendar: Calendar, now = events.at(-1)!.at): ClockReading {
  const reading = readClock(events, { target }, calendar, now);
  if (!reading) throw new Error('The clock has not started.');
  return reading;
}
const due = (events: ClockEvent[], target: Target, calendar: Calendar) => wallOf(read(events, target, calendar).dueAt, calendar.timeZone);

describe('the worked examples of the specification', () => {
  const friday = started('2026-03-06 15:30');
  const onHold: ClockEvent[] = [
    friday,
    { kind: 'pause', reason: 'parts', at: at('2026-03-06 16:00') },
    { kind: 'resume', at: at('2026-03-10 09:00') },
  ];
  it('1: four hours from Friday 15:30 end on Monday 10:00', () => expect(due([friday], inHours(4), SCHOOL)).toBe('2026-03-09 10:00'));
  it('2: the same on hold from Friday 16:00 to Tuesday 09:00 ends on Tuesday 12:30', () =>
    expect(due(onHold, inHours(4), SCHOOL)).toBe('2026-03-10 12:30'));
  it('3: eight hours shortened to four after two have passed leave two', () => {
    const retargeted: ClockEvent[] = [started('2026-03-10 08:00'), { kind: 'retarget', policy: { target: inHours(4) }, at: at('2026-03-10 10:00') }];
    expect(read(retargeted, inHours(8), SCHOOL).remaining).toBe(2 * HOUR);
  });
  it('4: as 1, with Monday declared a snow day on Sunday, ends on Tuesday 10:00', () => {
    const snow = withExceptions(SCHOOL, { '2026-03-09': [closed('Snow')] });
    expect(due([friday, { kind: 'calendar_changed', calendar: snow, at: at('2026-03-08 18:00') }], inHours(4), SCHOOL)).toBe('2026-03-10 10:00');
  });
  it('5: around the clock, two hours from Sunday 01:30 on the night clocks go forward end at 04:30', () =>
    expect(due([started('2026-03-08 01:30')], inHours(2), ALWAYS)).toBe('2026-03-08 04:30'));
  it('6: half an hour from within the lunch break ends at 12:30', () => {
    const lunch = calendarOf(weekdays([7 * HOUR, 11.5 * HOUR], [12 * HOUR, 16.5 * HOUR]));
    expect(due([started('2026-03-10 11:40')], { unit: 'minutes', amount: 30 }, lunch)).toBe('2026-03-10 12:30');
  });
});

describe('daylight saving, midnight, the turn of the year', () => {
  const night = calendarOf([[], [hours(22, 30)], [hours(22, 30)], [hours(22, 30)], [hours(22, 30)], [hours(22, 30)], []]);
  const saturdayNight = calendarOf([[], [], [], [], [], [], [hours(22, 30)]]);
  test.each<[string, Calendar, string, Target, string]>([
    ['the night clocks go back, a day around the clock has 25 hours', ALWAYS, '2026-11-01 00:00', inHours(24), '2026-11-01 23:00'],
    ['the night clocks go forward, it has 23', ALWAYS, '2026-03-08 00:00', inHours(24), '2026-03-09 01:00'],
    ['two hours from the first 01:30 end at the second 02:30', ALWAYS, '2026-11-01 01:30', inHours(2), '2026-11-01 02:30'],
    ['a shift over the night clocks go forward is an hour shorter', saturdayNight, '2026-03-07 22:00', inHours(7), '2026-03-08 06:00'],
    ['a shift over the night clocks go back is an hour longer', saturdayNight, '2026-10-31 22:00', inHours(9), '2026-11-01 06:00'],
    ['a shift crosses midnight', night, '2026-03-10 23:00', inHours(4), '2026-03-11 03:00'],
    ['asked after midnight, yesterday’s shift still counts', night, '2026-03-11 01:00', inHours(2), '2026-03-11 03:00'],
    ['what a shift does not finish goes on in the next', night, '2026-03-11 05:00', inHours(2), '2026-03-11 23:00'],
    ['Friday’s shift ends on Saturday, and the next is on Monday', night, '2026-03-14 05:00', inHours(2), '2026-03-16 23:00'],
    ['reached exactly at the end of a window, it is due then', SCHOOL, '2026-03-10 14:30', inHours(2), '2026-03-10 16:30'],
    ['reached exactly at Friday’s end, it is due on Friday', SCHOOL, '2026-03-06 14:30', inHours(2), '2026-03-06 16:30'],
    ['a minute more is due on Monday', SCHOOL, '2026-03-06 14:30', { unit: 'minutes', amount: 121 }, '2026-03-09 07:01'],
    ['asked at the very end of a window, it begins with the next', SCHOOL, '2026-03-06 16:30', inHours(1), '2026-03-09 08:00'],
    ['asked on Saturday, it begins on Monday', SCHOOL, '2026-03-07 12:00', inHours(1), '2026-03-09 08:00'],
    ['over the turn of the year', SERVICE, '2026-12-31 16:00', inHours(2), '2027-01-01 08:00'],
    ['a leap day counts', SERVICE, '2028-02-28 16:00', inHours(12), '2028-03-01 08:00'],
    ['one working day from Friday is Monday at the same time', SERVICE, '2026-03-06 10:00', inDays(1), '2026-03-09 10:00'],
    ['one working day over the change of clocks is the same wall-clock time', SERVICE, '2026-03-06 08:15', inDays(1), '2026-03-09 08:15'],
    ['three working days from Wednesday', SERVICE, '2026-03-11 16:45', inDays(3), '2026-03-16 16:45'],
    ['a working day asked for on Saturday ends when Monday does', SERVICE, '2026-03-07 12:00', inDays(1), '2026-03-09 17:00'],
    ['asked after hours, it ends when the next day does', SERVICE, '2026-03-10 20:00', inDays(1), '2026-03-11 17:00'],
    ['a night shift is one working day', night, '2026-03-11 01:00', inDays(1), '2026-03-12 01:00'],
    ['half a working day', SERVICE, '2026-03-10 07:00', inDays(0.5), '2026-03-10 12:00'],
  ])('%s', (_, calendar, start, target, end) => expect(due([started(start)], target, calendar)).toBe(end));

  test('a window’s edge that does not exist that night moves to the next instant that does', () => {
    const early = calendarOf([[[2.5 * HOUR, 5 * HOUR]], [], [], [], [], [], []]);
    expect(wallOf(afterWorkingMs(early, at('2026-03-08 00:00'), 60_000))).toBe('2026-03-08 03:01');
    const within = calendarOf([[[2 * HOUR, 2.5 * HOUR]], [], [], [], [], [], []]);
    expect(workingMs(within, at('2026-03-08 00:00'), at('2026-03-08 23:00'))).toBe(0);
    const until = calendarOf([[[1 * HOUR, 2.5 * HOUR]], [], [], [], [], [], []]);
    expect(workingMs(until, at('2026-03-08 00:00'), at('2026-03-08 23:00'))).toBe(60 * 60_000);
  });

  test('windows that touch at a repeated hour count each instant once', () => {
    const split = calendarOf([[hours(0, 1.5), hours(1.5, 6)], [], [], [], [], [], []]);
    const whole = calendarOf([[hours(0, 6)], [], [], [], [], [], []]);
    const night1 = [at('2026-11-01 00:00'), at('2026-11-01 12:00')] as const;
    expect(workingMs(split, ...night1)).toBe(7 * 3_600_000);
    expect(workingMs(whole, ...night1)).toBe(7 * 3_600_000);
  });

  test('other zones: half-hour offsets, none at all, and a change of clocks in the south', () => {
    const india = calendarOf(weekdays(hours(9, 17)), {}, 'Asia/Kolkata');
    expect(wallOf(read([{ kind: 'start', at: at('2026-03-10 16:00', 'Asia/Kolkata') }], inHours(2), india).dueAt, 'Asia/Kolkata')).toBe(
      '2026-03-11 10:00',
    );
    const lordHowe = calendarOf(
      Array.from({ length: 7 }, () => [hours(0, 24)]),
      {},
      'Australia/Lord_Howe',
    );
    // Half an hour is put forward on 4 October 2026.
    expect(
      wallOf(read([{ kind: 'start', at: at('2026-10-04 01:00', 'Australia/Lord_Howe') }], inHours(2), lordHowe).dueAt, 'Australia/Lord_Howe'),
    ).toBe('2026-10-04 03:30');
    const utc = calendarOf(weekdays(hours(9, 17)), {}, 'UTC');
    expect(wallOf(read([{ kind: 'start', at: at('2026-03-06 16:00', 'UTC') }], inHours(2), utc).dueAt, 'UTC')).toBe('2026-03-09 10:00');
  });
});

describe('exceptions', () => {
  const days = (exceptions: Record<string, readonly Exception[]>) => withExceptions(SERVICE, exceptions);
  test.each<[string, Record<string, readonly Exception[]>, string, Target, string]>([
    ['a closed day does not count', { '2026-03-10': [closed('Snow')] }, '2026-03-09 16:00', inHours(2), '2026-03-11 08:00'],
    ['a closed day is no working day', { '2026-03-10': [closed('Snow')] }, '2026-03-09 16:00', inDays(1), '2026-03-11 16:00'],
    ['a delayed start counts as a day', { '2026-03-10': [open('Delayed start', hours(10, 17))] }, '2026-03-09 11:00', inDays(1), '2026-03-10 11:00'],
    [
      'what falls before a delayed start is due as it opens',
      { '2026-03-10': [open('Delayed start', hours(10, 17))] },
      '2026-03-09 08:00',
      inDays(1),
      '2026-03-10 10:00',
    ],
    [
      'what falls after an early end is due at that end',
      { '2026-03-10': [open('Early release', hours(7, 12))] },
      '2026-03-09 15:00',
      inDays(1),
      '2026-03-10 12:00',
    ],
    [
      'hours lost to a delayed start are made up later',
      { '2026-03-10': [open('Delayed start', hours(10, 17))] },
      '2026-03-09 16:00',
      inHours(4),
      '2026-03-10 13:00',
    ],
    ['a Saturday may be opened', { '2026-03-14': [open('Make-up day', hours(8, 12))] }, '2026-03-13 16:00', inHours(3), '2026-03-14 10:00'],
    [
      'of two exceptions on one day a closure wins',
      { '2026-03-10': [open('Delayed start', hours(10, 17)), closed('Snow')] },
      '2026-03-09 16:00',
      inHours(2),
      '2026-03-11 08:00',
    ],
    [
      'two that overlap leave open what both do',
      { '2026-03-10': [open('Delayed start', hours(10, 17)), open('Early release', hours(7, 12))] },
      '2026-03-09 16:00',
      inHours(4),
      '2026-03-11 08:00',
    ],
    [
      'two that do not overlap leave nothing',
      { '2026-03-10': [open('Morning', hours(7, 9)), open('Afternoon', hours(14, 17))] },
      '2026-03-09 16:00',
      inHours(2),
      '2026-03-11 08:00',
    ],
    [
      'a break of two weeks',
      Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`2026-12-${19 + i > 31 ? 31 : 19 + i}`, [closed('Winter break')]])),
      '2026-12-18 16:00',
      inHours(2),
      '2027-01-01 08:00',
    ],
  ])('%s', (_, exceptions, start, target, end) => expect(due([started(start)], target, days(exceptions))).toBe(end));

  test('a calendar that never opens promises nothing, and counts nothing', () => {
    const never = calendarOf([[], [], [], [], [], [], []]);
    const reading = read([started('2026-03-10 08:00')], inHours(1), never, at('2027-03-10 08:00'));
    expect([reading.dueAt, reading.elapsed]).toEqual([null, 0]);
    expect(read([started('2026-03-10 08:00')], inDays(1), never, at('2027-03-10 08:00')).dueAt).toBeNull();
    const onceOnly = withExceptions(never, { '2026-06-01': [open('Open day', hours(9, 10))] });
    expect(due([started('2026-03-10 08:00')], inHours(1), onceOnly)).toBe('2026-06-01 10:00');
    expect(due([started('2026-03-10 08:00')], inHours(2), onceOnly)).toBeNull();
  });
});

describe('what happens to a clock', () => {
  const monday = started('2026-03-09 08:00');
  it('has no due time while it is paused, only what remains', () => {
    const reading = read([monday, { kind: 'pause', reason: 'vendor', at: at('2026-03-09 10:00') }], inHours(4), SCHOOL, at('2026-03-20 10:00'));
    expect([reading.dueAt, reading.remaining, reading.state]).toEqual([null, 2 * HOUR, 'paused']);
  });
  it('goes on with what remained when the work is reopened, the time between not counted', () => {
    const events: ClockEvent[] = [monday, { kind: 'stop', at: at('2026-03-09 11:00') }, { kind: 'reopen', at: at('2026-03-12 09:00') }];
    const reading = read(events, inHours(4), SCHOOL);
    expect([reading.remaining, wallOf(reading.dueAt)]).toEqual([HOUR, '2026-03-12 10:00']);
  });
  it('takes another calendar with another policy and keeps what has elapsed', () => {
    const emergency: ClockEvent = { kind: 'retarget', policy: { target: inHours(24) }, calendar: ALWAYS, at: at('2026-03-09 08:00') };
    const reading = read([started('2026-03-06 16:00'), emergency], inDays(21), SERVICE);
    expect([reading.elapsed, reading.remaining]).toEqual([2 * HOUR, 22 * HOUR]);
    expect(wallOf(reading.dueAt)).toBe('2026-03-10 06:00');
  });
  it('does not count anew what had stopped before a closure became known; what is reopened counts by it from then on', () => {
    const snow = withExceptions(SCHOOL, { '2026-03-09': [closed('Snow')] });
    const events: ClockEvent[] = [
      monday,
      { kind: 'stop', at: at('2026-03-09 11:00') },
      { kind: 'calendar_changed', calendar: snow, at: at('2026-03-09 12:00') },
    ];
    expect(read(events, inHours(4), SCHOOL).elapsed).toBe(3 * HOUR);
    expect(read([...events, { kind: 'reopen', at: at('2026-03-09 14:00') }], inHours(4), SCHOOL).elapsed).toBe(3 * HOUR);
    expect(wallOf(read([...events, { kind: 'reopen', at: at('2026-03-09 14:00') }], inHours(4), SCHOOL).dueAt)).toBe('2026-03-10 08:00');
  });
  it('counts a running clock anew when a closure of the past becomes known', () => {
    const snow = withExceptions(SCHOOL, { '2026-03-09': [closed('Snow')] });
    const reading = read([monday, { kind: 'calendar_changed', calendar: snow, at: at('2026-03-10 08:00') }], inHours(4), SCHOOL);
    expect([reading.elapsed, wallOf(reading.dueAt)]).toEqual([HOUR, '2026-03-10 11:00']);
  });
  it('is late from the moment on that elapsed passes the target, and says since when', () => {
    const reading = read([monday], inHours(4), SCHOOL, at('2026-03-09 13:00'));
    expect([wallOf(reading.dueAt), reading.remaining]).toEqual(['2026-03-09 12:00', -HOUR]);
    const held = read(
      [monday, { kind: 'pause', reason: 'parts', at: at('2026-03-09 13:00') }, { kind: 'resume', at: at('2026-03-10 08:00') }],
      inHours(4),
      SCHOOL,
    );
    expect(wallOf(held.dueAt)).toBe('2026-03-09 12:00');
  });
  it('tells when three quarters are over', () => expect(wallOf(read([monday], inHours(4), SCHOOL).reachedAt(3 * HOUR))).toBe('2026-03-09 11:00'));
  it('has not begun before its start, and leaves out what is after now', () => {
    expect(readClock([monday], { target: inHours(1) }, SCHOOL, at('2026-03-09 07:59'))).toBeNull();
    expect(readClock([], { target: inHours(1) }, SCHOOL, 0)).toBeNull();
    const later: ClockEvent[] = [monday, { kind: 'pause', reason: 'parts', at: at('2026-03-09 10:00') }];
    expect(read(later, inHours(4), SCHOOL, at('2026-03-09 09:00')).segments).toHaveLength(1);
  });
  it('names in its trace what it did, why, and who caused it', () => {
    const events: ClockEvent[] = [
      { ...monday, by: 'Ana' },
      { kind: 'pause', reason: 'parts', at: at('2026-03-09 10:00'), by: 'Pat' },
      { kind: 'resume', at: at('2026-03-10 08:00'), by: 'Lee' },
      { kind: 'stop', at: at('2026-03-10 09:00'), by: 'Lee' },
    ];
    const trace = read(events, inHours(4), SCHOOL, at('2026-03-11 09:00')).segments;
    expect(trace.map(({ state, why, by, elapsed }) => [state, why, by, elapsed / HOUR])).toEqual([
      ['running', 'start', 'Ana', 2],
      ['paused', 'parts', 'Pat', 0],
      ['running', 'resume', 'Lee', 1],
      ['stopped', 'stop', 'Lee', 0],
    ]);
  });
});

// Every property is tried this often: 100,000 cases in all.
const CASES = 12_500;
const PROPERTIES = { numRuns: CASES };
const TAKES_MS = 150_000;
const MINUTE_MS = 60_000;
const EPOCH = at('2026-02-20 00:00');
/** Eleven weeks around a change of clocks, or around the turn of the year. */
const anInstant = fc
  .oneof(fc.integer({ min: 0, max: 77 * 1440 }), fc.integer({ min: 250 * 1440, max: 330 * 1440 }))
  .map((m) => EPOCH + m * MINUTE_MS);
const someWindows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 40 })), { maxLength: 3 })
  .map((pairs) => joined(pairs.map(([from, length]): Window => [from * 15, Math.min(1440 + 480, (from + length) * 15)])));
const aWeek = fc.array(someWindows, { minLength: 7, maxLength: 7 });
const someExceptions = fc.dictionary(
  fc.integer({ min: 0, max: 80 }).map((i) => dayAt({ timeZone: DENVER }, EPOCH + i * 86_400_000 + 43_200_000)),
  fc.array(fc.record({ windows: someWindows, why: fc.constant('Exception') }), { minLength: 1, maxLength: 2 }),
  { maxKeys: 4 },
);
const aCalendar = fc
  .tuple(aWeek, someExceptions, fc.constantFrom(DENVER, DENVER, 'UTC', 'Australia/Lord_Howe'))
  .map(([week, exceptions, zone]) => calendarOf(week, exceptions, zone));
const aTarget = fc.oneof(
  fc.integer({ min: 0, max: 6000 }).map((amount): Target => ({ unit: 'minutes', amount })),
  fc.integer({ min: 0, max: 100 }).map((quarters): Target => ({ unit: 'working_days', amount: quarters / 4 })),
);
/** Events in order, legal or not, by their distance from each other. */
const someEvents = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 3 * 1440 }),
    fc.constantFrom<ClockEvent['kind'][]>('pause', 'resume', 'stop', 'reopen', 'retarget', 'calendar_changed'),
    aTarget,
    aCalendar,
  ),
  { maxLength: 6 },
);
type Raw = typeof someEvents extends fc.Arbitrary<infer T> ? T : never;
function eventsFrom(start: number, raw: Raw): ClockEvent[] {
  let when = start;
  const later = raw.map(([minutes, kind, target, calendar]): ClockEvent => {
    when += minutes * MINUTE_MS;
    if (kind === 'pause') return { kind, reason: 'parts', at: when };
    if (kind === 'retarget') return { kind, policy: { target }, at: when };
    if (kind === 'calendar_changed') return { kind, calendar, at: when };
    return { kind: kind as 'resume', at: when };
  });
  return [{ kind: 'start', at: start }, ...later];
}
const near = (a: number | null, b: number | null, within: number) => a === b || (a !== null && b !== null && Math.abs(a - b) <= within);

/** From when on the calendar is closed, at `after` or later, and until when. */
function closedFrom(calendar: Calendar, after: number): [from: number, to: number] {
  const days = Array.from({ length: 30 }, (_, i) => dayAfter(dayAt(calendar, after), i - 1));
  const openings = days.flatMap((day) => openingsOn(calendar, day));
  let from = after;
  for (const opening of openings) if (opening.from <= from && from < opening.to) from = opening.to;
  return [from, openings.find((opening) => opening.from >= from)?.from ?? Infinity];
}

describe('whatever the calendar and whatever happens', () => {
  test(
    'due is monotone in the target',
    () => {
      fc.assert(
        fc.property(aCalendar, anInstant, aTarget, fc.nat({ max: 400 }), (calendar, start, target, more) => {
          const [less, later] = [target, { ...target, amount: target.amount + more }].map(
            (t) => read([{ kind: 'start', at: start }], t, calendar).dueAt,
          );
          expect(later === null || (less !== null && less! <= later!)).toBe(true);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'a pause of any length inside non-working time changes nothing',
    () => {
      fc.assert(
        fc.property(aCalendar, anInstant, aTarget, fc.nat({ max: 9000 }), fc.nat({ max: 4000 }), (calendar, start, target, after, minutes) => {
          const [pausedAt, opensAt] = closedFrom(calendar, start + after * MINUTE_MS);
          const resumedAt = Math.min(pausedAt + minutes * MINUTE_MS, opensAt);
          const now = resumedAt + 1440 * MINUTE_MS;
          const begun: ClockEvent = { kind: 'start', at: start };
          const plain = read([begun], target, calendar, now);
          const paused = read([begun, { kind: 'pause', reason: 'parts', at: pausedAt }, { kind: 'resume', at: resumedAt }], target, calendar, now);
          expect(near(paused.elapsed, plain.elapsed, 1e-6)).toBe(true);
          expect(near(paused.dueAt, plain.dueAt, 1)).toBe(true);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'splitting a running segment at any instant changes nothing',
    () => {
      fc.assert(
        fc.property(aCalendar, anInstant, aTarget, fc.nat({ max: 20_000 }), (calendar, start, target, minutes) => {
          const split = start + minutes * MINUTE_MS;
          const now = split + 1440 * MINUTE_MS;
          const begun: ClockEvent = { kind: 'start', at: start };
          const plain = read([begun], target, calendar, now);
          const two = read([begun, { kind: 'pause', reason: 'parts', at: split }, { kind: 'resume', at: split }], target, calendar, now);
          expect(near(two.elapsed, plain.elapsed, 1e-6)).toBe(true);
          expect(near(two.dueAt, plain.dueAt, 1)).toBe(true);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'elapsed and remaining make the target',
    () => {
      fc.assert(
        fc.property(aCalendar, anInstant, aTarget, someEvents, fc.nat({ max: 9000 }), (calendar, start, target, raw, more) => {
          const events = eventsFrom(start, raw);
          const reading = read(events, target, calendar, events.at(-1)!.at + more * MINUTE_MS);
          expect(reading.elapsed + reading.remaining).toBeCloseTo(reading.target, 6);
          expect(reading.elapsed).toBeGreaterThanOrEqual(0);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'the segments tile the time from start to now without gap or overlap',
    () => {
      fc.assert(
        fc.property(aCalendar, anInstant, aTarget, someEvents, fc.nat({ max: 9000 }), (calendar, start, target, raw, more) => {
          const events = eventsFrom(start, raw);
          const now = events.at(-1)!.at + more * MINUTE_MS;
          const { segments } = read(events, target, calendar, now);
          expect([segments[0]!.from, segments.at(-1)!.to]).toEqual([start, now]);
          expect(segments.slice(1).every(({ from }, i) => from === segments[i]!.to)).toBe(true);
          expect(segments.every(({ from, to, state, elapsed }) => to >= from && (state === 'running' || elapsed === 0))).toBe(true);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'a clock that runs reaches its target at its due time, and not before',
    () => {
      fc.assert(
        fc.property(aCalendar, anInstant, aTarget, (calendar, start, target) => {
          const begun: ClockEvent[] = [{ kind: 'start', at: start }];
          const { dueAt } = read(begun, target, calendar);
          fc.pre(dueAt !== null && dueAt > start);
          // A delayed start makes up for the morning as it opens: the first instant after it.
          expect(read(begun, target, calendar, dueAt + 1).remaining).toBeLessThanOrEqual(1e-6);
          expect(read(begun, target, calendar, dueAt - 1).remaining).toBeGreaterThan(0);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'the order of exceptions on a day does not matter, and a closure always closes',
    () => {
      fc.assert(
        fc.property(aCalendar, someExceptions, (calendar, more) => {
          for (const [day, exceptions] of Object.entries(more)) {
            const there = windowsOn({ ...calendar, exceptions: new Map([[day, exceptions]]) }, day);
            const back = windowsOn({ ...calendar, exceptions: new Map([[day, exceptions.toReversed()]]) }, day);
            expect(back).toEqual(there);
            expect(windowsOn({ ...calendar, exceptions: new Map([[day, [...exceptions, closed('Snow')]]]) }, day)).toEqual([]);
          }
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );

  test(
    'a closure never makes anything due earlier, where no shift crosses midnight',
    () => {
      const withinDays = (windows: readonly Window[]) => joined(windows.map(([from, to]): Window => [from, Math.min(to, 1440)]));
      const aDayCalendar = aCalendar.map(({ timeZone, week, exceptions }) => ({
        timeZone,
        week: week.map(withinDays),
        exceptions: new Map([...exceptions].map(([day, all]) => [day, all.map(({ windows, why }) => ({ windows: withinDays(windows), why }))])),
      }));
      fc.assert(
        fc.property(aDayCalendar, anInstant, aTarget, fc.nat({ max: 20 }), (calendar, start, target, inDaysFromNow) => {
          const day = dayAt(calendar, start + inDaysFromNow * 86_400_000);
          const snow = { ...calendar, exceptions: new Map([...calendar.exceptions, [day, [closed('Snow')]]]) };
          const [before, after] = [calendar, snow].map((c) => read([{ kind: 'start', at: start }], target, c).dueAt);
          expect(after === null || (before !== null && before! <= after!)).toBe(true);
        }),
        PROPERTIES,
      );
    },
    TAKES_MS,
  );
});
