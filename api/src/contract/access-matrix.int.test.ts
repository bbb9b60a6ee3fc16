import { attachments, rooms, workOrders } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, answersFor, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aWorkOrder } from '../work-orders/work-orders.testing.ts';

/*
 * Every route × every role × in scope, out of scope, signed out. The subject is one order of facilities (plumbing) at Alder School in the
 * north, or one of HR there; each person below holds one role and nothing else. What one may not know of answers 404.
 */
const PEOPLE = [
  'requester',
  'colleague',
  'technician',
  'technicianElsewhere',
  'dispatcher',
  'dispatcherOfService',
  'dispatcherElsewhere',
  'dispatcherOfOther',
  'manager',
  'managerElsewhere',
  'principal',
  'principalElsewhere',
  'hrPartner',
  'hrPartnerElsewhere',
  'dietician',
  'planner',
  'capital',
  'cfo',
  'technology',
  'auditor',
  'administrator',
  'administratorElsewhere',
] as const;
type Name = (typeof PEOPLE)[number];
type Expected = Partial<Record<Name, number>> & { others: number; signedOut?: number };

let api: TestApi;
let district: District;
let people: Record<Name, Actor>;
let open: { id: string; number: string; version: number };
let hr: { id: string; number: string; version: number };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { areas, school, otherSchool, teams } = district;
  const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
  people = {
    requester: await held({ siteId: school.id, grants: [{ role: 'requester' }] }),
    colleague: await held({ siteId: school.id, grants: [{ role: 'requester' }] }),
    technician: await held({ grants: [{ role: 'technician' }], teamIds: [teams.plumbers] }),
    technicianElsewhere: await held({ grants: [{ role: 'technician' }], teamIds: [teams.it] }),
    dispatcher: await held({ grants: [{ role: 'dispatcher' }] }),
    dispatcherOfService: await held({ grants: [{ role: 'dispatcher', serviceCode: 'facilities', areaId: areas.north }] }),
    dispatcherElsewhere: await held({ grants: [{ role: 'dispatcher', areaId: areas.south }] }),
    dispatcherOfOther: await held({ grants: [{ role: 'dispatcher', serviceCode: 'it' }] }),
    manager: await held({ grants: [{ role: 'service_manager', serviceCode: 'facilities' }] }),
    managerElsewhere: await held({ grants: [{ role: 'service_manager', serviceCode: 'nutrition' }] }),
    principal: await held({ siteId: school.id, grants: [{ role: 'site_administrator', siteId: school.id }] }),
    principalElsewhere: await held({ siteId: otherSchool.id, grants: [{ role: 'site_administrator', siteId: otherSchool.id }] }),
    hrPartner: await held({ grants: [{ role: 'hr_partner', siteId: school.id }], compartments: [{ compartment: 'hr', siteId: school.id }] }),
    hrPartnerElsewhere: await held({ grants: [{ role: 'hr_partner' }], compartments: [{ compartment: 'hr', siteId: otherSchool.id }] }),
    dietician: await held({ compartments: [{ compartment: 'student_health' }] }),
    planner: await held({ grants: [{ role: 'planner' }] }),
    capital: await held({ grants: [{ role: 'capital_manager' }] }),
    cfo: await held({ grants: [{ role: 'finance' }] }),
    technology: await held({ grants: [{ role: 'technology_coordinator' }] }),
    auditor: await held({ grants: [{ role: 'auditor' }] }),
    administrator: await held({ grants: [{ role: 'administrator' }] }),
    administratorElsewhere: await held({ grants: [{ role: 'administrator', siteId: otherSchool.id }] }),
  };
  open = await aWorkOrder(api.db, district, { requester: people.requester });
  hr = await aWorkOrder(api.db, district, { requester: people.requester, type: district.types.hr });
  // The district keeps a second administrator, so that ending one is about access only.
  await held({ grants: [{ role: 'administrator' }] });
});
afterAll(() => api.close());

const everybody = (status: number): Expected => ({ others: status });
/** Who may know of the open order. */
const readers = (status: number): Expected => ({
  requester: status,
  technician: status,
  dispatcher: status,
  dispatcherOfService: status,
  manager: status,
  principal: status,
  planner: status,
  capital: status,
  auditor: status,
  administrator: status,
  others: 404,
});
const only = (names: readonly Name[], status: number, more: Expected = readers(403)): Expected => ({
  ...more,
  ...Object.fromEntries(names.map((n) => [n, status])),
});
const DESK: readonly Name[] = ['dispatcher', 'dispatcherOfService', 'manager'];
const CREW: readonly Name[] = ['technician', ...DESK];
const administrators = (status: number): Expected => ({ administrator: status, administratorElsewhere: status, others: 403 });

