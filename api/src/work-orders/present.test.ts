import { expect, test } from 'vitest';
import { presentAnswers } from './present.ts';

const field = (key: string, kind: 'date' | 'text' | 'yes_no') => ({ key, kind, labelEn: key, labelEs: key, isRequired: false });
const worded = (answers: Record<string, string | number | boolean>, kind: 'date' | 'text' | 'yes_no') =>
  presentAnswers(answers, [field('a', kind)]).map(({ value, valueEn, valueEs }) => [value, valueEn, valueEs]);

test('a day that was answered is said in words, as the reader writes days', () => {
  expect(worded({ a: '2026-03-12' }, 'date')).toEqual([['2026-03-12', 'March 12, 2026', '12 de marzo de 2026']]);
  expect(worded({ a: '2026-12-31' }, 'date')[0]![1]).toBe('December 31, 2026');
});

test('what only looks like a day, or was none, stays as it was written', () => {
  expect(worded({ a: '2026-03-12' }, 'text')).toEqual([['2026-03-12', '2026-03-12', '2026-03-12']]);
  expect(worded({ a: 'next week' }, 'date')).toEqual([['next week', 'next week', 'next week']]);
  expect(worded({ a: true }, 'yes_no')).toEqual([[true, 'Yes', 'Sí']]);
});
