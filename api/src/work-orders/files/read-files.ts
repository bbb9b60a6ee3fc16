import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import type { Files } from '#platform/files/index.ts';
import { presentAttachment, standingsOf } from '../present.ts';
import { findOrder, listAttachments } from '../queries.ts';
import { readOrder } from '../read-orders.ts';
import { mayReadInternal } from '../rules/access.ts';
import { attachmentNotFound } from './problems.ts';
import { findAttachment } from './queries.ts';

/** The files of an order, oldest first; what crews keep for each other only to those who work on it. */
export async function readAttachments(on: Sql, actor: Actor, idOrNumber: string) {
  const row = await readOrder(on, actor, idOrNumber);
  const files = await listAttachments(on, row.order.id, mayReadInternal(standingsOf(row, actor)));
  return { items: files.map(presentAttachment) };
}

/** What a file is, to those who may open it: a waiting upload to its uploader, an attached one to those who see the order. 404 to all others. */
export async function readAttachment(on: Sql, actor: Actor, id: string) {
  const found = await findAttachment(on, id);
  if (!found || !(await mayOpen(on, actor, found.file))) throw attachmentNotFound();
  return found.file;
}

type File = NonNullable<Awaited<ReturnType<typeof findAttachment>>>['file'];

async function mayOpen(on: Sql, actor: Actor, file: File) {
  // What keeps it shows it, by its own routes.
  if (file.isKept) return false;
  // What a waiting upload is for nobody knows yet: perhaps a confidential request, which no program may see.
  if (file.workOrderId === null) return file.uploadedById === actor.id && !actor.token;
  const row = await findOrder(on, actor, file.workOrderId);
  return row !== undefined && (!file.isInternal || mayReadInternal(standingsOf(row, actor)));
}

/** The bytes under a key and how many there are; 404 when the storage has lost them. */
export async function openStored(files: Files, key: string) {
  const opened = await files.open(key);
  if (!opened) throw attachmentNotFound();
  return opened;
}
