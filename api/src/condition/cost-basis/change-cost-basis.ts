import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { recordSetUp } from '../../catalog/index.ts';
import { plansDistrict } from '../may-plan.ts';
import {
  bandsChanged,
  bandsNotRising,
  baseYearAhead,
  basisDayPast,
  costBasisAhead,
  costBasisCounts,
  costBasisNotFound,
  mayNotPlanDistrict,
  noCostBasis,
  portfolioNotFound,
  systemTwice,
  tooDearTogether,
  unknownUnit,
} from '../problems.ts';
import { basisOf, DISTRICT, findCostBasis, findCostBasisById, findPortfolio, listBands } from '../queries.ts';
import { presentCondition } from '../read-condition.ts';
import { rollUp } from '../rules/fci.ts';
import { type Basis, measure } from '../rules/measure.ts';
import { areRising, lastBaseYear, statesOn } from '../rules/next-basis.ts';
import { isBeyondKeeping } from '../rules/renewal.ts';
import type { BandsRequest, CostBasisRequest } from './contract.ts';
import {
  countTaken,
  insertCostBasis,
  listCostBases,
  listInventories,
  listUnits,
  lockPortfolio,
  setBands,
  insertUnits,
  insertWithdrawal,
} from './queries.ts';

type Input = z.infer<typeof CostBasisRequest>;

/** For whom the actor stands in, null for themselves. */
function planningFor(actor: Actor): string | null {
  const onBehalfOfId = actingFor(actor, plansDistrict);
  if (onBehalfOfId === undefined) throw mayNotPlanDistrict();
  return onBehalfOfId;
}

async function portfolioOf(on: Sql, code: string = DISTRICT) {
  const portfolio = await findPortfolio(on, code);
  if (!portfolio) throw portfolioNotFound();
  return portfolio;
}

/** All versions, the newest first, how far the one that counts has been taken up, and what ratios are called. */
export async function readCostBases(on: Sql, actor: Actor, { portfolio: code }: { portfolio?: string | undefined }, now: Date) {
  const portfolio = await portfolioOf(on, code);
  const rows = await listCostBases(on, portfolio.id);
  const units = Map.groupBy(
    await listUnits(
      on,
      rows.map(({ basis }) => basis.id),
    ),
    ({ unit }) => unit.costBasisId,
  );
  const states = statesOn(
    rows.map(({ basis, withdrawnAt }) => ({ ...basis, withdrawnAt })),
    districtDay(now),
  );
  const counting = rows[states.indexOf('counts')]?.basis;
  return {
    items: rows.map(({ basis, createdBy }, i) => ({
      id: basis.id,
      number: basis.number,
      effectiveOn: basis.effectiveOn,
      baseYear: basis.baseYear,
      escalationRatio: basis.escalationRatio,
      locationFactor: basis.locationFactor,
      softCostRatio: basis.softCostRatio,
      source: basis.source,
      createdBy,
      createdAt: basis.createdAt,
      state: states[i]!,
      units: (units.get(basis.id) ?? []).map(({ unit, names }) => ({
        systemCode: unit.systemCode,
        ...names,
        unit: unit.unit,
        unitCost: dollarsOf(unit.unitCostCents),
        lifeYears: unit.lifeYears,
        renewalRatio: unit.renewalRatio,
      })),
    })),
    may: { change: plansDistrict(actor) },
    progress: counting ? await countTaken(on, portfolio.id, counting.id) : { structures: 0, done: 0 },
    method: {
      bands: (await listBands(on, portfolio.id)).map((band) => ({ ...band })),
      replacementRatio: portfolio.replacementRatio,
      version: portfolio.version,
    },
  };
}

/** As the log tells it. */
const toldOf = ({ units, replacesId: _replaced, ...factors }: Input) => ({
  ...factors,
  ...Object.fromEntries(
    units.map(({ systemCode, unitCost, lifeYears, renewalRatio }) => [systemCode, `${unitCost} / ${lifeYears} / ${renewalRatio}`]),
  ),
});

