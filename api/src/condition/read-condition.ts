import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { noCostBasis, portfolioNotFound, structureNotFound } from './problems.ts';
import { mayPlan } from './may-plan.ts';
import { NOTHING_KNOWN, presentMeasures, presentMeasuresInDetail } from './measures/present-measures.ts';
import { listSiteMeasures } from './measures/queries.ts';
import {
  DISTRICT,
  findCostBasis,
  findPortfolio,
  findPortfolioById,
  findStructure,
  listBands,
  listConditionEvents,
  listPortfoliosWithBuildings,
  listStructures,
  listSystemConditions,
} from './queries.ts';
import { listOrdersSeen } from './findings/queries.ts';
import { readFindings } from './findings/read-findings.ts';
import { type Extendable, extendedRatio } from './rules/extended.ts';
import { type Band, bandOf, type Condition, fciOf, isReplacementCandidate, rollUp } from './rules/fci.ts';
import { adequacyWeights } from './weightings/read-weighting.ts';

const EVENTS_SHOWN = 50;

const money = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));
/** By which bands, and how many years ahead the extended index looks. */
export type Measure = { bands: readonly Band[]; replacementRatio: number; years: number };

/** A condition as it is shown: money as decimal strings, the ratio unrounded, and what that is called. */
export function presentCondition(condition: Condition, { bands, replacementRatio }: Pick<Measure, 'bands' | 'replacementRatio'>) {
  const ratio = fciOf(condition);
  return {
    deferred: dollarsOf(condition.dmCents),
    replacementValue: money(condition.crvCents),
    ratio,
    band: bandOf(ratio, bands)?.code ?? null,
    isReplacementCandidate: isReplacementCandidate(ratio, replacementRatio),
  };
}

/** The same with its extended index. */
export const presentExtended = (condition: Extendable, by: Measure) => ({
  ...presentCondition(condition, by),
  extended: { years: by.years, ratio: extendedRatio([condition], by.years) },
});

/** Several together, and how many of them have no value and stand in neither sum. */
export function presentGroup(parts: readonly Extendable[], by: Measure) {
  const { valued, unvalued, ...sums } = rollUp(parts);
  const extended = { years: by.years, ratio: extendedRatio(parts, by.years) };
  return { ...presentCondition(sums, by), extended, structures: valued + unvalued, withoutValue: unvalued };
}

const grouped = <Row extends Extendable, Key extends string>(rows: readonly Row[], keyOf: (row: Row) => Key | null, by: Measure) =>
  [...Map.groupBy(rows, keyOf)].map(([key, own]) => ({ key, ...presentGroup(own, by) })).toSorted((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1));

export type ConditionFilters = {
  portfolio?: string | undefined;
  areaId?: string | undefined;
  level?: string | undefined;
  siteId?: string | undefined;
  band?: string | undefined;
  /** How many years the extended index looks ahead. */
  years?: number | undefined;
};
export const USUAL_YEARS_AHEAD = 5;

