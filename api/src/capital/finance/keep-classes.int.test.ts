import { capitalEvents } from '@steward/db/schema';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPlan, type CapitalPeople, capitalPeople, good, type Plan } from '../capital.testing.ts';

let api: TestApi;
let people: CapitalPeople;
let plan: Plan;

beforeAll(async () => {
  api = await startApi();
  const district = await aDistrict(api.db);
  people = await capitalPeople(api);
  plan = await aPlan(api, people, district);
});
afterAll(() => api.close());

const change = (path: string, body: object, ifMatch = 1) => api.as(people.cfo).patch(path, { body, ifMatch });
const latestRule = async () =>
  (await api.db.select().from(capitalEvents).where(eq(capitalEvents.programmeId, plan.programmeId)).orderBy(desc(capitalEvents.id)).limit(1))[0];

describe('the books', () => {
  test('say how long a class of assets serves, noted with who said it and what stood before', async () => {
    const answer = good(await change('/api/asset-classes/buildings', { lifeYears: 50 }));
    expect(answer.assetClasses).toContainEqual(expect.objectContaining({ code: 'buildings', lifeYears: 50, version: 2 }));
    expect(await latestRule()).toMatchObject({
      kind: 'rules_changed',
      actorId: people.cfo.id,
      data: { assetClass: 'buildings', before: 40, after: 50 },
    });
    expect((await change('/api/asset-classes/buildings', { lifeYears: 30 })).body).toMatchObject({
      code: 'capital.changed',
      current: { version: 2 },
    });
  });

  test('may have what does not wear out', async () => {
    const answer = good(await change('/api/asset-classes/equipment', { lifeYears: null }));
    expect(answer.assetClasses).toContainEqual(expect.objectContaining({ code: 'equipment', lifeYears: null }));
  });

  test('name the account of the balance sheet in journal entries', async () => {
    const answer = good(await change('/api/journal-accounts/cash', { code: '8103' }));
    expect(answer.journalAccounts).toContainEqual(expect.objectContaining({ use: 'cash', code: '8103', version: 2 }));
    const journal = await api.as(people.cfo).get(`/api/programmes/${plan.programmeId}/journal.csv`);
    expect(journal.status).toBe(200);
  });

  test.each([
    ['/api/asset-classes/buildings', { lifeYears: 0 }, '/lifeYears'],
    ['/api/asset-classes/buildings', { lifeYears: 101 }, '/lifeYears'],
    ['/api/journal-accounts/cash', { code: '81' }, '/code'],
    ['/api/journal-accounts/cash', { code: '=A1+' }, '/code'],
  ])('refuse at %s what %j says, naming the field', async (path, body, field) => {
    const { status, body: problem } = await change(path, body, 2);
    expect([status, problem.errors[0].pointer]).toEqual([400, field]);
  });

  test('know no class that nobody set up', async () => {
    expect((await change('/api/asset-classes/yachts', { lifeYears: 3 })).body.code).toBe('capital.no_asset_class');
  });
});
