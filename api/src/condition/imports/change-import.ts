import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { noSuchSheet } from '#platform/sheets/problems.ts';
import { findPortfolioById } from '../queries.ts';
import type { Kind } from '../rules/assessment-file/fields.ts';
import type { CheckRequest, HeadRequest, LoadRequest } from './contract.ts';
import { digestOfHeadings } from './digests.ts';
import { formatOf, headingsOf, judgeColumns, type Mapping, suggestMapping } from './mapping.ts';
import { assessedLater, importChanged, importNotFound, importState, mayNotImport, noBuildingsThere, nothingGood } from './problems.ts';
import { type ImportRow, insertAssessment, listBuildings, lockImport, saveMapping, setImport } from './queries.ts';
import { mayImport } from './receive-import.ts';
import { rowsToLoadOf } from './rows-to-load.ts';
import type { Summary } from './check-import.ts';

/** The file, held, for who may change it and saw it as it is. */
async function toChange(tx: Sql, actor: Actor, id: string, version: number, states: readonly string[]): Promise<ImportRow> {
  if (!mayImport(actor)) throw mayNotImport();
  const row = await lockImport(tx, id);
  if (!row || row.state === 'receiving' || (await findPortfolioById(tx, row.portfolioId))?.removedAt) throw importNotFound();
  if (!states.includes(row.state)) throw importState(row.state);
  if (row.version !== version) throw importChanged(row.version);
  return row;
}

const EDITABLE = ['mapping', 'checked', 'failed'];

/** Looks at another sheet, or at headings in another row. */
export const lookElsewhere = (db: Sql, actor: Actor, id: string, version: number, { sheet, headerRow }: z.infer<typeof HeadRequest>) =>
  db.transaction(async (tx) => {
    const row = await toChange(tx, actor, id, version, EDITABLE);
    const format = formatOf(row);
    if (sheet != null && !format.heads.some((head) => head.sheet === sheet)) throw noSuchSheet();
    const mapping = await suggestMapping(tx, row.kind as Kind, format, { sheet: sheet ?? null, headerRow });
    await setImport(tx, id, { state: 'mapping', mapping, summary: null, failure: null });
  });

/** Says what the columns are and has the file tried on what is there. A worker does that; nothing is let in. */
export const beginCheck = (db: Sql, actor: Actor, id: string, version: number, input: z.infer<typeof CheckRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const row = await toChange(tx, actor, id, version, EDITABLE);
    const format = formatOf(row);
    const { sheet = null, headerRow, columns, said, costBaseYear = null, assessor, assessedOn, saveAs } = input;
    if (sheet !== null && !format.heads.some((head) => head.sheet === sheet)) throw noSuchSheet();
    if (assessedOn !== undefined && assessedOn > districtDay(now)) throw assessedLater();
    const headings = headingsOf(format, { sheet, headerRow });
    judgeColumns(row.kind as Kind, columns, headings);
    if (row.kind !== 'buildings' && (await listBuildings(tx, row.portfolioId)).length === 0) throw noBuildingsThere();
    const mapping: Mapping = {
      sheet,
      headerRow,
      columns,
      said: { priority: said?.priority ?? {}, unit: said?.unit ?? {}, system: said?.system ?? {}, rating: said?.rating ?? {} },
      costBaseYear,
      name: saveAs ?? null,
    };
    if (saveAs !== undefined)
      await saveMapping(tx, {
        id: uuidv7(),
        kind: row.kind,
        name: saveAs,
        headingsDigest: digestOfHeadings(headings),
        mapping: { columns, said: mapping.said, costBaseYear },
        byId: actor.id,
        savedAt: now,
      });
    await setImport(tx, id, {
      state: 'checking',
      mapping,
      assessor: assessor ?? row.assessor,
      assessedOn: assessedOn ?? row.assessedOn,
      summary: null,
      failure: null,
      finishedAt: null,
      rowsRead: 0,
      doneRatio: 0,
      leaseId: null,
      leasedUntil: null,
    });
  });

/** Lets the good rows in, and, if one says so, those with a remark. A worker does it, piece by piece. */
export const beginLoad = (db: Sql, actor: Actor, id: string, version: number, { takesRemarks }: z.infer<typeof LoadRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const row = await toChange(tx, actor, id, version, ['checked']);
    await startLoading(tx, row, takesRemarks, now);
  });

/** The same for a file that the system itself lets in. */
export async function startLoading(tx: Sql, row: ImportRow, takesRemarks: boolean, now: Date): Promise<void> {
  const { counts } = row.summary as unknown as Summary;
  if (counts.good + (takesRemarks ? counts.remark : 0) === 0) throw nothingGood();
  const assessmentId = uuidv7();
  await insertAssessment(tx, {
    id: assessmentId,
    portfolioId: row.portfolioId,
    assessor: row.assessor ?? row.fileName,
    assessedOn: row.assessedOn ?? districtDay(now),
    fileName: row.fileName,
    fileDigest: row.fileDigest,
    createdById: row.byId,
    createdAt: now,
  });
  const rowsToLoad = rowsToLoadOf({ summary: row.summary, takesRemarks });
  await setImport(tx, row.id, { state: 'loading', takesRemarks, assessmentId, doneRatio: 0, rowsToLoad, rowsDone: 0, rowsKept: 0, loadedTo: null });
}
