import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { disposalNotFound, notForYou } from '../problems.ts';
import { keepsEverywhere, readsEverywhere } from '../rules/access.ts';
import { missingOf } from '../rules/disposal.ts';
import { findLot, listLotDevices, listLotEvents, listLots, listPartsOutOf, type LotRow } from './queries.ts';

const presentLot = ({ certificateKey: _key, createdById: _by, way, ...lot }: LotRow) => ({ ...lot, way: way as 'recycled' });

/** Lots of devices that leave together, for who reads the devices of the whole district. */
export async function readDisposals(on: Sql, actor: Actor) {
  if (!readsEverywhere(actor)) throw notForYou();
  return { items: (await listLots(on)).map(({ lot, devices }) => ({ ...presentLot(lot), devices })), may: { keep: keepsEverywhere(actor) } };
}

type Data = { assetTags?: string[]; said?: string };

/** One lot: its devices, what it lacks, and what happened to it. */
export async function readDisposal(on: Sql, actor: Actor, id: string) {
  if (!readsEverywhere(actor)) throw notForYou();
  const lot = await findLot(on, id);
  if (!lot) throw disposalNotFound();
  const rows = await listLotDevices(on, id);
  const parts = Map.groupBy(
    await listPartsOutOf(
      on,
      rows.map((row) => row.id),
    ),
    ({ deviceId }) => deviceId,
  );
  const devices = rows.map(({ deprovisionedAt, wipedAt, status: _status, acquiredOn: _bought, ...row }) => ({
    ...row,
    isDeprovisioned: deprovisionedAt !== null,
    isWiped: wipedAt !== null,
    parts: (parts.get(row.id) ?? []).map(({ kind }) => kind as 'screen'),
  }));
  return {
    ...presentLot(lot),
    devices,
    missing: missingOf({ ...lot, hasCertificate: lot.certificateKey !== null || lot.certificateNumber !== null, devices }),
    history: (await listLotEvents(on, id)).map(({ event, actor: by }) => {
      const { assetTags = [], said = null } = event.data as Data;
      return { id: event.id, kind: event.kind as 'begun', actor: by, occurredAt: event.occurredAt, assetTags, said };
    }),
    may: { keep: keepsEverywhere(actor) && lot.disposedOn === null },
  };
}
