import { connect, type Sql } from '@steward/db';
import { type FreshDatabase, freshDatabase } from '@steward/db/testing';
import { deviceAssignments, deviceEvents, deviceModels, devices, sites, students } from '@steward/db/schema';
import { eq, isNull, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agrees, DEVICE_STATUSES, type DeviceStatus, type Held, leadsTo, MOVE_KINDS, type MoveKind } from './rules/device-lifecycle.ts';

let fresh: FreshDatabase;
let eight: ReturnType<typeof connect>;
let siteId: string;
let modelId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  eight = connect(fresh.url, { poolSize: 8 });
  [siteId, modelId] = [uuidv7(), uuidv7()];
  await fresh.db.insert(sites).values({ id: siteId, code: 'T001', name: 'A school', status: 'active' });
  await fresh.db.insert(deviceModels).values({ id: modelId, make: 'A maker', name: 'A model', kind: 'chromebook', priceCents: 32_500n });
});
afterAll(async () => {
  await eight.close();
  await fresh.close();
});

const AT = Date.parse('2026-03-10T16:00:00Z');
let tick = 0;
const nextInstant = () => new Date(AT + 1000 * (tick += 1));
let made = 0;

async function aDevice(status: DeviceStatus = 'in_stock'): Promise<string> {
  const [id, at] = [uuidv7(), nextInstant()];
  made += 1;
  await fresh.db.insert(devices).values({
    id,
    assetTag: `T${made}`,
    serial: `S${made}`,
    modelId,
    homeSiteId: siteId,
    status,
    statusChangedAt: at,
    createdAt: at,
    updatedAt: at,
  });
  await fresh.db.insert(deviceEvents).values({ id: uuidv7(), deviceId: id, actId: uuidv7(), kind: 'register', toStatus: status, occurredAt: at });
  return id;
}

async function aStudent(): Promise<string> {
  const [id, at] = [uuidv7(), nextInstant()];
  await fresh.db.insert(students).values({ id, key: `S-${id}`, siteId, grade: 9, createdAt: at, updatedAt: at });
  return id;
}

type Step = { device: number; student: number; kind: MoveKind; from: DeviceStatus; to: DeviceStatus; gives: boolean; takes: boolean };

/** One try to move a device, as carelessly as can be: whatever the rules would say. Answers whether the database let it. */
async function attempt(db: Sql, { kind, from, to, gives, takes }: Step, deviceId: string, studentId: string): Promise<boolean> {
  try {
    await db.transaction(async (tx) => {
      const [eventId, at] = [uuidv7(), nextInstant()];
      if (takes)
        await tx
          .update(deviceAssignments)
          .set({ endedAt: sql`greatest(${deviceAssignments.startedAt}, ${at.toISOString()}::timestamptz)` })
          .where(sql`${deviceAssignments.deviceId} = ${deviceId} and ${deviceAssignments.endedAt} is null`);
      await tx.insert(deviceEvents).values({
        id: eventId,
        deviceId,
        actId: uuidv7(),
        kind,
        fromStatus: from,
        toStatus: to,
        studentId: gives ? studentId : null,
        occurredAt: at,
      });
      if (!gives) return;
      const isLoan = kind === 'lend';
      await tx.insert(deviceAssignments).values({
        id: uuidv7(),
        deviceId,
        studentId,
        kind: isLoan ? 'loaner' : 'primary',
        siteId,
        startedAt: at,
        dueOn: isLoan ? '2026-04-01' : null,
        openedByEventId: eventId,
      });
    });
    return true;
  } catch {
    return false;
  }
}

