import { networkDips, workOrders } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aProbe, measuredBy } from '../network.testing.ts';
import { proposeDips } from './propose-dips.ts';

let api: TestApi;
let district: District;
let coordinator: Actor;
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  coordinator = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
});
afterAll(() => api.close());

/** A probe that measured a week as usual and then, for so long, at a third. */
async function aSlowSchool(siteId: string, ...slowAt: number[]) {
  const { id: probeId } = await aProbe(api.db, { siteId, by: coordinator, at: minutes(-20_000) });
  const usual = Array.from({ length: 30 }, (_, i) => ({ mbps: 900, at: minutes(-6_000 + i * 180) }));
  await measuredBy(api.db, { probeId, siteId }, [...usual, ...slowAt.map((at) => ({ mbps: 300, at: minutes(at) }))]);
  return { probeId, siteId };
}
const dips = async () => (await api.as(coordinator).get('/api/network/dips')).body.items;

describe('a school under half of its usual speed for an hour', () => {
  test('has one order proposed, however often and by how many it is noticed, and one made, however often it is asked for', async () => {
    const school = await aSlowSchool(district.school.id, -70, -45, -20, -2);
    const found = await Promise.all([1, 2, 3, 4].map(() => proposeDips(api.db, NOW)));
    expect(found.reduce((sum, one) => sum + one)).toBe(1);
    expect(await proposeDips(api.db, minutes(5))).toBe(0);
    const [dip] = await dips();
    expect(dip).toMatchObject({
      site: { id: district.school.id },
      usualMbps: 900,
      seenMbps: 300,
      state: 'proposed',
      allowedMoves: ['order', 'dismiss'],
    });

    const asked = await Promise.all([1, 2, 3].map(() => api.as(coordinator).post(`/api/network/dips/${dip.id}/orders`)));
    expect(asked.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422]);
    const orders = await api.db.select().from(workOrders).where(eq(workOrders.siteId, district.school.id));
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({ serviceCode: 'it', tradeCode: 'network', title: 'Network slow at Alder School', impact: 'building' });
    expect((await dips())[0]).toMatchObject({ state: 'ordered', workOrder: { number: orders[0]!.number }, allowedMoves: [], endedAt: null });

    // Slow still: nothing new. Fast again: over, and the next dip is another one.
    expect(await proposeDips(api.db, minutes(10))).toBe(0);
    await measuredBy(api.db, school, [{ mbps: 880, at: minutes(20) }]);
    expect(await proposeDips(api.db, minutes(21))).toBe(0);
    expect((await dips())[0].endedAt).toBe(minutes(21).toISOString());
    await measuredBy(
      api.db,
      school,
      [30, 60, 95].map((at) => ({ mbps: 200, at: minutes(at) })),
    );
    expect(await proposeDips(api.db, minutes(96))).toBe(1);
    expect(await dips()).toHaveLength(2);
  });
  test('may be dismissed with a reason, which stays', async () => {
    const waiting = (await dips()).find(({ state }: { state: string }) => state === 'proposed');
    const dismissed = await api.as(coordinator).post(`/api/network/dips/${waiting.id}/dismissals`, { body: { reason: 'Planned work' } });
    expect(dismissed.body).toMatchObject({ state: 'dismissed', reason: 'Planned work', decidedBy: { id: coordinator.id } });
    expect((await api.as(coordinator).post(`/api/network/dips/${waiting.id}/orders`)).body.code).toBe('network.dip_decided');
    await expect(api.db.update(networkDips).set({ reason: 'Something else' }).where(eq(networkDips.id, waiting.id))).rejects.toThrow();
  });
  test('is not one that was slow for half an hour, nor one that a browser measured', async () => {
    await aSlowSchool(district.otherSchool.id, -30, -10);
    expect(await proposeDips(api.db, NOW)).toBe(0);
  });
});
