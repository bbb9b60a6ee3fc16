import type { Places } from './words.ts';

type Point = { longitude: number; latitude: number };
export type Located = Places['items'][number] & Point;

/** Those of whom it is known where they are. */
export const located = (places: Places['items']): Located[] =>
  places.filter((one): one is Located => one.latitude !== null && one.longitude !== null);

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Each city that schools' addresses name, at the mean of their places; those with the most schools first. */
export function placeNames(places: readonly Located[]): (Point & { name: string; schools: number })[] {
  const byCity = Map.groupBy(
    places.filter(({ city }) => city !== null),
    ({ city }) => city!,
  );
  return [...byCity]
    .map(([name, own]) => ({
      name,
      schools: own.length,
      longitude: mean(own.map(({ longitude }) => longitude)),
      latitude: mean(own.map(({ latitude }) => latitude)),
    }))
    .toSorted((a, b) => b.schools - a.schools || (a.name < b.name ? -1 : 1));
}
