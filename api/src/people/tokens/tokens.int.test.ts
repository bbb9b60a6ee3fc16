import { apiTokens, attachments, idempotencyKeys, people, personEvents, sessions, workOrderEvents } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Actor, TOKEN_SCOPES } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, answersFor, type District } from '../../district.testing.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';
import { aDelegation, aPerson } from '../people.testing.ts';

let api: TestApi;
let district: District;
let owner: Actor;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  owner = await aPerson(api.db, {
    name: 'Owner',
    grants: [{ role: 'service_manager', serviceCode: 'facilities' }],
    compartments: [{ compartment: 'hr' }],
  });
});
beforeEach(() => {
  api.clock.now = NOW;
});
afterAll(() => api.close());

const make = async (who: Actor, scopes: readonly string[] = TOKEN_SCOPES, more: Record<string, unknown> = {}) =>
  api.as(who).post('/api/api-tokens', { body: { name: 'Wall board', scopes, expiresInDays: 30, ...more } });
/** Calls the API as the program with this secret. */
const program = (secret: string) => {
  const headers = (more: Record<string, string> = {}) => ({ authorization: `Bearer ${secret}`, ...more });
  return {
    get: (path: string, more?: Record<string, string>) => api.as(null).get(path, { headers: headers(more) }),
    post: (path: string, body?: unknown, more?: { key?: string; ifMatch?: number }) => api.as(null).post(path, { body, ...more, headers: headers() }),
  };
};
const aProgram = async (who: Actor, scopes?: readonly string[]) => {
  const { body } = await make(who, scopes);
  return { ...program(body.secret), id: body.id as string, secret: body.secret as string };
};
const submission = () => ({
  requestTypeId: district.types.plumbing.id,
  title: 'Leak',
  siteId: district.school.id,
  answers: answersFor(district.types.plumbing),
});

