import { expect, test } from 'vitest';
import { type Crew, teamFor } from './routing.ts';

const crew = (name: string, more: Partial<Crew>): Crew => ({
  id: name,
  name,
  serviceCode: 'facilities',
  tradeCode: null,
  areaId: null,
  compartment: null,
  ...more,
});
const CREWS = [
  crew('any', {}),
  crew('north, any trade', { areaId: 'north' }),
  crew('plumbing', { tradeCode: 'plumbing' }),
  crew('plumbing north', { tradeCode: 'plumbing', areaId: 'north' }),
  crew('nutrition', { serviceCode: 'nutrition' }),
  crew('diets', { serviceCode: 'nutrition', compartment: 'student_health' }),
];
const to = (type: { serviceCode: string; tradeCode: string; compartment: string | null }, area: string | null) => teamFor(CREWS, type, area)?.name;
const plumbing = { serviceCode: 'facilities', tradeCode: 'plumbing', compartment: null };

test('trade and area come first, then trade, then area, then any crew of the service', () => {
  expect(to(plumbing, 'north')).toBe('plumbing north');
  expect(to(plumbing, 'south')).toBe('plumbing');
  expect(to({ ...plumbing, tradeCode: 'paint' }, 'north')).toBe('north, any trade');
  expect(to({ ...plumbing, tradeCode: 'paint' }, null)).toBe('any');
});

test('a confidential order goes to the crew of its compartment or to none', () => {
  expect(to({ serviceCode: 'nutrition', tradeCode: 'diets', compartment: 'student_health' }, 'north')).toBe('diets');
  expect(to({ serviceCode: 'nutrition', tradeCode: 'meals', compartment: 'meal_eligibility' }, 'north')).toBeUndefined();
  expect(to({ serviceCode: 'nutrition', tradeCode: 'diets', compartment: null }, 'north')).toBe('nutrition');
});
