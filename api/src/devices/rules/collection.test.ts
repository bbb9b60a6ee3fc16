import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Collected, judgeCollected, type OnTable } from './collection.ts';
import { DEVICE_STATUSES, leadsTo } from './device-lifecycle.ts';

const AT = new Date('2026-05-20T16:00:00Z');
const before = new Date('2025-08-20T16:00:00Z');
const table = (more: Partial<OnTable> = {}): OnTable => ({
  status: 'assigned',
  heldSince: before,
  wasReturned: false,
  isOtherSites: false,
  isSomebodyElses: false,
  isDamaged: false,
  ...more,
});

describe('on a collection day', () => {
  test.each<[string, Partial<OnTable>, Collected]>([
    ['what a student has comes back', {}, { act: 'return', exceptions: [] }],
    ['so does a loaner', { status: 'on_loan' }, { act: 'return', exceptions: [] }],
    [
      'a damaged one of another school that somebody else brought comes back, and all of that is told',
      { isDamaged: true, isOtherSites: true, isSomebodyElses: true },
      { act: 'return', exceptions: ['other_site', 'somebody_elses', 'damaged'] },
    ],
    [
      'what was given out after the scan had come back by then',
      { heldSince: new Date('2026-05-20T17:00:00Z') },
      { act: null, exceptions: ['already_back'] },
    ],
    ['a lost one is found', { status: 'lost' }, { act: 'recover', exceptions: ['found'] }],
    ['a stolen one is found', { status: 'stolen', heldSince: null }, { act: 'recover', exceptions: ['found'] }],
    ['one that is being repaired stays in repair', { status: 'awaiting_parts' }, { act: null, exceptions: ['in_repair'] }],
    ['one that came back stays back', { status: 'in_stock', heldSince: null, wasReturned: true }, { act: null, exceptions: ['already_back'] }],
    ['one that nobody had is told', { status: 'in_stock', heldSince: null }, { act: null, exceptions: ['not_out'] }],
    ['one that is no longer in use is told', { status: 'retired', heldSince: null }, { act: null, exceptions: ['not_out'] }],
  ])('%s', (_what, given, expected) => expect(judgeCollected(table(given), AT)).toEqual(expected));

  test('whatever lies there: it is moved by a move there is, or told', () => {
    const any = fc.record({
      status: fc.constantFrom(...DEVICE_STATUSES),
      heldSince: fc.option(fc.date({ noInvalidDate: true })),
      wasReturned: fc.boolean(),
      isOtherSites: fc.boolean(),
      isSomebodyElses: fc.boolean(),
      isDamaged: fc.boolean(),
    });
    fc.assert(
      fc.property(any, (given) => {
        const { act, exceptions } = judgeCollected(given, AT);
        expect(act === null ? exceptions.length > 0 : leadsTo(act, given.status).length > 0).toBe(true);
      }),
    );
  });
});
