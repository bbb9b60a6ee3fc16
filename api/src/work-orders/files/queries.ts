import type { Sql } from '@steward/db';
import { attachments, people } from '@steward/db/schema';
import { and, count, eq, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { NOT_STORED } from '../queries.ts';

/** Keeps one person's uploads from starting at the same moment, until the transaction ends: the count stays true. */
export const lockUploadsOf = (on: Sql, personId: string) =>
  on.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`uploads of ${personId}`}, 0))`);

export const countWaiting = async (on: Sql, personId: string) =>
  (
    await on
      .select({ n: count() })
      .from(attachments)
      .where(and(eq(attachments.uploadedById, personId), isNull(attachments.workOrderId), eq(attachments.isKept, false)))
  )[0]!.n;

type NewUpload = Omit<typeof attachments.$inferInsert, 'storageKey' | 'workOrderId' | 'isInternal'>;
/** The row comes before its file: a file that no row knows of can never be left behind. */
export const insertUpload = (on: Sql, upload: NewUpload) => on.insert(attachments).values({ ...upload, storageKey: NOT_STORED });

type Stored = { storageKey: string; workOrderId?: string; isInternal?: boolean };
/** Its file stands now, and perhaps its order too. False when the row has gone meanwhile. */
export const setStored = async (on: Sql, id: string, set: Stored) =>
  (
    await on
      .update(attachments)
      .set(set)
      .where(and(eq(attachments.id, id), eq(attachments.storageKey, NOT_STORED)))
      .returning({ id: attachments.id })
  ).length === 1;

export const deleteUpload = (on: Sql, id: string) =>
  on.delete(attachments).where(and(eq(attachments.id, id), isNull(attachments.workOrderId), eq(attachments.storageKey, NOT_STORED)));

export const findAttachment = async (on: Sql, id: string) =>
  (
    await on
      .select({ file: attachments, uploader: { id: people.id, name: people.name } })
      .from(attachments)
      .innerJoin(people, eq(people.id, attachments.uploadedById))
      .where(and(eq(attachments.id, id), ne(attachments.storageKey, NOT_STORED)))
  )[0];

/** A page of the attachments whose files stand, in the order of their ids. */
export const listStored = (on: Sql, afterId: string | null, limit: number) =>
  on
    .select({ id: attachments.id, storageKey: attachments.storageKey, thumbnailKey: attachments.thumbnailKey })
    .from(attachments)
    .where(and(ne(attachments.storageKey, NOT_STORED), afterId === null ? undefined : gt(attachments.id, afterId)))
    .orderBy(attachments.id)
    .limit(limit);

/** Takes the uploads that no order wanted in time out of everybody's reach, so that none can be attached while its file goes. */
export const withdrawStaleUploads = (on: Sql, before: Date) =>
  on
    .update(attachments)
    .set({ storageKey: NOT_STORED })
    .where(
      and(
        isNull(attachments.workOrderId),
        eq(attachments.isKept, false),
        lt(attachments.createdAt, before),
        // A request from the field that the desk has yet to look at wants its photos.
        sql`not exists (select 1 from field_operations o where o.person_id = ${attachments.uploadedById} and o.outcome = 'set_aside'
          and o.decision is null and o.payload -> 'attachmentIds' @> to_jsonb(${attachments.id}::text))`,
      ),
    )
    .returning({ id: attachments.id });

/** Takes the person's waiting uploads for what is no order, which serves them by its own routes; gives back which there were. */
export const keepUploads = (on: Sql, personId: string, ids: readonly string[]) =>
  on
    .update(attachments)
    .set({ isKept: true })
    .where(
      and(
        inArray(attachments.id, [...ids]),
        eq(attachments.uploadedById, personId),
        isNull(attachments.workOrderId),
        eq(attachments.isKept, false),
        ne(attachments.storageKey, NOT_STORED),
      ),
    )
    .returning({ id: attachments.id, mediaType: attachments.mediaType, fileName: attachments.fileName });

/** Nothing keeps it any more: out of everybody's reach at once, and its file goes with the next stale uploads. */
export const dropKept = (on: Sql, id: string) =>
  on
    .update(attachments)
    .set({ isKept: false, storageKey: NOT_STORED, createdAt: new Date(0) })
    .where(and(eq(attachments.id, id), eq(attachments.isKept, true)));
