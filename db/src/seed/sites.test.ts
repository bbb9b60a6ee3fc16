import { describe, expect, test } from 'vitest';
import { makePlaces } from './rooms.ts';
import { kilometres, readAreas, readSites } from './sites.ts';

const sites = readSites();
const areas = readAreas();
const site = (code: string) => {
  const found = sites.find((s) => s.code === code);
  if (!found) throw new Error(`No site ${code}`);
  return found;
};
const areaOf = (code: string) => areas.find(({ id }) => id === site(code).areaId)?.name ?? null;

const pointOf = ({ latitude, longitude }: (typeof sites)[number]) => (latitude === null || longitude === null ? null : { latitude, longitude });

describe('the schools of the file', () => {
  test('all of them, once, with their leading zeros', () => {
    expect(sites).toHaveLength(163);
    expect(new Set(sites.map((s) => s.code)).size).toBe(163);
    expect(site('0030')).toMatchObject({ name: 'Adams Elementary', zip: '80030', enrollment: 317, freeReducedLunch: 141, isCharter: false });
  });
  test('18 are closed', () => expect(sites.filter((s) => s.status === 'closed')).toHaveLength(18));
  test('a blank is unknown, neither zero nor empty', () => {
    expect(site('1451')).toMatchObject({ level: null, street: null, city: null, zip: null, latitude: null, longitude: null, freeReducedLunch: null });
    expect(sites.filter((s) => s.latitude === null)).toHaveLength(23);
    expect(sites.filter((s) => s.level === null)).toHaveLength(21);
    expect(sites.flatMap((s) => Object.values(s))).not.toContain('');
  });
  test('two are virtual; a charter school without a known address is not', () => {
    expect(sites.filter((s) => s.isVirtual).map((s) => s.code)).toEqual(['4127', '4408']);
    expect(site('4404')).toMatchObject({ isVirtual: false, isCharter: true });
  });
});

describe('areas', () => {
  test('one for each neighbourhood high school', () => {
    expect(areas).toHaveLength(17);
    expect(areas.map((a) => a.name)).toEqual(expect.arrayContaining(['Arvada West area', 'Chatfield area', 'Pomona area']));
    expect(areas.map((a) => a.code)).toEqual(areas.map((a) => a.code).toSorted());
  });
  test('a school belongs to its nearest high school, closed ones too', () => {
    expect(areaOf('0378')).toBe('Arvada West area');
    expect(areaOf('9424')).toBe('Conifer area');
    expect(areaOf('1790')).toBe('Columbine area');
  });
  test('no high school is nearer than the one of the area', () => {
    const highSchools = sites.filter((s) => s.name.endsWith('High School') && s.isCharter === false);
    const heads = areas.map((area) => ({ id: area.id, ...pointOf(highSchools.find((s) => s.name.startsWith(area.name.replace(/area$/, '')))!)! }));
    for (const s of sites) {
      const point = pointOf(s);
      if (!point) continue;
      const [nearest] = heads.toSorted((a, b) => kilometres(point, a) - kilometres(point, b));
      expect(nearest?.id, s.name).toBe(s.areaId);
    }
  });
  test('without coordinates by ZIP code; without an address it is unknown', () => {
    expect(areaOf('6285')).toBe('Wheat Ridge area');
    expect(sites.filter((s) => s.areaId === null)).toHaveLength(22);
    expect(sites.filter((s) => s.areaId === null).every((s) => s.street === null)).toBe(true);
  });
});

test('a degree of latitude is 111 km', () => {
  expect(kilometres({ latitude: 39, longitude: -105 }, { latitude: 40, longitude: -105 })).toBeCloseTo(111.2, 1);
});

describe('buildings and rooms', () => {
  const places = makePlaces(sites);
  test('every school has a main building, a virtual one has none', () => {
    const withMain = places.buildings.filter((b) => b.code === 'A').map((b) => b.siteId);
    expect(withMain.toSorted()).toEqual(
      sites
        .filter((s) => !s.isVirtual)
        .map((s) => s.id)
        .toSorted(),
    );
  });
  test('some 6 to 9 thousand rooms, each number once in its building', () => {
    expect(places.rooms.length).toBeGreaterThan(6_000);
    expect(places.rooms.length).toBeLessThan(9_000);
    expect(new Set(places.rooms.map((r) => `${r.buildingId} ${r.number}`)).size).toBe(places.rooms.length);
    expect(new Set(places.rooms.map((r) => r.id)).size).toBe(places.rooms.length);
  });
  test('asbestos is noted in about 6 % of them, always in words that say it is made up', () => {
    const noted = places.rooms.filter((r) => r.hasAsbestos);
    expect(noted.length / places.rooms.length).toBeGreaterThan(0.04);
    expect(noted.length / places.rooms.length).toBeLessThan(0.08);
    for (const room of places.rooms) expect(room.hasAsbestos).toBe(/^Asbestos .*\(made-up\)/.test(room.hazardNote ?? ''));
    for (const { hazardNote } of places.rooms) if (hazardNote !== null) expect(hazardNote).toContain('made-up');
  });
  test('the same on every machine and at every seeding', () => expect(makePlaces(readSites())).toEqual(places));
});
