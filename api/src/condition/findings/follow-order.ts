import type { Sql } from '@steward/db';
import type { Charged } from '@steward/db/schema';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { beginToFollow, type Followed, listCosts, listLabour, lockOrderById } from '../../work-orders/index.ts';
import { RENEWED_IN } from '../inventory/keep-components.ts';
import { changeStructure, type Happening } from '../keep-condition.ts';
import { lockStructures } from '../kept-queries.ts';
import { listRates } from '../labour-rates/queries.ts';
import { findComponentById, setComponent, setDeficiency } from '../queries.ts';
import { type Effect, effectOf, orderState, shareCost } from '../rules/follow-order.ts';
import { type ChargedCents, chargedFor, totalOf } from '../rules/labour.ts';
import { insertLink, listRepairs, setRepair } from './queries.ts';

type Repair = Awaited<ReturnType<typeof listRepairs>>[number];

const NOT_ENDED = { actualCostCents: null, endedAt: null, endedById: null, endNote: null } as const;
const NOT_RETIRED = { retiredAt: null, shareCents: null, charged: null, renewedFrom: null } as const;

const standingOf = ({ link, deficiency }: Repair, orderId: string) => ({
  status: deficiency.status,
  isMine: deficiency.workOrderId === orderId,
  isRetired: link.retiredAt !== null,
});

/** Every structure of these is held, in the order in which all hold them; what is read after that stays so. */
async function holdRepairs(tx: Sql, orderId: string): Promise<Repair[]> {
  const ids = new Set((await listRepairs(tx, orderId)).map(({ deficiency }) => deficiency.structureId));
  await lockStructures(tx, [...ids]);
  return listRepairs(tx, orderId);
}

/** What the order cost so far: its hours at the rates of its crew, and what was charged to it. */
async function chargedOf(tx: Sql, { id, teamId, serviceCode }: Followed['order']): Promise<ChargedCents> {
  const [costs, labour, rates] = [await listCosts(tx, id), await listLabour(tx, id), await listRates(tx, serviceCode)];
  return chargedFor({ labour: labour.map(({ entry }) => entry), costs: costs.map(({ entry }) => entry.amountCents), teamId }, rates);
}

/** The same as it is told on what it put right; nothing where nobody entered anything. */
function toldOf({ labour, partsCents }: ChargedCents, putRight: number): Charged | null {
  if (labour.length === 0 && partsCents === null) return null;
  return {
    labour: labour.map(({ minutes, hourlyCents }) => ({ minutes, hourly: hourlyCents === null ? null : dollarsOf(hourlyCents) })),
    parts: partsCents === null ? null : dollarsOf(partsCents),
    putRight,
  };
}

/** The component as it was before the order renewed it, unless somebody has said more about it since. */
async function undoRenewal(tx: Sql, { link, deficiency }: Repair) {
  if (!link.renewedFrom || !link.retiredAt || !deficiency.componentId) return;
  const component = await findComponentById(tx, deficiency.componentId);
  if (component?.yearInstalled === yearOf(link.retiredAt) && component.observedOn === null) await setComponent(tx, component.id, link.renewedFrom);
}

async function renew(tx: Sql, { link, deficiency }: Repair, now: Date) {
  const component = link.renewsComponent && deficiency.componentId ? await findComponentById(tx, deficiency.componentId) : undefined;
  if (!component) return null;
  const { yearInstalled, observedOn, observedRemainingYears } = component;
  await setComponent(tx, component.id, RENEWED_IN(yearOf(now)));
  return { yearInstalled, observedOn, observedRemainingYears };
}

const yearOf = (at: Date) => Number(districtDay(at).slice(0, 4));

/** What putting something right cost: its share of what the order did. */
type Paid = { share: bigint | null; charged: Charged | null };
type Writing = Paid & { order: Followed['order']; by: Followed['by']; now: Date };
/** What each effect writes, and what its event says beside the scope. */
const WRITE: Record<Exclude<Effect, null>, { kind: string; write: (tx: Sql, repair: Repair, of: Writing) => Promise<Record<string, unknown>> }> = {
  take_up: {
    kind: 'deficiency_in_work',
    write: async (tx, { deficiency }, { order }) => {
      await setDeficiency(tx, deficiency.id, { status: 'in_work', workOrderId: order.id });
      return {};
    },
  },
  retire: {
    kind: 'deficiency_corrected',
    write: async (tx, repair, { order, by, now, share, charged }) => {
      const { id } = repair.deficiency;
      await setDeficiency(tx, id, {
        status: 'corrected',
        workOrderId: order.id,
        actualCostCents: share,
        endedAt: now,
        endedById: by.actorId,
        endNote: null,
      });
      const renewedFrom = await renew(tx, repair, now);
      await setRepair(tx, id, order.id, { retiredAt: now, shareCents: share, charged, renewedFrom });
      return {
        ...(share === null ? {} : { actualCost: dollarsOf(share) }),
        ...(renewedFrom ? { before: { yearInstalled: renewedFrom.yearInstalled }, after: { yearInstalled: yearOf(now) } } : {}),
      };
    },
  },
  bring_back: {
    kind: 'deficiency_back',
    write: async (tx, repair, { order }) => {
      await undoRenewal(tx, repair);
      await setDeficiency(tx, repair.deficiency.id, { ...NOT_ENDED, status: 'in_work', workOrderId: order.id });
      await setRepair(tx, repair.deficiency.id, order.id, NOT_RETIRED);
      return {};
    },
  },
  let_go: {
    kind: 'deficiency_off_work',
    write: async (tx, repair, { order }) => {
      await undoRenewal(tx, repair);
      await setDeficiency(tx, repair.deficiency.id, { ...NOT_ENDED, status: repair.link.statusBefore!, workOrderId: null });
      await setRepair(tx, repair.deficiency.id, order.id, NOT_RETIRED);
      return {};
    },
  },
};

