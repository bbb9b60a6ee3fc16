import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { uuidv7 } from 'uuidv7';
import type { DeviceChange, DeviceRequest } from './contract.ts';
import { deviceToKeep, keeperAt } from './may.ts';
import { refusing, taken, unknownModel, unknownSite } from './problems.ts';
import { findDevice, findModel, findSiteOfDevices, insertDevice, isCodeTaken, insertDeviceEvent, setDevice } from './queries.ts';
import { recordMove } from './record-move.ts';

async function siteToKeep(on: Sql, actor: Actor, siteId: string) {
  const site = await findSiteOfDevices(on, siteId);
  if (site?.status !== 'active') throw unknownSite('/siteId');
  return keeperAt(actor, { siteId, areaId: site.areaId });
}

const centsOrNull = (amount: string | null) => (amount === null ? null : centsOf(amount));

/** What is scanned is a device or a student, and one of them: no tag or serial is another device's, nor a student's key. */
async function meansOneThing(
  tx: Sql,
  id: string,
  { assetTag, serial }: { assetTag?: string | undefined; serial?: string | undefined },
): Promise<void> {
  for (const [pointer, code] of [
    ['/assetTag', assetTag],
    ['/serial', serial],
  ] as const)
    if (code !== undefined && (await isCodeTaken(tx, code, id))) throw taken(pointer);
}

/** Takes a device into the books, with its first event. `id` may come from the caller's Idempotency-Key. */
export async function registerDevice(db: Sql, actor: Actor, input: z.infer<typeof DeviceRequest>, now: Date, id: string = uuidv7()): Promise<string> {
  return refusing(() =>
    db.transaction(async (tx) => {
      const { bulkId: _bulk, ...who } = await siteToKeep(tx, actor, input.siteId);
      if (await findDevice(tx, id)) return id;
      if (!(await findModel(tx, input.modelId))) throw unknownModel();
      await meansOneThing(tx, id, input);
      const { siteId, price, ...facts } = input;
      await insertDevice(tx, {
        id,
        ...facts,
        homeSiteId: siteId,
        priceCents: centsOrNull(price),
        statusChangedAt: now,
        createdAt: now,
        updatedAt: now,
      });
      await insertDeviceEvent(tx, { id: uuidv7(), deviceId: id, actId: id, kind: 'register', toStatus: input.status, ...who, occurredAt: now });
      return id;
    }),
  );
}

/** Changes what is said of a device; the event keeps what it was. */
export async function changeDevice(
  db: Sql,
  actor: Actor,
  id: string,
  expected: number,
  input: z.infer<typeof DeviceChange>,
  now: Date,
): Promise<void> {
  await refusing(() =>
    db.transaction(async (tx) => {
      const { row, by } = await deviceToKeep(tx, actor, id, expected);
      const { siteId, price, reason, ...facts } = input;
      if (siteId !== undefined) await siteToKeep(tx, actor, siteId);
      if (facts.modelId !== undefined && !(await findModel(tx, facts.modelId))) throw unknownModel();
      await meansOneThing(tx, id, facts);
      const before = { ...row.device, siteId: row.site.id, price: row.device.priceCents === null ? null : dollarsOf(row.device.priceCents) };
      const after = { ...facts, ...(siteId === undefined ? {} : { siteId }), ...(price === undefined ? {} : { price }) };
      const changed = (Object.keys(after) as (keyof typeof after)[]).filter((key) => after[key] !== before[key]);
      if (changed.length === 0) return;
      const of = (values: typeof after | typeof before) => Object.fromEntries(changed.map((key) => [key, values[key]]));
      const change = definedOnly({ ...facts, homeSiteId: siteId, priceCents: price === undefined ? undefined : centsOrNull(price) });
      await setDevice(tx, id, change);
      await recordMove(tx, row, 'change', { actId: uuidv7(), by, now }, { reason, data: { before: of(before), after: of(after) } });
    }),
  );
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const definedOnly = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
