import { connect } from '@steward/db';
import { approvals as steps, people } from '@steward/db/schema';
import { seedDemonstrationPeople, seedReference } from '@steward/db/seed';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { NOW, startApi } from '../../app.testing.ts';
import { seedOrders } from './seed-orders.ts';

test('who signs in to the demonstration finds approvals that wait for them and for others at their school, and some decided', async () => {
  const api = await startApi();
  const owner = connect(api.config.databaseUrl, { poolSize: 1, role: 'none' });
  try {
    await seedReference(owner.db);
    await seedDemonstrationPeople(owner.db, NOW);
    expect(await seedOrders(owner.db, { now: NOW, count: 60 })).toBe(60);
    const as = async (email: string) => api.as((await api.db.select({ id: people.id }).from(people).where(eq(people.email, email)))[0]!);
    const principal = await as('principal@demo.example');
    const { approvals } = (await principal.get('/api/reports/my-school')).body;
    expect([approvals.mine.length, approvals.others.length]).toEqual([2, 2]);
    const manager = await as('manager@demo.example');
    expect((await manager.get('/api/approvals')).body.items).toMatchObject([{ cause: 'cost', state: 'open', may: { decide: true } }]);
    const { items } = (await principal.get(`/api/work-orders/${approvals.mine[0].order.number}/events`)).body;
    expect(items.map(({ kind }: { kind: string }) => kind)).toContain('approval_requested');
    const decided = await api.db.select().from(steps);
    expect(new Set(decided.map(({ state }) => state))).toEqual(new Set(['open', 'approved', 'declined']));
  } finally {
    await owner.close();
    await api.close();
  }
});