/** What must hold whatever was tried. */
async function mustHold(db: Sql, deviceIds: readonly string[]) {
  for (const id of deviceIds) {
    const [device] = await db.select().from(devices).where(eq(devices.id, id));
    const all = await db.select().from(deviceAssignments).where(eq(deviceAssignments.deviceId, id));
    const open = all.filter(({ endedAt }) => endedAt === null);
    expect(open.length).toBeLessThanOrEqual(1);
    const status = device!.status as DeviceStatus;
    expect(agrees(status, (open[0]?.kind ?? null) as Held), `${status} and ${open[0]?.kind}`).toBe(true);
    if (status === 'disposed') expect([device!.deprovisionedAt, device!.wipedAt, device!.disposalId]).not.toContain(null);
    const events = await db.select().from(deviceEvents).where(eq(deviceEvents.deviceId, id)).orderBy(deviceEvents.occurredAt, deviceEvents.id);
    // Each event begins where one ended: the moves form one way from the first to what it is now.
    const left = new Map<string, number>();
    for (const { fromStatus, toStatus } of events) {
      left.set(toStatus, (left.get(toStatus) ?? 0) + 1);
      if (fromStatus) left.set(fromStatus, (left.get(fromStatus) ?? 0) - 1);
    }
    expect([...left].filter(([, count]) => count !== 0)).toEqual([[status, 1]]);
  }
  const twice = await db
    .select({ studentId: deviceAssignments.studentId })
    .from(deviceAssignments)
    .where(sql`${isNull(deviceAssignments.endedAt)} and ${deviceAssignments.kind} = 'primary'`)
    .groupBy(deviceAssignments.studentId)
    .having(sql`count(*) > 1`);
  expect(twice).toEqual([]);
}

/** Moves that lead somewhere, among a few that cannot. */
const aStep: fc.Arbitrary<Step> = fc
  .record({
    device: fc.nat({ max: 2 }),
    student: fc.nat({ max: 1 }),
    kind: fc.constantFrom(...MOVE_KINDS),
    from: fc.constantFrom(...DEVICE_STATUSES),
    to: fc.constantFrom(...DEVICE_STATUSES),
    isLegal: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    isTidy: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    gives: fc.boolean(),
    takes: fc.boolean(),
  })
  .map(({ isLegal, isTidy, ...step }) => {
    const targets = leadsTo(step.kind, step.from);
    const to = isLegal && targets.length > 0 ? targets[0]! : step.to;
    const tidy = { gives: step.kind === 'assign' || step.kind === 'lend', takes: step.kind === 'return' || step.kind === 'release' };
    return { ...step, to, ...(isTidy ? tidy : {}) };
  });

describe('the database', () => {
  test('knows the same moves as the rules', async () => {
    const kept = await fresh.db.execute<{ kind: string; from_status: string; to_status: string }>(sql`select * from device_moves()`);
    const ruled = MOVE_KINDS.flatMap((kind) => DEVICE_STATUSES.flatMap((from) => leadsTo(kind, from).map((to) => `${kind}: ${from} → ${to}`)));
    expect(kept.map((row) => `${row.kind}: ${row.from_status} → ${row.to_status}`).toSorted()).toEqual(ruled.toSorted());
  });

  test('lets nobody set the status of a device but by an event', async () => {
    const id = await aDevice();
    await expect(fresh.db.update(devices).set({ status: 'assigned' }).where(eq(devices.id, id))).rejects.toThrow();
    await expect(fresh.db.update(devices).set({ wipedAt: new Date() }).where(eq(devices.id, id))).rejects.toThrow();
  });

  test('gives one device of two to a student who is asked for at once', async () => {
    const [student, one, other] = [await aStudent(), await aDevice(), await aDevice()];
    const assign: Step = { device: 0, student: 0, kind: 'assign', from: 'in_stock', to: 'assigned', gives: true, takes: false };
    const done = await Promise.all([attempt(eight.db, assign, one, student), attempt(eight.db, assign, other, student)]);
    expect(done.filter(Boolean)).toHaveLength(1);
  });

  test('keeps what must hold, whatever eight connections try at once', { timeout: 120_000 }, async () => {
    let permitted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 120, maxLength: 240 }), async (steps) => {
        const deviceIds = [await aDevice(), await aDevice(), await aDevice()];
        const studentIds = [await aStudent(), await aStudent()];
        const at = async (index: number) =>
          (await fresh.db.select({ status: devices.status }).from(devices).where(eq(devices.id, deviceIds[index]!)))[0]!;
        const lanes = Array.from({ length: 8 }, (_, lane) => steps.filter((_step, i) => i % 8 === lane));
        await Promise.all(
          lanes.map(async (lane) => {
            for (const step of lane) {
              const from = (await at(step.device)).status as DeviceStatus;
              const targets = leadsTo(step.kind, from);
              const seen = targets.length > 0 ? { ...step, from, to: targets[0]! } : step;
              if (await attempt(eight.db, seen, deviceIds[step.device]!, studentIds[step.student]!)) permitted += 1;
            }
          }),
        );
        await mustHold(fresh.db, deviceIds);
      }),
      { numRuns: 12 },
    );
    expect(permitted).toBeGreaterThan(100);
  });
});
