import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { basisOf, findCostBasis, listComponents, listOpenDeficiencies } from '../queries.ts';
import { type Basis, priced } from '../rules/measure.ts';
import { nextRenewalYear, renewalCents } from '../rules/renewal.ts';
import { countCandidates, listEnded, listOrdersSeen, listPhotos } from './queries.ts';

const ENDED_SHOWN = 50;
const money = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));

type Part = Awaited<ReturnType<typeof listComponents>>[number];

/** A component with what the cost basis says where it says nothing itself, and when it is next to be renewed. */
function presentComponent(row: Part, basis: Basis | undefined, { year, isFound }: { year: number; isFound: boolean }) {
  const known = basis && priced(row, basis);
  const unit = basis?.units.get(row.systemCode);
  return {
    id: row.id,
    systemCode: row.systemCode,
    name: row.name,
    quantity: row.quantity,
    unit: row.unit,
    yearInstalled: row.yearInstalled,
    lifeYears: row.lifeYears,
    unitCost: money(row.unitCostCents),
    unitCostBaseYear: row.unitCostBaseYear,
    observed: row.observedOn === null ? null : { on: row.observedOn, remainingYears: row.observedRemainingYears! },
    usual: unit ? { unitCost: dollarsOf(unit.unitCostCents), lifeYears: unit.lifeYears } : null,
    nextRenewal: known ? nextRenewalYear(known) : null,
    dueCost: known && !isFound && nextRenewalYear(known) <= year ? dollarsOf(renewalCents(known, year, basis.escalationRatio)) : null,
    version: row.version,
  };
}

/** The photos of each of these deficiencies, oldest first. */
export async function photosOf(on: Sql, deficiencyIds: readonly string[]) {
  const all = Map.groupBy(deficiencyIds.length > 0 ? await listPhotos(on, deficiencyIds) : [], ({ deficiencyId }) => deficiencyId);
  return (id: string) => (all.get(id) ?? []).map(({ deficiencyId: _of, ...photo }) => photo);
}

/** What is wrong with a building, what has ended, and what it is made of. An order is named to those who may know of it. `candidates`: how many wait, for those who plan. */
export async function readFindings(on: Sql, actor: Actor, { id, portfolioId }: { id: string; portfolioId: string }, mayPlan: boolean, now: Date) {
  const basisRow = await findCostBasis(on, portfolioId, districtDay(now));
  const basis = basisRow && (await basisOf(on, basisRow));
  const [open, ended, parts] = [await listOpenDeficiencies(on, id), await listEnded(on, id, ENDED_SHOWN), await listComponents(on, id)];
  const year = Number(districtDay(now).slice(0, 4));
  const found = new Set(open.map(({ componentId }) => componentId));
  const all = [...open, ...ended.map(({ deficiency }) => deficiency)];
  const photos = await photosOf(
    on,
    all.map((one) => one.id),
  );
  const orders = await listOrdersSeen(
    on,
    actor,
    all.flatMap(({ workOrderId }) => workOrderId ?? []),
  );
  const common = (one: (typeof all)[number]) => ({
    id: one.id,
    systemCode: one.systemCode,
    componentId: one.componentId,
    scope: one.scope,
    cost: dollarsOf(one.costCents),
    costBaseYear: one.costBaseYear,
    photos: photos(one.id),
    workOrder: orders.find((order) => order.id === one.workOrderId) ?? null,
    version: one.version,
  });
  return {
    candidates: mayPlan ? await countCandidates(on, id) : 0,
    deficiencies: open.map((one) => ({
      ...common(one),
      priority: one.priority,
      quantity: one.quantity,
      unit: one.unit,
      confidenceRatio: one.confidenceRatio,
      foundOn: one.foundOn,
      source: one.source as 'assessment',
      status: one.status as 'open',
    })),
    ended: ended.map(({ deficiency: one, endedBy, shareCents, charged }) => ({
      ...common(one),
      how:
        one.status === 'corrected'
          ? ('corrected' as const)
          : one.source === 'work_order' && one.acceptedAt === null
            ? ('dismissed' as const)
            : ('withdrawn' as const),
      note: one.endNote,
      actualCost: money(one.actualCostCents),
      // What somebody says by hand stands for itself.
      charged: one.actualCostCents === shareCents ? charged : null,
      isByOrder: one.workOrderId !== null,
      endedAt: one.endedAt!,
      endedBy,
    })),
    components: parts.map((row) => presentComponent(row, basis, { year, isFound: found.has(row.id) })),
  };
}