/** What is wrong with a version in itself. */
function judge({ effectiveOn, baseYear, units }: Input) {
  const most = lastBaseYear(effectiveOn);
  if (baseYear > most) throw baseYearAhead(most);
  const twice = units.findIndex(({ systemCode }, i) => units.findIndex((one) => one.systemCode === systemCode) < i);
  if (twice >= 0) throw systemTwice(twice);
}

/** The units of the version that counts, with those that are to be others. */
async function unitsFrom(on: Sql, currentId: string, changed: Input['units']) {
  const before = await listUnits(on, [currentId]);
  const known = new Set(before.map(({ unit }) => unit.systemCode));
  const stranger = changed.findIndex(({ systemCode }) => !known.has(systemCode));
  if (stranger >= 0) throw unknownUnit(stranger);
  const other = new Map(changed.map(({ systemCode, unitCost, ...unit }) => [systemCode, { ...unit, unitCostCents: centsOf(unitCost) }]));
  return before.map(({ unit }) => ({ ...unit, ...other.get(unit.systemCode) }));
}

async function currentOf(on: Sql, portfolioId: string, today: string) {
  const current = await findCostBasis(on, portfolioId, today);
  if (!current) throw noCostBasis();
  return current;
}

/**
 * Makes the version that follows the one that counts, in place of the one that lies ahead where `replacesId` names it. From its day on buildings are brought to it one after the
 * other, as method; those of today begin at once. A version is never changed. Gives its id.
 */
export async function makeCostBasis(
  db: Sql,
  actor: Actor,
  code: string | undefined,
  input: Input,
  now: Date,
  id: string = uuidv7(),
): Promise<string> {
  const onBehalfOfId = planningFor(actor);
  const today = districtDay(now);
  await db.transaction(async (tx) => {
    const portfolio = await lockPortfolio(tx, (await portfolioOf(tx, code)).id);
    if (await findCostBasisById(tx, id)) return;
    if (input.effectiveOn < today) throw basisDayPast();
    judge(input);
    const current = await currentOf(tx, portfolio.id, today);
    const { units, replacesId, ...factors } = input;
    if (replacesId) await withdraw(tx, actor, replacesId, onBehalfOfId, now);
    const versions = (await listCostBases(tx, portfolio.id)).map(({ basis, withdrawnAt }) => ({ ...basis, withdrawnAt }));
    if (statesOn(versions, today).includes('ahead')) throw costBasisAhead();
    if ((await countedBy(tx, portfolio.id, await asBasis(tx, current.id, input), today)).some(isBeyondKeeping)) throw tooDearTogether();
    const number = versions[0]!.number + 1;
    await insertCostBasis(tx, { ...factors, id, portfolioId: portfolio.id, number, createdById: actor.id, createdAt: now });
    await insertUnits(
      tx,
      (await unitsFrom(tx, current.id, units)).map((unit) => ({ ...unit, costBasisId: id })),
    );
    await record(tx, actor, { number, before: null, after: toldOf(input), onBehalfOfId }, now);
  });
  return id;
}

type Told = { number: number; before: Record<string, unknown> | null; after: Record<string, unknown>; onBehalfOfId: string | null };
const record = (tx: Sql, actor: Actor, { number, ...told }: Told, now: Date) =>
  recordSetUp(tx, actor, { subject: 'cost_basis', id: String(number), name: `Cost basis ${number}`, ...told }, now);

/** Takes back a version that lies ahead; its number is not used again. The portfolio has to be held. */
async function withdraw(tx: Sql, actor: Actor, id: string, onBehalfOfId: string | null, now: Date) {
  const row = await findCostBasisById(tx, id);
  if (!row) throw costBasisNotFound();
  const versions = (await listCostBases(tx, row.portfolioId)).map(({ basis, withdrawnAt }) => ({ ...basis, withdrawnAt }));
  const state = statesOn(versions, districtDay(now))[versions.findIndex((one) => one.id === id)];
  if (state !== 'ahead') throw costBasisCounts();
  await insertWithdrawal(tx, { costBasisId: id, withdrawnById: actor.id, withdrawnAt: now });
  const told = { before: { isWithdrawn: false }, after: { isWithdrawn: true }, onBehalfOfId };
  await record(tx, actor, { number: row.number, ...told }, now);
}

