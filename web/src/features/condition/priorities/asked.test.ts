import { expect, test } from 'vitest';
import { addressOf, askedOf, queryOf } from './asked.ts';

const of = (query: string) => askedOf(new URLSearchParams(query));

test('what an address asks of a ranking is read back from the address that it makes', () => {
  const asked = of('level=high&needs=all&money=$5,000,000&page=3&w.fci=20&w.safety_code=0');
  expect(of(addressOf(asked))).toEqual(asked);
  expect(queryOf(asked)).toEqual({ level: 'high', needs: 'all', money: '5000000', weights: 'fci:20,safety_code:0' });
});

test('absurd things are left out, and weights of which nothing counts', () => {
  expect(of('area=x&needs=wishes&money=-1&page=0&w.fci=200')).toEqual({ area: '', level: '', needs: 'findings', money: '', page: 1, weights: {} });
  expect(queryOf(of('w.fci=0'))).toEqual({ needs: 'findings' });
});
