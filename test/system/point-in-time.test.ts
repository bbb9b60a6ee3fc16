import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { removePostgres, startPostgres, stopPostgres } from '../../db/src/embedded.ts';
import { inRoot } from '../src/commands.ts';
import { makeRunDirectory, removeRunDirectory } from '../src/sweep.ts';

/** The recipe's own words, with its places replaced by these. */
function fromReadme(name: string, places: Record<string, string>): string {
  const [, value] = new RegExp(`${name} = '(.*)'`).exec(readFileSync(inRoot('README.md'), 'utf8')) ?? [];
  return Object.entries(places).reduce((text, [place, ours]) => text.replaceAll(place, ours), value!);
}

const on = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
};

/** Run as root, the server belongs to user postgres, and so do its files. */
function writeAsItsOwner(dataDir: string, name: string, content: string): void {
  const { uid, gid } = statSync(dataDir);
  writeFileSync(join(dataDir, name), content);
  chownSync(join(dataDir, name), uid, gid);
}

it('an archived write-ahead log brings the database back to the minute before an accident, as the README says', async () => {
  const directory = await makeRunDirectory();
  onTestFinished(() => removeRunDirectory(directory));
  const [lost, found, wal] = ['lost', 'found', 'wal'].map((name) => join(directory, name)) as [string, string, string];
  mkdirSync(wal);
  chmodSync(wal, 0o777);
  onTestFinished(async () => {
    await removePostgres(found);
    await removePostgres(lost);
  });
  const settings = { archive_mode: 'on', archive_command: fromReadme('archive_command', { '/wal': wal }), fsync: 'off' };
  const server = await startPostgres({ dataDir: lost, settings });

  const minute = await on(server.url, async (sql) => {
    await sql`create table told (what text)`;
    await sql`insert into told values ('before the base backup')`;
    // What pg_basebackup does, step by step: the embedded server comes without it.
    await sql`select pg_backup_start('night', true)`;
    expect(spawnSync('cp', ['-a', lost, found]).status).toBe(0);
    const [stopped] = await sql<{ label: string }[]>`select labelfile as label from pg_backup_stop()`;
    rmSync(join(found, 'postmaster.pid'));
    writeAsItsOwner(found, 'backup_label', stopped!.label);

    await sql`insert into told values ('after the base backup')`;
    const [now] = await sql<{ at: string }[]>`select clock_timestamp()::text as at`;
    await sql`delete from told`;
    const [last] = await sql<{ segment: string }[]>`select pg_walfile_name(pg_switch_wal()) as segment`;
    while ((await sql`select from pg_stat_archiver where last_archived_wal >= ${last!.segment}`).length === 0) await pause(50);
    return now!.at;
  });
  await stopPostgres(lost);

  const recovery = [
    `restore_command = '${fromReadme('restore_command', { '/wal': wal })}'`,
    `recovery_target_time = '${minute}'`,
    `recovery_target_action = '${fromReadme('recovery_target_action', {})}'`,
  ];
  appendFileSync(join(found, 'postgresql.auto.conf'), `${recovery.join('\n')}\n`);
  writeAsItsOwner(found, 'recovery.signal', '');
  const again = await startPostgres({ dataDir: found });
  expect(await on(again.url, (sql) => sql`select what from told order by what`)).toEqual([
    { what: 'after the base backup' },
    { what: 'before the base backup' },
  ]);
  // It is a database like any other again: one may write.
  await on(again.url, (sql) => sql`insert into told values ('since')`);
  await again.stop();
});
