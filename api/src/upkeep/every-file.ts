import type { Sql } from '@steward/db';
import { isCapitalFileStored, storedCapitalFiles } from '../capital/index.ts';
import { isImportStored, storedImports } from '../condition/index.ts';
import { isStored, storedFiles } from '../work-orders/index.ts';

/** Every file that a table names, with the keys it is kept under: attachments, files of assessments, and files about capital money. */
export async function* everyFile(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  yield* storedFiles(on);
  yield* storedImports(on);
  yield* storedCapitalFiles(on);
}
/** Does a table still name it? */
export const isKept = async (on: Sql, id: string): Promise<boolean> =>
  (await isStored(on, id)) || (await isImportStored(on, id)) || isCapitalFileStored(on, id);
