import type { Sql } from '@steward/db';
import { isImportStored, storedImports } from '../condition/index.ts';
import { isStored, storedFiles } from '../work-orders/index.ts';

/** Every file that a table names, with the keys it is kept under: attachments, and files of assessments. */
export async function* everyFile(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  yield* storedFiles(on);
  yield* storedImports(on);
}
/** Does a table still name it? */
export const isKept = async (on: Sql, id: string): Promise<boolean> => (await isStored(on, id)) || isImportStored(on, id);
