import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { actingFor, doneBy, type DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import {
  deviceChanged,
  disposalNotFound,
  leftAhead,
  leftBefore,
  lotEmpty,
  lotOver,
  noCertificate,
  notForLot,
  notInLot,
  notWiped,
  notYoursToPlan,
  refusing,
  type Unfit,
} from '../problems.ts';
import { type DeviceRow, findDevice, findDeviceByCode, listActs, lockDevices } from '../queries.ts';
import { recordMove } from '../record-move.ts';
import { keepsEverywhere } from '../rules/access.ts';
import { missingOf } from '../rules/disposal.ts';
import type { CodesRequest, DepartureRequest, DisposalChange, DisposalRequest, PreparationRequest } from './contract.ts';
import {
  findLot,
  findLotEvent,
  insertItems,
  insertLot,
  insertLotEvent,
  listLotDevices,
  listLotsOf,
  lockLot,
  type LotRow,
  removeItem,
  removeItems,
  setLot,
} from './queries.ts';
import { readDisposal } from './read-disposals.ts';

type Doing = { expected: number; actId: string; now: Date };

/** Who keeps the devices of the whole district: lots gather them from every school. */
export function disposer(actor: Actor): DoneBy {
  const forId = actingFor(actor, keepsEverywhere);
  if (forId === undefined) throw notYoursToPlan();
  return doneBy(actor, forId);
}

type Kind = 'begun' | 'changed' | 'added' | 'removed' | 'certified' | 'done';
/** Notes what happened to a lot. */
export const noteLot = (
  tx: Sql,
  disposalId: string,
  kind: Kind,
  { actorId, onBehalfOfId }: DoneBy,
  { id = uuidv7(), now, ...data }: { id?: string; now: Date; assetTags?: string[]; said?: string },
) => insertLotEvent(tx, { id, disposalId, kind, actorId, onBehalfOfId, data, occurredAt: now });

/** The lot, held, while it is here; for who saw its last version. */
async function lotToKeep(tx: Sql, id: string, expected: number): Promise<LotRow> {
  const lot = await lockLot(tx, id);
  if (!lot) throw disposalNotFound();
  if (lot.disposedOn !== null) throw lotOver();
  if (lot.version !== expected) throw deviceChanged(lot.version);
  return lot;
}

/** Begins a lot. `id` may come from the caller's Idempotency-Key. */
export async function beginDisposal(db: Sql, actor: Actor, input: z.infer<typeof DisposalRequest>, now: Date, id: string = uuidv7()) {
  const by = disposer(actor);
  await db.transaction(async (tx) => {
    if (await findLot(tx, id)) return;
    await insertLot(tx, { id, ...input, createdById: by.actorId, createdAt: now });
    await noteLot(tx, id, 'begun', by, { now, said: `${input.name} · ${input.takenBy}` });
  });
  return readDisposal(db, actor, id);
}

/** Says otherwise how a lot leaves, or by which number its certificate goes. */
export async function changeDisposal(
  db: Sql,
  actor: Actor,
  id: string,
  input: z.infer<typeof DisposalChange>,
  { expected, now }: Omit<Doing, 'actId'>,
) {
  const by = disposer(actor);
  await db.transaction(async (tx) => {
    const lot = await lotToKeep(tx, id, expected);
    const changed = Object.fromEntries(Object.entries(input).filter(([key, value]) => value !== undefined && value !== lot[key as keyof LotRow]));
    if (Object.keys(changed).length === 0) return;
    await setLot(tx, id, changed);
    const { certificateNumber, ...rest } = changed as z.infer<typeof DisposalChange>;
    if (certificateNumber) await noteLot(tx, id, 'certified', by, { now, said: certificateNumber });
    if (Object.keys(rest).length > 0) await noteLot(tx, id, 'changed', by, { now, said: Object.values(rest).join(' · ') });
  });
  return readDisposal(db, actor, id);
}

/** The devices that codes name, held; each that may not go into this lot is told with why. */
async function devicesFor(tx: Sql, disposalId: string, codes: readonly string[]): Promise<DeviceRow[]> {
  const found = new Map<string, DeviceRow | undefined>();
  for (const code of new Set(codes)) found.set(code, await findDeviceByCode(tx, code));
  const ids = [...new Set([...found.values()].flatMap((row) => row?.device.id ?? []))];
  await lockDevices(tx, ids);
  const elsewhere = new Map((await listLotsOf(tx, ids)).map((one) => [one.deviceId, one.disposalId]));
  const unfit: Unfit[] = [];
  const fit = new Map<string, DeviceRow>();
  for (const [code, seen] of found) {
    const row = seen && (await findDevice(tx, seen.device.id));
    const lot = row && elsewhere.get(row.device.id);
    if (!row) unfit.push({ code, why: 'unknown' });
    else if (row.device.status !== 'retired') unfit.push({ code, why: 'not_retired' });
    else if (lot !== undefined && lot !== disposalId) unfit.push({ code, why: 'in_other_lot' });
    else if (lot === undefined) fit.set(row.device.id, row);
  }
  if (unfit.length > 0)
    throw notForLot(
      unfit,
      unfit.map(({ code }) => codes.indexOf(code)),
    );
  return [...fit.values()];
}

/** Puts retired devices into a lot, all of them or none. */
export async function addToDisposal(db: Sql, actor: Actor, id: string, { codes }: z.infer<typeof CodesRequest>, { expected, actId, now }: Doing) {
  const by = disposer(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findLotEvent(tx, actId)) return;
      await lotToKeep(tx, id, expected);
      const rows = await devicesFor(tx, id, codes);
      if (rows.length === 0) return;
      await insertItems(
        tx,
        rows.map(({ device }) => ({ deviceId: device.id, disposalId: id, addedAt: now })),
      );
      await setLot(tx, id, {});
      await noteLot(tx, id, 'added', by, { id: actId, now, assetTags: rows.map(({ device }) => device.assetTag) });
    }),
  );
  return readDisposal(db, actor, id);
}

