import { expect, test } from 'vitest';
import { numberYear, searchWords } from './words.ts';

test('the year of a number is the district’s: New Year’s Eve in Denver is still the old year when UTC is in the new', () => {
  expect(numberYear(new Date('2027-01-01T05:30:00Z'))).toBe(2026);
  expect(numberYear(new Date('2027-01-01T07:30:00Z'))).toBe(2027);
});

test('the search looks in words, place and answers, and leaves out what is not text', () => {
  const text = searchWords({
    number: 'WO-2026-000001',
    title: 'Cold',
    description: '',
    place: 'Bell',
    room: { number: '114', name: 'Art' },
    answers: { since: 'Monday', count: 3, on: true },
  });
  expect(text.split(/\s+/)).toEqual(['WO-2026-000001', 'Cold', 'Bell', '114', 'Art', 'Monday']);
});
