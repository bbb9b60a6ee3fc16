import { createHash } from 'node:crypto';
import type { Sql } from '@steward/db';
import { loadWorld } from './load-world.ts';
import { hasWorkOrders, insertRows } from './queries.ts';
import { seededRandom } from './randomness.ts';
import { type IdFor, rowsOf } from './rows.ts';
import { simulate } from './simulate.ts';

/** A UUIDv7 of that moment whose random part comes from the name, so that a second run makes the same. */
const idFor: IdFor = (number, part, i, at) => {
  const time = at.getTime().toString(16).padStart(12, '0');
  const hash = createHash('sha256')
    .update(part === 'order' ? number : `${number} ${part} ${i}`)
    .digest('hex');
  const variant = ((Number.parseInt(hash[3]!, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(8, 20)}`;
};

/** Who can be signed in as is met more often: each of their school and of themselves counts this many times. */
const SHOWN = 6;
const SEED = 20_260_901;

/** Two years of made-up orders up to `now`, once: nothing happens where orders exist already. Answers how many were written. */
export async function seedOrders(db: Sql, { now, count }: { now: Date; count: number }): Promise<number> {
  if (await hasWorkOrders(db)) return 0;
  const world = await loadWorld(db, { now, shown: SHOWN });
  const rows = rowsOf(world, simulate(world, seededRandom(SEED), count), idFor);
  await db.transaction((tx) => insertRows(tx, rows));
  return rows.orders.length;
}
