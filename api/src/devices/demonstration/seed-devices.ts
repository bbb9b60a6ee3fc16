import type { Sql } from '@steward/db';
import { gradeShares } from './grades.ts';
import { makeFleet } from './make-fleet.ts';
import { hasDevices, insertFleet, listDemonstrationSchools } from './queries.ts';

/** The made-up devices and students of the demonstration's schools, once; gives how many devices were written. */
export async function seedDevices(db: Sql, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    if (await hasDevices(tx)) return 0;
    const fleet = makeFleet(await listDemonstrationSchools(tx), gradeShares(), now);
    await insertFleet(tx, fleet);
    return fleet.devices.length;
  });
}
