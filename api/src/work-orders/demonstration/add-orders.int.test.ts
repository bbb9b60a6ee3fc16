import { people, workOrders } from '@steward/db/schema';
import { seedDemonstrationPeople, seedReference } from '@steward/db/seed';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { addOrders } from './add-orders.ts';

/** Its threads start and read the district first, which takes its time where much else runs. */
const WITHIN_MS = 60_000;

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
  await seedReference(api.db);
  await seedDemonstrationPeople(api.db, NOW);
});
afterAll(() => api.close());

const add = (count: number, seed: number, say: (written: number) => void = () => {}) =>
  addOrders(api.config.databaseUrl, { count, seed, now: NOW }, say);
const numberOf = async (query: string) => Number((await api.db.execute<{ n: string }>(sql.raw(`select count(*) as n from ${query}`)))[0]!.n);
const person = async (email: string) => (await api.db.select({ id: people.id }).from(people).where(eq(people.email, email)))[0]!;

describe('orders added in bulk', () => {
  it('are as many as asked for, at each run, and say how far they are', { timeout: WITHIN_MS }, async () => {
    const said: number[] = [];
    await add(1_100, 1, (written) => said.push(written));
    expect(said.at(-1)).toBe(1_100);
    await add(200, 1);
    expect(await numberOf('work_orders')).toBe(1_300);
    expect(await numberOf('(select distinct number from work_orders)')).toBe(1_300);
  });

  it('tell nobody', async () => {
    expect(await numberOf('notice_outbox')).toBe(0);
  });

  it('go on in the sequence of numbers that new orders continue', async () => {
    const [row] = await api.db.execute<{ last: string; next: string }>(
      sql`select max(substr(number, 9)::bigint) as last, nextval('work_order_numbers') as next from work_orders`,
    );
    expect(Number(row!.next)).toBe(Number(row!.last) + 1);
    expect(await numberOf(`work_orders where number !~ '^WO-20(2[1-6])-[0-9]{6,}$'`)).toBe(0);
  });

  it('are mostly closed, over several years, at many schools', async () => {
    const open = await numberOf(`work_orders where status in ('submitted', 'triaged', 'assigned', 'in_progress', 'on_hold')`);
    expect(open).toBeGreaterThan(10);
    expect(open).toBeLessThan(130);
    expect(await numberOf(`(select distinct date_part('year', submitted_at) from work_orders)`)).toBeGreaterThan(4);
    expect(await numberOf('(select distinct site_id from work_orders)')).toBeGreaterThan(100);
  });

  it('have each the history that its status needs, and words to be found by', async () => {
    expect(
      await numberOf(`work_orders o where not exists (select 1 from work_order_events e where e.work_order_id = o.id and e.kind = 'submitted')`),
    ).toBe(0);
    const ended = `(o.status = 'closed' and e.kind = 'closed' or o.status = 'completed' and e.kind = 'completed')`;
    expect(
      await numberOf(`work_orders o where o.status in ('closed', 'completed')
        and not exists (select 1 from work_order_events e where e.work_order_id = o.id and ${ended})`),
    ).toBe(0);
    expect(await numberOf(`work_orders o where o.version <> (select max(version) from work_order_events e where e.work_order_id = o.id)`)).toBe(0);
    expect(await numberOf('work_orders o where not exists (select 1 from work_order_texts t where t.work_order_id = o.id)')).toBe(0);
  });

  it('wait for an approval, have it or were declined, as the policies say, and never by who asked', async () => {
    expect(await numberOf('approvals')).toBeGreaterThan(5);
    const asked = `exists (select 1 from approvals a where a.work_order_id = o.id and a.cause = 'asked'`;
    expect(
      await numberOf(
        `work_orders o join approval_policies p on p.request_type_id = o.request_type_id where p.condition = 'always' and not ${asked})`,
      ),
    ).toBe(0);
    expect(await numberOf(`work_orders o where (o.status = 'awaiting_approval') <> ${asked} and a.state = 'open')`)).toBe(0);
    expect(
      await numberOf(
        `approvals a where (a.state in ('approved', 'declined')) <> exists (select 1 from approval_decisions d where d.approval_id = a.id)`,
      ),
    ).toBe(0);
    expect(
      await numberOf(`approval_decisions d join approvals a on a.id = d.approval_id join work_orders o on o.id = a.work_order_id
        where d.person_id in (o.requester_id, o.submitted_by_id)`),
    ).toBe(0);
    expect(
      await numberOf(
        `work_order_events e where e.kind like 'approval%' and not exists (select 1 from approvals a where a.id::text = e.data->>'approvalId')`,
      ),
    ).toBe(0);
  });

  it('keep every reference that the tables demand', async () => {
    const keys = await api.db.execute<{ name: string; valid: boolean }>(
      sql`select conname as name, convalidated as valid from pg_constraint where contype = 'f'`,
    );
    expect(keys.filter(({ valid }) => !valid)).toEqual([]);
    expect(await numberOf('work_order_events e left join people p on p.id = e.actor_id where e.actor_id is not null and p.id is null')).toBe(0);
    expect(
      await numberOf('work_orders o left join rooms r on r.id = o.room_id where o.room_id is not null and r.site_id is distinct from o.site_id'),
    ).toBe(0);
  });

  it('are found by their words, and what is confidential only by those who may', async () => {
    const [ordinary] = await api.db
      .select()
      .from(workOrders)
      .where(sql`compartment is null and title ~ '^[A-Za-z ]+$'`)
      .limit(1);
    const [secret] = await api.db
      .select()
      .from(workOrders)
      .where(sql`compartment = 'hr'`)
      .limit(1);
    const auditor = api.as(await person('auditor@demo.example'));
    const found = await auditor.get(`/api/work-orders?limit=200&q=${encodeURIComponent(ordinary!.title)}`);
    expect(found.body.items.map((one: { title: string }) => one.title)).toContain(ordinary!.title);
    expect((await auditor.get(`/api/work-orders/${ordinary!.number}`)).status).toBe(200);
    expect((await auditor.get(`/api/work-orders/${secret!.number}`)).status).toBe(404);
    expect((await api.as({ id: secret!.requesterId }).get(`/api/work-orders/${secret!.number}`)).status).toBe(200);
  });

  it('come in whole batches when the run is cut short', { timeout: WITHIN_MS }, async () => {
    const before = await numberOf('work_orders');
    await expect(
      add(6_000, 2, () => {
        throw new Error('cut short');
      }),
    ).rejects.toThrow('cut short');
    expect(((await numberOf('work_orders')) - before) % 1_000).toBe(0);
    expect(await numberOf('work_orders o where not exists (select 1 from work_order_events e where e.work_order_id = o.id)')).toBe(0);
    expect(await numberOf('work_order_events e left join work_orders o on o.id = e.work_order_id where o.id is null')).toBe(0);
  });
});
