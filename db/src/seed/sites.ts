import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { areas, sites } from '../schema/index.ts';
import { uuidFor } from './random.ts';

export type SeedArea = typeof areas.$inferSelect;
export type SeedSite = Omit<typeof sites.$inferSelect, 'version'>;
type School = Omit<SeedSite, 'areaId'>;
type Point = { latitude: number; longitude: number };

const FILE = new URL('jeffco_schools.csv', import.meta.url);

const known = (cell: string | undefined) => (cell === undefined || cell.trim() === '' ? null : cell.trim());

/** A cell with a number in it; a blank is unknown, anything else is a fault in the file. */
function numberIn(row: Record<string, string>, column: string): number | null {
  const cell = known(row[column]);
  if (cell === null) return null;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`${row['cde_code']}: ${column} is not a number: ${cell}`);
  return value;
}

/**
 * The file has no column for virtual schools. Level and address are blank for many charter schools too, which do have a
 * building; so a school is virtual where its name says so ("Virtual", "Remote Learning") and no address is known: 4127 and 4408.
 */
const isVirtual = (name: string, street: string | null) => street === null && /\b(virtual|remote learning|online)\b/i.test(name);

function schoolOf(row: Record<string, string>): School {
  const code = known(row['cde_code']);
  const name = known(row['name']);
  const status = known(row['status']);
  if (!code || !name || !status) throw new Error(`A school without code, name or status: ${JSON.stringify(row)}`);
  const charter = known(row['is_charter']);
  const street = known(row['street']);
  return {
    id: uuidFor(`site ${code}`),
    code,
    name,
    status,
    level: known(row['level']),
    isCharter: charter === null ? null : charter === '1',
    isVirtual: isVirtual(name, street),
    street,
    city: known(row['city']),
    zip: known(row['zip']),
    latitude: numberIn(row, 'latitude'),
    longitude: numberIn(row, 'longitude'),
    enrollment: numberIn(row, 'enrollment_2023_24'),
    freeReducedLunch: numberIn(row, 'free_reduced_lunch_2023_24'),
  };
}

const readSchools = (): School[] => parse<Record<string, string>>(readFileSync(FILE), { columns: true, bom: true }).map(schoolOf);

const pointOf = ({ latitude, longitude }: School): Point | null => (latitude === null || longitude === null ? null : { latitude, longitude });

/** Kilometres between two points on the globe (haversine). */
export function kilometres(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const h = half(b.latitude - a.latitude) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude);
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}

/**
 * The district's neighbourhood high schools: open, not charter, with coordinates, and either of level "high" or a
 * "Junior/Senior High School" of several levels. Those by choice (option, alternative) draw from everywhere and head no area.
 */
const isHighSchool = (school: School) =>
  school.status === 'active' &&
  school.isCharter === false &&
  pointOf(school) !== null &&
  (school.level === 'high' || (school.level === 'multi-level' && school.name.endsWith('Senior High School')));

type HeadedArea = SeedArea & Point;

function areaOf(school: School): HeadedArea {
  const short = school.name.replace(/( Junior\/Senior| Senior)? High School$/, '');
  const code = short.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return { id: uuidFor(`area ${code}`), code, name: `${short} area`, ...pointOf(school)! };
}

const headedAreas = (schools: readonly School[]): HeadedArea[] =>
  schools
    .filter(isHighSchool)
    .map(areaOf)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));

/** The areas, by code: one for each neighbourhood high school. */
export const readAreas = (): SeedArea[] => headedAreas(readSchools()).map(({ id, code, name }) => ({ id, code, name }));

function nearest(areas: readonly HeadedArea[], point: Point): HeadedArea {
  return areas.reduce((best, area) => (kilometres(area, point) < kilometres(best, point) ? area : best));
}

/** What most of the neighbours have; of equals the one that comes first by name. */
const mostFrequent = (names: readonly string[]): string | null =>
  [...Map.groupBy(names.toSorted(), (name) => name).entries()].reduce<[string, string[]] | null>(
    (best, entry) => (best && best[1].length >= entry[1].length ? best : entry),
    null,
  )?.[0] ?? null;

/**
 * All schools of the file, with their areas: open or closed, each belongs to the area of its nearest high school. Without
 * coordinates it gets the area of most schools with the same ZIP code, else of the same city. Where not even those are known
 * (most charter schools, virtual schools) the area is unknown and stays null: the crews and desks without an area serve them.
 */
export function readSites(): SeedSite[] {
  const schools = readSchools();
  const areas = headedAreas(schools);
  const placed = schools.map((school) => {
    const point = pointOf(school);
    return { ...school, areaId: point ? nearest(areas, point).id : null };
  });
  const areaOfMost = (isNeighbour: (other: SeedSite) => boolean) =>
    mostFrequent(placed.filter(isNeighbour).flatMap((other) => (other.areaId ? [other.areaId] : [])));
  return placed.map((site) => ({
    ...site,
    areaId:
      site.areaId ??
      (site.zip === null ? null : areaOfMost((other) => other.zip === site.zip)) ??
      (site.city === null ? null : areaOfMost((other) => other.city === site.city)),
  }));
}
