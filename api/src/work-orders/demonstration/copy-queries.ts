import type { Sql } from '@steward/db';
import { copyIn, copyOf } from '@steward/db/copy';
import { approvalDecisions, approvals, costEntries, labourEntries, workOrderComments, workOrderEvents, workOrders } from '@steward/db/schema';
import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { TransactionSql } from 'postgres';
import type { Rows } from './queries.ts';

/** Where words wait to become a tsvector, which COPY does not make. */
const waitingWords = pgTable('waiting_words', { workOrderId: uuid().notNull(), words: text().notNull() });

/** Writes told orders by COPY. The caller has the transaction, as the tables' owner. */
export async function copyRows(on: TransactionSql, rows: Rows): Promise<void> {
  await on`set local steward.tells_nobody = 'yes'`;
  await on`create temporary table waiting_words (work_order_id uuid, words text) on commit drop`;
  await copyIn(on, [
    copyOf(workOrders, rows.orders),
    copyOf(workOrderEvents, rows.events),
    copyOf(workOrderComments, rows.comments),
    copyOf(labourEntries, rows.labour),
    copyOf(costEntries, rows.costs),
    copyOf(approvals, rows.approvals),
    copyOf(approvalDecisions, rows.decisions),
    copyOf(waitingWords, rows.texts),
  ]);
  await on`
    insert into work_order_texts (work_order_id, words)
    select work_order_id, to_tsvector('simple', words) from waiting_words`;
}

/** Running numbers for so many orders; what other processes take meanwhile is left out. */
export const takeNumbers = async (on: Sql, count: number): Promise<string[]> =>
  (await on.execute<{ n: string }>(sql`select nextval('work_order_numbers')::text as n from generate_series(1, ${count})`)).map(({ n }) => n);
