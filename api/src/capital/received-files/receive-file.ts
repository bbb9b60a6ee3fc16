import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';
import { day } from '#kernel/text.ts';
import type { Files } from '#platform/files/index.ts';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import type { Received } from '../../work-orders/index.ts';
import { mayBring } from './access.ts';
import { type Heads, headsOf } from './heads.ts';
import { FILE_KINDS, type FileKind, isFinanceKind } from './kinds.ts';
import { type Mapping, suggestMapping } from './mapping.ts';
import {
  asOfLater,
  asOfMissing,
  fileEmpty,
  mayNotBring,
  nameTooLong,
  notOfOurs,
  notOfTheirs,
  olderThanLast,
  programmeTaken,
  unknownKind,
  unknownProgramme,
} from './problems.ts';
import { findFile, findLastDone, findProgramme, insertFile, insertProgramme, type Programme, removeUnkept, setFile } from './queries.ts';

/** Where a file is kept. */
export const storageKeyOf = (id: string) => `capital/${id.slice(-2)}/${id}/file`;

/** What is wrong with a file as a whole is a problem like any other. */
export async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Unreadable ? error.problem : error;
  }
}

type Fields = { kind: FileKind; programme: string; programmeName: string; asOfOn: string };
function fieldsOf(fields: ReadonlyMap<string, string>, now: Date): Fields {
  const kind = FILE_KINDS.find((one) => one === fields.get('kind'));
  if (!kind) throw unknownKind();
  const asOf = day().safeParse(fields.get('asOfOn'));
  if (!asOf.success) throw asOfMissing();
  if (asOf.data > districtDay(now)) throw asOfLater();
  const programmeName = (fields.get('programmeName') ?? '').trim();
  if (programmeName.length > MAX_NAME) throw nameTooLong(MAX_NAME);
  return { kind, programme: fields.get('programme') ?? '', programmeName, asOfOn: asOf.data };
}
const MAX_NAME = 100;

/** "New York City 2025" → "new-york-city-2025" */
const codeOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'programme';

type NewProgramme = { id?: string; code: string; name: string; source: string; asOfOn: string };
const YEARS_AHEAD = 5;
/** A programme for another owner's projects: nothing of it is in our ledger. */
export async function makeProgramme(on: Sql, { id = uuidv7(), code, name, source, asOfOn }: NewProgramme): Promise<string> {
  const endsOn = dayAfter(asOfOn, YEARS_AHEAD * 365);
  await insertProgramme(on, { id, code, name, kind: 'other_owner', source, startsOn: asOfOn, endsOn });
  return id;
}

async function programmeFor(on: Sql, { kind, programme, programmeName, asOfOn }: Fields, fileName: string): Promise<Pick<Programme, 'id'>> {
  if (programmeName !== '') {
    if (kind !== 'projects') throw notOfTheirs();
    const code = codeOf(programmeName);
    if (await findProgramme(on, code)) throw programmeTaken();
    return { id: await makeProgramme(on, { code, name: programmeName, source: fileName, asOfOn }) };
  }
  const found = await findProgramme(on, programme);
  if (!found) throw unknownProgramme();
  if (kind === 'projects' && found.kind !== 'other_owner') throw notOfOurs();
  if (isFinanceKind(kind) && found.kind === 'other_owner') throw notOfTheirs();
  const last = kind === 'vendors' ? undefined : await findLastDone(on, found.id, kind);
  if (last && asOfOn < last.asOfOn) throw olderThanLast(last.asOfOn);
  return found;
}

type Store = { db: Sql; files: Files };
/** Where a file comes from, beside its bytes. */
export type Origin = { byId: string | null; broughtBy: 'upload' | 'folder'; folderMark?: string };
/** Read at once, where nobody need say what its columns are. */
export const firstState = (kind: FileKind, mapping: Mapping): 'reading' | 'mapping' =>
  isFinanceKind(kind) && mapping.name === null ? 'mapping' : 'reading';

/** Keeps a file and says how it would be understood. A list of projects, and a file whose columns somebody explained before, is read at once. */
export async function keepFile({ db, files }: Store, received: Received, origin: Origin, now: Date, id: string): Promise<string> {
  const fields = fieldsOf(received.fields, now);
  const kept = await findFile(db, id);
  if (kept && kept.state !== 'receiving') return id;
  if (kept) await removeUnkept(db, id);
  const heads: Heads = await readable(async () => headsOf(await openSheets(received.path)));
  if (heads.rows.length === 0) throw fileEmpty();
  const fileName = received.fileName.replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069/\\]/g, '').slice(-200) || 'file';
  const mapping = await suggestMapping(db, fields.kind, heads);
  await db.transaction(async (tx) => {
    const programme = await programmeFor(tx, fields, fileName);
    await insertFile(tx, {
      id,
      programmeId: programme.id,
      kind: fields.kind,
      fileName,
      fileDigest: received.sha256,
      sizeBytes: received.sizeBytes,
      asOfOn: fields.asOfOn,
      format: heads,
      mapping,
      state: 'receiving',
      ...origin,
      createdAt: now,
    });
  });
  // Row, file, then visible: cut off in between, nothing shows, and a retry with the same key begins anew.
  await files.put(storageKeyOf(id), received.path);
  await setFile(db, id, { state: firstState(fields.kind, mapping), storageKey: storageKeyOf(id) });
  return id;
}

/** A file that somebody brings. `id` may come from the caller's Idempotency-Key. */
export async function receiveFile(store: Store, actor: Actor, received: Received, now: Date, id: string = uuidv7()): Promise<string> {
  const kind = FILE_KINDS.find((one) => one === received.fields.get('kind'));
  if (!kind) throw unknownKind();
  if (!mayBring(actor, kind)) throw mayNotBring();
  return keepFile(store, received, { byId: actor.id, broughtBy: 'upload' }, now, id);
}