type Call = (who: ReturnType<TestApi['as']>, name: Name | null) => Promise<{ status: number }>;
type Row = { operation: string; what?: string; call: Call; expected: Expected };

const freshOrder = (set?: Partial<typeof workOrders.$inferInsert>) =>
  aWorkOrder(api.db, district, { requester: people.requester, ...(set ? { set } : {}) });
const aFile = async (workOrderId: string | null, uploadedById: string) => {
  const id = uuidv7();
  await api.db.insert(attachments).values({
    id,
    workOrderId,
    uploadedById,
    fileName: 'note.txt',
    mediaType: 'text/plain',
    sizeBytes: 2,
    storageKey: `test/${id}`,
    thumbnailKey: `test/${id}-thumbnail`,
    createdAt: NOW,
  });
  await api.app.disk.put(`test/${id}`, 'hi');
  await api.app.disk.put(`test/${id}-thumbnail`, 'hi');
  return id;
};
const upload = {
  body: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello there\r\n--x--\r\n',
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
};
const aRoom = async () => (await api.db.select().from(rooms).limit(1))[0]!.id;
const done = { status: 'completed', completedAt: NOW, assigneeId: null } as const;

const ROWS: Row[] = [
  { operation: 'isLive', call: (who) => who.get('/api/health/live'), expected: { others: 200, signedOut: 200 } },
  { operation: 'isReady', call: (who) => who.get('/api/health/ready'), expected: { others: 200, signedOut: 200 } },
  { operation: 'getSignInOptions', call: (who) => who.get('/api/sign-in-options'), expected: { others: 200, signedOut: 200 } },
  { operation: 'getMe', call: (who) => who.get('/api/me'), expected: everybody(200) },
  { operation: 'changeMe', call: (who) => who.patch('/api/me', { body: { locale: 'en' }, ifMatch: 1 }), expected: everybody(200) },
  { operation: 'listMyRooms', call: (who) => who.get('/api/me/rooms'), expected: everybody(200) },
  { operation: 'addMyRoom', call: async (who) => who.put(`/api/me/rooms/${await aRoom()}`), expected: everybody(200) },
  { operation: 'removeMyRoom', call: async (who) => who.delete(`/api/me/rooms/${await aRoom()}`), expected: everybody(200) },
  { operation: 'listPeople', call: (who) => who.get('/api/people'), expected: everybody(200) },
  { operation: 'listPeople', what: 'who have left', call: (who) => who.get('/api/people?includeInactive=true'), expected: administrators(200) },
  { operation: 'getPerson', call: (who) => who.get(`/api/people/${people.colleague.id}`), expected: { ...administrators(200), colleague: 200 } },
  {
    operation: 'listPersonEvents',
    call: (who) => who.get(`/api/people/${people.colleague.id}/events`),
    expected: { ...administrators(200), colleague: 200 },
  },
  {
    operation: 'changePerson',
    call: (who) => who.patch(`/api/people/${people.colleague.id}`, { body: { isActive: true }, ifMatch: 1 }),
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'grantRole',
    what: 'at Alder School',
    call: async (who) =>
      who.post(`/api/people/${(await aPerson(api.db)).id}/role-grants`, { body: { role: 'technician', siteId: district.school.id } }),
    expected: { administrator: 201, others: 403 },
  },
  {
    operation: 'grantRole',
    what: 'at Birch School',
    call: async (who) =>
      who.post(`/api/people/${(await aPerson(api.db)).id}/role-grants`, { body: { role: 'technician', siteId: district.otherSchool.id } }),
    expected: administrators(201),
  },
  {
    operation: 'endRole',
    call: async (who) => {
      const person = await aPerson(api.db, { grants: [{ role: 'technician' }] });
      const { body } = await api.as(people.administrator).get(`/api/people/${person.id}`);
      return who.post(`/api/people/${person.id}/role-grants/${body.roleGrants[0].id}/endings`);
    },
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'signPersonOut',
    call: async (who) => who.post(`/api/people/${(await aPerson(api.db)).id}/sign-outs`),
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'listAreas', call: (who) => who.get('/api/areas'), expected: everybody(200) },
  { operation: 'listSites', call: (who) => who.get('/api/sites'), expected: everybody(200) },
  { operation: 'getSite', call: (who) => who.get(`/api/sites/${district.school.id}`), expected: everybody(200) },
  { operation: 'listRooms', call: (who) => who.get(`/api/sites/${district.school.id}/rooms`), expected: everybody(200) },
  { operation: 'listServices', call: (who) => who.get('/api/services'), expected: everybody(200) },
  { operation: 'listRequestTypes', call: (who) => who.get('/api/request-types?q=leak'), expected: everybody(200) },
  { operation: 'getRequestType', call: (who) => who.get(`/api/request-types/${district.types.plumbing.id}`), expected: everybody(200) },
  { operation: 'listTeams', call: (who) => who.get('/api/teams'), expected: everybody(200) },
  {
    operation: 'submitWorkOrder',
    call: (who) => {
      const type = district.types.plumbing;
      return who.post('/api/work-orders', {
        body: { requestTypeId: type.id, title: 'Leak', siteId: district.otherSchool.id, answers: answersFor(type) },
      });
    },
    expected: everybody(201),
  },
  { operation: 'listWorkOrders', call: (who) => who.get('/api/work-orders'), expected: everybody(200) },
  { operation: 'countWorkOrders', call: (who) => who.get('/api/work-orders/counts'), expected: everybody(200) },
  { operation: 'getWorkOrder', call: (who) => who.get(`/api/work-orders/${open.number}`), expected: readers(200) },
  {
    operation: 'getWorkOrder',
    what: 'of HR',
    call: (who) => who.get(`/api/work-orders/${hr.id}`),
    expected: { requester: 200, hrPartner: 200, others: 404 },
  },
  {
    operation: 'changeWorkOrder',
    what: 'its words',
    call: async (who) => who.patch(`/api/work-orders/${(await freshOrder()).id}`, { body: { title: 'Other words' }, ifMatch: 1 }),
    expected: only(['requester', ...DESK], 200),
  },
  {
    operation: 'changeWorkOrder',
    what: 'its priority',
    call: async (who) => who.patch(`/api/work-orders/${(await freshOrder()).id}`, { body: { urgency: 'stops_teaching' }, ifMatch: 1 }),
    expected: only(DESK, 200),
  },
  {
    operation: 'transitionWorkOrder',
    what: 'triage',
    call: async (who) => who.post(`/api/work-orders/${(await freshOrder()).id}/transitions`, { body: { to: 'triaged' }, ifMatch: 1 }),
    expected: only(DESK, 200),
  },
  {
    operation: 'transitionWorkOrder',
    what: 'start',
    call: async (who) =>
      who.post(`/api/work-orders/${(await freshOrder({ status: 'assigned', teamId: district.teams.plumbers })).id}/transitions`, {
        body: { to: 'in_progress' },
        ifMatch: 1,
      }),
    expected: only(CREW, 200),
  },
  {
    operation: 'transitionWorkOrder',
    what: 'confirm',
    call: async (who) => who.post(`/api/work-orders/${(await freshOrder(done)).id}/transitions`, { body: { to: 'closed' }, ifMatch: 1 }),
    expected: only(['requester', ...DESK], 200),
  },
  {
    operation: 'transitionWorkOrder',
    what: 'of HR',
    call: async (who) => {
      const order = await aWorkOrder(api.db, district, { requester: people.requester, type: district.types.hr });
      return who.post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'cancelled', note: 'No longer needed' }, ifMatch: 1 });
    },
    expected: { requester: 200, hrPartner: 200, others: 404 },
  },
  {
    operation: 'assignWorkOrder',
    what: 'to a crew',
    call: async (who) =>
      who.post(`/api/work-orders/${(await freshOrder()).id}/assignments`, { body: { teamId: district.teams.facilities }, ifMatch: 1 }),
    expected: only(DESK, 200),
  },
  {
    operation: 'assignWorkOrder',
    what: 'taking it',
    call: async (who, name) =>
      who.post(`/api/work-orders/${(await freshOrder()).id}/assignments`, { body: { personId: people[name ?? 'requester'].id }, ifMatch: 1 }),
    expected: only(CREW, 200),
  },
  { operation: 'listComments', call: (who) => who.get(`/api/work-orders/${open.id}/comments`), expected: readers(200) },
  {
    operation: 'addComment',
    call: (who) => who.post(`/api/work-orders/${open.id}/comments`, { body: { body: 'Hello' } }),
    expected: only(['requester', 'principal', ...CREW], 201),
  },
  {
    operation: 'addComment',
    what: 'for the crew only',
    call: (who) => who.post(`/api/work-orders/${open.id}/comments`, { body: { body: 'Hello', isInternal: true } }),
    expected: only(CREW, 201),
  },
  { operation: 'listEvents', call: (who) => who.get(`/api/work-orders/${open.id}/events`), expected: readers(200) },
  {
    operation: 'listLabour',
    call: (who) => who.get(`/api/work-orders/${open.id}/labour`),
    expected: { ...readers(200), requester: 404, principal: 404 },
  },
  {
    operation: 'logLabour',
    call: (who, name) =>
      who.post(`/api/work-orders/${open.id}/labour`, {
        body: { workedOn: '2026-11-23', minutes: 30, ...(name && DESK.includes(name) ? { personId: people.technician.id } : {}) },
      }),
    expected: only(CREW, 201),
  },
  {
    operation: 'listCosts',
    call: (who) => who.get(`/api/work-orders/${open.id}/costs`),
    expected: { ...readers(200), requester: 404, principal: 404 },
  },
  {
    operation: 'logCost',
    call: (who) =>
      who.post(`/api/work-orders/${open.id}/costs`, {
        body: { kind: 'material', description: 'Valve', amount: '12.50', accountString: '10-0030-2620-0430' },
      }),
    expected: only(CREW, 201),
  },
  {
    operation: 'rateWorkOrder',
    call: async (who) => who.post(`/api/work-orders/${(await freshOrder(done)).id}/ratings`, { body: { rating: 5 } }),
    expected: only(['requester'], 200),
  },
  {
    operation: 'followUpWorkOrder',
    call: async (who) =>
      who.post(`/api/work-orders/${(await freshOrder({ ...done, completedAt: new Date('2026-10-01T00:00:00Z') })).id}/follow-ups`, {
        body: { note: 'It drips again' },
      }),
    expected: only(['requester'], 201),
  },
  { operation: 'uploadAttachment', call: (who) => who.post('/api/attachments', upload), expected: everybody(201) },
  {
    operation: 'attachToWorkOrder',
    call: (who) => who.post(`/api/work-orders/${open.id}/attachments`, upload),
    expected: only(['requester', 'principal', ...CREW], 201),
  },
  { operation: 'listAttachments', call: (who) => who.get(`/api/work-orders/${open.id}/attachments`), expected: readers(200) },
  {
    operation: 'getAttachmentFile',
    call: async (who) => who.get(`/api/attachments/${await aFile(open.id, people.requester.id)}/file`),
    expected: readers(200),
  },
  {
    operation: 'getAttachmentThumbnail',
    call: async (who) => who.get(`/api/attachments/${await aFile(open.id, people.requester.id)}/thumbnail`),
    expected: readers(200),
  },
  {
    operation: 'getAttachmentFile',
    what: 'of HR',
    call: async (who) => who.get(`/api/attachments/${await aFile(hr.id, people.requester.id)}/file`),
    expected: { requester: 200, hrPartner: 200, others: 404 },
  },
  {
    operation: 'getAttachmentFile',
    what: 'not yet sent',
    call: async (who) => who.get(`/api/attachments/${await aFile(null, people.requester.id)}/file`),
    expected: { requester: 200, others: 404 },
  },
  // Last: it ends the sessions of all who ask.
  { operation: 'signOutEverywhere', call: (who) => who.post('/api/me/sign-outs'), expected: everybody(200) },
];

