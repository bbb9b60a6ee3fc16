import { expect, test } from 'vitest';
import { type FieldMove, isFulfilled, targetOf } from './field.ts';
import type { Status } from './lifecycle.ts';

test('going on after a wait leads back to where the order was held from', () => {
  expect(targetOf('resume', { status: 'on_hold', heldFrom: 'assigned', completedAt: null })).toBe('assigned');
});

test.each<[FieldMove, Status, boolean]>([
  ['complete', 'completed', true],
  ['complete', 'closed', true],
  ['complete', 'cancelled', false],
  ['start', 'in_progress', true],
  ['start', 'completed', false],
  ['hold', 'on_hold', true],
  ['hold', 'completed', false],
  ['resume', 'in_progress', true],
  ['resume', 'on_hold', false],
  ['give_back', 'triaged', true],
  ['give_back', 'in_progress', false],
])('%s on an order that is %s: already done is %s', (move, status, expected) => expect(isFulfilled(move, status, true)).toBe(expected));

test('who gives back what has been given to others meanwhile has what they wanted', () => {
  expect(isFulfilled('give_back', 'in_progress', false)).toBe(true);
});
