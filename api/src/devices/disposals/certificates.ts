import { open } from 'node:fs/promises';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { Files } from '#platform/files/index.ts';
import type { Received } from '#platform/receive/receive-form.ts';
import { certificateKind, disposalNotFound, lotOver, notForYou } from '../problems.ts';
import { readsEverywhere } from '../rules/access.ts';
import { disposer, noteLot } from './keep-disposals.ts';
import { findLot, findLotEvent, listCertificates, lockLot, setLot } from './queries.ts';
import { readDisposal } from './read-disposals.ts';

const KINDS = [
  { mediaType: 'application/pdf', extension: 'pdf', begins: '%PDF-' },
  { mediaType: 'image/jpeg', extension: 'jpg', begins: '\u00FF\u00D8\u00FF' },
  { mediaType: 'image/png', extension: 'png', begins: '\u0089PNG' },
];

/** What the file really is, by its first bytes. */
async function kindAt(path: string) {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    return KINDS.find(({ begins }) => head.startsWith(begins));
  } finally {
    await file.close();
  }
}

type Store = { db: Sql; files: Files };

/** Keeps the certificate of a lot: a PDF or a picture. It comes in the place of the one before, which its history names. */
export async function keepCertificate({ db, files }: Store, actor: Actor, id: string, received: Received, now: Date, actId: string = uuidv7()) {
  const by = disposer(actor);
  const lot = await findLot(db, id);
  if (!lot) throw disposalNotFound();
  const kind = await kindAt(received.path);
  if (!kind) throw certificateKind();
  const said = received.fileName.toWellFormed().replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069/\\]/g, '');
  // Half a character, where it was cut, is none that can be kept.
  const name =
    said
      .slice(-200)
      .toWellFormed()
      .replace(/^\uFFFD/, '') || `certificate.${kind.extension}`;
  const key = `devices/${id.slice(-2)}/${id}/certificate-${actId}.${kind.extension}`;
  await files.put(key, received.path);
  const before = await db.transaction(async (tx) => {
    const held = (await lockLot(tx, id))!;
    if (await findLotEvent(tx, actId)) return null;
    if (held.disposedOn !== null) throw lotOver();
    await setLot(tx, id, { certificateKey: key, certificateName: name });
    await noteLot(tx, id, 'certified', by, { id: actId, now, said: name });
    return held.certificateKey;
  });
  if (before !== null && before !== key) await files.remove([before]);
  return readDisposal(db, actor, id);
}

/** The file, for who reads the devices of the whole district. */
export async function openCertificate({ db, files }: Store, actor: Actor, id: string) {
  if (!readsEverywhere(actor)) throw notForYou();
  const lot = await findLot(db, id);
  const opened = lot?.certificateKey ? await files.open(lot.certificateKey) : undefined;
  const kind = KINDS.find(({ extension }) => lot?.certificateKey?.endsWith(`.${extension}`));
  if (!lot || !opened || !kind) throw disposalNotFound();
  return { stream: opened.stream, mediaType: kind.mediaType, fileName: lot.certificateName! };
}

const PAGE = 1_000;

/** Every certificate with the key it is kept under: what the storage should hold. */
export async function* storedCertificates(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  let last: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listCertificates>> = await listCertificates(on, last, PAGE);
    for (const { id, key } of page) yield { id, keys: [key!] };
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}
/** Has this lot a file? */
export const isCertificateStored = async (on: Sql, id: string) => (await findLot(on, id))?.certificateKey != null;
