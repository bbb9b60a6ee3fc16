import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { happenedAt, notBefore, stamps } from './when.ts';

const HEARD = new Date('2026-11-24T18:00:00Z');
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(HEARD.getTime() - hours * HOUR);

describe('when it happened', () => {
  test.each([
    ['right', 0],
    ['a day behind', -24],
    ['a day ahead', 24],
    ['in 1998', -245_000],
  ])('is the same whether the phone’s clock is right or %s', (_, wrongByHours) => {
    const onPhone = (at: Date) => new Date(at.getTime() + wrongByHours * HOUR);
    expect(happenedAt({ deviceAt: onPhone(ago(3)), sentAt: onPhone(HEARD) }, HEARD)).toEqual(ago(3));
  });

  test('is never later than we heard of it, whatever was done to the clock meanwhile', () => {
    const anyClock = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(anyClock, anyClock, (deviceAt, sentAt) => {
        expect(happenedAt({ deviceAt, sentAt }, HEARD).getTime()).toBeLessThanOrEqual(HEARD.getTime());
      }),
    );
  });

  test('is never before what it builds on', () => {
    expect(notBefore({ at: ago(30), heardAt: HEARD }, ago(2))).toEqual({ at: ago(2), heardAt: HEARD });
    expect(notBefore({ at: ago(1), heardAt: HEARD }, ago(2))).toEqual({ at: ago(1), heardAt: HEARD });
  });
});

test('an event says that it came late only where it did', () => {
  expect(stamps({ at: ago(2), heardAt: HEARD })).toEqual({ occurredAt: ago(2), recordedAt: HEARD });
  expect(stamps({ at: new Date(HEARD.getTime() - 2_000), heardAt: HEARD }).recordedAt).toBeNull();
});
