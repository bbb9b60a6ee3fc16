import { expect, test } from 'vitest';
import { typedAmount, typedShare } from './typed-amount.ts';

test.each([
  ['$42,000', '42000'],
  [' 1,234,567.89 ', '1234567.89'],
  ['-$1,200', '-1200'],
  ['1 200', '1200'],
  ['5 %', '5'],
  ['', ''],
  // A comma that parts no thousands is left: the API refuses it, and nobody is read a hundred times too large.
  ['1,50', '1,50'],
  ['1.200,50', '1.200,50'],
  ['1,2,3', '1,2,3'],
  ['0,500', '0,500'],
  ['many', 'many'],
])('%j is %j', (typed, plain) => {
  expect(typedAmount(typed)).toBe(plain);
});

test.each([
  ['35 %', 0.35],
  ['12.5', 0.125],
  ['100', 1],
  ['101', undefined],
  ['50,5', undefined],
  ['-1', undefined],
  ['half', undefined],
  ['1e308', undefined],
  ['', undefined],
])('%j is the share %j', (typed, share) => {
  expect(typedShare(typed)).toBe(share);
});
