import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { changesOf } from './changes.ts';
import type { DeviceRow, listEvents } from './queries.ts';
import { standingOf } from './record-move.ts';
import type { RepairRow } from './repairs/queries.ts';
import { allowedMoves, type DeviceStatus, type MoveKind } from './rules/device-lifecycle.ts';
import { termEndsOn } from './rules/school-year.ts';
import { expiresInTerm, isProbablyLost, residualCents, usableUntil } from './rules/use.ts';

type EventRow = Awaited<ReturnType<typeof listEvents>>[number];
type Student = { id: string; key: string; grade: number; name: string | null; site: { id: string; name: string } };
type Shown = { student: Student | null; other: string | null; isHidden: boolean };
type Part = { id: string; kind: string; fromAssetTag: string };
type Beside = {
  shown: Shown;
  events: readonly EventRow[];
  seesStudent: (event: EventRow) => boolean;
  /** What the ids are called that the events speak of. */
  names: ReadonlyMap<string, string>;
  repairs: readonly RepairRow[];
  may: { keep: boolean; report: boolean };
  usedParts: readonly (Part & { repairId: string })[];
  mending: { repairId: string; isStudents: boolean; loaners: { id: string; assetTag: string }[]; parts: readonly Part[] } | null;
  harvested: readonly { id: string; kind: string; usedInAssetTag: string | null }[];
  carts: string[];
  disposal: { id: string; name: string } | null;
};

export const presentModel = ({ id, make, name, kind }: { id: string; make: string; name: string; kind: string }) => ({
  id,
  make,
  name,
  kind: kind as 'chromebook',
});
const onDay = (at: Date | null) => (at === null ? null : districtDay(at));

const presentPart = ({ id, kind, fromAssetTag }: Part) => ({ id, kind: kind as 'screen', fromAssetTag });
const presentRepair = ({ costCents, ...repair }: RepairRow, parts: readonly Part[]) => ({
  id: repair.id,
  kind: repair.kind as 'in_house' | null,
  problem: repair.problem,
  damageClass: repair.damageClass as 'accident' | null,
  openedAt: repair.openedAt,
  closedAt: repair.closedAt,
  outcome: repair.outcome as 'mended' | null,
  cost: costCents === null ? null : dollarsOf(costCents),
  workOrderId: repair.workOrderId,
  parts: parts.map(presentPart),
});

/** A device with what may be done with it; who has it only as `shown` says. */
export function presentDevice(
  row: DeviceRow,
  { shown, events, seesStudent, names, repairs, may, usedParts, mending, harvested, carts, disposal }: Beside,
  now: Date,
) {
  const { device, model, site, open } = row;
  const today = districtDay(now);
  const price = device.priceCents ?? model.priceCents;
  const lasts = { plannedRefreshOn: device.plannedRefreshOn, autoUpdateExpiresOn: model.autoUpdateExpiresOn };
  return {
    id: device.id,
    assetTag: device.assetTag,
    serial: device.serial,
    status: device.status as DeviceStatus,
    statusChangedAt: device.statusChangedAt,
    isLoaner: device.isLoaner,
    model: { ...presentModel(model), autoUpdateExpiresOn: model.autoUpdateExpiresOn },
    site: { id: site.id, name: site.name },
    acquiredOn: device.acquiredOn,
    price: device.priceCents === null ? null : dollarsOf(device.priceCents),
    residual:
      device.acquiredOn === null || price === null
        ? null
        : dollarsOf(residualCents({ priceCents: price, acquiredOn: device.acquiredOn, lifeYears: model.lifeYears }, today)),
    warrantyEndsOn: device.warrantyEndsOn,
    fundingSource: device.fundingSource,
    plannedRefreshOn: device.plannedRefreshOn,
    usableUntilOn: usableUntil(lasts),
    expiresInTerm:
      open?.kind === 'primary' && shown.student !== null && expiresInTerm(model.autoUpdateExpiresOn, termEndsOn(shown.student.grade, today)),
    isProbablyLost: isProbablyLost({ heldSinceOn: onDay(open?.startedAt ?? null), lastSeenOn: onDay(device.lastSeenAt) }, today),
    lastSeenAt: device.lastSeenAt,
    osVersion: device.osVersion,
    deprovisionedAt: device.deprovisionedAt,
    wipedAt: device.wipedAt,
    isDemonstration: device.isDemonstration,
    version: device.version,
    heldBy:
      open === null || shown.isHidden
        ? null
        : {
            kind: open.kind,
            since: open.startedAt,
            dueOn: open.dueOn,
            isOverdue: open.dueOn !== null && open.dueOn < today,
            student: shown.student,
            other: shown.other,
          },
    isHeldByHidden: shown.isHidden,
    allowedMoves: may.keep ? allowedMoves(standingOf(row)).filter((kind) => kind !== 'change') : [],
    may,
    repairs: repairs.map((repair) =>
      presentRepair(
        repair,
        usedParts.filter(({ repairId }) => repairId === repair.id),
      ),
    ),
    mending: mending && { ...mending, parts: mending.parts.map(presentPart) },
    harvested: harvested.map(({ kind, ...part }) => ({ ...part, kind: kind as 'screen' })),
    carts,
    disposal,
    events: events.map((one) => ({
      id: one.event.id,
      kind: one.event.kind as MoveKind,
      from: one.event.fromStatus as DeviceStatus | null,
      to: one.event.toStatus as DeviceStatus,
      occurredAt: one.event.occurredAt,
      actor: one.actor,
      studentKey: one.student && seesStudent(one) ? one.student.key : null,
      reason: one.event.reason,
      changes: changesOf(one.event.data, names),
    })),
  };
}
