import type { Sql } from '@steward/db';
import { approvalLadders, bids, capitalEvents, procurements, programmes, purchaseThresholds, vendors } from '@steward/db/schema';
import { and, asc, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

export type VendorRow = typeof vendors.$inferSelect;
export const findVendor = async (on: Sql, id: string): Promise<VendorRow | undefined> =>
  (await on.select().from(vendors).where(eq(vendors.id, id)))[0];
export const insertVendor = (on: Sql, row: typeof vendors.$inferInsert) => on.insert(vendors).values(row);
export const setVendor = async (on: Sql, id: string, version: number, set: Partial<typeof vendors.$inferInsert>) =>
  (
    await on
      .update(vendors)
      .set({ ...set, version: sql`${vendors.version} + 1` })
      .where(and(eq(vendors.id, id), eq(vendors.version, version)))
      .returning({ id: vendors.id })
  ).length === 1;
/** By name, one row more than `limit`. */
export const listVendors = (on: Sql, q: string, { limit, after }: { limit: number; after: readonly string[] | undefined }) =>
  on
    .select()
    .from(vendors)
    .where(
      and(
        q === ''
          ? undefined
          : sql`lower(${vendors.name} || ' ' || coalesce(${vendors.number}, '')) like ${`%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`,
        after && sql`(${vendors.name}, ${vendors.id}) > (${after[0]}, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(asc(vendors.name), asc(vendors.id))
    .limit(limit + 1);

export type ProcurementRow = typeof procurements.$inferSelect;
export const findProcurement = async (on: Sql, id: string): Promise<ProcurementRow | undefined> =>
  (await on.select().from(procurements).where(eq(procurements.id, id)))[0];
export const insertProcurement = (on: Sql, row: typeof procurements.$inferInsert) => on.insert(procurements).values(row);
export const setProcurement = (on: Sql, id: string, set: Partial<typeof procurements.$inferInsert>) =>
  on
    .update(procurements)
    .set({ ...set, version: sql`${procurements.version} + 1` })
    .where(eq(procurements.id, id));
export const replaceBids = async (on: Sql, procurementId: string, rows: readonly Omit<typeof bids.$inferInsert, 'procurementId'>[]) => {
  await on.delete(bids).where(eq(bids.procurementId, procurementId));
  if (rows.length > 0) await on.insert(bids).values(rows.map((row) => ({ procurementId, ...row })));
};
export const listBids = (on: Sql, procurementId: string) =>
  on
    .select({ bid: bids, vendor: { id: vendors.id, name: vendors.name } })
    .from(bids)
    .innerJoin(vendors, eq(vendors.id, bids.vendorId))
    .where(eq(bids.procurementId, procurementId))
    .orderBy(asc(bids.amountCents), asc(vendors.name));

export const listLadders = (on: Sql) => on.select().from(approvalLadders).orderBy(asc(approvalLadders.kind), asc(approvalLadders.position));
/** Replaces a ladder that still has this version, and says whether it had; who comes second waits here, and finds it changed. */
export const replaceLadder = async (
  on: Sql,
  { kind, version }: { kind: string; version: number },
  rows: readonly Omit<typeof approvalLadders.$inferInsert, 'kind' | 'version'>[],
): Promise<boolean> => {
  const gone = await on
    .delete(approvalLadders)
    .where(and(eq(approvalLadders.kind, kind), eq(approvalLadders.version, version)))
    .returning({ kind: approvalLadders.kind });
  if (gone.length === 0) return false;
  await on.insert(approvalLadders).values(rows.map((row) => ({ kind, version: version + 1, ...row })));
  return true;
};
export const listThresholds = (on: Sql) => on.select().from(purchaseThresholds).orderBy(asc(purchaseThresholds.fromCents));
/** As with a ladder. */
export const replaceThresholds = async (
  on: Sql,
  version: number,
  rows: readonly Omit<typeof purchaseThresholds.$inferInsert, 'version'>[],
): Promise<boolean> => {
  const gone = await on.delete(purchaseThresholds).where(eq(purchaseThresholds.version, version)).returning({ version: purchaseThresholds.version });
  if (gone.length === 0) return false;
  await on.insert(purchaseThresholds).values(rows.map((row) => ({ version: version + 1, ...row })));
  return true;
};
type RuleChange = { kind: string | null; reason: string | null; by: string | null; at: string };
/** How the rules were changed, the last first, with who did it and why: each once, though every programme's history has it. */
export const listRuleChanges = async (on: Sql, most: number): Promise<RuleChange[]> => [
  ...(await on.execute<RuleChange>(sql`
    select v.data->>'kind' as kind, v.data->>'note' as reason, p.name as by, v.occurred_at as at
    from (select distinct actor_id, data, occurred_at from ${capitalEvents} where kind = 'rules_changed') v left join people p on p.id = v.actor_id
    order by v.occurred_at desc limit ${most}`)),
];
/** Rules change for every programme: each one's history says so. */
export const insertRuleEvents = async (
  on: Sql,
  { by, data, now }: { by: { actorId: string | null; onBehalfOfId: string | null }; data: Record<string, unknown>; now: Date },
) => {
  const all = await on.select({ id: programmes.id }).from(programmes);
  if (all.length === 0) return;
  const shared = { kind: 'rules_changed', actorId: by.actorId, onBehalfOfId: by.onBehalfOfId, data, occurredAt: now };
  await on.insert(capitalEvents).values(all.map(({ id }) => ({ id: uuidv7(), programmeId: id, ...shared })));
};
