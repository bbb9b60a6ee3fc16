import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { createFiles, type Files } from '../../api/src/platform/files/index.ts';
import { makeBackup } from '../../api/src/upkeep/make-backup.ts';
import { fileKey, thumbnailKey } from '../../api/src/work-orders/files/storage-keys.ts';
import { connect } from '../../db/src/client.ts';
import { migrate } from '../../db/src/migrate.ts';
import { startThrowAway } from '../../db/src/throw-away.ts';
import { inRoot, run } from './commands.ts';
import { makeRunDirectory, removeRunDirectory } from './sweep.ts';

// pnpm release: what the version in package.json leaves behind in a district, kept as a small backup with a row in every table. From then on
// every change of the schema is tested on it. Done once for each version, before its tag; an archive that is there is never made again.

type Sql = ReturnType<typeof postgres>;

/** What a demonstration has none of, by hand. A new table that stays empty fails the command until its row stands here. */
const BY_HAND: Record<string, string> = {
  sessions: `insert into sessions (id, person_id, token, expires_at, ip_address, user_agent)
    select gen_random_uuid(), id, 'a-session-long-over', now(), '192.0.2.7', 'Firefox' from people order by email limit 1`,
  verifications: `insert into verifications (id, identifier, value, expires_at) values (gen_random_uuid(), 'a.person@demo.example', 'used', now())`,
  idempotency_keys: `insert into idempotency_keys (id, person_id, route, key, request_hash, response_status, response_headers, response_body, created_at)
    select gen_random_uuid(), id, '/api/work-orders', 'k1', 'hash', 201, '{"etag": "\\"1\\""}', '{}', now() from people order by email limit 1`,
};

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
const target = inRoot('db/releases', version);
const directory = await makeRunDirectory();
const { url, stop } = await startThrowAway();
const sql = postgres(url, { max: 1, onnotice: () => {} });
const { db, close } = connect(url, { role: 'none', poolSize: 2 });
try {
  await migrate(url);
  const seeded = await run(['node', 'api/src/seed.ts'], { env: { DATABASE_URL: url, DEMO_ORDERS: '40' } });
  if (seeded.code !== 0) throw new Error(seeded.output);
  const files = await createFiles({ directory: join(directory, 'files'), main: 'disk' });
  await leaveOutEmptyRooms(sql);
  await addAttachments(sql, files);
  for (const statement of Object.values(BY_HAND)) await sql.unsafe(statement);
  await refuseEmptyTables(sql);
  const { tables } = await makeBackup({ databaseUrl: url, db, files, version }, target, () => {});
  console.log(`db/releases/${version}: ${tables.length} tables. Commit it with the tag.`);
} finally {
  await close();
  await sql.end();
  await stop();
  removeRunDirectory(directory);
}

/** Most of a district by count, and all of a kind. */
async function leaveOutEmptyRooms(on: Sql) {
  await on`delete from rooms where id not in (select room_id from work_orders where room_id is not null)
    and id not in (select room_id from person_rooms) and number not like '%01'`;
}

async function addAttachments(on: Sql, files: Files) {
  const [row] = await on<{ order: string; person: string }[]>`select id as order, requester_id as person from work_orders order by number limit 1`;
  for (const workOrderId of [row!.order, null]) {
    const id = crypto.randomUUID();
    await on`insert into attachments ${on({
      id,
      work_order_id: workOrderId,
      uploaded_by_id: row!.person,
      file_name: 'tap.jpg',
      media_type: 'image/jpeg',
      size_bytes: 1,
      width_px: 8,
      height_px: 8,
      storage_key: fileKey(id),
      thumbnail_key: thumbnailKey(id),
      created_at: new Date(),
    })}`;
    for (const key of [fileKey(id), thumbnailKey(id)]) await files.put(key, inRoot('.editorconfig'));
  }
}

async function refuseEmptyTables(on: Sql) {
  for (const { name } of await on<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`) {
    const found = await on`select from ${on(name)} limit 1`;
    if (found.length === 0) throw new Error(`${name} is empty: write a row for it in test/src/release.ts.`);
  }
}