/** The condition of a portfolio's schools, those chosen: each with its buildings, the worst first, and together as a whole, by area and by level. A band is a school's. */
export async function readCondition(on: Sql, filters: ConditionFilters, now: Date) {
  const portfolio = await findPortfolio(on, filters.portfolio ?? DISTRICT);
  if (!portfolio) throw portfolioNotFound();
  const day = districtDay(now);
  const basis = await findCostBasis(on, portfolio.id, day);
  if (!basis) throw noCostBasis();
  const by: Measure = {
    bands: await listBands(on, portfolio.id),
    replacementRatio: portfolio.replacementRatio,
    years: filters.years ?? USUAL_YEARS_AHEAD,
  };
  const all = await listStructures(on, portfolio.id, filters);
  const schools = [...Map.groupBy(all, ({ siteId, siteName }) => siteId ?? siteName).values()]
    .map((own) => ({ own, group: presentGroup(own, by) }))
    .filter(({ group }) => filters.band === undefined || (group.band ?? 'undefined') === filters.band);
  const rows = schools.flatMap(({ own }) => own);
  const siteIds = [...new Set(rows.flatMap(({ siteId }) => siteId ?? []))];
  const weights = await adequacyWeights(on, portfolio.id);
  const measured = new Map((await listSiteMeasures(on, siteIds)).map((site) => [site.siteId, presentMeasures(site, weights)]));
  const areaNames = new Map(rows.flatMap(({ area }) => (area ? [[area.id, area.name] as const] : [])));
  return {
    portfolio: { code: portfolio.code, name: portfolio.name, isDemonstration: portfolio.isDemonstration, source: portfolio.source },
    portfolios: await listPortfoliosWithBuildings(on),
    method: {
      year: Number(day.slice(0, 4)),
      // What nothing makes dearer is still in the money in which it was stated.
      moneyYear: basis.escalationRatio === 0 ? basis.baseYear : Number(day.slice(0, 4)),
      costBasis: { number: basis.number, effectiveOn: basis.effectiveOn, baseYear: basis.baseYear, source: basis.source },
      bands: by.bands.map((band) => ({ ...band })),
      replacementRatio: by.replacementRatio,
    },
    total: presentGroup(rows, by),
    byArea: grouped(rows, ({ area }) => area?.id ?? null, by).map(({ key, ...group }) => ({
      area: key === null ? null : { id: key, name: areaNames.get(key)! },
      ...group,
    })),
    byLevel: grouped(rows, ({ level }) => level, by).map(({ key, ...group }) => ({ level: key, ...group })),
    items: schools
      .map(({ own, group }) => ({
        site: { id: own[0]!.siteId, name: own[0]!.siteName },
        level: own[0]!.level,
        area: own[0]!.area,
        ...group,
        measures: measured.get(own[0]!.siteId ?? '') ?? NOTHING_KNOWN,
        buildings: own.map((row) => ({
          id: row.id,
          code: row.code,
          name: row.name,
          kind: row.kind,
          grossAreaSqft: row.grossAreaSqft,
          yearBuilt: row.yearBuilt,
          ...presentExtended(row, by),
        })),
      }))
      .toSorted((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1) || (a.site.name < b.site.name ? -1 : 1)),
  };
}

/** One building: its condition, its systems, what was found, what it is made of, and what happened to it. */
export async function readStructure(on: Sql, actor: Actor, id: string, now: Date, years: number = USUAL_YEARS_AHEAD) {
  const structure = await findStructure(on, id);
  if (!structure) throw structureNotFound();
  const { portfolioId, dmCents, crvCents, aheadCents, replacementCents, statedDmCents: _stated, ...row } = structure;
  const portfolio = (await findPortfolioById(on, portfolioId))!;
  const by: Measure = { bands: await listBands(on, portfolioId), replacementRatio: portfolio.replacementRatio, years };
  const basis = await findCostBasis(on, portfolioId, districtDay(now));
  const [site] = row.siteId === null ? [] : await listSiteMeasures(on, [row.siteId]);
  const plan = mayPlan(actor, { siteId: row.siteId, areaId: row.area?.id ?? null });
  const [systems, findings, events] = [
    await listSystemConditions(on, [id]),
    await readFindings(on, actor, structure, plan, now),
    await listConditionEvents(on, id, EVENTS_SHOWN),
  ];
  const orders = await listOrdersSeen(
    on,
    actor,
    events.flatMap(({ event }) => event.workOrderId ?? []),
  );
  return {
    ...row,
    ...presentExtended({ dmCents, crvCents, aheadCents }, by),
    measures: site ? presentMeasuresInDetail(site, await adequacyWeights(on, portfolioId)) : NOTHING_KNOWN,
    isDemonstration: portfolio.isDemonstration,
    knownReplacementValue: money(replacementCents),
    costBasis: basis ? { number: basis.number, baseYear: basis.baseYear } : null,
    may: { plan },
    systems: systems.map(({ systemCode, name, nameEs, ...condition }) => ({ code: systemCode, name, nameEs, ...presentCondition(condition, by) })),
    ...findings,
    events: events.map(({ event, actor: by_ }) => ({
      id: event.id,
      kind: event.kind,
      cause: event.cause as 'work',
      actor: by_,
      workOrder: orders.find((order) => order.id === event.workOrderId)?.number ?? null,
      data: event.data,
      deferredChange: dollarsOf(event.dmDeltaCents),
      valueChange: dollarsOf(event.crvDeltaCents),
      occurredAt: event.occurredAt,
    })),
  };
}
