import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { plansSomewhere } from '../may-plan.ts';
import { mayNotPlan, notBrokenOff, nothingToForecast, runNotFound } from '../problems.ts';
import { basisOf } from '../queries.ts';
import { untilNext } from '../rules/ahead.ts';
import { priced } from '../rules/measure.ts';
import { renewalCents } from '../rules/renewal.ts';
import { groundOf, METHOD } from './ground.ts';
import { findRun, insertRun, listComponentsWithin, type Scope, takeUpRun } from './queries.ts';
import { type Runner, SILENT_AFTER_MS } from './runner.ts';
import { digestOf, type Inputs, type Inventory, packed } from './saved.ts';

type Asked = Scope & {
  portfolio?: string | undefined;
  name: string;
  fundings: string;
  escalation?: number | undefined;
  deterioration: number;
  years: number;
  spread: { life: number; cost: number };
  seed: number;
  draws: number;
};

/** Saves what a run is made from, as it is at this moment, and begins with it. Gives its id. */
export async function startRun(db: Sql, actor: Actor, runner: Runner, asked: Asked, now: Date, id: string = uuidv7()): Promise<string> {
  if (!plansSomewhere(actor)) throw mayNotPlan();
  if (await findRun(db, id)) return id;
  const room = runner.takeRoom();
  const isMine = await db
    .transaction(async (tx) => insertRun(tx, { id, startedById: actor.id, ...(await made(tx, asked, now)) }), { isolationLevel: 'repeatable read' })
    .catch((error: unknown) => {
      room.leave();
      throw error;
    });
  if (isMine) runner.begin(room, { id, attempt: 1 });
  else room.leave();
  return id;
}

/** A run before its first draw: what it is to be made from. */
async function made(on: Sql, asked: Asked, now: Date) {
  const { name, fundings, years, spread, seed, draws } = asked;
  const { portfolio, basis, year, scope, rates, start, shown } = await groundOf(on, asked, now);
  const { crvCents, backlogCents } = start;
  if (crvCents <= 0) throw nothingToForecast();
  const kept: Inventory = { crvCents, backlogCents, ...(await componentsOf(on, portfolio.id, asked, basis, year)) };
  const inventory = JSON.stringify(kept);
  const inputs: Inputs = { scope, fundings: fundings.split(','), rates, years, spread, seed, draws, start: shown };
  return {
    portfolioId: portfolio.id,
    name,
    method: METHOD,
    costBasisId: basis.id,
    year,
    inputs,
    inventory: packed(inventory),
    inventoryDigest: digestOf(inventory),
    status: 'running',
    heardAt: now,
    startedAt: now,
  };
}

/** Each component's years until it is renewed next, its life, and what that costs today. */
async function componentsOf(on: Sql, portfolioId: string, scope: Scope, row: Parameters<typeof basisOf>[1], year: number) {
  const basis = await basisOf(on, row);
  const lives = { untilNext: [] as number[], lifeYears: [] as number[], costCents: [] as number[] };
  for (const { isFound, ...component } of await listComponentsWithin(on, portfolioId, scope)) {
    const one = priced(component, basis);
    if (!one) continue;
    lives.untilNext.push(untilNext(one, { isFound, dueYear: year }));
    lives.lifeYears.push(one.usefulLifeYears);
    lives.costCents.push(Number(renewalCents(one, year, basis.escalationRatio)));
  }
  return lives;
}

/** Begins anew with a run that failed or was broken off, from what was saved then. */
export async function restartRun(db: Sql, actor: Actor, runner: Runner, id: string, now: Date): Promise<void> {
  if (!(await findRun(db, id))) throw runNotFound();
  if (!plansSomewhere(actor)) throw mayNotPlan();
  const room = runner.takeRoom();
  const taken = await takeUpRun(db, id, new Date(now.getTime() - SILENT_AFTER_MS), now).catch((error: unknown) => {
    room.leave();
    throw error;
  });
  if (!taken) {
    room.leave();
    throw notBrokenOff();
  }
  runner.begin(room, { id, attempt: taken.attempt });
}
