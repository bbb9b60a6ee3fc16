import { uuidFor } from '@steward/db/seed';
import { people, teams } from '@steward/db/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { listRates } from '../labour-rates/queries.ts';
import { rateOn } from '../rules/labour.ts';
import { seedLabourRates } from './seed-labour-rates.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await aDistrict(api.db);
});
afterAll(() => api.close());

test('every crew of the demonstration that works on buildings has a rate, since before its first order; once, and only where its people are', async () => {
  expect(await seedLabourRates(api.db, NOW)).toBe(0);
  await api.db.insert(people).values({ id: uuidFor('person planner'), name: 'A planner', email: 'planner@test.example', emailVerified: true });
  expect(await seedLabourRates(api.db, NOW)).toBeGreaterThan(0);
  expect(await seedLabourRates(api.db, NOW)).toBe(0);
  const rates = await listRates(api.db, 'facilities');
  const crews = (await api.db.select().from(teams)).filter(({ serviceCode, compartment }) => serviceCode === 'facilities' && compartment === null);
  expect(crews.length).toBeGreaterThan(0);
  for (const { id, name } of crews) expect(Number(rateOn(rates, id, '2024-09-01')), name).toBeGreaterThan(0);
  expect(rates[0]!.createdBy.id).toBe(uuidFor('person planner'));
});
