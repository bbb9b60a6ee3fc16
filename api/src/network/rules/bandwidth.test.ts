import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveKbps, goodputMbps, kbpsEach, usersOf } from './bandwidth.ts';

describe('what each user has', () => {
  test('is the link’s Mbps × 1000 over students and staff', () => {
    expect(kbpsEach(1_000, usersOf({ students: 450, staff: 50 }))).toBe(2_000);
  });
  test('counts students alone where nobody counted the staff, and is unknown, not 0, where nobody knows the students', () => {
    expect(usersOf({ students: 500, staff: null })).toBe(500);
    expect(kbpsEach(1_000, usersOf({ students: null, staff: 50 }))).toBeNull();
    expect(kbpsEach(1_000, 0)).toBeNull();
  });
  test('is at most the share of the way out, where that is known', () => {
    expect(effectiveKbps(2_000, 800)).toBe(800);
    expect(effectiveKbps(500, 800)).toBe(500);
    expect(effectiveKbps(500, null)).toBe(500);
    expect(effectiveKbps(null, 800)).toBeNull();
  });
  test('never exceeds either of the two', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (wan, isp) => {
        const kbps = effectiveKbps(wan, isp)!;
        expect(kbps <= wan && kbps <= isp).toBe(true);
      }),
    );
  });
});

describe('goodput', () => {
  test('is eight times the bytes over the microseconds', () => {
    expect(goodputMbps({ numBytes: 1_250_000_000, elapsedUs: 10_000_000 })).toBe(1_000);
  });
  test('of no time is nothing', () => {
    expect(goodputMbps({ numBytes: 5, elapsedUs: 0 })).toBe(0);
  });
});
