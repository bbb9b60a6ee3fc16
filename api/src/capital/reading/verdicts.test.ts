import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts.ts';

const standing = { total: 10, promises: { total: 20, changed: 0, dropped: 0 }, over: 0, late: 0, onTime: 10 };

test('what misses nothing is kept, what misses up to a fifth is mostly kept, what misses more is not', () => {
  expect(verdictsOf(standing, 0n)).toEqual({ promise: 'yes', money: 'yes', time: 'yes' });
  expect(verdictsOf({ ...standing, promises: { total: 20, changed: 3, dropped: 1 }, over: 2, late: 2, onTime: 8 }, 1n)).toEqual({
    promise: 'mostly',
    money: 'mostly',
    time: 'mostly',
  });
  expect(verdictsOf({ ...standing, promises: { total: 20, changed: 4, dropped: 1 }, over: 3, late: 3, onTime: 7 }, 1n)).toEqual({
    promise: 'no',
    money: 'no',
    time: 'no',
  });
});

test('all together above their budgets is not on money, however few projects are', () => {
  expect(verdictsOf({ ...standing, over: 1 }, -1n).money).toBe('no');
});

test('of a programme without projects nobody can say', () => {
  expect(verdictsOf({ total: 0, promises: { total: 0, changed: 0, dropped: 0 }, over: 0, late: 0, onTime: 0 }, 0n)).toEqual({
    promise: 'nothing',
    money: 'nothing',
    time: 'nothing',
  });
});

test('nor of time where nothing is dated yet; what is not dated is not counted as in time', () => {
  expect(verdictsOf({ ...standing, onTime: 0 }, 0n).time).toBe('nothing');
  expect(verdictsOf({ ...standing, late: 1, onTime: 1 }, 0n).time).toBe('no');
});
