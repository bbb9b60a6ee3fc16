import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { readBridge } from '../../history/read-history.ts';
import { noCostBasis, structureNotFound } from '../../problems.ts';
import { findCostBasis, findPortfolioById, listBands, listSystemConditions } from '../../queries.ts';
import { bandOf, type Condition, fciOf, rollUp } from '../../rules/fci.ts';
import { findSchool, listRatingsOf, listStructuresAt, listWorst } from '../queries.ts';

const WORST = 6;

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
    await listSystemConditions(on, ids),
    await listWorst(on, ids, WORST + 1_000),
    await readBridge(on, at, now),
    await listRatingsOf(on, ids),
  ];
  const total = rollUp(rows.map(({ dmCents, crvCents }): Condition => ({ dmCents, crvCents })));
  const systems = [...Map.groupBy(kept, ({ systemCode }) => systemCode)]
    .map(([code, own]) => {
      const { dmCents, crvCents, ratio } = rollUp(own);
      return { code, name: own[0]!.name, dmCents, crvCents, ratio };
    })
    .filter(({ ratio }) => ratio !== null)
    .toSorted((a, b) => b.ratio! - a.ratio!);
  const years = rows.flatMap(({ yearBuilt }) => yearBuilt ?? []);
  return {
    name: 'siteId' in at ? (school?.name ?? first.siteName) : first.siteId === null ? first.name : `${first.siteName}, ${first.name}`,
    portfolio: { name: portfolio.name, source: portfolio.source, isDemonstration: portfolio.isDemonstration },
    level: first.level,
    area: school?.area ?? null,
    students: school?.enrollment ?? null,
    grossAreaSqft: rows.reduce((sum, { grossAreaSqft }) => sum + (grossAreaSqft ?? 0), 0) || null,
    builtFrom: years.length > 0 ? Math.min(...years) : null,
    buildings: rows.length,
    dmCents: total.dmCents,
    crvCents: total.crvCents,
    ratio: fciOf(total),
    band: bandOf(fciOf(total), bands)?.code ?? null,
    systems,
    ratings,
    worst: worst.slice(0, WORST),
    moreDeficiencies: Math.max(0, worst.length - WORST),
    causes: bridge.parts.map(({ cause, deferredChange, valueChange }) => ({
      cause,
      dmCents: centsOf(deferredChange),
      crvCents: centsOf(valueChange),
    })),
    day,
    basis: { number: basis.number, effectiveOn: basis.effectiveOn, source: basis.source },
  };
}
