import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { RENEWED_IN } from '../inventory/keep-components.ts';
import { changeStructure, type Happening } from '../keep-condition.ts';
import { COUNTING, findComponent, findComponentById, findDeficiency, findStructure, setComponent, setDeficiency } from '../queries.ts';

// What a project does to what its scope lines put right, in the transaction of the project's own change: each is counted at once, and its event names the scope line that did it.

/** Whose doing it is: `data` names the scope line and the project. */
export type ByScope = { actorId: string | null; data: Record<string, unknown>; now: Date };
export type Renewed = { yearInstalled: number; observedOn: string | null; observedRemainingYears: number | null };

const yearOf = (at: Date) => Number(districtDay(at).slice(0, 4));
const NOT_ENDED = { actualCostCents: null, endedAt: null, endedById: null, endNote: null } as const;

/** A deficiency and the school it is at; undefined where there is none. */
export async function deficiencyFacts(on: Sql, id: string) {
  const row = await findDeficiency(on, id);
  if (!row) return undefined;
  const { structureId, componentId, scope, status, costCents } = row;
  const structure = (await findStructure(on, structureId))!;
  return { id, structureId, structureName: structure.name, siteId: structure.siteId, componentId, name: scope, status, costCents };
}

/** A component that is there still, and the school it is at. */
export async function componentFacts(on: Sql, id: string) {
  const row = await findComponentById(on, id);
  if (!row) return undefined;
  const structure = (await findStructure(on, row.structureId))!;
  return {
    id,
    structureId: row.structureId,
    structureName: structure.name,
    siteId: structure.siteId,
    name: row.name,
    isThere: row.removedAt === null,
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof findDeficiency>>>;
type Changing = { kind: string; set: Parameters<typeof setDeficiency>[2]; when: (row: Row) => boolean; data?: Record<string, unknown> };

/** Changes a deficiency where `when` holds still under the lock of its building; gives what it was before, or nothing. */
async function changeOne(
  tx: Sql,
  id: string,
  { actorId, data, now }: ByScope,
  { kind, set, when, data: more = {} }: Changing,
): Promise<Row | undefined> {
  const seen = await findDeficiency(tx, id);
  if (!seen || !when(seen)) return undefined;
  let before: Row | undefined;
  const happening: Happening = {
    kind,
    cause: 'work',
    actorId,
    deficiencyId: id,
    componentId: seen.componentId,
    data: { scope: seen.scope, ...more, ...data },
  };
  const change = async () => {
    const row = (await findDeficiency(tx, id))!;
    if (!when(row)) return;
    before = row;
    await setDeficiency(tx, id, set);
  };
  await changeStructure(tx, seen.structureId, happening, change, now);
  return before;
}

/** A project is to put it right: it is funded. Undefined where it is not open any more, or another has it. */
export const fundDeficiency = (tx: Sql, id: string, by: ByScope) =>
  changeOne(tx, id, by, { kind: 'deficiency_funded', set: { status: 'funded' }, when: ({ status }) => status === 'open' });

/** The project has begun: it is in work, unless an order has it. */
export const takeUpDeficiency = (tx: Sql, id: string, by: ByScope) =>
  changeOne(tx, id, by, { kind: 'deficiency_in_work', set: { status: 'in_work' }, when: ({ status }) => status === 'funded' || status === 'open' });

/** The project has put it right, for so much: it stops to count at once. */
export const retireDeficiency = (tx: Sql, id: string, actualCostCents: bigint, by: ByScope) =>
  changeOne(tx, id, by, {
    kind: 'deficiency_corrected',
    set: { status: 'corrected', actualCostCents, endedAt: by.now, endedById: by.actorId, endNote: null, workOrderId: null },
    when: ({ status }) => COUNTING.includes(status),
    data: { actualCost: dollarsOf(actualCostCents) },
  });

/** It was not put right after all: it is back, as it is where the project stands now. */
export const bringBackDeficiency = (tx: Sql, id: string, status: 'funded' | 'in_work', by: ByScope) =>
  changeOne(tx, id, by, { kind: 'deficiency_back', set: { ...NOT_ENDED, status }, when: (row) => row.status === 'corrected' });

/** The project does not put it right any more: it is as it was before, unless an order has taken it up. */
export const letGoOfDeficiency = (tx: Sql, id: string, status: string, by: ByScope) =>
  changeOne(tx, id, by, {
    kind: 'deficiency_off_work',
    set: { status },
    when: (row) => (row.status === 'funded' || row.status === 'in_work') && row.workOrderId === null,
  });

/** The project has renewed a component: its life begins again. Gives what it was before; nothing where it is gone. */
export async function renewForScope(tx: Sql, id: string, { actorId, data, now }: ByScope): Promise<Renewed | undefined> {
  const seen = await findComponent(tx, id);
  if (!seen) return undefined;
  const year = yearOf(now);
  const { yearInstalled, observedOn, observedRemainingYears } = seen;
  const said = { name: seen.name, year, before: { yearInstalled }, after: { yearInstalled: year }, ...data };
  const happening: Happening = { kind: 'component_renewed', cause: 'work', actorId, componentId: id, data: said };
  const renew = async () => {
    await setComponent(tx, id, RENEWED_IN(year));
  };
  await changeStructure(tx, seen.structureId, happening, renew, now);
  return { yearInstalled, observedOn, observedRemainingYears };
}

/** It was not renewed after all: the component is as it was, unless somebody has said more about it since. */
export async function undoRenewalForScope(tx: Sql, id: string, before: Renewed, renewedAt: Date, { actorId, data, now }: ByScope): Promise<void> {
  const seen = await findComponent(tx, id);
  if (!seen || seen.yearInstalled !== yearOf(renewedAt) || seen.observedOn !== null) return;
  const said = { name: seen.name, before: { yearInstalled: seen.yearInstalled }, after: { yearInstalled: before.yearInstalled }, ...data };
  const happening: Happening = { kind: 'component_changed', cause: 'work', actorId, componentId: id, data: said };
  const undo = async () => {
    await setComponent(tx, id, before);
  };
  await changeStructure(tx, seen.structureId, happening, undo, now);
}
