import type { Sql } from '@steward/db';
import { chargePolicies, deviceAssignments, deviceEvents, deviceModels, devices, studentNames, students } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import type { DeviceStatus } from './rules/device-lifecycle.ts';

const LONG_AGO = new Date('2024-08-20T15:00:00Z');
let made = 0;

/** A Chromebook at $325 whose updates end in 2031. */
export async function aModel(db: Sql, more: Partial<typeof deviceModels.$inferInsert> = {}): Promise<string> {
  const id = uuidv7();
  made += 1;
  await db
    .insert(deviceModels)
    .values({ id, make: 'Acme', name: `Book ${made}`, kind: 'chromebook', priceCents: 32_500n, autoUpdateExpiresOn: '2031-06-01', ...more });
  return id;
}

type Given = Partial<Omit<typeof devices.$inferInsert, 'status'>> & { homeSiteId: string; modelId: string; status?: DeviceStatus };

/** A device as it begins: in stock, where nothing else is said. */
export async function aDevice(db: Sql, { status = 'in_stock', ...more }: Given) {
  const id = uuidv7();
  made += 1;
  const assetTag = `JC-${100_000 + made}`;
  const at = { statusChangedAt: LONG_AGO, createdAt: LONG_AGO, updatedAt: LONG_AGO };
  await db
    .insert(devices)
    .values({ id, assetTag, serial: `SN${made}X`, status, acquiredOn: '2024-08-20', plannedRefreshOn: '2028-06-30', ...at, ...more });
  await db.insert(deviceEvents).values({ id: uuidv7(), deviceId: id, actId: id, kind: 'register', toStatus: status, occurredAt: LONG_AGO });
  return { id, assetTag: more.assetTag ?? assetTag };
}

/** A student of grade 9 who takes part. */
export async function aStudent(db: Sql, siteId: string, more: Partial<typeof students.$inferInsert> = {}) {
  const id = uuidv7();
  made += 1;
  const key = `S-${made}QX`;
  await db.insert(students).values({ id, key, siteId, grade: 9, createdAt: LONG_AGO, updatedAt: LONG_AGO, ...more });
  await db.insert(studentNames).values({ studentId: id, givenName: 'Robin', familyName: `Made-Up ${made}` });
  return { id, key };
}

/** A device that a student has had to keep since long ago. */
export async function anAssignedDevice(db: Sql, student: { id: string }, given: Given) {
  const device = await aDevice(db, given);
  const [openedByEventId, startedAt] = [uuidv7(), LONG_AGO];
  const of = { deviceId: device.id, studentId: student.id };
  await db.transaction(async (tx) => {
    const moved = { kind: 'assign', fromStatus: 'in_stock', toStatus: 'assigned', occurredAt: startedAt };
    await tx.insert(deviceEvents).values({ id: openedByEventId, actId: openedByEventId, ...of, ...moved });
    await tx.insert(deviceAssignments).values({ id: uuidv7(), kind: 'primary', siteId: given.homeSiteId, startedAt, openedByEventId, ...of });
  });
  return device;
}

/** The first accident is free, the second $25, the third on $50; at most $100 in a school year. */
export const aPolicy = (db: Sql) =>
  db.insert(chargePolicies).values({
    id: uuidv7(),
    effectiveOn: '2024-07-01',
    ladder: { accident: [0, 2_500, 5_000], wear: [0], negligence: [5_000, null], theft: [0], lost: [null] },
    capCents: 10_000n,
    source: 'A test',
    publishedAt: LONG_AGO,
  });
