import type { Sql } from '@steward/db';
import { isCapitalFileStored, isPacketStored, storedCapitalFiles, storedPackets } from '../capital/index.ts';
import { isImportStored, storedImports } from '../condition/index.ts';
import { isCertificateStored, isDeviceFileStored, storedCertificates, storedDeviceFiles } from '../devices/index.ts';
import { isStored, storedFiles } from '../work-orders/index.ts';

/** Every file that a table names, with the keys it is kept under: attachments, files of assessments, files about capital money, board packets that went out, lists of devices and rosters that are not over, and certificates of wiping. */
export async function* everyFile(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  yield* storedFiles(on);
  yield* storedImports(on);
  yield* storedCapitalFiles(on);
  yield* storedPackets(on);
  yield* storedDeviceFiles(on);
  yield* storedCertificates(on);
}
/** Does a table still name it? */
export const isKept = async (on: Sql, id: string): Promise<boolean> =>
  (await isStored(on, id)) ||
  (await isImportStored(on, id)) ||
  (await isCapitalFileStored(on, id)) ||
  (await isPacketStored(on, id)) ||
  (await isDeviceFileStored(on, id)) ||
  isCertificateStored(on, id);
