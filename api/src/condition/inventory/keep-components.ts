import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changeStructure, type Happening } from '../keep-condition.ts';
import {
  componentChanged,
  componentInNeed,
  componentNotFound,
  installedLater,
  observedLater,
  renewedBefore,
  tooDear,
  unknownSystem,
} from '../problems.ts';
import { findComponent, findComponentById, findSystem, insertComponent, listOpenDeficiencies, setComponent } from '../queries.ts';
import { structureToPlan } from '../may-plan.ts';
import { differencesOf } from '../rules/differences.ts';
import { isTooDear } from '../rules/renewal.ts';
import type { ComponentChange, ComponentRequest } from './contract.ts';
import { mustBeAmount } from './must-be-amount.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findComponent>>>;
type Change = z.infer<typeof ComponentChange>;

/** A component as people speak of it. */
const factsOf = (row: Row) => ({
  name: row.name,
  quantity: row.quantity,
  unit: row.unit,
  unitCost: row.unitCostCents === null ? null : dollarsOf(row.unitCostCents),
  unitCostBaseYear: row.unitCostBaseYear,
  lifeYears: row.lifeYears,
  yearInstalled: row.yearInstalled,
  observed: row.observedOn === null ? null : { on: row.observedOn, remainingYears: row.observedRemainingYears! },
});

const NO_AMOUNT = { unitCostCents: null, unitCostBaseYear: null };
/** Its own unit cost and the year of that, after the change. */
function amountOf({ unitCost, unitCostBaseYear }: Change, { unitCostCents, unitCostBaseYear: of }: typeof NO_AMOUNT | Row, now: Date) {
  const cents = unitCost == null ? unitCost : centsOf(unitCost);
  const then = mustBeAmount({ cents: unitCostCents, year: of }, { cents, year: unitCostBaseYear }, 'unitCostBaseYear', now);
  return { unitCostCents: then.cents, unitCostBaseYear: then.year };
}

/** The same as it is kept; what is not named stays. */
function columnsOf({ unitCost: _cost, unitCostBaseYear: _year, observed, ...rest }: Change) {
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(observed === undefined ? {} : { observedOn: observed?.on ?? null, observedRemainingYears: observed?.remainingYears ?? null }),
  };
}

function judge({ yearInstalled, observed }: Change, now: Date) {
  const today = districtDay(now);
  if (yearInstalled !== undefined && yearInstalled > Number(today.slice(0, 4))) throw installedLater('yearInstalled');
  if (observed && observed.on > today) throw observedLater();
}

/** What it costs together: what is not named is as it was. */
function judgeCost({ quantity, unitCost }: Change, row?: Pick<Row, 'quantity' | 'unitCostCents'>) {
  const cents = unitCost === undefined ? row?.unitCostCents : unitCost === null ? null : centsOf(unitCost);
  if (cents != null && isTooDear(quantity ?? row?.quantity ?? 0, cents)) throw tooDear(unitCost == null ? 'quantity' : 'unitCost');
}

/** Adds a part to a building's inventory. `id` may come from the caller's Idempotency-Key: what a killed process added under it is not added again. */
export async function addComponent(
  db: Sql,
  actor: Actor,
  structureId: string,
  input: z.infer<typeof ComponentRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await structureToPlan(db, actor, structureId);
  judge(input, now);
  judgeCost(input);
  const amount = amountOf(input, NO_AMOUNT, now);
  await db.transaction(async (tx) => {
    if (await findComponentById(tx, id)) return;
    if ((await findSystem(tx, input.systemCode))?.level !== 3) throw unknownSystem();
    const { systemCode, name, quantity, unit, yearInstalled } = input;
    const add = async () => {
      await insertComponent(tx, { id, structureId, systemCode, name, quantity, unit, yearInstalled, ...columnsOf(input), ...amount });
    };
    const data = { name, systemCode, quantity, unit, yearInstalled };
    await changeStructure(tx, structureId, { kind: 'component_added', cause: 'correction', actorId: actor.id, componentId: id, data }, add, now);
  });
}

type Act = { actor: Actor; id: string; expected: number; now: Date };

/** One act on a component that is there still as it was seen; gives the building it is in. */
async function onComponent(
  db: Sql,
  { actor, id, expected, now }: Act,
  happening: Pick<Happening, 'kind' | 'cause'>,
  act: (tx: Sql, row: Row) => Promise<Record<string, unknown>>,
) {
  const seen = await findComponent(db, id);
  if (!seen) throw componentNotFound();
  const { structureId } = seen;
  await structureToPlan(db, actor, structureId);
  await db.transaction(async (tx) => {
    const change = async () => {
      const row = await findComponent(tx, id);
      if (!row) throw componentNotFound();
      if (row.version !== expected) throw componentChanged(row.version);
      return { data: { name: row.name, ...(await act(tx, row)) } };
    };
    await changeStructure(tx, structureId, { ...happening, actorId: actor.id, componentId: id }, change, now);
  });
  return structureId;
}

/** Puts right what is known of a component; its event says what it was before. */
export async function changeComponent(db: Sql, act: Act, input: Change): Promise<string> {
  judge(input, act.now);
  return onComponent(db, act, { kind: 'component_changed', cause: 'correction' }, async (tx, row) => {
    judgeCost(input, row);
    const amount = amountOf(input, row, act.now);
    const unitCost = amount.unitCostCents === null ? null : dollarsOf(amount.unitCostCents);
    const data = differencesOf(factsOf(row), { ...input, unitCost, unitCostBaseYear: amount.unitCostBaseYear });
    await setComponent(tx, row.id, { ...columnsOf(input), ...amount });
    return { ...data };
  });
}

/** Says that a component was renewed, outside any order: its life begins again in that year. */
export async function renewComponent(db: Sql, act: Act, { year, note }: { year: number; note?: string | undefined }): Promise<string> {
  if (year > Number(districtDay(act.now).slice(0, 4))) throw installedLater('year');
  return onComponent(db, act, { kind: 'component_renewed', cause: 'work' }, async (tx, row) => {
    if (year < row.yearInstalled) throw renewedBefore(row.yearInstalled);
    await setComponent(tx, row.id, RENEWED_IN(year));
    return { year, before: { yearInstalled: row.yearInstalled }, after: { yearInstalled: year }, ...(note ? { note } : {}) };
  });
}

/** New: what was seen of the old one says nothing about it. */
export const RENEWED_IN = (year: number) => ({ yearInstalled: year, observedOn: null, observedRemainingYears: null });

/** Takes a component out of the inventory; what is known to be wrong with it has to end first. */
export const removeComponent = (db: Sql, act: Act, note: string): Promise<string> =>
  onComponent(db, act, { kind: 'component_removed', cause: 'correction' }, async (tx, row) => {
    if ((await listOpenDeficiencies(tx, row.structureId)).some(({ componentId }) => componentId === row.id)) throw componentInNeed();
    await setComponent(tx, row.id, { removedAt: act.now });
    return { note, systemCode: row.systemCode };
  });
