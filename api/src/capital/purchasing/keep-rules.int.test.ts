import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPlan, type CapitalPeople, capitalPeople, good } from '../capital.testing.ts';

let api: TestApi;
let people: CapitalPeople;

beforeAll(async () => {
  api = await startApi();
  people = await capitalPeople(api);
});
afterAll(() => api.close());

const rules = async () => good(await api.as(people.cfo).get('/api/capital-rules'));
const ladderOf = async (kind: string) => (await rules()).ladders.find((one: { kind: string }) => one.kind === kind);
const climb = (kind: string, from: string, ifMatch?: number) =>
  api.as(people.cfo).put(`/api/capital-rules/ladders/${kind}`, {
    body: {
      steps: [
        { from: '0.00', roles: ['finance'] },
        { from, roles: ['administrator'] },
      ],
      reason: 'Board policy',
    },
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
const buyBy = (from: string, ifMatch?: number) =>
  api.as(people.cfo).put('/api/capital-rules/thresholds', {
    body: {
      thresholds: [
        { from: '0.00', methods: ['quote', 'rfp'] },
        { from, methods: ['rfp'] },
      ],
      reason: 'Board policy',
    },
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });

describe('the rules of the plan', () => {
  test('are said anew by who saw them as they are: who changed them second is told, and nothing of the first is lost', async () => {
    const { version } = await ladderOf('transfer');
    const both = await Promise.all([climb('transfer', '100.00', version), climb('transfer', '200.00', version)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const refused = both.find(({ status }) => status === 412);
    expect(refused?.body).toMatchObject({ code: 'capital.changed', current: { version: version + 1 } });
    const won = both[0].status === 200 ? '100.00' : '200.00';
    expect(await ladderOf('transfer')).toMatchObject({ version: version + 1, steps: [{ from: '0.00' }, { from: won }] });
  });

  test('change one ladder without touching the version of another', async () => {
    const before = await ladderOf('invoice');
    good(await climb('contract', '5000.00', (await ladderOf('contract')).version));
    expect(await ladderOf('invoice')).toEqual(before);
  });

  test('hold for the ways of buying too', async () => {
    const { thresholdsVersion } = await rules();
    const both = await Promise.all([buyBy('100.00', thresholdsVersion), buyBy('200.00', thresholdsVersion)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect((await rules()).thresholdsVersion).toBe(thresholdsVersion + 1);
  });

  test('are not changed by who does not say what they saw', async () => {
    expect([(await climb('transfer', '1.00')).status, (await buyBy('1.00')).status]).toEqual([428, 428]);
  });

  test('are changed with a reason, which is kept with who changed them; a share counts for change orders only, and a role is named once', async () => {
    const put = async (kind: string, body: object) =>
      api.as(people.cfo).put(`/api/capital-rules/ladders/${kind}`, { body, ifMatch: (await ladderOf(kind)).version });
    const steps = [{ from: '0.00', roles: ['finance'] }];
    expect((await put('transfer', { steps })).status).toBe(400);
    const shared = { steps: [...steps, { from: '10.00', fromRatio: 0.1, roles: ['administrator'] }], reason: 'Share' };
    expect((await put('transfer', shared)).body).toMatchObject({ code: 'capital.wrong', errors: [{ pointer: '/steps/1/fromRatio' }] });
    expect((await put('transfer', { steps: [{ from: '0.00', roles: ['finance', 'finance'] }], reason: 'Twice' })).status).toBe(400);
    await aPlan(api, people, await aDistrict(api.db));
    good(await put('change_order', shared));
    expect((await rules()).changes[0]).toMatchObject({ kind: 'change_order', reason: 'Share', by: 'Cleo CFO' });
  });
});
