import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import {
  bringBackDeficiency,
  type ByScope,
  componentFacts,
  deficiencyFacts,
  fundDeficiency,
  letGoOfDeficiency,
  renewForScope,
  retireDeficiency,
  shareCost,
  takeUpDeficiency,
  undoRenewalForScope,
} from '../../condition/index.ts';
import { needElsewhere, needNotOpen, sharesDiffer, wrong } from '../problems.ts';
import type { ProjectRow } from '../queries.ts';
import { insertNeed, isNeededElsewhere, listNeeds, type NeedRow, removeNeed, type ScopeRow, setNeed } from './queries.ts';

// What a scope line puts right, followed in the transaction of the scope line's own change: from a dollar to a point of the FCI, and back.

type Held = { scope: ScopeRow; project: ProjectRow['project']; by: DoneBy };
type State = 'promised' | 'under_way' | 'changed' | 'dropped';

const byScope = ({ scope, project, by }: Held, now: Date): ByScope => ({
  actorId: by.actorId,
  data: { scopeId: scope.id, promise: scope.promise, projectId: project.id, project: project.name, programmeId: project.programmeId },
  now,
});

/** In the order of their buildings: two that change the same ones hold them one after the other. */
async function inOrder(tx: Sql, needs: readonly NeedRow[]) {
  const all = [];
  for (const need of needs) {
    const facts = need.deficiencyId === null ? await componentFacts(tx, need.componentId!) : await deficiencyFacts(tx, need.deficiencyId);
    all.push({ need, structureId: facts!.structureId });
  }
  return all.toSorted((a, b) => (a.structureId < b.structureId ? -1 : 1)).map(({ need }) => need);
}

const statusIn = (state: State) => (state === 'under_way' ? 'in_work' : 'funded');

/** A deficiency as it is where the scope line stands: put right no more where it was, funded, in work, or let go. */
async function followDeficiency(tx: Sql, need: NeedRow, id: string, state: State, by: ByScope) {
  if (need.retiredAt !== null) await bringBackDeficiency(tx, id, statusIn(state), by);
  if (state === 'dropped') await letGoOfDeficiency(tx, id, need.statusBefore ?? 'open', by);
  else if (state === 'under_way') await takeUpDeficiency(tx, id, by);
  else await fundDeficiency(tx, id, by);
  if (need.retiredAt !== null) await setNeed(tx, need.id, { retiredAt: null, actualCents: null });
}

async function followComponent(tx: Sql, need: NeedRow, id: string, by: ByScope) {
  if (need.retiredAt === null) return;
  if (need.renewedFrom) await undoRenewalForScope(tx, id, need.renewedFrom, need.retiredAt, by);
  await setNeed(tx, need.id, { retiredAt: null, renewedFrom: null, actualCents: null });
}

/** What became of the scope line becomes of what it is to put right. */
export async function followScope(tx: Sql, held: Held, state: State, now: Date): Promise<void> {
  const by = byScope(held, now);
  for (const need of await inOrder(tx, await listNeeds(tx, held.scope.id))) {
    if (need.deficiencyId !== null) await followDeficiency(tx, need, need.deficiencyId, state, by);
    else await followComponent(tx, need, need.componentId!, by);
  }
}

type Chosen = { deficiencyIds: readonly string[]; componentIds: readonly string[] };

/** Names what the scope line puts right, all of the same school: what is new is funded, what is left out is as it was. */
export async function chooseNeeds(tx: Sql, held: Held, { deficiencyIds, componentIds }: Chosen, now: Date): Promise<void> {
  const by = byScope(held, now);
  const { scope } = held;
  const before = await listNeeds(tx, scope.id);
  const isChosen = ({ deficiencyId, componentId }: NeedRow) =>
    deficiencyId === null ? componentIds.includes(componentId!) : deficiencyIds.includes(deficiencyId);
  for (const need of await inOrder(
    tx,
    before.filter((one) => !isChosen(one)),
  )) {
    if (need.deficiencyId !== null) await letGoOfDeficiency(tx, need.deficiencyId, need.statusBefore ?? 'open', by);
    await removeNeed(tx, need.id);
  }
  const known = new Set(before.flatMap(({ deficiencyId, componentId }) => [deficiencyId, componentId]));
  const added = { scopeId: scope.id, addedById: by.actorId!, addedAt: now };
  for (const id of new Set(deficiencyIds)) if (!known.has(id)) await addDeficiency(tx, id, scope, by, added);
  for (const id of new Set(componentIds)) if (!known.has(id)) await addComponent(tx, id, scope, added);
}

