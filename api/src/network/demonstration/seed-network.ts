import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { makeNetwork } from './make-network.ts';
import { hasNetwork, insertMeasurements, insertNetwork, listSchoolsToConnect } from './queries.ts';

/** The demonstration's lines and a year of measurements, once; gives how many measurements. */
export const seedNetwork = (db: Sql, now: Date): Promise<number> =>
  db.transaction(async (tx) => {
    if (await hasNetwork(tx)) return 0;
    const schools = await listSchoolsToConnect(tx);
    if (schools.length === 0) return 0;
    const today = districtDay(now);
    await insertNetwork(tx, makeNetwork(schools, today), now);
    return insertMeasurements(tx, today, now);
  });
