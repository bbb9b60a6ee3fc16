import { parseArgs } from 'node:util';
import { main } from './launcher/lifetime.ts';
import { withDistrict } from './upkeep/with-district.ts';
import { moveFiles } from './upkeep/move-files.ts';

const PLACES = { disk: 'on the disk', s3: 'in the bucket' } as const;

// pnpm files:move --to s3|disk: every file to where new ones already go, while people work; may be killed and run again.
main(async () => {
  const { to } = parseArgs({ options: { to: { type: 'string' } } }).values;
  if (to !== 's3' && to !== 'disk') throw new Error('Say where to: pnpm files:move --to s3, or --to disk');
  await withDistrict(async ({ db, files, filesSettings }) => {
    const { disk, s3, directory } = files;
    if (!s3) throw new Error('FILES_S3_BUCKET: without it there is only one place for files.');
    if (filesSettings.main !== to)
      throw new Error(`FILES_STORE: new files would still go elsewhere. Set it to ${to}, restart API and worker, then move the rest.`);
    const ends = to === 's3' ? { from: disk, to: s3 } : { from: s3, to: disk };
    const { attachments, files: count, moved, missing } = await moveFiles({ db, ...ends, directory, say: (line) => console.log(line) });
    console.log(`${attachments} attachments in the table, ${count} files ${PLACES[to]}: ${moved} moved now, ${count - moved} there before.`);
    if (missing.length === 0) return;
    console.error(`In neither place: ${missing.length}\n${missing.slice(0, 20).join('\n')}`);
    process.exitCode = 1;
  });
});
