import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { recordSetUp } from '../../catalog/index.ts';
import { lockOrderById } from '../../work-orders/index.ts';
import { followOrder } from '../findings/follow-order.ts';
import { plansDistrict } from '../may-plan.ts';
import { mayNotPlanDistrict, noSuchService, noSuchTeam, rateTooFarAhead } from '../problems.ts';
import { rateOn } from '../rules/labour.ts';
import type { LabourRateRequest } from './contract.ts';
import { findRate, insertRate, listOrdersToPrice, listRates, listTeamsOfBuildings, lockService } from './queries.ts';

type Input = z.infer<typeof LabourRateRequest>;
const YEARS_AHEAD = 2;
const farthest = (now: Date) => `${Number(districtDay(now).slice(0, 4)) + YEARS_AHEAD}-12-31`;

/**
 * Says what an hour of a crew costs from a day on. What was said before stays; what was put right by orders on which somebody has worked is priced anew, so that a rate that came later
 * prices what was done since its day.
 */
export async function setLabourRate(db: Sql, actor: Actor, input: Input, now: Date, id: string = uuidv7()): Promise<void> {
  const onBehalfOfId = actingFor(actor, plansDistrict);
  if (onBehalfOfId === undefined) throw mayNotPlanDistrict();
  const { serviceCode, effectiveOn, why } = input;
  if (effectiveOn > farthest(now)) throw rateTooFarAhead(farthest(now));
  const [teamId, hourlyCents] = [input.teamId ?? null, input.hourly === null ? null : centsOf(input.hourly)];
  await db.transaction(async (tx) => {
    const orders = await listOrdersToPrice(tx);
    // Orders are held before anything else, by all who touch both.
    const held = [];
    for (const orderId of orders) held.push((await lockOrderById(tx, orderId))!.order);
    const service = await lockService(tx, serviceCode);
    if (!service) throw noSuchService();
    const team = teamId === null ? null : (await listTeamsOfBuildings(tx)).find((one) => one.id === teamId && one.serviceCode === serviceCode);
    if (team === undefined) throw noSuchTeam();
    if (await findRate(tx, id)) return;
    const own = (await listRates(tx, serviceCode)).filter((one) => one.teamId === teamId).map((one) => ({ ...one, teamId: null }));
    const before = rateOn(own, null, effectiveOn);
    await insertRate(tx, { id, serviceCode, teamId, effectiveOn, hourlyCents, createdById: actor.id, createdAt: now });
    const told = (cents: bigint | null) => ({ hourly: cents === null ? null : dollarsOf(cents), effectiveOn });
    const change = { before: { ...told(before), effectiveOn: null }, after: told(hourlyCents), why, onBehalfOfId };
    await recordSetUp(tx, actor, { subject: 'labour_rate', id: teamId ?? serviceCode, name: team?.name ?? service.nameEn, ...change }, now);
    for (const order of held) await followOrder(tx, { order, by: doneBy(actor, onBehalfOfId), now });
  });
}
