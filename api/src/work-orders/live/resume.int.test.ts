import { connect, type Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { follow } from './live.testing.ts';

const WRITERS = 4;
const STEPS = 20;
let api: TestApi;
let teacher: Actor;
let orders: string[];
let writers: ReturnType<typeof connect>[];

beforeAll(async () => {
  api = await startApi();
  const district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { siteId: district.school.id });
  const made = Array.from({ length: STEPS + WRITERS }, () => aWorkOrder(api.db, district, { requester: teacher }));
  orders = (await Promise.all(made)).map(({ id }) => id);
  writers = Array.from({ length: WRITERS }, () => connect(api.config.databaseUrl, { poolSize: 1 }));
});
afterAll(async () => {
  await Promise.all(writers.map(({ close }) => close()));
  await api.close();
});

/** An event that is written now and may be seen only once `commit` is called. */
async function anOpenTransaction(on: Sql, orderId: string) {
  let commit!: () => void;
  const isToCommit = new Promise<void>((go) => (commit = go));
  let written!: () => void;
  const isWritten = new Promise<void>((go) => (written = go));
  const ended = on.transaction(async (tx) => {
    await tx.execute(
      sql`insert into work_order_events (id, work_order_id, kind, occurred_at) values (gen_random_uuid(), ${orderId}::uuid, 'commented', now())`,
    );
    await tx.execute(sql`select pg_notify('steward_acts', '')`);
    written();
    await isToCommit;
  });
  await isWritten;
  return () => {
    commit();
    return ended;
  };
}

/** What happens, in which order: a writer begins, or ends and is waited for or not; the reader loses its connection and comes back with its last id. */
const aCourse = () =>
  fc.array(fc.tuple(fc.constantFrom('write' as const, 'write and wait' as const, 'leave' as const), fc.nat({ max: WRITERS - 1 })), {
    minLength: 6,
    maxLength: STEPS,
  });

test('whatever the order of commits, and whenever a connection breaks: nothing is missed', async () => {
  const cookie = await api.as(teacher).cookie;
  await fc.assert(
    fc.asyncProperty(aCourse(), async (course) => {
      const open = new Map<number, { id: string; commit: () => Promise<void> }>();
      const committed: string[] = [];
      const told = new Set<string | undefined>();
      let reader = await follow(api.app, cookie);
      await reader.open();
      const comeBack = async () => {
        reader.leave();
        for (const { event, data } of reader.told) told.add(event === 'change' ? data.id : event);
        reader = await follow(api.app, cookie, { lastEventId: reader.lastId()! });
        await reader.open();
      };
      const end = async (i: number) => {
        const { id, commit } = open.get(i)!;
        open.delete(i);
        await commit();
        committed.push(id);
        return id;
      };
      for (const [at, [step, i]] of course.entries()) {
        if (step === 'leave') await comeBack();
        else if (!open.has(i)) open.set(i, { id: orders[at]!, commit: await anOpenTransaction(writers[i]!.db, orders[at]!) });
        else if (step === 'write') await end(i);
        else await reader.hears('change', await end(i));
      }
      for (const i of open.keys()) await end(i);
      // What is still on its way to a connection that breaks now, the next one is told.
      await comeBack();
      await comeBack();
      reader.leave();
      expect(committed.filter((id) => !told.has(id))).toEqual([]);
      expect(told).not.toContain('reset');
    }),
    { numRuns: 10 },
  );
});
