import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect, type Sql } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import { sql } from 'drizzle-orm';
import { createChildProcesses } from './launcher/child-processes.ts';
import { hasDemonstrationAccounts } from './launcher/demonstration.ts';
import { main } from './launcher/lifetime.ts';
import { say, sayOf, step } from './launcher/progress.ts';
import { readSettings, root } from './launcher/settings.ts';
import { isDemonstration } from './people/index.ts';
import { addOrders } from './work-orders/index.ts';

// pnpm seed --orders N [--seed S]: more made-up orders for the demonstration, as many as a busy district has. Serving goes on meanwhile.

const SAY_EVERY_MS = 5_000;

main(async () => {
  const { count, seed } = readArguments();
  const { isProduction, databaseUrl, dataDir } = readSettings(process.env);
  if (isProduction) throw new Error('Production gets no made-up orders.');
  const database = databaseUrl ? undefined : await startPostgres({ dataDir: join(dataDir, 'postgres') });
  const stop = (code: number) => {
    say('\nStopped. What was written stays.');
    void (database?.stop() ?? Promise.resolve()).finally(() => process.exit(code));
  };
  process.once('SIGINT', () => stop(130));
  process.once('SIGTERM', () => stop(143));
  try {
    await add(databaseUrl ?? database!.url, { count, seed });
  } finally {
    await database?.stop();
  }
});

function readArguments(): { count: number; seed: number } {
  const { values } = parseArgs({ options: { orders: { type: 'string' }, seed: { type: 'string', default: '1' } } });
  const [count, seed] = [Number(values.orders), Number(values.seed)];
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed))
    throw new Error('pnpm seed --orders N adds N made-up work orders; --seed S (a whole number) makes other ones.');
  return { count, seed };
}

async function add(url: string, { count, seed }: { count: number; seed: number }): Promise<void> {
  await migrate(url);
  const { db, close } = connect(url, { poolSize: 1, role: 'none' });
  try {
    if (!(await hasDemonstrationAccounts(db))) await makeDemonstration(db, url);
    await step('orders', async () => {
      const began = performance.now();
      let said = began;
      const words = (written: number) =>
        `${written.toLocaleString('en')} of ${count.toLocaleString('en')}, ${Math.round(written / ((performance.now() - began) / 1000)).toLocaleString('en')} a second`;
      await addOrders(url, { count, seed, now: new Date() }, (written) => {
        if (performance.now() - said < SAY_EVERY_MS) return;
        said = performance.now();
        sayOf('orders', words(written));
      });
      return words(count);
    });
    await step('statistics', async () => void (await db.execute(sql`vacuum analyze`)));
  } finally {
    await close();
  }
}

/** A database with people of its own is somebody's, and gets nothing. */
async function makeDemonstration(db: Sql, url: string): Promise<void> {
  const [row] = await db.execute<{ is_used: boolean }>(sql`select exists (select 1 from people) as is_used`);
  if (row?.is_used && !(await isDemonstration(db)))
    throw new Error('There are people in this database, but not those of the demonstration: only the demonstration gets made-up orders.');
  await step('data', () =>
    createChildProcesses().finish({ file: join(root, 'api/src/seed.ts'), env: { DATABASE_URL: url } }, (line) => sayOf('data', line)),
  );
}
