import type { Sql } from '@steward/db';
import { basisOf, type findCostBasis } from '../queries.ts';
import { standing } from '../rules/fci.ts';
import { priced } from '../rules/measure.ts';
import { escalated, nextRenewalYear, renewalCents } from '../rules/renewal.ts';
import { listComponentsOf, listFoundIn } from './queries.ts';

type Building = { id: string; name: string; dmCents: bigint; crvCents: bigint | null; statedDmCents: bigint | null; statedBaseYear: number | null };
type BasisRow = NonNullable<Awaited<ReturnType<typeof findCostBasis>>>;

/** In whose money all is: that of the year, or of the cost basis where nothing makes it dearer. */
export const moneyYearOf = (basis: Pick<BasisRow, 'escalationRatio' | 'baseYear'>, year: number): number =>
  basis.escalationRatio === 0 ? basis.baseYear : year;

/**
 * Of what several buildings defer together: the sum of what was found, the sum of the parts due for renewal, and what an assessor stated of the whole; with the parts, the
 * dearest first. A finding on a part stands for its renewal. Buildings without a value stand in none of the sums, as in the whole.
 */
export async function readDeferredParts(on: Sql, buildings: readonly Building[], basisRow: BasisRow, year: number) {
  const basis = await basisOf(on, basisRow);
  const standingHere = standing(buildings);
  const ids = standingHere.map(({ id }) => id);
  const names = new Map(standingHere.map(({ id, name }) => [id, name]));
  const inMoneyOf = { to: year, ratio: basis.escalationRatio };
  const found = await listFoundIn(on, ids);
  const foundOn = new Set(found.map(({ componentId }) => componentId));
  const due = (await listComponentsOf(on, ids))
    .flatMap((row) => {
      const part = foundOn.has(row.id) ? undefined : priced(row, basis);
      if (!part || nextRenewalYear(part) > year) return [];
      return [
        {
          id: row.id,
          structure: { id: row.structureId, name: names.get(row.structureId)! },
          systemCode: row.systemCode,
          name: row.name,
          dueYear: nextRenewalYear(part),
          costCents: renewalCents(part, year, basis.escalationRatio),
        },
      ];
    })
    .toSorted((a, b) => Number(b.costCents - a.costCents) || (a.id < b.id ? -1 : 1));
  const sum = (cents: readonly bigint[]) => cents.reduce((all, one) => all + one, 0n);
  return {
    foundCents: sum(found.map(({ costCents, costBaseYear }) => escalated(costCents, { from: costBaseYear, ...inMoneyOf }))),
    found: found.length,
    dueCents: sum(due.map(({ costCents }) => costCents)),
    due,
    statedCents: sum(
      standingHere.map(({ statedDmCents, statedBaseYear }) =>
        statedDmCents === null ? 0n : escalated(statedDmCents, { from: statedBaseYear ?? basis.baseYear, ...inMoneyOf }),
      ),
    ),
  };
}
