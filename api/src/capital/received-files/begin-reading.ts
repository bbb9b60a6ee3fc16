import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { mayBring } from './access.ts';
import type { ReadingRequest } from './contract.ts';
import { digestOf, type Heads, headingsAt } from './heads.ts';
import { FILE_KINDS, type FileKind } from './kinds.ts';
import { judgeColumns, type Mapping } from './mapping.ts';
import { fileChanged, fileNotFound, fileState, mayNotBring } from './problems.ts';
import { lockFile, saveMapping, setFile } from './queries.ts';

/** What may be read anew. */
export const READABLE = ['mapping', 'failed', 'done'];

/** Says what the columns of a file are and has a worker read it; by a name, files with the same headings are read so from then on. */
export const beginReading = (db: Sql, actor: Actor, id: string, version: number, input: z.infer<typeof ReadingRequest>, now: Date) =>
  db.transaction(async (tx) => {
    if (!FILE_KINDS.some((one) => mayBring(actor, one))) throw mayNotBring();
    const row = await lockFile(tx, id);
    if (!row || row.state === 'receiving') throw fileNotFound();
    const kind = row.kind as FileKind;
    if (!mayBring(actor, kind)) throw mayNotBring();
    if (kind === 'projects' || !READABLE.includes(row.state)) throw fileState(row.state);
    if (row.version !== version) throw fileChanged(row.version);
    const { headerRow, columns, saveAs } = input;
    judgeColumns(kind, columns);
    const mapping: Mapping = { headerRow, columns, name: saveAs ?? (row.mapping as unknown as Mapping).name };
    if (saveAs !== undefined) {
      const headingsDigest = digestOf(headingsAt(row.format as unknown as Heads, headerRow));
      await saveMapping(tx, { id: uuidv7(), kind, name: saveAs, headingsDigest, columns, byId: actor.id, savedAt: now });
    }
    await setFile(tx, id, { state: 'reading', mapping, failure: null, summary: null, rowsRead: 0, doneRatio: 0, finishedAt: null });
  });
