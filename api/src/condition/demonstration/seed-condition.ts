import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import { measure } from '../rules/measure.ts';
import { basisOf, DISTRICT, findCostBasis, findPortfolio } from '../queries.ts';
import { makeInventory } from './make-inventory.ts';
import { OF_A_BUILDING, OF_A_SITE } from './parts.ts';
import { insertDemonstration, listPlaces } from './queries.ts';

const DAY_MS = 86_400_000;
const BASE_YEARS_AGO = 1;

/** The made-up condition of the demonstration's schools, once; gives how many components were written. */
export async function seedCondition(db: Sql, now: Date): Promise<number> {
  const today = districtDay(now);
  const year = Number(today.slice(0, 4));
  return db.transaction(async (tx) => {
    const portfolio = (await findPortfolio(tx, DISTRICT))!;
    if (await findCostBasis(tx, portfolio.id, today)) return 0;
    const costBasis = {
      id: uuidFor('cost basis 1'),
      portfolioId: portfolio.id,
      number: 1,
      effectiveOn: `${year - BASE_YEARS_AGO}-01-01`,
      baseYear: year - BASE_YEARS_AGO,
      escalationRatio: 0.04,
      locationFactor: 1.02,
      softCostRatio: 0.25,
      source: 'Made up for the demonstration',
      createdAt: now,
    };
    const units = [...new Map([...OF_A_BUILDING, ...OF_A_SITE].map((part) => [part.systemCode, part])).values()].map(
      ({ systemCode, unit, unitCost, lifeYears, renewalRatio }) => ({
        costBasisId: costBasis.id,
        systemCode,
        unit,
        unitCostCents: BigInt(unitCost),
        lifeYears,
        renewalRatio,
      }),
    );
    await insertDemonstration(tx, { portfolioId: portfolio.id, costBasis, units });
    const basis = await basisOf(tx, (await findCostBasis(tx, portfolio.id, today))!);
    const made = (await listPlaces(tx)).map((place) => makeInventory(place, portfolio.id, year));
    const counted = made.map(({ structure, components, deficiencies }) => {
      const rows = components.map((one) => ({ ...one, observedOn: null, observedRemainingYears: null }));
      const found = deficiencies.map(({ daysAgo, ...one }) => ({
        ...one,
        componentId: null,
        foundOn: districtDay(new Date(now.getTime() - daysAgo * DAY_MS)),
        source: 'assessment',
        status: 'open',
      }));
      const measured = measure({ replacementCents: null, components: rows, deficiencies: found }, basis, { dueYear: year, priceYear: year });
      const { dmCents, crvCents, aheadCents, scheduleCents } = measured;
      return { structure: { ...structure, dmCents, crvCents, aheadCents, scheduleCents }, components: rows, deficiencies: found, measured };
    });
    await insertDemonstration(tx, {
      structures: counted.map(({ structure }) => structure),
      components: counted.flatMap(({ components }) => components),
      deficiencies: counted.flatMap(({ deficiencies }) => deficiencies),
      conditions: counted.flatMap(({ structure, measured }) =>
        [...measured.bySystem].map(([systemCode, condition]) => ({
          structureId: structure.id,
          systemCode,
          ...condition,
          year,
          costBasisId: costBasis.id,
        })),
      ),
      events: counted.map(({ structure }) => ({
        id: uuidFor(`condition event ${structure.code}`),
        structureId: structure.id,
        kind: 'inventory_loaded',
        cause: 'correction',
        data: {},
        dmDeltaCents: structure.dmCents,
        crvDeltaCents: structure.crvCents ?? 0n,
        occurredAt: now,
      })),
    });
    return counted.reduce((sum, { components }) => sum + components.length, 0);
  });
}