type Added = { scopeId: string; addedById: string; addedAt: Date };

async function addDeficiency(tx: Sql, id: string, scope: ScopeRow, by: ByScope, added: Added) {
  const facts = await deficiencyFacts(tx, id);
  if (!facts || facts.siteId === null || facts.siteId !== scope.siteId) throw needElsewhere();
  const taken = scope.state === 'under_way' ? await takeUpIfOpen(tx, id, facts.status, by) : await fundDeficiency(tx, id, by);
  if (!taken) throw needNotOpen(facts.status);
  await insertNeed(tx, { id: uuidv7(), ...added, deficiencyId: id, statusBefore: taken.status });
}
/** What is funded already is another project's. */
const takeUpIfOpen = (tx: Sql, id: string, status: string, by: ByScope) =>
  status === 'open' ? takeUpDeficiency(tx, id, by) : Promise.resolve(undefined);

async function addComponent(tx: Sql, id: string, scope: ScopeRow, added: Added) {
  const facts = await componentFacts(tx, id);
  if (!facts?.isThere || facts.siteId === null || facts.siteId !== scope.siteId) throw needElsewhere();
  if (await isNeededElsewhere(tx, id, scope.id)) throw wrong('/componentIds', `Another scope line renews ${facts.name} already.`);
  await insertNeed(tx, { id: uuidv7(), ...added, componentId: id });
}

/** Names what was decided to put right and funds it, as far as it is open still: what something else has taken up meanwhile is left to that. */
export async function nameOpenNeed(tx: Sql, held: Held, { deficiencyId, componentId }: Decided, now: Date): Promise<void> {
  const by = byScope(held, now);
  const added = { id: uuidv7(), scopeId: held.scope.id, addedById: by.actorId!, addedAt: now };
  if (deficiencyId !== null) {
    const before = await fundDeficiency(tx, deficiencyId, by);
    if (before) await insertNeed(tx, { ...added, deficiencyId, statusBefore: before.status });
  } else if (componentId !== null) {
    const facts = await componentFacts(tx, componentId);
    const isFree = facts?.isThere && !(await isNeededElsewhere(tx, componentId, held.scope.id));
    if (isFree) await insertNeed(tx, { ...added, componentId });
  }
}
type Decided = { deficiencyId: string | null; componentId: string | null };

export type Part = { need: NeedRow; cents: bigint };

/** What each came to: as somebody says, adding up to the whole, or by what each was estimated at, to the cent. */
export async function partsOf(
  tx: Sql,
  needs: readonly NeedRow[],
  actualCents: bigint,
  said: readonly { needId: string; amount: string }[] | undefined,
): Promise<Part[]> {
  if (needs.length === 0) return [];
  if (said === undefined) {
    const estimates = [];
    for (const { deficiencyId } of needs) estimates.push(deficiencyId === null ? 0n : (await deficiencyFacts(tx, deficiencyId))!.costCents);
    const shares = shareCost(actualCents, estimates);
    return needs.map((need, i) => ({ need, cents: shares[i]! }));
  }
  const amounts = new Map(said.map(({ needId, amount }) => [needId, centsOf(amount)]));
  const isOfAll = amounts.size === needs.length && needs.every(({ id }) => amounts.has(id));
  if (!isOfAll) throw wrong('/parts', 'Say of each deficiency and component, once, what it came to.');
  const total = [...amounts.values()].reduce((sum, cents) => sum + cents, 0n);
  if (total !== actualCents) throw sharesDiffer(total, actualCents);
  return needs.map((need) => ({ need, cents: amounts.get(need.id)! }));
}

/** Retires what was put right, each with its part of the cost, and renews what was renewed. */
export async function retireNeeds(tx: Sql, held: Held, parts: readonly Part[], now: Date): Promise<void> {
  const by = byScope(held, now);
  const cents = new Map(parts.map((part) => [part.need.id, part.cents]));
  for (const need of await inOrder(
    tx,
    parts.map((part) => part.need),
  )) {
    const actualCents = cents.get(need.id)!;
    if (need.deficiencyId !== null) {
      const retired = await retireDeficiency(tx, need.deficiencyId, actualCents, by);
      // What an order had put right before stays the order's.
      await setNeed(tx, need.id, { actualCents, retiredAt: retired ? now : null });
    } else {
      const renewedFrom = await renewForScope(tx, need.componentId!, by);
      await setNeed(tx, need.id, { actualCents, retiredAt: now, renewedFrom: renewedFrom ?? null });
    }
  }
}
