import { expect, test } from 'vitest';
import { located, placeNames } from './place-names.ts';

const place = (siteId: string, city: string | null, latitude: number | null, longitude: number | null) => ({
  siteId,
  name: siteId,
  city,
  latitude,
  longitude,
});

test('a place name stands at the mean of its schools; who has no place or no city is left out', () => {
  const places = [
    place('a', 'Golden', 39.7, -105.2),
    place('b', 'Golden', 39.8, -105.4),
    place('c', null, 39, -105),
    place('d', 'Arvada', null, null),
  ];
  expect(located(places).map(({ siteId }) => siteId)).toEqual(['a', 'b', 'c']);
  const [golden, ...others] = placeNames(located(places));
  expect([golden!.name, golden!.schools, golden!.latitude.toFixed(4), golden!.longitude.toFixed(4), others]).toEqual([
    'Golden',
    2,
    '39.7500',
    '-105.3000',
    [],
  ]);
});
