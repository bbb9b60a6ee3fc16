import { join } from 'node:path';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { Files } from '#platform/files/index.ts';
import { doneByStanding, lockedOrder } from '../locked-order.ts';
import { presentAttachment, standingsOf } from '../present.ts';
import { notYoursToDo } from '../problems.ts';
import { insertEvent, type OrderRow } from '../queries.ts';
import { readOrder } from '../read-orders.ts';
import { mayComment, mayWork } from '../rules/access.ts';
import { remakePhoto } from './image.ts';
import { notAPhoto, notItsName, tooManyWaiting, typeNotTaken, uploadTookTooLong } from './problems.ts';
import { countWaiting, deleteUpload, findAttachment, insertUpload, lockUploadsOf, setStored } from './queries.ts';
import type { Received } from '#platform/receive/receive-form.ts';
import { claimedGroup, fileNameFor, kindOf, sniff } from './sniff.ts';
import { fileKey, keysOf, thumbnailKey } from './storage-keys.ts';

/** A person may prepare this many files for requests not yet sent. */
export const MAX_WAITING = 50;

export type Store = { db: Sql; files: Files };

/** Asked before a file is received and again when it is kept. */
export async function mayUpload(on: Sql, actor: Actor) {
  if ((await countWaiting(on, actor.id)) >= MAX_WAITING) throw tooManyWaiting(MAX_WAITING);
}

/** Asked before a file is received and again when it is kept. */
export const mayAttach = async (on: Sql, actor: Actor, idOrNumber: string) => judge(await readOrder(on, actor, idOrNumber), actor, false);

function judge(row: OrderRow, actor: Actor, isInternal: boolean) {
  const standings = standingsOf(row, actor);
  if (!mayComment(standings)) throw notYoursToDo('You may read this order, but not add to it.');
  if (isInternal && !mayWork(standings)) throw notYoursToDo('Only those who work on the order add files for the crew.');
}

/** Keeps a file for a request or comment that the person is still writing. `id` may come from the caller's Idempotency-Key: what a killed process kept under it is answered, not kept again. */
export const uploadFile = (store: Store, actor: Actor, received: Received, now: Date, id: string = uuidv7()) =>
  keep(store, actor, received, { id, now }, { begin: (tx) => mayUpload(tx, actor), finish: async () => ({}) });

/** Puts a file on an order; file and event become visible together. */
export const attachFile = (
  store: Store,
  actor: Actor,
  idOrNumber: string,
  received: Received,
  isInternal: boolean,
  now: Date,
  id: string = uuidv7(),
) => {
  const steps: Steps = {
    begin: async (tx) => judge(await readOrder(tx, actor, idOrNumber), actor, isInternal),
    finish: async (tx, { fileName }) => {
      const row = await lockedOrder(tx, actor, idOrNumber, null);
      judge(row, actor, isInternal);
      await insertEvent(tx, {
        workOrderId: row.order.id,
        kind: 'attached',
        ...doneByStanding(actor, row, (have) => mayComment(have) && (!isInternal || mayWork(have))),
        isInternal,
        occurredAt: now,
        data: { attachmentId: id, files: [fileName] },
      });
      return { workOrderId: row.order.id, isInternal };
    },
  };
  return keep(store, actor, received, { id, now }, steps);
};

type Steps = {
  begin: (tx: Sql) => Promise<void>;
  finish: (tx: Sql, upload: { id: string; fileName: string }) => Promise<{ workOrderId?: string; isInternal?: boolean }>;
};

/**
 * A row that nobody sees, then its files, then the row becomes visible: wherever this is cut off, what is left is a row that
 * `removeStaleUploads` finds, and its files with it.
 */
async function keep({ db, files }: Store, actor: Actor, received: Received, { id, now }: { id: string; now: Date }, { begin, finish }: Steps) {
  const kept = await findAttachment(db, id);
  if (kept) return presentAttachment(kept);
  const { path, thumbnailPath, ...facts } = await prepare(received);
  const upload = { id, uploadedById: actor.id, thumbnailKey: thumbnailPath && thumbnailKey(id), createdAt: now, ...facts };
  await db.transaction(async (tx) => {
    await lockUploadsOf(tx, actor.id);
    await begin(tx);
    await deleteUpload(tx, id);
    await insertUpload(tx, upload);
  });
  try {
    await files.put(fileKey(id), path);
    if (thumbnailPath) await files.put(thumbnailKey(id), thumbnailPath);
    return await db.transaction(async (tx) => {
      const set = await finish(tx, upload);
      if (!(await setStored(tx, id, { storageKey: fileKey(id), ...set }))) throw uploadTookTooLong();
      return presentAttachment((await findAttachment(tx, id))!);
    });
  } catch (error) {
    // What cannot be undone now, `removeStaleUploads` undoes.
    await undo({ db, files }, id).catch(() => {});
    throw error;
  }
}

/** Asks first: where the connection broke, the row may have become visible after all. */
async function undo({ db, files }: Store, id: string) {
  if (await findAttachment(db, id)) return;
  await files.remove(keysOf(id));
  await deleteUpload(db, id);
}

/** What is kept of a file: photos made anew, everything else as it came. */
async function prepare({ directory, path, fileName, sizeBytes }: Received) {
  const kind = await sniff(path);
  const claimed = claimedGroup(fileName);
  if (!kind || (kind.group === 'text' && claimed !== undefined && claimed !== 'text')) {
    if (claimed === 'photo') throw notAPhoto();
    throw kind ? notItsName() : typeNotTaken();
  }
  if (kind.group !== 'photo') {
    const { mediaType } = kind;
    return { path, thumbnailPath: null, fileName: fileNameFor(kind, fileName), mediaType, sizeBytes, widthPx: null, heightPx: null };
  }
  const remade = { path: join(directory, 'photo'), thumbnailPath: join(directory, 'thumbnail') };
  const photo = await remakePhoto(path, kind.mediaType, remade.path, remade.thumbnailPath);
  return { ...remade, ...photo, fileName: fileNameFor(kindOf(photo.mediaType) ?? kind, fileName) };
}
