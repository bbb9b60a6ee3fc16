import type { Sql } from '@steward/db';
import { workOrders, workOrderTags } from '@steward/db/schema';
import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { visibleTo, workedOnBy } from '../queries.ts';

export const insertTags = (on: Sql, workOrderId: string, tags: readonly string[], addedById: string | null, addedAt: Date) =>
  on
    .insert(workOrderTags)
    .values(tags.map((tag) => ({ workOrderId, tag, addedById, addedAt })))
    .onConflictDoNothing();

export const removeTags = (on: Sql, workOrderId: string, tags: readonly string[]) =>
  on.delete(workOrderTags).where(and(eq(workOrderTags.workOrderId, workOrderId), inArray(workOrderTags.tag, [...tags])));

/** The tags on orders that the actor works on, the most used first. */
export const listTags = (on: Sql, actor: Actor, { q, limit }: { q: string; limit: number }) =>
  on
    .select({ tag: workOrderTags.tag, orders: count() })
    .from(workOrderTags)
    .innerJoin(workOrders, eq(workOrders.id, workOrderTags.workOrderId))
    .where(and(visibleTo(actor), workedOnBy(actor), q ? sql`starts_with(${workOrderTags.tag}, ${q})` : undefined))
    .groupBy(workOrderTags.tag)
    .orderBy(desc(count()), asc(workOrderTags.tag))
    .limit(limit);