describe.each(ROWS)('$operation $what', ({ call, expected }) => {
  test('answers each role as the table says', async () => {
    const got: Record<string, number> = {};
    const want: Record<string, number> = {};
    for (const name of PEOPLE) {
      // A person's row may be changed by a row before: what is tested is access, so each starts from version 1 as written.
      want[name] = expected[name] ?? expected.others;
      got[name] = (await call(api.as(people[name]), name)).status;
    }
    expect(got).toEqual(want);
  });
  test('answers nobody who is signed out, unless it is for everybody', async () => {
    expect((await call(api.as(null), null)).status).toBe(expected.signedOut ?? 401);
  });
});

test('every operation of the contract has its row, and every row its operation', () => {
  const document = api.app.swagger() as { paths: Record<string, Record<string, { operationId?: string }>> };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path).map((o) => o.operationId));
  expect(new Set(ROWS.map((r) => r.operation))).toEqual(new Set(operations));
});

test('an order of HR is in nobody’s list, count or search but its requester’s and partner’s', async () => {
  await api.db.update(workOrders).set({ title: 'Zanzibar leave' }).where(eq(workOrders.id, hr.id));
  for (const name of PEOPLE) {
    const who = api.as(people[name]);
    const sees = ['requester', 'hrPartner'].includes(name);
    const list = await who.get('/api/work-orders?serviceCode=hr&limit=200');
    const ids = list.body.items.map((i: { id: string }) => i.id);
    const counted = (await who.get('/api/work-orders/counts?serviceCode=hr')).body.total;
    const found = (await who.get(`/api/work-orders?q=${hr.number}`)).body.items.length;
    expect([name, ids.includes(hr.id), counted > 0, found]).toEqual([name, sees, sees, sees ? 1 : 0]);
  }
});