/** Takes back a version before it counts. */
export async function withdrawCostBasis(db: Sql, actor: Actor, id: string, now: Date): Promise<void> {
  const onBehalfOfId = planningFor(actor);
  await db.transaction(async (tx) => {
    const seen = await findCostBasisById(tx, id);
    if (!seen) throw costBasisNotFound();
    await lockPortfolio(tx, seen.portfolioId);
    await withdraw(tx, actor, id, onBehalfOfId, now);
  });
}

/** A version as one counts by it, before it is made. */
const asBasis = async (on: Sql, currentId: string, input: Input): Promise<Basis> => ({
  ...input,
  units: new Map((await unitsFrom(on, currentId, input.units)).map((unit) => [unit.systemCode, unit])),
});
/** Every building of a portfolio as a version counts it on a day. */
async function countedBy(on: Sql, portfolioId: string, basis: Basis, day: string) {
  const year = Number(day.slice(0, 4));
  return (await listInventories(on, portfolioId)).map((inventory) => measure(inventory, basis, { dueYear: year, priceYear: year }));
}

/** What a version would do to the portfolio if it counted today: the same buildings counted by the one that counts and by this one, so that all of the difference is method. */
export async function previewCostBasis(on: Sql, actor: Actor, code: string | undefined, input: Input, now: Date) {
  planningFor(actor);
  judge(input);
  const portfolio = await portfolioOf(on, code);
  const today = districtDay(now);
  const current = await currentOf(on, portfolio.id, today);
  const before = await countedBy(on, portfolio.id, await basisOf(on, current), today);
  const after = await countedBy(on, portfolio.id, await asBasis(on, current.id, input), today);
  const [was, is] = [rollUp(before), rollUp(after)];
  const by = { bands: await listBands(on, portfolio.id), replacementRatio: portfolio.replacementRatio };
  return {
    structures: before.length,
    before: presentCondition(was, by),
    after: presentCondition(is, by),
    deferredChange: dollarsOf(is.dmCents - was.dmCents),
    valueChange: dollarsOf((is.crvCents ?? 0n) - (was.crvCents ?? 0n)),
  };
}

/** What ratios are called from now on, and from which on one thinks of replacing. No ratio moves. */
export async function changeBands(
  db: Sql,
  actor: Actor,
  code: string | undefined,
  expected: number,
  { bands, replacementRatio, why }: z.infer<typeof BandsRequest>,
  now: Date,
): Promise<void> {
  const onBehalfOfId = planningFor(actor);
  await db.transaction(async (tx) => {
    const portfolio = await lockPortfolio(tx, (await portfolioOf(tx, code)).id);
    if (portfolio.version !== expected) throw bandsChanged(portfolio.version);
    const before = await listBands(tx, portfolio.id);
    const isSame = bands.length === before.length && bands.every((band, i) => band.code === before[i]!.code);
    if (!isSame || !areRising(bands)) throw bandsNotRising();
    await setBands(tx, portfolio.id, bands, replacementRatio);
    const told = (all: readonly { code: string; upToRatio: number | null }[], ratio: number) => ({
      ...Object.fromEntries(all.map((band) => [band.code, band.upToRatio])),
      replacementRatio: ratio,
    });
    const change = { before: told(before, portfolio.replacementRatio), after: told(bands, replacementRatio), why, onBehalfOfId };
    await recordSetUp(tx, actor, { subject: 'condition_bands', id: portfolio.code, name: 'Condition bands', ...change }, now);
  });
}
