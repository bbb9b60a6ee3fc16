import type { calendarRevisions, calendars, CalendarException } from '../../schema/index.ts';
import { SERVICES } from './services.ts';

const between = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

/** Days on which the district's offices are closed, as such districts close: the school years from 2021 to 2028. */
const HOLIDAYS: readonly [why: string, days: readonly string[]][] = [
  ['New Year', ['2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01', '2028-01-01']],
  ['Memorial Day', ['2022-05-30', '2023-05-29', '2024-05-27', '2025-05-26', '2026-05-25', '2027-05-31', '2028-05-29']],
  ['Independence Day', ['2022-07-04', '2023-07-04', '2024-07-04', '2025-07-04', '2026-07-04', '2027-07-04', '2028-07-04']],
  ['Labor Day', ['2021-09-06', '2022-09-05', '2023-09-04', '2024-09-02', '2025-09-01', '2026-09-07', '2027-09-06']],
  [
    'Thanksgiving',
    [
      ['2021-11-25', '2021-11-26'],
      ['2022-11-24', '2022-11-25'],
      ['2023-11-23', '2023-11-24'],
      ['2024-11-28', '2024-11-29'],
      ['2025-11-27', '2025-11-28'],
      ['2026-11-26', '2026-11-27'],
      ['2027-11-25', '2027-11-26'],
    ].flatMap(([from, to]) => between(from!, to!)),
  ],
  ['Winter break', ['2021', '2022', '2023', '2024', '2025', '2026', '2027'].flatMap((year) => [`${year}-12-24`, `${year}-12-25`, `${year}-12-31`])],
];

const exceptions: CalendarException[] = HOLIDAYS.flatMap(([why, days]) => days.map((day) => ({ day, windows: [], why }))).toSorted((a, b) =>
  a.day < b.day ? -1 : 1,
);

/** One for each service, so that one may close while others work. */
export const CALENDARS: (typeof calendars.$inferInsert)[] = SERVICES.map(({ code, nameEn, nameEs }) => ({ code, nameEn, nameEs }));

/** What each begins with: Monday to Friday from 7 to 5, closed on holidays. */
export const firstRevisions = (codes: readonly string[], changedAt: Date): (typeof calendarRevisions.$inferInsert)[] =>
  codes.map((calendarCode) => ({
    calendarCode,
    content: {
      timeZone: 'America/Denver',
      week: [[], ...Array.from({ length: 5 }, (): [number, number][] => [[7 * 60, 17 * 60]]), []],
      exceptions,
    },
    why: 'As it began',
    changedAt,
  }));