describe('a token', () => {
  test('opens the API to a program as its owner; only its hash is kept, and its use is told', async () => {
    const order = await aWorkOrder(api.db, district, { requester: await aPerson(api.db) });
    const made = await make(owner);
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(made.body.secret).toMatch(/^stw_[\w-]{43}$/);
    const [row] = await api.db.select().from(apiTokens).where(eq(apiTokens.id, made.body.id));
    expect(JSON.stringify(row)).not.toContain(made.body.secret.slice(4));
    const seen = await program(made.body.secret).get(`/api/work-orders/${order.id}`);
    expect(seen.status).toBe(200);
    expect(seen.headers['ratelimit-policy']).toBe('"token";q=300;w=60');
    const listed = async () => (await api.as(owner).get('/api/api-tokens')).body.items.find((t: { id: string }) => t.id === made.body.id);
    await vi.waitFor(async () => expect((await listed()).lastUsedAt).toBe(NOW.toISOString()));
    expect(Object.keys(await listed())).not.toContain('secret');
  });
  test('does what its scopes say and no more; each refusal names the scope', async () => {
    const reader = await aProgram(owner, ['orders:read']);
    expect((await reader.get('/api/work-orders')).status).toBe(200);
    const refused = await reader.post('/api/work-orders', submission());
    expect([refused.status, refused.body.code]).toEqual([403, 'session.token_scope']);
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="steward", error="insufficient_scope", scope="orders:write"');
  });
  test('is known in the history of what it did', async () => {
    const writer = await aProgram(owner, ['orders:write', 'orders:read']);
    const made = await writer.post('/api/work-orders', submission());
    expect(made.status).toBe(201);
    const { body } = await writer.get(`/api/work-orders/${made.body.id}/events`);
    expect(body.items[0]).toMatchObject({ kind: 'submitted', actor: { name: 'Owner' }, apiToken: { id: writer.id, name: 'Wall board' } });
    const [event] = await api.db.select().from(workOrderEvents).where(eq(workOrderEvents.workOrderId, made.body.id));
    expect(event?.apiTokenId).toBe(writer.id);
  });
  test('that is made up, expired, revoked, or of somebody who left gets the same answer, whatever it asks for', async () => {
    const leaving = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    const [gone, revoked] = [await aProgram(leaving), await aProgram(owner)];
    const expired = program((await make(owner, ['orders:read'], { expiresInDays: 1 })).body.secret);
    await api.db.update(people).set({ isActive: false }).where(eq(people.id, leaving.id));
    expect((await api.as(owner).post(`/api/api-tokens/${revoked.id}/revocations`)).body).toMatchObject({
      state: 'revoked',
      revokedBy: { id: owner.id },
    });
    api.clock.now = new Date(NOW.getTime() + 86_400_000);
    const others = ['', 'x', 'stw_', `stw_${'A'.repeat(43)}`, 'x'.repeat(5_000)].map(program);
    for (const path of ['/api/work-orders', '/api/api-tokens'])
      for (const { get } of [gone, revoked, expired, ...others]) {
        const { status, body, headers } = await get(path);
        expect([status, body.code, body.title, headers['www-authenticate']]).toEqual([
          401,
          'session.token_invalid',
          'This token opens nothing: it is not ours, or it is over.',
          'Bearer realm="steward", error="invalid_token"',
        ]);
      }
  });
  test('and a session cookie together are refused', async () => {
    const reader = await aProgram(owner);
    const both = await reader.get('/api/work-orders', { cookie: (await api.as(owner).cookie)! });
    expect([both.status, both.body.code]).toEqual([400, 'session.cookie_and_token']);
  });
  test('is made for a year at most, for something, by those who may; made and revoked are events', async () => {
    const tries = [await make(owner, TOKEN_SCOPES, { expiresInDays: 366 }), await make(owner, []), await make(owner, ['people:write'])];
    expect(tries.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect((await make(await aPerson(api.db, { grants: [{ role: 'dispatcher' }] }))).body.code).toBe('people.tokens_not_for_you');
    const manager = await aPerson(api.db, { grants: [{ role: 'service_manager' }] });
    const administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    const { id } = await aProgram(manager);
    expect((await api.as(owner).post(`/api/api-tokens/${id}/revocations`)).body.code).toBe('people.token_not_found');
    for (let twice = 0; twice < 2; twice += 1) expect((await api.as(administrator).post(`/api/api-tokens/${id}/revocations`)).status).toBe(200);
    const events = await api.db.select().from(personEvents).where(eq(personEvents.personId, manager.id));
    expect(events.map(({ kind, actorId, data }) => [kind, actorId, data['name']])).toEqual([
      ['token_made', manager.id, 'Wall board'],
      ['token_revoked', administrator.id, 'Wall board'],
    ]);
  });
});

describe('nothing confidential', () => {
  test('is seen by a program: neither what its owner may see nor what its owner asked for', async () => {
    const own = await aWorkOrder(api.db, district, { requester: owner, type: district.types.hr });
    const other = await aWorkOrder(api.db, district, { requester: await aPerson(api.db), type: district.types.hr });
    const reader = await aProgram(owner);
    for (const { id } of [own, other]) {
      expect((await api.as(owner).get(`/api/work-orders/${id}`)).status).toBe(200);
      for (const part of ['', '/comments', '/events', '/labour', '/costs', '/attachments'])
        expect((await reader.get(`/api/work-orders/${id}${part}`)).status, part).toBe(404);
      expect((await reader.post(`/api/work-orders/${id}/transitions`, { to: 'cancelled', note: 'x' }, { ifMatch: 1 })).status).toBe(404);
    }
    expect((await reader.get('/api/work-orders?serviceCode=hr')).body.items).toEqual([]);
    expect((await reader.get('/api/work-orders/counts?serviceCode=hr')).body.total).toBe(0);
    expect((await reader.get(`/api/work-orders?q=${own.number}`)).body.items).toEqual([]);
  });
  test('is asked for by a program, nor is a file opened that waits for nobody knows what', async () => {
    const writer = await aProgram(owner);
    const { hr } = district.types;
    const asked = await writer.post('/api/work-orders', {
      requestTypeId: hr.id,
      title: 'Leave',
      siteId: district.school.id,
      answers: answersFor(hr),
    });
    expect([asked.status, asked.body.code]).toEqual([403, 'work_order.confidential_by_token']);
    const file = { id: '01900000-0000-7000-8000-00000000000f', uploadedById: owner.id, fileName: 'a.txt', mediaType: 'text/plain', sizeBytes: 2 };
    await api.db.insert(attachments).values({ ...file, storageKey: 'test/waiting', createdAt: NOW });
    await api.app.files.put('test/waiting', import.meta.filename);
    expect((await api.as(owner).get(`/api/attachments/${file.id}/file`)).status).toBe(200);
    expect((await writer.get(`/api/attachments/${file.id}/file`)).status).toBe(404);
  });
  test('is answered again to a program under its owner’s key', async () => {
    const order = await aWorkOrder(api.db, district, { requester: owner, type: district.types.hr });
    const path = `/api/work-orders/${order.id}/comments`;
    expect((await api.as(owner).post(path, { body: { body: 'Private' }, key: 'same' })).status).toBe(201);
    expect((await (await aProgram(owner)).post(path, { body: 'Private' }, { key: 'same' })).status).toBe(404);
  });
});

test('a program has what its owner holds, not what they stand in for', async () => {
  const admin = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
  const elsewhere = await aWorkOrder(api.db, district, { requester: admin, type: district.types.it });
  await aDelegation(api.db, admin, owner);
  expect((await api.as(owner).get(`/api/work-orders/${elsewhere.id}`)).status).toBe(200);
  expect((await (await aProgram(owner)).get(`/api/work-orders/${elsewhere.id}`)).status).toBe(404);
});

test('the secret is in no stored answer: a retry under the same key makes nothing again and is told so', async () => {
  const body = { name: 'Once', scopes: ['orders:read'], expiresInDays: 30 };
  const once = await api.as(owner).post('/api/api-tokens', { body, key: 'token-key' });
  const again = await api.as(owner).post('/api/api-tokens', { body, key: 'token-key' });
  expect([once.status, again.status, again.body.code]).toEqual([201, 409, 'idempotency.answered_once']);
  const stored = await api.db.select().from(idempotencyKeys);
  expect(JSON.stringify(stored)).not.toContain('stw_');
  expect(await api.db.select().from(apiTokens).where(eq(apiTokens.name, 'Once'))).toHaveLength(1);
});

test('a program is slowed down by itself, and its owner goes on', async () => {
  const slow = await startApi({ TOKEN_REQUESTS_PER_MINUTE: '3' });
  try {
    const manager = await aPerson(slow.db, { grants: [{ role: 'service_manager' }] });
    const { body } = await slow.as(manager).post('/api/api-tokens', { body: { name: 'Busy', scopes: ['orders:read'], expiresInDays: 1 } });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1)
      statuses.push((await slow.as(null).get('/api/work-orders', { headers: { authorization: `Bearer ${body.secret}` } })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await slow.as(manager).get('/api/work-orders')).status).toBe(200);
  } finally {
    await slow.close();
  }
});

