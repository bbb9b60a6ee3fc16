import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { listTargets } from '../figures/queries.ts';
import { keepsNetwork, readsNetwork } from '../may.ts';
import { schoolToKeep } from '../place.ts';
import { capacityTaken, mayNotKeep, networkNotYours, targetTaken } from '../problems.ts';
import type { NewCapacity, NewTarget, StaffRequest } from './contract.ts';
import { insertCapacity, insertTarget, isCapacityThere, isTargetThere, listCapacities, listStaff, setStaff } from './queries.ts';

/** What counts for all schools: targets by year, the way out by day, and how many of each school's users are staff. */
export async function readSettings(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { targets: await listTargets(on), capacities: await listCapacities(on), staff: await listStaff(on), may: { keep: keepsNetwork(actor) } };
}

/** What is asked for from a year on. One that counted is never changed: the next year's stands beside it. */
export async function addTarget(db: Sql, actor: Actor, target: z.infer<typeof NewTarget>, id: string = uuidv7()) {
  if (!keepsNetwork(actor)) throw mayNotKeep();
  if (!(await isTargetThere(db, id)) && !(await insertTarget(db, { id, ...target }))) throw targetTaken();
  return readSettings(db, actor);
}

/** How wide the way out is, from a day on. */
export async function addCapacity(db: Sql, actor: Actor, capacity: z.infer<typeof NewCapacity>, id: string = uuidv7()) {
  if (!keepsNetwork(actor)) throw mayNotKeep();
  if (!(await isCapacityThere(db, id)) && !(await insertCapacity(db, { id, ...capacity }))) throw capacityTaken();
  return readSettings(db, actor);
}

/** How many work at a school. */
export async function countStaff(db: Sql, actor: Actor, siteId: string, { staff, source }: z.infer<typeof StaffRequest>) {
  const { school } = await schoolToKeep(db, actor, siteId);
  await setStaff(db, { siteId, staff, source });
  return { site: { id: siteId, name: school.name }, staff };
}
