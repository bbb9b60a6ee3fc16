import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { photosOf } from '../findings/read-findings.ts';
import { presentMeasuresInDetail, NOTHING_KNOWN } from '../measures/present-measures.ts';
import { listSiteMeasures } from '../measures/queries.ts';
import { portfolioNotFound, siteNotFound } from '../problems.ts';
import { DISTRICT, findCostBasis, findPortfolio, listBands, listStructures, listSystemConditions } from '../queries.ts';
import { type Measure, presentCondition, presentExtended, presentGroup, USUAL_YEARS_AHEAD } from '../read-condition.ts';
import { addUp, type Condition, standing } from '../rules/fci.ts';
import { escalated } from '../rules/renewal.ts';
import { adequacyWeights } from '../weightings/read-weighting.ts';
import { moneyYearOf, readDeferredParts } from './deferred-parts.ts';
import { findSchool, type GroupedBy, listFoundIn, listPlaces, listStated, sumSystems } from './queries.ts';

const DUE_SHOWN = 10;

async function measured(on: Sql, code: string = DISTRICT) {
  const portfolio = await findPortfolio(on, code);
  if (!portfolio) throw portfolioNotFound();
  const by: Measure = { bands: await listBands(on, portfolio.id), replacementRatio: portfolio.replacementRatio, years: USUAL_YEARS_AHEAD };
  return { portfolio, by };
}

/** A school's condition: its buildings together and each, its systems, and what was found in any of them, the most urgent first. */
export async function readSchool(on: Sql, id: string, now: Date) {
  const school = await findSchool(on, id);
  if (!school) throw siteNotFound();
  const { portfolio, by } = await measured(on);
  const rows = await listStructures(on, portfolio.id, { siteId: id });
  const ids = rows.map((row) => row.id);
  const [found, systems] = [
    await listFoundIn(on, ids),
    await listSystemConditions(
      on,
      standing(rows).map((row) => row.id),
    ),
  ];
  const [known] = await listSiteMeasures(on, [id]);
  const photos = await photosOf(
    on,
    found.map((one) => one.id),
  );
  const day = districtDay(now);
  const year = Number(day.slice(0, 4));
  const basis = await findCostBasis(on, portfolio.id, day);
  const stated = new Map((await listStated(on, ids)).map((row) => [row.id, row]));
  const parts =
    basis &&
    (await readDeferredParts(
      on,
      rows.map((row) => ({ ...row, ...stated.get(row.id)! })),
      basis,
      year,
    ));
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return {
    site: { id: school.id, name: school.name },
    level: school.level,
    area: school.area,
    isDemonstration: portfolio.isDemonstration,
    measures: known ? presentMeasuresInDetail(known, await adequacyWeights(on, portfolio.id)) : NOTHING_KNOWN,
    total: presentGroup(rows, by),
    buildings: rows.map((row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      kind: row.kind,
      grossAreaSqft: row.grossAreaSqft,
      yearBuilt: row.yearBuilt,
      ...presentExtended(row, by),
    })),
    systems: [...Map.groupBy(systems, ({ systemCode }) => systemCode)].map(([code, own]) => ({
      code,
      name: own[0]!.name,
      nameEs: own[0]!.nameEs,
      ...presentCondition(addUp(own), by),
    })),
    moneyYear: basis ? moneyYearOf(basis, year) : null,
    parts: parts
      ? {
          found: dollarsOf(parts.foundCents),
          stated: dollarsOf(parts.statedCents),
          due: dollarsOf(parts.dueCents),
          dueCount: parts.due.length,
          largestDue: parts.due.slice(0, DUE_SHOWN).map(({ costCents, ...part }) => ({ ...part, cost: dollarsOf(costCents) })),
        }
      : null,
    deficiencies: found.map((one) => ({
      id: one.id,
      structure: { id: one.structureId, name: names.get(one.structureId)! },
      systemCode: one.systemCode,
      priority: one.priority,
      scope: one.scope,
      cost: dollarsOf(one.costCents),
      costBaseYear: one.costBaseYear,
      costNow: dollarsOf(basis ? escalated(one.costCents, { from: one.costBaseYear, to: year, ratio: basis.escalationRatio }) : one.costCents),
      foundOn: one.foundOn,
      photos: photos(one.id),
      status: one.status as 'open',
    })),
  };
}

/** Where the schools are: degrees, null where nobody knows. */
export async function readPlaces(on: Sql, { portfolio: code }: { portfolio?: string | undefined }) {
  const { portfolio } = await measured(on, code);
  return { items: await listPlaces(on, portfolio.id) };
}

type Asked = { portfolio?: string | undefined; areaId?: string | undefined; level?: string | undefined; siteId?: string | undefined; by: GroupedBy };

/** Each system of level 2, over all that is chosen and by area, level or school: sums divided anew. */
export async function readSystems(on: Sql, { portfolio: code, by: groupedBy, ...narrowed }: Asked) {
  const { portfolio, by } = await measured(on, code);
  const rows = (await sumSystems(on, portfolio.id, narrowed, groupedBy)).map(({ dm, crv, ...row }) => ({
    ...row,
    dmCents: BigInt(dm),
    crvCents: BigInt(crv) > 0n ? BigInt(crv) : null,
  }));
  const together = (own: readonly Condition[]) => presentCondition(addUp(own), by);
  return {
    by: groupedBy,
    isDemonstration: portfolio.isDemonstration,
    bands: by.bands.map((band) => ({ ...band })),
    items: [...Map.groupBy(rows, ({ code: system }) => system)].map(([system, own]) => ({
      code: system,
      ...own[0]!.names,
      ...together(own),
      groups: own.map(({ key, name, ...row }) => ({ key, name, ...presentCondition(row, by) })),
    })),
  };
}
