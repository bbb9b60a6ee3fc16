import { expect, test } from 'vitest';
import { addressOf, askedOf, queryOf, wrongIn } from './asked.ts';

const of = (query: string) => askedOf(new URLSearchParams(query));

test('what an address asks of a ranking is read back from the address that it makes', () => {
  const asked = of('level=high&needs=all&money=$5,000,000&page=3&w.fci=20&w.safety_code=0');
  expect(of(addressOf(asked))).toEqual(asked);
  expect(queryOf(asked)).toEqual({ level: 'high', needs: 'all', money: '5000000', weights: 'fci:20,safety_code:0' });
});

test('what is no choice is left out, and so are weights of which nothing counts', () => {
  expect(of('area=x&needs=wishes&page=0')).toEqual({ area: '', level: '', needs: 'findings', money: '', page: 1, weights: {} });
  expect(queryOf(of('w.fci=0'))).toEqual({ needs: 'findings' });
});

test('money and weights that are none stay as they were typed, and are said to be wrong', () => {
  const asked = of('money=-5&w.fci=200&w.equity=much&w.safety_code=20');
  expect(asked).toMatchObject({ money: '-5', weights: { fci: '200', equity: 'much', safety_code: '20' } });
  expect(wrongIn(asked)).toEqual({ money: true, weights: ['fci', 'equity'] });
  expect(of(addressOf(asked))).toEqual(asked);
  expect([wrongIn(of('money=abc')).money, wrongIn(of('money=0')).money, wrongIn(of('money=$5,000,000')).money]).toEqual([true, true, false]);
});
