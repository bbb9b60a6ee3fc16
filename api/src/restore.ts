import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { main } from './launcher/lifetime.ts';
import { withDistrict } from './upkeep/with-district.ts';
import { restoreBackup } from './upkeep/restore-backup.ts';

// pnpm restore folder [--yes]: what the backup holds, in the place of what is there.
main(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { yes: { type: 'boolean', default: false } } });
  const [folder] = positionals;
  if (!folder) throw new Error('Say which backup: pnpm restore <folder>');
  await withDistrict(async (district) => {
    const { manifest, applied, leftOut } = await restoreBackup(district, resolve(folder), values.yes, (line) => console.log(line));
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `Restored what was backed up at ${manifest.madeAt}: ${manifest.tables.length - leftOut.length} tables, ${rows} rows, ${manifest.files.count} files.`,
    );
    if (manifest.files.missing.length > 0)
      console.log(`Not in the backup, for the storage did not have them: ${manifest.files.missing.length} files. Their keys are in manifest.json.`);
    if (leftOut.length > 0) console.log(`Left out, as no migration makes them: ${leftOut.join(', ')}.`);
    if (applied.length > 0) console.log(`Brought up to date by ${applied.length} migrations.`);
  });
});
