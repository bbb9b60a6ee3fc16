import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowsOn, workingMs } from '#kernel/calendar.ts';
import { calendarOf, type Content } from './calendars.ts';
import { EFFECTS, effectOf, isTimeZone, judgeContent, withClosure, withEvents } from './calendar-content.ts';

const WEEKDAY: [number, number][] = [[420, 1020]];
const office: Content = { timeZone: 'America/Denver', week: [[], WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, []], exceptions: [] };
const onMonday = (...windows: [number, number][]): Content => ({ ...office, week: office.week.with(1, windows) });
const pointers = (content: Content) => judgeContent(content).map(({ pointer }) => pointer);

describe('hours that make sense', () => {
  test('are any number of stretches a day, also through the night', () => {
    expect(judgeContent(office)).toEqual([]);
    expect(judgeContent(onMonday([420, 690], [720, 1020]))).toEqual([]);
    expect(judgeContent(onMonday([1320, 1800]))).toEqual([]);
    expect(judgeContent({ ...office, week: Array.from({ length: 7 }, () => [[0, 1440]]) })).toEqual([]);
  });

  test.each<[string, Content, string[]]>([
    ['that end when they begin', onMonday([420, 420]), ['/week/1/0']],
    ['of more than a day', onMonday([420, 1900]), ['/week/1/0']],
    ['that overlap', onMonday([420, 800], [700, 1020]), ['/week/1/1']],
    ['that reach into the next day’s first', onMonday([1320, 1440 + 421]), ['/week/1/0']],
    ['of Saturday that reach into Sunday', { ...office, week: [[[60, 120]], ...office.week.slice(1, 6), [[1380, 1501]]] }, ['/week/6/0']],
    ['in no time zone', { ...office, timeZone: 'Mars/Olympus' }, ['/timeZone']],
    ['of a date', { ...office, exceptions: [{ day: '2026-12-01', windows: [[600, 500]], why: 'x' }] }, ['/exceptions/0/windows/0']],
  ])('refuses hours %s', (_, content, expected) => {
    expect(pointers(content)).toEqual(expected);
  });

  test('knows the zones of the world, and no offset is one', () => {
    expect(['America/Denver', 'UTC', 'Europe/Berlin', 'America/Argentina/Salta'].map(isTimeZone)).toEqual([true, true, true, true]);
    expect(['+07:00', 'Denver', '', 'America/', '../etc'].map(isTimeZone)).toEqual([false, false, false, false, false]);
  });
});

describe('a closure', () => {
  const monday = '2026-11-30';
  const windowsAfter = (closure: Omit<Parameters<typeof withClosure>[1], 'why' | 'days'>) =>
    windowsOn(calendarOf(withClosure(office, { days: [monday], why: 'Snow', ...closure })), monday);

  test('closes a day, lets work begin later, or end earlier', () => {
    expect(windowsAfter({ effect: 'closed', time: null })).toEqual([]);
    expect(windowsAfter({ effect: 'delayed_start', time: 540 })).toEqual([[540, 1020]]);
    expect(windowsAfter({ effect: 'early_release', time: 780 })).toEqual([[420, 780]]);
  });

  test('says nothing of days on which nobody works anyway', () => {
    expect(withClosure(office, { days: ['2026-11-29'], effect: 'closed', time: null, why: 'Snow' })).toEqual(office);
    const once = withClosure(office, { days: [monday], effect: 'closed', time: null, why: 'Snow' });
    expect(withClosure(once, { days: [monday], effect: 'early_release', time: 700, why: 'Again' })).toEqual(once);
  });

  test('never gives time to work', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10));
    const [from, to] = [Date.UTC(2026, 10, 15), Date.UTC(2027, 0, 15)];
    fc.assert(
      fc.property(fc.array(day, { maxLength: 5 }), fc.constantFrom(...EFFECTS), fc.integer({ min: 0, max: 1440 }), (days, effect, time) => {
        const after = withClosure(office, { days, effect, time, why: 'x' });
        expect(workingMs(calendarOf(after), from, to)).toBeLessThanOrEqual(workingMs(calendarOf(office), from, to));
        expect(judgeContent(after)).toEqual([]);
      }),
    );
  });
});

describe('events of the district’s calendar', () => {
  const event = { uid: 'a', summary: 'Holiday', days: ['2026-12-24', '2026-12-25'], effect: 'closed' as const, time: null };

  test('take the place of what they brought before, and what is over stays', () => {
    const first = withEvents(office, [event], '2026-12-01');
    expect(first.exceptions.map(({ day, why }) => [day, why])).toEqual([
      ['2026-12-24', 'Holiday'],
      ['2026-12-25', 'Holiday'],
    ]);
    const moved = withEvents(first, [{ ...event, days: ['2026-12-25', '2026-12-26'] }], '2026-12-25');
    expect(moved.exceptions.map(({ day }) => day)).toEqual(['2026-12-24', '2026-12-25', '2026-12-26']);
    expect(withEvents(first, [{ ...event, effect: 'nothing' }], '2026-12-01')).toEqual(office);
  });

  test('taken in twice say the same as once', () => {
    const once = withEvents(office, [event, { ...event, uid: 'b', effect: 'delayed_start', time: 600, days: ['2026-12-21'] }], '2026-12-01');
    expect(withEvents(once, [event], '2026-12-01')).toEqual(once);
    const late = once.exceptions.filter(({ uid }) => uid === 'b');
    expect(effectOf(once, late)).toEqual({ effect: 'delayed_start', time: 600 });
  });
});
