import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import { openTo, OPEN_STATUSES } from '../src/copy-orders.ts';
import { signIn } from './scenarios.ts';
import { SECRET, startServer } from './servers.ts';

// A snow day: every open order's promise counted anew by the worker, which is killed half-way once; against a floor that writes the same rows.

const OPEN = 50_000;
const TARGET_S = 60;
const BATCH = 500;
const STARTS_WITHIN_MS = 60_000;
const root = join(import.meta.dirname, '../..');

type Given = { database: { url: string; sql: postgres.Sql }; scratch: string; say: (line: string) => void };
type Recount = { revision: string; total: number; done: number; moved: number; startedAt: Date; finishedAt: Date | null };

const seconds = (ms: number) => (ms / 1000).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

async function takeAway(sql: postgres.Sql, since: Date): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const copies = tx`select id from work_orders where number like 'WO-9999-%'`;
    await tx`delete from notices where work_order_id in (${copies})`;
    await tx`delete from work_order_events where work_order_id in (${copies}) or (kind = 'promise_moved' and occurred_at >= ${since})`;
    await tx`delete from work_orders where number like 'WO-9999-%'`;
  });
  await sql`vacuum work_orders, work_order_events`;
}

function startWorker(url: string): ChildProcess {
  return fork(join(root, 'api/src/worker.ts'), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: url, SESSION_SECRET: SECRET, LOG_LEVEL: 'error' },
  });
}

/** Waits until the recount is so far. */
async function recountOf(sql: postgres.Sql, revision: number, isSo: (recount: Recount) => boolean): Promise<Recount> {
  for (const deadline = Date.now() + 10 * STARTS_WITHIN_MS; Date.now() < deadline; await pause(100)) {
    const [recount] = await sql<Recount[]>`
      select revision, total, done, moved, started_at as "startedAt", finished_at as "finishedAt" from clock_recounts where revision = ${revision}`;
    if (recount && isSo(recount)) return recount;
  }
  throw new Error('The recount does not come to its end.');
}

/** The same rows read and written, batch by batch, by SQL that counts nothing. */
async function floorSeconds(sql: postgres.Sql): Promise<number> {
  const began = performance.now();
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const last = await sql.begin(async (tx) => {
      const rows = await tx<
        { id: string }[]
      >`select * from work_orders where id > ${after} and status in ${tx.unsafe(OPEN_STATUSES)} order by id limit ${BATCH} for update`;
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return undefined;
      await tx`select kind, occurred_at, data from work_order_events where work_order_id = any(${ids}) order by work_order_id, occurred_at, id`;
      await tx`update work_orders set resolution_due_at = resolution_due_at + interval '1 day', next_warning_at = next_warning_at + interval '1 day', updated_at = now() where id = any(${ids})`;
      await tx`insert into work_order_events (id, work_order_id, kind, data, occurred_at)
        select uuidv7(), id, 'promise_moved', jsonb_build_object('why', 'Snow', 'dueBefore', resolution_due_at, 'dueAt', resolution_due_at), now()
        from work_orders where id = any(${ids}) and resolution_due_at is not null`;
      return ids.at(-1);
    });
    if (last === undefined) return performance.now() - began;
    after = last;
  }
}

/** Measures it, and writes it down as a part of RESULTS.md. */
export async function benchClocks({ database: { sql, url }, scratch, say }: Given): Promise<string> {
  const since = new Date();
  await openTo(sql, OPEN);
  const product = await startServer('product', url, scratch);
  try {
    const [admin] = await sql<{ id: string }[]>`select person_id as id from role_grants where role = 'administrator' and ended_at is null limit 1`;
    const cookie = await signIn(sql, admin!.id, SECRET);
    const calendars = await sql<{ code: string }[]>`select distinct calendar_code as code from services`;
    const declare = async (days: readonly string[]) => {
      const body = JSON.stringify({ calendars: calendars.map(({ code }) => code), days, effect: 'closed', time: null, why: 'Snow' });
      const answer = await fetch(`${product.url}/api/calendar-closures`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body,
      });
      if (!answer.ok) throw new Error(`The closure was answered ${answer.status}: ${await answer.text()}`);
      const [newest] = await sql<[{ id: number }]>`select max(id)::int as id from calendar_revisions`;
      return newest.id;
    };
    const nextWeek = (n: number) => new Date(Date.now() + (7 + n) * 86_400_000).toISOString().slice(0, 10);
    const week = (from: number) => Array.from({ length: 7 }, (_, n) => nextWeek(from + n));
    const lines: string[] = [];
    for (const { isKilled, days } of [
      { isKilled: false, days: week(0) },
      { isKilled: true, days: week(7) },
    ]) {
      let worker = startWorker(url);
      await pause(5_000);
      const began = performance.now();
      const revision = await declare(days);
      if (isKilled) {
        await recountOf(sql, revision, ({ done, total }) => done > total / 2);
        worker.kill('SIGKILL');
        await once(worker, 'exit');
        worker = startWorker(url);
      }
      const recount = await recountOf(sql, revision, ({ finishedAt }) => finishedAt !== null);
      const took = performance.now() - began;
      worker.kill('SIGTERM');
      await once(worker, 'exit');
      const [{ twice }] = await sql<[{ twice: number }]>`
        select count(*)::int as twice from (select 1 from work_order_events where kind = 'promise_moved' and occurred_at >= ${recount.startedAt} group by work_order_id having count(*) > 1) t`;
      lines.push(
        `| ${isKilled ? 'killed half-way, and another started' : 'undisturbed'} | ${recount.done.toLocaleString('en')} of ${recount.total.toLocaleString('en')} | ${recount.moved.toLocaleString('en')} | ${twice} | ${seconds(took)}${took > TARGET_S * 1000 ? ' ✗' : ''} |`,
      );
      say(lines.at(-1)!);
    }
    const floor = await floorSeconds(sql);
    say(`floor ${seconds(floor)} s`);
    return [
      '## A snow day\n',
      `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. From the closure of a week in every calendar until every open order's promise is counted anew, by one worker. To reach: ${OPEN.toLocaleString('en')} in ${TARGET_S} s. The floor, SQL that reads and writes the same rows and counts nothing, takes ${seconds(floor)} s.\n`,
      '| the worker | counted | moved | moved twice | s |',
      '| --- | --: | --: | --: | --: |',
      ...lines,
    ].join('\n');
  } finally {
    await product.stop();
    await takeAway(sql, since);
  }
}
