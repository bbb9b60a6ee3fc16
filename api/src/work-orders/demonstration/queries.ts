import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
import {
  approvalDecisions,
  approvals,
  costEntries,
  labourEntries,
  people,
  priorityMatrix,
  requestTypes,
  rooms,
  sites,
  teamMembers,
  teams,
  workOrderComments,
  workOrderEvents,
  workOrders,
  workOrderTexts,
} from '@steward/db/schema';
import { and, asc, count, eq, sql } from 'drizzle-orm';

/** What the simulation needs of the district: open sites with their rooms, types, teams, people. */
export const loadDistrict = async (on: Sql) => ({
  sites: await on
    .select({ id: sites.id, name: sites.name, areaId: sites.areaId })
    .from(sites)
    .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false)))
    .orderBy(asc(sites.code)),
  rooms: await on
    .select({
      id: rooms.id,
      buildingId: rooms.buildingId,
      siteId: rooms.siteId,
      number: rooms.number,
      name: rooms.name,
      kind: rooms.kind,
      hasAsbestos: rooms.hasAsbestos,
    })
    .from(rooms)
    .orderBy(asc(rooms.id)),
  types: await on.select().from(requestTypes).where(eq(requestTypes.isActive, true)).orderBy(asc(requestTypes.code)),
  matrix: await on.select().from(priorityMatrix),
  teams: await on.select().from(teams).orderBy(asc(teams.code)),
  members: await on.select().from(teamMembers).orderBy(asc(teamMembers.personId)),
  peopleIds: (await on.select({ id: people.id }).from(people).orderBy(asc(people.email))).map((p) => p.id),
});

export const hasWorkOrders = async (on: Sql) => (await on.select({ n: count() }).from(workOrders))[0]!.n > 0;

const BATCH = 5_000;

export type Rows = {
  orders: (typeof workOrders.$inferInsert)[];
  texts: { workOrderId: string; words: string }[];
  events: (typeof workOrderEvents.$inferInsert)[];
  comments: (typeof workOrderComments.$inferInsert)[];
  labour: (typeof labourEntries.$inferInsert)[];
  costs: (typeof costEntries.$inferInsert)[];
  approvals: (typeof approvals.$inferInsert)[];
  decisions: (typeof approvalDecisions.$inferInsert)[];
};

/** Writes simulated orders and moves the number sequence past them. */
export async function insertRows(on: Sql, rows: Rows) {
  await on.execute(sql`set local steward.tells_nobody = 'yes'`);
  await insertMany(on, workOrders, rows.orders);
  for (let i = 0; i < rows.texts.length; i += BATCH)
    await on.execute(sql`
      insert into ${workOrderTexts} (work_order_id, words) select "workOrderId", to_tsvector('simple', words)
      from jsonb_to_recordset(${JSON.stringify(rows.texts.slice(i, i + BATCH))}::jsonb) as t ("workOrderId" uuid, words text)`);
  await insertMany(on, workOrderEvents, rows.events);
  await insertMany(on, workOrderComments, rows.comments);
  await insertMany(on, labourEntries, rows.labour);
  await insertMany(on, costEntries, rows.costs);
  await insertMany(on, approvals, rows.approvals);
  await insertMany(on, approvalDecisions, rows.decisions);
  await on.execute(sql`select setval('work_order_numbers', ${Math.max(rows.orders.length, 1)})`);
}