const happeningOf = (kind: string, { deficiency }: Repair, { order, by }: Pick<Followed, 'order' | 'by'>): Happening => ({
  kind,
  cause: 'work',
  actorId: by.actorId,
  deficiencyId: deficiency.id,
  componentId: deficiency.componentId,
  workOrderId: order.id,
});

/**
 * What became of an order becomes of the deficiencies that it is to put right, in the transaction of the order's own change: done, they are put right with their share of its cost;
 * reopened, they are back as they were; cancelled, they are open again. Asked twice it does nothing the second time.
 */
export async function followOrder(tx: Sql, followed: Followed): Promise<void> {
  const { order, by, now, goesOnWith } = followed;
  const repairs = await holdRepairs(tx, order.id);
  if (goesOnWith) return goOn(tx, repairs, followed, goesOnWith.id);
  const state = orderState(order.status);
  const due = repairs.map((repair) => ({ repair, effect: effectOf(state, standingOf(repair, order.id)) }));
  const paidFor = due.filter(({ repair, effect }) => effect === 'retire' || (state === 'done' && isPutRight(repair)));
  const cost: ChargedCents = paidFor.length > 0 ? await chargedOf(tx, order) : { labour: [], partsCents: null };
  const [total, charged] = [totalOf(cost), toldOf(cost, paidFor.length)];
  const shares =
    total === null
      ? paidFor.map(() => null)
      : shareCost(
          total,
          paidFor.map(({ repair }) => repair.deficiency.costCents),
        );
  for (const { repair, effect } of due) {
    const share = shares[paidFor.findIndex((one) => one.repair === repair)] ?? null;
    if (effect === null) await followCost(tx, repair, followed, { share, charged });
    else {
      const { kind, write } = WRITE[effect];
      const change = async () => ({ data: { scope: repair.deficiency.scope, ...(await write(tx, repair, { order, by, now, share, charged })) } });
      await changeStructure(tx, repair.deficiency.structureId, happeningOf(kind, repair, followed), change, now);
    }
  }
}

const isPutRight = ({ link, deficiency }: Repair) => link.retiredAt !== null && deficiency.status === 'corrected';

/** A bill that came after the work: what putting it right cost follows, unless somebody has said that by hand. */
async function followCost(tx: Sql, repair: Repair, followed: Followed, { share, charged }: Paid) {
  const { link, deficiency } = repair;
  if (!isPutRight(repair) || deficiency.actualCostCents !== link.shareCents) return;
  if (share === link.shareCents) {
    // What it cost stays; hours without a price may be told otherwise.
    if (JSON.stringify(charged) !== JSON.stringify(link.charged)) await setRepair(tx, deficiency.id, link.workOrderId, { charged });
    return;
  }
  const change = async () => {
    await setDeficiency(tx, deficiency.id, { actualCostCents: share });
    await setRepair(tx, deficiency.id, link.workOrderId, { shareCents: share, charged });
    const words = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));
    return { data: { scope: deficiency.scope, before: { actualCost: words(deficiency.actualCostCents) }, after: { actualCost: words(share) } } };
  };
  await changeStructure(tx, deficiency.structureId, happeningOf('deficiency_changed', repair, followed), change, followed.now);
}

/** It was not fixed, and too late to reopen: what it had put right is back, in work on the order that follows it. */
async function goOn(tx: Sql, repairs: readonly Repair[], followed: Followed, nextId: string) {
  const { by, now } = followed;
  const back = repairs.filter(isPutRight);
  if (back.length === 0) return;
  const next = (await lockOrderById(tx, nextId))!;
  for (const repair of back) {
    const { link, deficiency } = repair;
    const change = async () => {
      await undoRenewal(tx, repair);
      await setRepair(tx, deficiency.id, link.workOrderId, NOT_RETIRED);
      const { statusBefore, renewsComponent } = link;
      await insertLink(tx, {
        deficiencyId: deficiency.id,
        workOrderId: nextId,
        kind: 'repair',
        statusBefore,
        renewsComponent,
        linkedById: by.actorId,
        linkedAt: now,
      });
      await setDeficiency(tx, deficiency.id, { ...NOT_ENDED, status: 'in_work', workOrderId: nextId });
      return { data: { scope: deficiency.scope } };
    };
    await changeStructure(tx, deficiency.structureId, happeningOf('deficiency_back', repair, { order: next.order, by }), change, now);
  }
  await beginToFollow(tx, next, { kind: 'building_linked', by, data: { scope: back.map(({ deficiency }) => deficiency.scope).join(' · ') } }, now);
}
