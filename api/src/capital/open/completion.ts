import type { Sql } from '@steward/db';
import { listProgrammes, listScopes } from './queries.ts';

/** Of the first public bond programme: by the end of each year so far, the share of all that was promised that was complete. What was dropped stays promised. */
export async function completionByYear(on: Sql, today: string) {
  const programme = (await listProgrammes(on)).find(({ kind }) => kind === 'bond');
  if (!programme) return undefined;
  const scopes = await listScopes(on, { programmeId: programme.id });
  const first = Number(programme.startsOn.slice(0, 4));
  const years = Array.from({ length: Math.max(0, Number(today.slice(0, 4)) - first + 1) }, (_, i) => first + i);
  const completeBy = (year: number) => scopes.filter(({ completedOn }) => completedOn !== null && completedOn <= `${year}-12-31`).length;
  return {
    code: programme.code,
    isDemonstration: programme.isDemonstration,
    points: scopes.length === 0 ? [] : years.map((year) => ({ year, value: completeBy(year) / scopes.length })),
  };
}
