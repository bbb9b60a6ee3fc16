import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { main } from './launcher/lifetime.ts';
import { withDistrict } from './upkeep/with-district.ts';
import { makeBackup } from './upkeep/make-backup.ts';
import { verifyBackup } from './upkeep/restore-backup.ts';

// pnpm backup [folder]            all tables at one moment, and all files, into a new folder
// pnpm backup --verify folder     is that backup whole?
main(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { verify: { type: 'boolean' } } });
  const [folder] = positionals;
  if (values.verify) {
    if (!folder) throw new Error('Say which backup: pnpm backup --verify <folder>');
    const { madeAt, version, tables, files } = await verifyBackup(resolve(folder));
    const without = files.missing.length > 0 ? `, without ${files.missing.length} that the storage did not have` : '';
    console.log(`Whole: made ${madeAt} by Steward ${version}, ${tables.length} tables, ${rowsIn(tables)} rows, ${files.count} files${without}.`);
    return;
  }
  await withDistrict(async (district) => {
    const name = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    const target = folder ? resolve(folder) : join(district.dataDir, 'backups', name);
    const { tables, files } = await makeBackup(district, target, (line) => console.log(line));
    console.log(`Backup in ${target}: ${tables.length} tables, ${rowsIn(tables)} rows, ${files.count} files (${(files.bytes / 1e6).toFixed(1)} MB).`);
    if (files.missing.length === 0) return;
    console.error(
      `Not in it are ${files.missing.length} files that the tables name and the storage does not have: their keys are in manifest.json. Are FILES_DIR and FILES_S3_… those of the API?`,
    );
    process.exitCode = 1;
  });
});

function rowsIn(tables: readonly { rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
