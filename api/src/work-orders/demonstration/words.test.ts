import { REQUEST_TYPES } from '@steward/db/seed';
import { expect, test } from 'vitest';
import { TOPICS } from './words.ts';

test('every kind of request of the demonstration has words of its own, and no word is for a kind that is not', () => {
  expect(new Set(Object.keys(TOPICS))).toEqual(new Set(REQUEST_TYPES.map((t) => t.code)));
});
