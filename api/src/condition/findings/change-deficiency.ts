import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changeStructure } from '../keep-condition.ts';
import { candidateOnly, componentElsewhere, deficiencyChanged, deficiencyEnded, foundLater, notACandidate, unknownSystem } from '../problems.ts';
import { findComponent, findDeficiency, findSystem, setDeficiency } from '../queries.ts';
import { deficiencyToPlan } from '../may-plan.ts';
import { differencesOf } from '../rules/differences.ts';
import { judgeCost } from './judge-cost.ts';
import type { AcceptanceRequest, DeficiencyChange } from './contract.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findDeficiency>>>;
type Change = z.infer<typeof DeficiencyChange>;

const factsOf = (row: Row) => ({
  systemCode: row.systemCode,
  componentId: row.componentId,
  priority: row.priority,
  scope: row.scope,
  quantity: row.quantity,
  unit: row.unit,
  cost: dollarsOf(row.costCents),
  confidenceRatio: row.confidenceRatio,
  foundOn: row.foundOn,
  actualCost: row.actualCostCents === null ? null : dollarsOf(row.actualCostCents),
});

/** The system and component it is then of, which have to be there and to fit. */
async function judgeSubject(tx: Sql, row: Row, { systemCode, componentId }: Pick<Change, 'systemCode' | 'componentId'>) {
  if (systemCode !== undefined && (await findSystem(tx, systemCode))?.level !== 3) throw unknownSystem();
  if (componentId && (await findComponent(tx, componentId))?.structureId !== row.structureId) throw componentElsewhere();
}

/** What it then costs, and on what, which have to fit as well. */
async function judgeThen(tx: Sql, row: Row, { cost, componentId = row.componentId }: Pick<Change, 'cost' | 'componentId'>, now: Date) {
  const { structureId } = row;
  if (cost !== undefined)
    await judgeCost(tx, { structureId, componentId, costCents: centsOf(cost), costBaseYear: Number(districtDay(now).slice(0, 4)) }, now);
  else if (componentId !== row.componentId) await judgeCost(tx, { ...row, componentId }, now, 'componentId');
}

function columnsOf({ cost, actualCost, ...rest }: Change, now: Date): Parameters<typeof setDeficiency>[2] {
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(cost === undefined ? {} : { costCents: centsOf(cost), costBaseYear: Number(districtDay(now).slice(0, 4)) }),
    ...(actualCost === undefined ? {} : { actualCostCents: centsOf(actualCost) }),
  };
}
const written = ({ cost, actualCost, ...rest }: Change) => ({
  ...rest,
  ...(cost === undefined ? {} : { cost: dollarsOf(centsOf(cost)) }),
  ...(actualCost === undefined ? {} : { actualCost: dollarsOf(centsOf(actualCost)) }),
});

export type Act = { actor: Actor; id: string; expected: number; now: Date };

/** Puts right what is said of a deficiency; of one that was put right, what that cost. Its event says what it was before. Gives the building. */
export async function changeDeficiency(db: Sql, { actor, id, expected, now }: Act, input: Change): Promise<string> {
  const seen = await deficiencyToPlan(db, actor, id);
  if (input.foundOn && input.foundOn > districtDay(now)) throw foundLater();
  await db.transaction(async (tx) => {
    const change = async () => {
      const row = (await findDeficiency(tx, id))!;
      if (row.status === 'candidate') throw candidateOnly();
      const isOfCostOnly = Object.keys(input).every((key) => key === 'actualCost');
      if (row.status === 'withdrawn' || (row.status === 'corrected') !== isOfCostOnly) throw deficiencyEnded(row.status);
      if (row.version !== expected) throw deficiencyChanged(row.version);
      await judgeSubject(tx, row, input);
      await judgeThen(tx, row, input, now);
      await setDeficiency(tx, id, columnsOf(input, now));
      return { componentId: input.componentId ?? row.componentId, data: { scope: row.scope, ...differencesOf(factsOf(row), written(input)) } };
    };
    await changeStructure(
      tx,
      seen.structureId,
      { kind: 'deficiency_changed', cause: 'correction', actorId: actor.id, deficiencyId: id },
      change,
      now,
    );
  });
  return seen.structureId;
}

/** Takes a candidate up: from now on it counts, with this priority and cost. Gives the building. */
export async function acceptCandidate(db: Sql, { actor, id, expected, now }: Act, input: z.infer<typeof AcceptanceRequest>): Promise<string> {
  const seen = await deficiencyToPlan(db, actor, id);
  await db.transaction(async (tx) => {
    const change = async () => {
      const row = (await findDeficiency(tx, id))!;
      if (row.status !== 'candidate') throw notACandidate();
      if (row.version !== expected) throw deficiencyChanged(row.version);
      await judgeSubject(tx, row, input);
      await judgeThen(tx, row, input, now);
      await setDeficiency(tx, id, { ...columnsOf(input, now), status: 'open', acceptedAt: now });
      const { scope = row.scope, priority, cost, componentId = row.componentId } = input;
      return { componentId, data: { scope, priority, cost: dollarsOf(centsOf(cost)) } };
    };
    await changeStructure(tx, seen.structureId, { kind: 'candidate_accepted', cause: 'findings', actorId: actor.id, deficiencyId: id }, change, now);
  });
  return seen.structureId;
}
