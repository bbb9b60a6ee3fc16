import { expect, test } from 'vitest';
import { isHoliday } from './holidays.ts';

test.each(['2026-11-26', '2026-11-27', '2025-11-27', '2026-01-01', '2026-05-25', '2026-09-07', '2026-12-25'])('%s is a holiday', (day) =>
  expect(isHoliday(day)).toBe(true),
);
test.each(['2026-11-25', '2026-11-19', '2026-11-30', '2026-05-18', '2026-09-14', '2026-12-23'])('%s is not', (day) =>
  expect(isHoliday(day)).toBe(false),
);
