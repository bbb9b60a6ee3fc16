import { erateLineItems } from '@steward/db/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aForm } from '../../condition/imports/imports.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';

let api: TestApi;
let coordinator: Actor;
beforeAll(async () => {
  api = await startApi();
  await aDistrict(api.db);
  coordinator = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
});
afterAll(() => api.close());

const HEADER =
  'Funding_Year,application_number,funding_request_number,form_471_line_item_number,form_471_function_name,download_speed,download_speed_units,monthly_recurring_unit_costs';
const FIBER = '2026,261012345,2699012345,1,Fiber,10,Gbps,"1,250.00"';
const FEES = '2026,261012345,2699012345,2,Taxes and USF Fees,10,Gbps,96.40';
const bring = (...rows: string[]) => api.as(coordinator).post('/api/network/erate-imports', aForm({}, 'form-471.csv', [HEADER, ...rows].join('\n')));
const items = async () => (await api.as(coordinator).get('/api/network/erate-line-items')).body.items;

describe('line items of Form 471', () => {
  test('are let in; a speed on taxes and fees is none, and the same file again changes nothing', async () => {
    const first = await bring(FIBER, FEES, FIBER);
    expect(first.body).toMatchObject({ added: 2, changed: 0, unchanged: 0, repeated: 1, refusedCount: 0, fileName: 'form-471.csv' });
    expect((await items()).map(({ downMbps, monthly }: { downMbps: number; monthly: string }) => [downMbps, monthly])).toEqual([
      [10_000, '1250.00'],
      [null, '96.40'],
    ]);
    const before = await api.db.select().from(erateLineItems);
    const again = await Promise.all([1, 2].map(() => bring(FIBER, FEES, FIBER)));
    expect(again.map(({ body }) => [body.added, body.changed, body.unchanged])).toEqual([
      [0, 0, 2],
      [0, 0, 2],
    ]);
    expect(await api.db.select().from(erateLineItems)).toEqual(before);
  });
  test('that say something else now are changed', async () => {
    expect((await bring(FIBER.replace(',10,', ',20,'))).body).toMatchObject({ added: 0, changed: 1, unchanged: 0 });
    expect((await items())[0].downMbps).toBe(20_000);
  });
  test('that cannot be read are told row by row, also as a file; the others are let in', async () => {
    const { body } = await bring('2026,261012345,2699012345,7,Fiber,=fast,Gbps,1', '2026,261012345,2699012345,8,Wireless,500,Mbps,1');
    expect(body).toMatchObject({ added: 1, refusedCount: 1, refused: [{ row: 2, column: 'download_speed', reason: 'speed', value: '=fast' }] });
    const file = await api.as(coordinator).get(`/api/network/erate-imports/${body.id}/refused`);
    expect(file.text).toContain('download_speed,speed');
    expect(file.text).not.toMatch(/,=fast/);
    const { items: brought } = (await api.as(coordinator).get('/api/network/erate-imports')).body;
    expect(brought[0]).toMatchObject({ id: body.id, refusedCount: 1 });
  });
  test('in a file that is none, is empty or lacks a column are refused as a whole', async () => {
    const send = async (content: string) => (await api.as(coordinator).post('/api/network/erate-imports', aForm({}, 'x.csv', content))).body;
    expect((await send(HEADER)).code).toBe('network.import_empty');
    expect(await send('a,b\n1,2')).toMatchObject({ code: 'network.columns_missing', missing: expect.arrayContaining(['funding_year']) });
    expect((await send('%PDF-1.7 something')).status).toBe(422);
  });
});

describe('settings', () => {
  test('targets stand beside those before, one a year; capacities one a day', async () => {
    const target = { code: 'setda', year: 2026, per: 'user', kbps: 4_300, nameEn: 'SETDA', nameEs: 'SETDA', source: 'SETDA' };
    const post = (path: string, body: object) => api.as(coordinator).post(`/api/network/${path}`, { body });
    expect((await post('targets', target)).body.targets.filter(({ code }: { code: string }) => code === 'setda')).toHaveLength(2);
    expect((await post('targets', target)).body.code).toBe('network.target_taken');
    const capacity = { effectiveOn: '2026-07-01', mbps: 100_000, source: 'Two carriers' };
    expect((await post('isp-capacities', capacity)).body.capacities).toMatchObject([{ mbps: 100_000 }]);
    expect((await post('isp-capacities', capacity)).body.code).toBe('network.capacity_taken');
  });
});
