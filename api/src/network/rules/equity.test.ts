import { describe, expect, test } from 'vitest';
import { equityBy, equityOf, measureSchools, type SchoolLinks } from './equity.ts';

const TARGET = { code: 'fcc', year: 2018, per: 'student', kbps: 1000 } as const;
const school = (siteId: string, more: Partial<SchoolLinks> = {}): SchoolLinks => ({
  siteId,
  level: 'elementary',
  areaId: 'north',
  students: 100,
  staff: 0,
  freeReducedLunch: 20,
  downMbps: 100,
  hasFibre: true,
  ...more,
});
/** 500, 1000, 1500 and 2000 kbps for 100 users each. */
const FOUR = [50, 100, 150, 200].map((downMbps, i) =>
  school(String(i), { downMbps, level: i < 2 ? 'elementary' : 'high', freeReducedLunch: 80 - i * 20, hasFibre: i > 0 }),
);

describe('schools against a target', () => {
  test('of 1 Mbps per student: three of four reach it; what keeps the other below is its own link', () => {
    const measured = measureSchools(FOUR, null, TARGET);
    expect(measured.map(({ isAtTarget }) => isAtTarget)).toEqual([false, true, true, true]);
    expect(measured.map(({ cause }) => cause)).toEqual(['link', null, null, null]);
    expect(equityOf(measured)).toMatchObject({ schools: 4, judged: 4, atTarget: 3, medianKbps: 1250, minKbps: 500, users: 400 });
    expect(equityOf(measured).gini).toBeCloseTo(0.25, 12);
    expect(equityOf(measured).theil).toBeCloseTo(0.10644, 6);
  });
  test('have at most their share of the way out: with 300 Mbps for 400 users nobody has more than 750 kbps', () => {
    const measured = measureSchools(FOUR, 300, TARGET);
    expect(measured.map(({ effectiveKbps }) => effectiveKbps)).toEqual([500, 750, 750, 750]);
    expect(measured.map(({ cause }) => cause)).toEqual(['both', 'way_out', 'way_out', 'way_out']);
  });
  test('per student does not count the staff; what each user has does', () => {
    const [one] = measureSchools([school('a', { staff: 100 })], null, TARGET);
    expect(one).toMatchObject({ againstKbps: 1000, isAtTarget: true, effectiveKbps: 500 });
  });
  test('without a known circuit or number of students are not judged, and no part of any figure', () => {
    const measured = measureSchools([school('a', { downMbps: null }), school('b', { students: null }), school('c')], null, TARGET);
    expect(equityOf(measured)).toMatchObject({ schools: 3, judged: 1, atTarget: 1, users: 100, gini: 0 });
    expect(equityOf([])).toMatchObject({ schools: 0, medianKbps: null, minKbps: null, gini: null, theil: null, p10ToP90: null });
  });
  test('with a dead link have 0, which is known', () => {
    expect(equityOf(measureSchools([school('a', { downMbps: 0 })], null, TARGET))).toMatchObject({ judged: 1, atTarget: 0, minKbps: 0, gini: 0 });
  });
});

describe('groups', () => {
  const measured = measureSchools(FOUR, null, TARGET);
  test('by level, need, area and fibre: each with its figures and the part of Theil that lies between', () => {
    const level = equityBy(measured, 'level');
    expect(level.groups.map(({ key, atTarget, schools }) => [key, atTarget, schools])).toEqual([
      ['elementary', 1, 2],
      ['high', 2, 2],
    ]);
    expect(level.theilBetween).toBeCloseTo(0.5 * 0.6 * Math.log(0.6) + 0.5 * 1.4 * Math.log(1.4), 12);
    expect(equityBy(measured, 'area').theilBetween).toBeCloseTo(0, 12);
    expect(equityBy(measured, 'fibre').groups.map(({ key }) => key)).toEqual(['other', 'fibre']);
    expect(equityBy(measured, 'need').groups.map(({ key }) => key)).toEqual(['4', '3', '2', '1']);
  });
});
