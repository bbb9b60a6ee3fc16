import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';

const root = join(import.meta.dirname, '../..');

/** Beside PostgreSQL's defaults, fsync among them. */
export const SETTINGS = { shared_buffers: '1GB', max_wal_size: '8GB' };

const isMadeUp = async (sql: postgres.Sql, isDemonstration: boolean) =>
  void (await sql`update people set is_demonstration = ${isDemonstration} where email like '%@demo.example'`);

/** A server of its own for measuring, with fsync on, and its loader. */
export async function startDatabase(dataDir: string) {
  const { url, stop } = await startPostgres({ dataDir, settings: SETTINGS });
  const sql = postgres(url, { max: 2, onnotice: () => {} });
  const load = (orders: number) =>
    promisify(execFile)(process.execPath, ['api/src/add-orders.ts', '--orders', String(orders)], {
      cwd: root,
      env: { PATH: process.env['PATH'], DATABASE_URL: url },
    });
  return {
    url,
    sql,
    /** Loads what is missing to this many orders. */
    growTo: async (orders: number) => {
      const [there] = await sql<{ n: number }[]>`select count(*)::int as n from work_orders`.catch(() => []);
      // Kept from an earlier run: brought to what stands now.
      if (there) await migrate(url);
      if (there) await isMadeUp(sql, true);
      // The first load brings the demonstration's own orders along.
      if (!there || there.n < orders) await load(there ? orders - there.n : 1);
      const [now] = await sql<[{ n: number }]>`select count(*)::int as n from work_orders`;
      if (now.n < orders) await load(orders - now.n);
      // Production refuses to run with the demonstration's accounts.
      await isMadeUp(sql, false);
      await sql`vacuum analyze`;
      await sql`checkpoint`;
    },
    stop: async () => {
      await sql.end();
      await stop();
    },
  };
}