describe('what is open to programs', () => {
  type Operation = { operationId: string; security?: Record<string, string[]>[] };
  const operations = () =>
    Object.entries((api.app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> }).paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, ...operation })),
    );
  const scopeOf = ({ security }: Operation) => security?.flatMap((way) => way['token'] ?? [])[0];

  test('each operation by its scope; all the others are for people', () => {
    const byScope = Map.groupBy(operations(), scopeOf);
    const named = Object.fromEntries(TOKEN_SCOPES.map((scope) => [scope, (byScope.get(scope) ?? []).map((o) => o.operationId).toSorted()]));
    expect(named).toEqual({
      'orders:read': [
        'countWorkOrders',
        'exportFigure',
        'exportSurveyResults',
        'exportWorkOrders',
        'getAttachmentFile',
        'getAttachmentThumbnail',
        'getMySchool',
        'getOperations',
        'getSavedView',
        'getSchoolSurveyResults',
        'getSurveyResults',
        'getWorkOrder',
        'getWorkOrderClocks',
        'listAttachments',
        'listBuildingProblems',
        'listChecklistItems',
        'listComments',
        'listCosts',
        'listEvents',
        'listLabour',
        'listMacrosForOrder',
        'listSavedViews',
        'listTags',
        'listWorkOrders',
      ],
      'orders:write': [
        'addChecklistItem',
        'addComment',
        'assignWorkOrder',
        'attachToWorkOrder',
        'changeWorkOrder',
        'followUpWorkOrder',
        'logCost',
        'logLabour',
        'previewMacroUse',
        'rateWorkOrder',
        'removeChecklistItem',
        'reportBuildingProblem',
        'submitWorkOrder',
        'tagWorkOrder',
        'tickChecklistItem',
        'transitionWorkOrder',
        'uploadAttachment',
        'useMacro',
      ],
      'people:read': ['getMe', 'listPeople'],
      'sites:read': [
        'exportCondition',
        'exportDeviceMeasures',
        'exportDeviceRefresh',
        'exportDraftPlan',
        'exportForecast',
        'exportForecastRun',
        'exportLedgerEntries',
        'exportNetwork',
        'exportPriorities',
        'exportProgramme',
        'getAssessment',
        'getBoardPacket',
        'getCondition',
        'getConditionBridge',
        'getConditionHistory',
        'getConditionReport',
        'getConditionSystems',
        'getContingency',
        'getDeficiencyPhoto',
        'getDeficiencyThumbnail',
        'getDeviceMeasures',
        'getDeviceModel',
        'getDeviceRefresh',
        'getDraftPlan',
        'getForecast',
        'getForecastResult',
        'getForecastRun',
        'getNetwork',
        'getPlan',
        'getPlanData',
        'getPriorities',
        'getProgramme',
        'getProject',
        'getSchoolCondition',
        'getSchoolNetwork',
        'getSite',
        'getSiteMeasures',
        'getStructure',
        'getWeighting',
        'listAreas',
        'listBandwidthMeasurements',
        'listBuildingSystems',
        'listCandidates',
        'listCapitalChanges',
        'listConditionEvents',
        'listConditionPlaces',
        'listCostBases',
        'listDeviceModels',
        'listDevices',
        'listDraftPlans',
        'listForecastRuns',
        'listLabourRates',
        'listLedgerEntries',
        'listProgrammes',
        'listProjects',
        'listRooms',
        'listSites',
      ],
      'catalogue:read': ['getRequestType', 'listRequestTypes', 'listServices', 'listTeams'],
    });
  });
  test('a program with every scope, of an administrator, manages no people, tokens, sessions or delegations', async () => {
    const administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    const { secret } = await aProgram(administrator);
    const closed = operations().filter((o) => o.security?.length !== 0 && !scopeOf(o));
    expect(closed.length).toBeGreaterThan(10);
    for (const { method, path } of closed) {
      const url = path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
      const answer = await api.app.inject({ method: method.toUpperCase() as 'GET', url, headers: { authorization: `Bearer ${secret}` } });
      expect([method, path, answer.statusCode, answer.json().code]).toEqual([method, path, 403, 'session.token_not_here']);
    }
    expect(await api.db.select().from(sessions).where(eq(sessions.userId, administrator.id))).toHaveLength(1);
  });
});
