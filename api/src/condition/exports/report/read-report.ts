import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { readBridge } from '../../history/read-history.ts';
import { noCostBasis, structureNotFound } from '../../problems.ts';
import { findCostBasis, findPortfolioById, listBands, listSystemConditions } from '../../queries.ts';
import { moneyYearOf, readDeferredParts } from '../../schools/deferred-parts.ts';
import { addUp, bandOf, type Condition, fciOf, rollUp, standing } from '../../rules/fci.ts';
import { escalated } from '../../rules/renewal.ts';
import { findAssessment, findSchool, listRatingsOf, listStructuresAt, listWorst } from '../queries.ts';

/** What fits on one page. */
const FEW_FOUND = 2;
const ROOM = { fewFound: { found: 2, due: 8, systems: 12 }, manyFound: { found: 4, due: 4, systems: 8 } };

export type Report = NonNullable<Awaited<ReturnType<typeof readReport>>>;

/** What a board member needs to know of a school's buildings (or of one, in another owner's portfolio), on one page. */
export async function readReport(on: Sql, at: { siteId: string } | { structureId: string }, now: Date) {
  const rows = await listStructuresAt(on, at);
  const [first] = rows;
  if (!first) throw structureNotFound();
  const ids = rows.map(({ id }) => id);
  const portfolio = (await findPortfolioById(on, first.portfolioId))!;
  const day = districtDay(now);
  const basis = await findCostBasis(on, portfolio.id, day);
  if (!basis) throw noCostBasis();
  const school = first.siteId === null ? undefined : await findSchool(on, first.siteId);
  const [bands, kept, worst, bridge, ratings] = [
    await listBands(on, portfolio.id),
    await listSystemConditions(
      on,
      standing(rows).map(({ id }) => id),
    ),
    await listWorst(on, ids, 1_000),
    await readBridge(on, at, now),
    await listRatingsOf(on, ids),
  ];
  const total = rollUp(rows.map(({ dmCents, crvCents }): Condition => ({ dmCents, crvCents })));
  const systems = [...Map.groupBy(kept, ({ systemCode }) => systemCode)]
    .map(([code, own]) => {
      const sum = addUp(own);
      return { code, name: own[0]!.name, nameEs: own[0]!.nameEs, ...sum, ratio: fciOf(sum) };
    })
    .filter(({ dmCents, ratio }) => ratio !== null || dmCents > 0n)
    // What nothing is known to be worth comes first: all of it is deferred.
    .toSorted((a, b) => (b.ratio ?? Infinity) - (a.ratio ?? Infinity) || Number(b.dmCents - a.dmCents));
  const buildings = rows.filter(({ kind }) => kind !== 'site_items');
  const year = Number(day.slice(0, 4));
  const parts = await readDeferredParts(on, rows, basis, year);
  const room = worst.length > FEW_FOUND ? ROOM.manyFound : ROOM.fewFound;
  const assessmentId = rows.find(({ statedDmCents }) => statedDmCents !== null)?.assessmentId;
  const inMoneyOf = { to: year, ratio: basis.escalationRatio };
  return {
    name: 'siteId' in at ? (school?.name ?? first.siteName) : first.siteId === null ? first.name : `${first.siteName}, ${first.name}`,
    portfolio: { code: portfolio.code, name: portfolio.name, source: portfolio.source, isDemonstration: portfolio.isDemonstration },
    level: first.level,
    area: school?.area ?? null,
    students: school?.enrollment ?? null,
    grossAreaSqft: areaOf(buildings),
    builtFrom: builtIn(buildings),
    buildings: buildings.length,
    hasGrounds: buildings.length < rows.length,
    dmCents: total.dmCents,
    crvCents: total.crvCents,
    ratio: fciOf(total),
    band: bandOf(fciOf(total), bands)?.code ?? null,
    systems,
    systemsShown: room.systems,
    ratings,
    worst: worst
      .slice(0, room.found)
      .map(({ costBaseYear, ...one }) => ({ ...one, costCents: escalated(one.costCents, { from: costBaseYear, ...inMoneyOf }) })),
    moreDeficiencies: Math.max(0, worst.length - room.found),
    found: { count: parts.found, cents: parts.foundCents },
    due: { count: parts.due.length, cents: parts.dueCents, largest: parts.due.slice(0, room.due) },
    statedCents: parts.statedCents,
    assessment: assessmentId ? ((await findAssessment(on, assessmentId)) ?? null) : null,
    causes: bridge.parts.map(({ cause, deferredChange, valueChange }) => ({
      cause,
      dmCents: centsOf(deferredChange),
      crvCents: centsOf(valueChange),
    })),
    day,
    moneyYear: moneyYearOf(basis, year),
    basis: { number: basis.number, effectiveOn: basis.effectiveOn, source: basis.source },
  };
}

type Row = Awaited<ReturnType<typeof listStructuresAt>>[number];
/** Of all together; where one of them is not known, the rest would pass for the whole. */
const areaOf = (buildings: readonly Row[]): number | null =>
  buildings.some(({ grossAreaSqft }) => grossAreaSqft === null) ? null : buildings.reduce((sum, row) => sum + row.grossAreaSqft!, 0) || null;

/** The year of the main building, the first of several; of what else stands there where none is known to be the main one. */
function builtIn(buildings: readonly Row[]): number | null {
  const yearsOf = (rows: readonly Row[]) => rows.flatMap(({ yearBuilt }) => yearBuilt ?? []);
  const main = yearsOf(buildings.filter(({ kind }) => kind === 'main'));
  const years = main.length > 0 ? main : yearsOf(buildings);
  return years.length > 0 ? Math.min(...years) : null;
}
