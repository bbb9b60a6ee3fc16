import type { Sql } from '@steward/db';
import { listSurveys, listTallies } from './queries.ts';
import { ALL, shareOf } from './rules/count.ts';

/** Of each closed survey: the shares of all answers that find the services effective and adequate. */
export async function surveyShares(on: Sql) {
  const closed = (await listSurveys(on)).filter(({ state }) => state === 'closed');
  const tallies =
    closed.length === 0
      ? []
      : await listTallies(
          on,
          closed.map(({ id }) => id),
        );
  return closed.map(({ id, year, isDemonstration }) => {
    const all = tallies.find((one) => one.surveyId === id && one.groupKind === 'all' && one.serviceCode === ALL);
    const n = all?.n ?? null;
    return { year, isDemonstration, effective: shareOf(all?.effective ?? null, n), adequate: shareOf(all?.adequate ?? null, n) };
  });
}
