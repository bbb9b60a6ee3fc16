import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { listTargets } from '../figures/queries.ts';
import { recordAdded, recordChange } from '../history/record.ts';
import { keepsNetwork, keptBy, readsNetwork } from '../may.ts';
import { schoolToKeep } from '../place.ts';
import { capacityTaken, mayNotKeep, networkNotYours, settingChanged, settingNotFound, staffChanged, targetTaken, refusing } from '../problems.ts';
import type { CapacityCorrection, NewCapacity, NewTarget, StaffRequest, TargetCorrection } from './contract.ts';
import {
  findCapacityRow,
  findStaff,
  findTarget,
  insertCapacity,
  insertTarget,
  listCapacities,
  listStaff,
  setCapacity,
  setStaff,
  setTarget,
} from './queries.ts';

function keeper(actor: Actor) {
  const by = keptBy(actor, keepsNetwork);
  if (!by) throw mayNotKeep();
  return by;
}

/** What counts for all schools: targets by year, the way out by day, and how many of each school's users are staff. */
export async function readSettings(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { targets: await listTargets(on), capacities: await listCapacities(on), staff: await listStaff(on), may: { keep: keepsNetwork(actor) } };
}

/** What is asked for from a year on. What a later year asks for stands beside it. */
export async function addTarget(db: Sql, actor: Actor, target: z.infer<typeof NewTarget>, now: Date, id: string = uuidv7()) {
  const by = keeper(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findTarget(tx, id)) return;
      if (!(await insertTarget(tx, { id, ...target }))) throw targetTaken();
      await recordAdded(tx, { subject: 'target', subjectId: id, by, now }, target);
    }),
  );
  return readSettings(db, actor);
}

/** A target was written down wrong. Its year and whom it counts for stay: another year's is another target. */
export async function correctTarget(db: Sql, actor: Actor, id: string, expected: number, given: z.infer<typeof TargetCorrection>, now: Date) {
  const by = keeper(actor);
  return refusing(() =>
    db.transaction(async (tx) => {
      const row = await findTarget(tx, id);
      if (!row) throw settingNotFound();
      const set = await setTarget(tx, id, given, expected);
      if (!set) throw settingChanged(row.version);
      await recordChange(tx, { subject: 'target', subjectId: id, by, now }, row, given as Partial<typeof row>);
      return set;
    }),
  );
}

/** How wide the way out is, from a day on. */
export async function addCapacity(db: Sql, actor: Actor, capacity: z.infer<typeof NewCapacity>, now: Date, id: string = uuidv7()) {
  const by = keeper(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findCapacityRow(tx, id)) return;
      if (!(await insertCapacity(tx, { id, ...capacity }))) throw capacityTaken();
      await recordAdded(tx, { subject: 'capacity', subjectId: id, by, now }, capacity);
    }),
  );
  return readSettings(db, actor);
}

/** How wide the way out is was written down wrong. Its day stays. */
export async function correctCapacity(db: Sql, actor: Actor, id: string, expected: number, given: z.infer<typeof CapacityCorrection>, now: Date) {
  const by = keeper(actor);
  return refusing(() =>
    db.transaction(async (tx) => {
      const row = await findCapacityRow(tx, id);
      if (!row) throw settingNotFound();
      const set = await setCapacity(tx, id, given, expected);
      if (!set) throw settingChanged(row.version);
      await recordChange(tx, { subject: 'capacity', subjectId: id, by, now }, row, given as Partial<typeof row>);
      return set;
    }),
  );
}

/** How many work at a school. `expected` is the version that was seen, 0 where there was none. */
export async function countStaff(db: Sql, actor: Actor, siteId: string, expected: number, given: z.infer<typeof StaffRequest>, now: Date) {
  const { school, by } = await schoolToKeep(db, actor, siteId);
  const about = { subject: 'staff', subjectId: siteId, by, now } as const;
  return refusing(() =>
    db.transaction(async (tx) => {
      const was = await findStaff(tx, siteId);
      if (!(await setStaff(tx, { siteId, ...given }, expected))) throw staffChanged(was?.version ?? 0);
      if (was) await recordChange(tx, about, { staff: was.staff, source: was.source }, given);
      else await recordAdded(tx, about, given);
      return { site: { id: siteId, name: school.name }, ...(await findStaff(tx, siteId))! };
    }),
  );
}
