import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { Files } from '#platform/files/index.ts';
import type { Received } from '#platform/receive/receive-form.ts';
import { openArchive } from '#platform/sheets/archive.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { needsMapping, openDevices } from '../imports/open-devices.ts';
import { keepsEverywhere } from '../rules/access.ts';
import { FILE_KINDS, type FileKind } from './kinds.ts';
import { filesNotForYou, notABundle, unknownKind } from './problems.ts';
import { findFile, insertFile, removeUnkept, setFile } from './queries.ts';

/** Where a file is kept until it is over. */
export const storageKeyOf = (id: string) => `devices/${id.slice(-2)}/${id}/file`;
type Store = { db: Sql; files: Files };

/** What the columns of a file are, and whether it can be compared at once. */
async function headOf(path: string, kind: FileKind) {
  try {
    if (kind === 'oneroster') {
      const { file } = await openArchive(path, notABundle);
      file.close();
      return { headings: null, columns: null, state: 'checking' };
    }
    const list = await openDevices(path, kind);
    return { headings: list.headings, columns: list.columns, state: needsMapping(list) ? 'mapping' : 'checking' };
  } catch (error) {
    throw error instanceof Unreadable ? error.problem : error;
  }
}

/** Keeps a file and has it compared with what is here; nothing changes before somebody confirms. `id` may come from the caller's Idempotency-Key. */
export async function receiveFile({ db, files }: Store, actor: Actor, received: Received, now: Date, id: string = uuidv7()): Promise<string> {
  if (!keepsEverywhere(actor)) throw filesNotForYou();
  const kind = FILE_KINDS.find((one) => one === received.fields.get('kind'));
  if (!kind) throw unknownKind();
  const kept = await findFile(db, id);
  if (kept && kept.state !== 'receiving') return id;
  if (kept) await removeUnkept(db, id);
  const { state, ...head } = await headOf(received.path, kind);
  await insertFile(db, {
    id,
    kind,
    broughtBy: 'upload',
    fileName: received.fileName.replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069/\\]/g, '').slice(-200) || 'file',
    fileDigest: received.sha256,
    sizeBytes: received.sizeBytes,
    ...head,
    state: 'receiving',
    byId: actor.id,
    createdAt: now,
  });
  // Row, file, then visible: cut off in between, nothing shows, and a retry with the same key begins anew.
  await files.put(storageKeyOf(id), received.path);
  await setFile(db, id, { state, storageKey: storageKeyOf(id) });
  return id;
}