/** Takes one out again. */
export async function takeFromDisposal(
  db: Sql,
  actor: Actor,
  { id, deviceId }: { id: string; deviceId: string },
  { expected, now }: Omit<Doing, 'actId'>,
) {
  const by = disposer(actor);
  await db.transaction(async (tx) => {
    await lotToKeep(tx, id, expected);
    const row = await findDevice(tx, deviceId);
    if (!row || !(await removeItem(tx, id, deviceId))) throw notInLot();
    await setLot(tx, id, {});
    await noteLot(tx, id, 'removed', by, { now, assetTags: [row.device.assetTag] });
  });
  return readDisposal(db, actor, id);
}

/** Notes of all devices of a lot that they are deprovisioned, or wiped, where that was not noted yet: each by an event of its own. */
export async function prepareDisposal(
  db: Sql,
  actor: Actor,
  id: string,
  { kinds }: z.infer<typeof PreparationRequest>,
  { expected, actId, now }: Doing,
) {
  const by = disposer(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      if ((await listActs(tx, actId)).length > 0) return;
      await lotToKeep(tx, id, expected);
      const rows = await listLotDevices(tx, id);
      await lockDevices(
        tx,
        rows.map((row) => row.id),
      );
      for (const row of await listLotDevices(tx, id))
        for (const kind of new Set(kinds)) {
          if ((kind === 'wipe' ? row.wipedAt : row.deprovisionedAt) !== null) continue;
          await recordMove(tx, (await findDevice(tx, row.id))!, kind, { actId, by, now });
        }
      await setLot(tx, id, {});
    }),
  );
  return readDisposal(db, actor, id);
}

/** The lot leaves, and with it every device: only wiped, and only with the certificate that says so. */
export async function completeDisposal(
  db: Sql,
  actor: Actor,
  id: string,
  { disposedOn }: z.infer<typeof DepartureRequest>,
  { expected, actId, now }: Doing,
) {
  const by = disposer(actor);
  if (disposedOn > districtDay(now)) throw leftAhead();
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findLotEvent(tx, actId)) return;
      const lot = await lotToKeep(tx, id, expected);
      const ids = (await listLotDevices(tx, id)).map((row) => row.id);
      await lockDevices(tx, ids);
      const rows = await listLotDevices(tx, id);
      const [first] = missingOf({
        ...lot,
        hasCertificate: lot.certificateKey !== null || lot.certificateNumber !== null,
        devices: rows.map(({ deprovisionedAt, wipedAt }) => ({ isDeprovisioned: deprovisionedAt !== null, isWiped: wipedAt !== null })),
      });
      // Papers may come later than what they tell of, but nothing leaves before it was bought.
      const boughtOn = rows
        .flatMap(({ acquiredOn }) => acquiredOn ?? [])
        .toSorted()
        .at(-1);
      if (!first && boughtOn !== undefined && disposedOn < boughtOn) throw leftBefore(boughtOn);
      if (first) throw { devices: lotEmpty, deprovision: notWiped, wipe: notWiped, certificate: noCertificate }[first]();
      for (const row of rows) await recordMove(tx, (await findDevice(tx, row.id))!, 'dispose', { actId, by, now }, { disposalId: id });
      await removeItems(tx, id);
      await setLot(tx, id, { disposedOn });
      await noteLot(tx, id, 'done', by, { id: actId, now, said: disposedOn, assetTags: rows.map(({ assetTag }) => assetTag) });
    }),
  );
  return readDisposal(db, actor, id);
}
