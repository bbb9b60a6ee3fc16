import { absences, approvals, attachments, components, deficiencies, deficiencyPhotos, mails, notices, rooms, workOrders } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aProgramme as aProgrammeToRead } from '../capital/reading/reading.testing.ts';
import { type Books, someBooks } from '../capital/finance/capital.testing.ts';
import { untilLetIn } from '../capital/project-files/project-files.testing.ts';
import { PROJECT_COLUMNS } from '../capital/project-files/rules/columns.ts';
import { aCostBasis, aSilentRun, aStructure } from '../condition/condition.testing.ts';
import { aForm, untilImported } from '../condition/imports/imports.testing.ts';
import { aProgramme, aProject } from '../capital/open/open.testing.ts';
import { aDistrict, answersFor, type District } from '../district.testing.ts';
import { aDelegation, aPerson } from '../people/people.testing.ts';
import { anApprovalPolicy } from '../work-orders/approvals/approvals.testing.ts';
import { aWorkOrder } from '../work-orders/work-orders.testing.ts';
import { capitalRows } from './capital-rows.testing.ts';
import { deviceFileRows } from './device-file-rows.testing.ts';
import { deviceRows } from './device-rows.testing.ts';
import { surveyRows } from './survey-rows.testing.ts';
import { networkRows } from './network-rows.testing.ts';

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
/** Each signs in once. */
const signedIn: Partial<Record<Name, ReturnType<TestApi['as']>>> = {};
let open: { id: string; number: string; version: number };
let hr: { id: string; number: string; version: number };
let structure: string;
let building: string;
let run: string;
let openProject: string;
let capital: { programme: string; project: string };
let books: Books;
let stated: { id: string; programmeId: string; projectId: string };
const PLAN = { name: 'A plan', chosen: { by: 'money', money: '900000.00' } };
const FOUND = { systemCode: 'D3020', priority: 2, scope: 'Boiler 1 leaks', cost: '42000.00', source: 'inspection' };

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
  structure = (await aStructure(api.db, await aCostBasis(api.db), { siteId: school.id, areaId: areas.north })).id;
  building = (await api.as(people.planner).get(`/api/structures/${structure}`)).body.code;
  capital = await aProgrammeToRead(api.db, school.id);
  run = await aSilentRun(api.db, people.planner, NOW);
  books = await someBooks(api.db, { asks: people.capital, approves: people.cfo });
  stated = await aStatedProject();
  await api.as(people.planner).post(`/api/structures/${structure}/deficiencies`, { body: FOUND });
  const bond = await aProgramme(api.db, { code: 'bond-2018', askerId: people.capital.id, approverId: people.cfo.id });
  openProject = (await aProject(api.db, bond, { siteId: school.id })).id;
  // The district keeps a second administrator, so that ending one is about access only.
  await held({ grants: [{ role: 'administrator' }] });
});
afterAll(() => api.close());

const basisBody = {
  effectiveOn: '2026-11-24',
  baseYear: 2026,
  escalationRatio: 0.04,
  locationFactor: 1,
  softCostRatio: 0,
  source: 'Bids',
  units: [],
};
/** A version that lies ahead, in place of the one that did. */
async function aBasisAhead(): Promise<string> {
  const planner = api.as(people.planner);
  const replacesId = (await planner.get('/api/cost-bases')).body.items.find(({ state }: { state: string }) => state === 'ahead')?.id;
  const { items } = (await planner.post('/api/cost-bases', { body: { ...basisBody, effectiveOn: '2027-06-01', replacesId } })).body;
  return items[0].id;
}
/** A file with one finding in the building of the matrix, another one each time. */
const anAssessment = () =>
  aForm({ kind: 'deficiencies' }, 'findings.csv', `Building,System,Priority,Description,Cost\n${building},D3020,2,Leak ${crypto.randomUUID()},12`);
const anImport = async () => (await api.as(people.planner).post('/api/imports', anAssessment())).body as { id: string; version: number };
const checkOf = (who: ReturnType<TestApi['as']>, { id, version }: { id: string; version: number }) =>
  who.post(`/api/imports/${id}/checks`, { body: { headerRow: 1, columns: ['building', 'system', 'priority', 'scope', 'cost'] }, ifMatch: version });
/** A list with one project of another owner, let in. */
const aList = () =>
  aForm(
    { kind: 'projects', programmeName: `Owner ${crypto.randomUUID()}`, asOfOn: '2025-09-30' },
    'projects.csv',
    `${Object.values(PROJECT_COLUMNS).join(',')}\n1,M1,School,CIP,Boiler,Scope,PNS,PNS,PNS,PNS,PNS,1,1,DSF1`,
  );
async function aStatedProject() {
  const cfo = api.as(people.cfo);
  const { id, programme } = (await cfo.post('/api/capital-files', aList())).body;
  await untilLetIn(api);
  const { items } = (await cfo.get(`/api/programmes/${programme.id}/stated-projects`)).body;
  return { id, programmeId: programme.id, projectId: items[0].id };
}
/** A statement with one difference; its columns are not explained yet. */
const aStatement = async () =>
  (
    await api
      .as(people.cfo)
      .post(
        '/api/capital-files',
        aForm(
          { kind: 'actuals', programme: books.code, asOfOn: '2026-06-30' },
          'actuals.csv',
          'account,po,invoice,amount\n41-101-10-1234-0735-000-0000,PO-1,INV-1,5.00',
        ),
      )
  ).body as { id: string; version: number };
const readingOf = (who: ReturnType<TestApi['as']>, { id, version }: { id: string; version: number }) =>
  who.post(`/api/capital-files/${id}/readings`, {
    body: { headerRow: 1, columns: ['account', 'poNumber', 'invoiceNumber', 'amount'] },
    ifMatch: version,
  });
const aCompared = async () => {
  const statement = await aStatement();
  await readingOf(api.as(people.cfo), statement);
  await untilLetIn(api);
  return (await api.as(people.cfo).get(`/api/capital-files/${statement.id}`)).body as { id: string; version: number };
};
/** Who reads what is planned, kept and audited of capital money, in the whole district. */
const bookReaders = (status: number): Expected => ({
  planner: status,
  capital: status,
  cfo: status,
  auditor: status,
  administrator: status,
  others: 403,
});
const aPlan = async () => (await api.as(people.planner).post('/api/draft-plans', { body: PLAN })).body as { id: string };

const scenarioBody = () => ({
  programme: 'bond-2018',
  name: `Scenario ${crypto.randomUUID()}`,
  operating: { revenue: '1200000000.00', spend: '1230000000.00', reserve: '150000000.00' },
  assumptions: { revenueGrowth: 0.02, spendGrowth: 0.03, costEscalation: 0.04, contingency: 0.1, renewal: 0.5 },
});
const aScenario = async () => (await api.as(people.cfo).post('/api/outlook-scenarios', { body: scenarioBody() })).body as { id: string };
const proposalBody = () => ({
  programme: 'bond-2018',
  siteId: district.school.id,
  title: 'New roof',
  summary: 'The roof leaks.',
  cost: '450000.00',
  points: 72,
  scoreBasis: 'Principals, October',
});
const aProposal = async () => (await api.as(people.planner).post('/api/proposals', { body: proposalBody() })).body as { id: string };
const COMMITTEE = { to: 'in_committee', committee: 'Citizens', metOn: '2026-11-20', view: 'Do it' };
/** A proposal that a committee saw. */
async function aProposalToDecide(): Promise<string> {
  const { id } = await aProposal();
  const path = `/api/proposals/${id}/transitions`;
  await api.as(people.capital).post(path, { body: { to: 'published' }, ifMatch: 1 });
  await api.as(people.capital).post(path, { body: COMMITTEE, ifMatch: 2 });
  return id;
}

const everybody = (status: number): Expected => ({ others: status });
const forEverybody: Expected = { others: 200, signedOut: 200 };
/** Who reads the capital plan of the whole district. */
const CAPITAL_READERS: Expected = { planner: 200, capital: 200, cfo: 200, auditor: 200, administrator: 200, others: 403 };
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
/** Those who work on orders, whether or not they know of the open one. */
const WORKERS: readonly Name[] = [
  ...CREW,
  'technicianElsewhere',
  'dispatcherElsewhere',
  'dispatcherOfOther',
  'managerElsewhere',
  'hrPartner',
  'hrPartnerElsewhere',
  'dietician',
];
const administrators = (status: number): Expected => ({ administrator: status, administratorElsewhere: status, others: 403 });

const setUpReaders = (status: number): Expected => ({ ...administrators(status), manager: status, managerElsewhere: status, auditor: status });

/** Who sees figures of the operation: whose desk it is, who manages, watches or administers. */
const figureReaders = (status: number): Expected => ({
  ...administrators(status),
  dispatcher: status,
  dispatcherOfService: status,
  dispatcherElsewhere: status,
  dispatcherOfOther: status,
  manager: status,
  managerElsewhere: status,
  auditor: status,
});
const calendarAsItIs = async (code: string) => {
  const { version, timeZone, week, exceptions } = (await api.as(people.administrator).get(`/api/calendars/${code}`)).body;
  return { version, timeZone, week, exceptions };
};
const TARGET = { calendar: 'service', responseAmount: 1, responseUnit: 'working_days', resolutionAmount: 3, resolutionUnit: 'working_days' };
const newCalendar = async () => {
  const { version: _, ...content } = await calendarAsItIs('it');
  return { nameEn: 'Nights', nameEs: 'Noches', ...content, why: 'Nights' };
};
/** A day that is not closed yet. */
let snowDay = Date.UTC(2027, 1, 1);
const snowIn = (...calendars: string[]) => {
  do snowDay += 86_400_000;
  while ([0, 6].includes(new Date(snowDay).getUTCDay()));
  return { calendars, days: [new Date(snowDay).toISOString().slice(0, 10)], effect: 'closed', time: null };
};

/** Who reads the capital plan, all of it or what is at their places. */
const capitalReaders = (status: number): Expected => ({
  planner: status,
  capital: status,
  cfo: status,
  auditor: status,
  administrator: status,
  administratorElsewhere: status,
  others: 403,
});
/** Those who keep the inventory of the building at Alder School. */
const planners = (status: number): Expected => ({ planner: status, administrator: status, others: 403 });
const BOILER = { systemCode: 'D3020', name: 'Boiler', quantity: 1, unit: 'each', yearInstalled: 1998 };
const problem = () => ({ structureId: structure, systemCode: 'D3020', scope: 'The boiler is cracked' });
const aComponent = async () => {
  const id = uuidv7();
  const { systemCode, name, quantity, unit, yearInstalled } = BOILER;
  await api.db.insert(components).values({ id, structureId: structure, systemCode, name, quantity, unit, yearInstalled });
  return id;
};
const aDeficiency = async () => {
  const id = uuidv7();
  const { systemCode, priority, scope } = FOUND;
  const row = { systemCode, priority, scope, source: 'inspection', costCents: 100n, costBaseYear: 2026, foundOn: '2026-11-24', status: 'open' };
  await api.db.insert(deficiencies).values({ id, structureId: structure, ...row });
  return id;
};
const aPictured = async () => {
  const [id, photo] = [await aDeficiency(), await aFile(null, people.planner.id)];
  await api.db.update(attachments).set({ isKept: true }).where(eq(attachments.id, photo));
  await api.db.insert(deficiencyPhotos).values({ attachmentId: photo, deficiencyId: id, addedById: people.planner.id, addedAt: NOW });
  return { id, photo };
};

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
  for (const key of [`test/${id}`, `test/${id}-thumbnail`]) await api.app.files.put(key, import.meta.filename);
  return id;
};
const upload = {
  body: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello there\r\n--x--\r\n',
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
};
const field = (orderId: string, kind: string, payload: object) => ({
  sentAt: NOW.toISOString(),
  operations: [{ id: crypto.randomUUID(), kind, orderId, deviceAt: NOW.toISOString(), payload }],
});
const fieldNote = (orderId: string) => field(orderId, 'note', { body: 'Hello' });
const aSetAside = async () => {
  const sent = field((await freshOrder()).id, 'complete', { resolutionNote: 'Done.' });
  await api.as(people.technician).post('/api/field-operations', { body: sent });
  return sent.operations[0]!.id;
};
const setUpOf = async (typeId: string) => (await api.as(people.administrator).get(`/api/set-up/request-types/${typeId}`)).body;
const kindAsItIs = async (typeId: string) => {
  const { id: _, code: __, version: ___, openOrders: ____, may: _____, ...kind } = await setUpOf(typeId);
  return kind;
};
const teamAsItIs = async (teamId: string) => {
  const { body } = await api.as(people.administrator).get(`/api/set-up/teams/${teamId}`);
  const { name, serviceCode, tradeCode, areaId, compartment, weeklyHours, isActive, version } = body;
  const members = body.members.map((m: { id: string; isLead: boolean }) => ({ personId: m.id, isLead: m.isLead }));
  return { team: { name, serviceCode, tradeCode, areaId, compartment, weeklyHours, isActive, members }, version };
};
const changeKind = async (who: ReturnType<TestApi['as']>, typeId: string) =>
  who.put(`/api/set-up/request-types/${typeId}`, { body: await kindAsItIs(typeId), ifMatch: (await setUpOf(typeId)).version });
/** A rule of facilities, or of the whole district. */
const aRule = async (more: object = {}) => {
  const body = {
    name: 'Gas',
    trigger: 'submitted',
    conditions: { words: ['gas'], serviceCodes: ['facilities'] },
    actions: { priority: 'P1' },
    ...more,
  };
  return (await api.as(people.administrator).post('/api/set-up/routing-rules', { body })).body as { id: string };
};
const ofDistrict = { conditions: { words: ['gas'] } };
const ruleBody = { name: 'Gas', trigger: 'submitted', conditions: { words: ['smoke'], serviceCodes: ['facilities'] }, actions: { priority: 'P2' } };
const aDryRun = async () => (await api.as(people.administrator).post(`/api/set-up/routing-rules/${(await aRule()).id}/dry-runs`)).body.id as string;
const aNotice = async (personId: string, workOrderId: string) => {
  const id = uuidv7();
  await api.db.insert(notices).values({ id, personId, kind: 'completed', workOrderId, createdAt: NOW });
  return id;
};
const aFailedMail = async () => {
  const id = uuidv7();
  const noticeId = await aNotice(people.requester.id, hr.id);
  await api.db
    .insert(mails)
    .values({ id, noticeId, personId: people.requester.id, status: 'failed', nextAttemptAt: NOW, triedSince: NOW, createdAt: NOW });
  return id;
};
const aRoom = async () => (await api.db.select().from(rooms).limit(1))[0]!.id;
/** Whose desk the plumbers' is. */
const desks = (status: number) => ({ dispatcher: status, dispatcherOfService: status, dispatcherElsewhere: status, manager: status });
const aView = async (audience: 'private' | 'team' | 'shared') => {
  const owner = await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  const team = audience === 'team' ? { teamId: district.teams.plumbers } : {};
  return (await api.as(owner).post('/api/saved-views', { body: { name: 'A view', audience, ...team } })).body.id as string;
};
/** The change is judged order by order, so that anybody may ask for one. */
const many = (order: { id: string }) => ({ orders: [{ id: order.id }], change: { kind: 'tag', add: ['boiler'] } });
const aBulk = async () => {
  const owner = await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  return (await api.as(owner).post('/api/bulk-changes', { body: many(await freshOrder()) })).body.id as string;
};
const aPolicy = (more: object = {}) =>
  anApprovalPolicy(api.db, { serviceCode: 'facilities', requestTypeId: district.types.plumbing.id, isActive: false, ...more });
const aStep = async () => {
  const order = await freshOrder({ status: 'awaiting_approval' });
  const id = uuidv7();
  const step = { roles: ['site_administrator'], personIds: [] };
  const given = { workOrderId: order.id, policyId: await aPolicy(), policyVersion: 1, cause: 'asked', position: 1, state: 'open', openedAt: NOW };
  await api.db.insert(approvals).values({ id, step, ...given });
  return id;
};
const policyBody = (serviceCode: string) => ({
  name: 'Over $500',
  serviceCode,
  requestTypeId: null,
  condition: 'amount',
  threshold: '500.00',
  amountKey: null,
  isActive: false,
  steps: [{ roles: ['site_administrator'] }],
});
const macroBody = (serviceCode: string | null) => ({
  name: `Looked at ${crypto.randomUUID()}`,
  serviceCode,
  isActive: true,
  acts: { reply: { isInternal: true, en: 'Looked at {number}.', es: 'Se revisó {number}.' } },
});
const aMacro = async (serviceCode: string | null = 'facilities') =>
  (await api.as(people.administrator).post('/api/set-up/macros', { body: macroBody(serviceCode) })).body.id as string;
const anItem = async (orderId: string) =>
  (await api.as(people.dispatcher).post(`/api/work-orders/${orderId}/checklist-items`, { body: { text: 'Shut the water off' } })).body.items.at(-1)
    .id as string;
const anAbsence = async (personId: string) => {
  const id = uuidv7();
  await api.db.insert(absences).values({ id, personId, startsOn: '2026-11-24', endsOn: '2026-11-25', createdAt: NOW, createdById: personId });
  return id;
};
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
  { operation: 'listMySessions', call: (who) => who.get('/api/me/sessions'), expected: everybody(200) },
  {
    operation: 'endMySession',
    what: 'one of mine',
    call: async (who, name) => {
      const { body } = await api.as(people[name ?? 'requester']).get('/api/me/sessions');
      return who.delete(`/api/me/sessions/${body.items[0].id}`);
    },
    expected: everybody(200),
  },
  {
    operation: 'endMySession',
    what: 'of the colleague',
    call: async (who) => {
      const { body } = await api.as(people.colleague).get('/api/me/sessions');
      return who.delete(`/api/me/sessions/${body.items[0].id}`);
    },
    expected: { colleague: 200, others: 404 },
  },
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
  { operation: 'listDelegations', call: (who) => who.get('/api/delegations'), expected: everybody(200) },
  {
    operation: 'listDelegations',
    what: 'of another',
    call: (who) => who.get(`/api/delegations?personId=${people.colleague.id}`),
    expected: { ...administrators(200), colleague: 200 },
  },
  {
    operation: 'giveDelegation',
    what: 'of what they hold themselves',
    call: async (who) => {
      const own: { id: string; duty: string }[] = (await who.get('/api/delegations')).body?.mayGive ?? [];
      const ids = (duty: string) => own.filter((held) => held.duty === duty).map((held) => held.id);
      return who.post('/api/delegations', {
        body: {
          delegateId: (await aPerson(api.db)).id,
          roleGrantIds: own.length ? ids('role') : [uuidv7()],
          compartmentGrantIds: ids('compartment'),
          startsOn: '2026-11-24',
          lastOn: '2026-11-30',
        },
      });
    },
    expected: { others: 201, requester: 422, colleague: 422 },
  },
  {
    operation: 'endDelegation',
    what: 'at Alder School',
    call: async (who) => {
      const from = await aPerson(api.db, { grants: [{ role: 'technician', siteId: district.school.id }] });
      return who.post(`/api/delegations/${await aDelegation(api.db, from, await aPerson(api.db))}/endings`);
    },
    expected: { administrator: 200, others: 404 },
  },
  { operation: 'listCompartmentProposals', call: (who) => who.get('/api/compartment-proposals'), expected: everybody(200) },
  {
    operation: 'proposeCompartment',
    what: 'at Alder School',
    call: async (who) =>
      who.post(`/api/people/${(await aPerson(api.db)).id}/compartment-proposals`, { body: { compartment: 'hr', siteId: district.school.id } }),
    expected: { administrator: 201, others: 403 },
  },
  {
    operation: 'decideCompartmentProposal',
    what: 'at Alder School',
    call: async (who) => {
      const first = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
      const body = { compartment: 'hr', siteId: district.school.id };
      const proposed = await api.as(first).post(`/api/people/${(await aPerson(api.db)).id}/compartment-proposals`, { body });
      return who.post(`/api/compartment-proposals/${proposed.body.id}/decisions`, { body: { decision: 'confirm' } });
    },
    expected: { administrator: 200, hrPartner: 200, others: 404 },
  },
  {
    operation: 'endCompartment',
    what: 'at Alder School',
    call: async (who) => {
      const person = await aPerson(api.db, { compartments: [{ compartment: 'hr', siteId: district.school.id }] });
      const { body } = await api.as(person).get(`/api/people/${person.id}`);
      return who.post(`/api/people/${person.id}/compartment-grants/${body.compartments[0].id}/endings`);
    },
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'listApiTokens', call: (who) => who.get('/api/api-tokens'), expected: everybody(200) },
  {
    operation: 'listApiTokens',
    what: 'of another',
    call: (who) => who.get(`/api/api-tokens?personId=${people.colleague.id}`),
    expected: { ...administrators(200), colleague: 200 },
  },
  {
    operation: 'makeApiToken',
    call: (who) => who.post('/api/api-tokens', { body: { name: 'Wall board', scopes: ['orders:read'], expiresInDays: 30 } }),
    expected: { ...administrators(201), manager: 201, managerElsewhere: 201 },
  },
  {
    operation: 'revokeApiToken',
    call: async (who) => {
      const owner = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'service_manager' }] });
      const made = await api.as(owner).post('/api/api-tokens', { body: { name: 'Wall board', scopes: ['orders:read'], expiresInDays: 30 } });
      return who.post(`/api/api-tokens/${made.body.id}/revocations`);
    },
    expected: { administrator: 200, others: 404 },
  },
  { operation: 'listNotices', call: (who) => who.get('/api/notices'), expected: everybody(200) },
  { operation: 'countUnreadNotices', call: (who) => who.get('/api/notices/unread'), expected: everybody(200) },
  {
    operation: 'markNoticeRead',
    what: 'of the requester',
    call: async (who) => who.post(`/api/notices/${await aNotice(people.requester.id, open.id)}/readings`),
    expected: { requester: 200, others: 404 },
  },
  {
    operation: 'markNoticeRead',
    what: 'of mine about an order of HR',
    call: async (who, name) => who.post(`/api/notices/${await aNotice(people[name ?? 'requester'].id, hr.id)}/readings`),
    expected: { requester: 200, hrPartner: 200, others: 404 },
  },
  {
    operation: 'markAllNoticesRead',
    what: 'up to one of the requester’s',
    call: async (who) => who.post('/api/notice-readings', { body: { upToId: await aNotice(people.requester.id, open.id) } }),
    expected: { requester: 200, others: 404 },
  },
  { operation: 'listMails', call: (who) => who.get('/api/mails'), expected: { administrator: 200, others: 403 } },
  {
    operation: 'retryMail',
    call: async (who) => who.post(`/api/mails/${await aFailedMail()}/retries`),
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'listAreas', call: (who) => who.get('/api/areas'), expected: everybody(200) },
  { operation: 'listSites', call: (who) => who.get('/api/sites'), expected: everybody(200) },
  { operation: 'getSite', call: (who) => who.get(`/api/sites/${district.school.id}`), expected: everybody(200) },
  { operation: 'listRooms', call: (who) => who.get(`/api/sites/${district.school.id}/rooms`), expected: everybody(200) },
  { operation: 'listProgrammes', call: (who) => who.get('/api/programmes'), expected: capitalReaders(200) },
  { operation: 'getProgramme', call: (who) => who.get(`/api/programmes/${capital.programme}`), expected: capitalReaders(200) },
  { operation: 'getContingency', call: (who) => who.get(`/api/programmes/${capital.programme}/contingency`), expected: capitalReaders(200) },
  {
    operation: 'listCapitalChanges',
    call: (who) => who.get(`/api/programmes/${capital.programme}/changes?since=2026-11-01`),
    expected: capitalReaders(200),
  },
  { operation: 'exportProgramme', call: (who) => who.get(`/api/programmes/${capital.programme}/export`), expected: capitalReaders(200) },
  { operation: 'listProjects', call: (who) => who.get(`/api/projects?programmeId=${capital.programme}`), expected: capitalReaders(200) },
  {
    operation: 'getProject',
    what: 'at the school',
    call: (who) => who.get(`/api/projects/${capital.project}`),
    expected: { ...capitalReaders(200), administratorElsewhere: 404 },
  },
  { operation: 'listLedgerEntries', call: (who) => who.get(`/api/ledger-entries?programmeId=${capital.programme}`), expected: capitalReaders(200) },
  {
    operation: 'exportLedgerEntries',
    call: (who) => who.get(`/api/ledger-entries/export?programmeId=${capital.programme}`),
    expected: capitalReaders(200),
  },
  { operation: 'getCondition', call: (who) => who.get('/api/condition'), expected: everybody(200) },
  { operation: 'getStructure', call: (who) => who.get(`/api/structures/${structure}`), expected: everybody(200) },
  { operation: 'getConditionHistory', call: (who) => who.get('/api/condition/history'), expected: everybody(200) },
  { operation: 'getConditionBridge', call: (who) => who.get('/api/condition/bridge'), expected: everybody(200) },
  { operation: 'listConditionEvents', call: (who) => who.get('/api/condition/bridge/events'), expected: everybody(200) },
  { operation: 'getConditionSystems', call: (who) => who.get('/api/condition/systems'), expected: everybody(200) },
  { operation: 'listConditionPlaces', call: (who) => who.get('/api/condition/places'), expected: everybody(200) },
  { operation: 'getSchoolCondition', call: (who) => who.get(`/api/condition/schools/${district.school.id}`), expected: everybody(200) },
  { operation: 'listCostBases', call: (who) => who.get('/api/cost-bases'), expected: everybody(200) },
  {
    operation: 'removePortfolio',
    // Nobody reaches the district’s own; who may remove others is told so.
    call: (who) => who.post('/api/portfolios/district/removals', { body: {}, ifMatch: 1 }),
    expected: { planner: 422, administrator: 422, others: 403 },
  },
  { operation: 'listLabourRates', call: (who) => who.get('/api/labour-rates'), expected: everybody(200) },
  {
    operation: 'setLabourRate',
    call: (who) => who.post('/api/labour-rates', { body: { serviceCode: 'facilities', teamId: null, effectiveOn: '2026-07-01', hourly: '62.00' } }),
    expected: { planner: 201, administrator: 201, others: 403 },
  },
  {
    operation: 'previewCostBasis',
    call: (who) => who.post('/api/cost-basis-previews', { body: basisBody }),
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  {
    operation: 'makeCostBasis',
    call: (who) => who.post('/api/cost-bases', { body: basisBody }),
    expected: { planner: 201, administrator: 201, others: 403 },
  },
  {
    operation: 'withdrawCostBasis',
    call: async (who) => who.post(`/api/cost-bases/${await aBasisAhead()}/withdrawals`),
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  {
    operation: 'changeConditionBands',
    call: async (who) => {
      const { bands, replacementRatio, version } = (await api.as(people.planner).get('/api/cost-bases')).body.method;
      return who.put('/api/condition/bands', { body: { bands, replacementRatio }, ifMatch: version });
    },
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  { operation: 'getSiteMeasures', call: (who) => who.get(`/api/sites/${district.school.id}/measures`), expected: everybody(200) },
  {
    operation: 'changeSiteMeasures',
    call: async (who) => {
      const path = `/api/sites/${district.school.id}/measures`;
      const { version } = (await who.get(path)).body;
      return who.put(path, { body: { scores: { classroom: 0.5 }, assessedOn: null, source: 'A look', capacity: 400 }, ifMatch: version });
    },
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  { operation: 'getWeighting', call: (who) => who.get('/api/weightings/priorities'), expected: everybody(200) },
  {
    operation: 'publishWeighting',
    call: async (who) => {
      const { weights, version } = (await who.get('/api/weightings/priorities')).body;
      return who.post('/api/weightings/priorities', { body: { weights, reason: 'As they are' }, ifMatch: version });
    },
    expected: { planner: 201, administrator: 201, others: 403 },
  },
  { operation: 'getForecast', call: (who) => who.get('/api/forecast'), expected: everybody(200) },
  { operation: 'exportForecast', call: (who) => who.get('/api/forecast/export'), expected: everybody(200) },
  { operation: 'listForecastRuns', call: (who) => who.get('/api/forecast-runs'), expected: everybody(200) },
  {
    operation: 'startForecastRun',
    // Of buildings without a value: who may is told so.
    call: (who) => who.post('/api/forecast-runs', { body: { name: 'A run', fundings: 'none', level: 'nowhere' } }),
    expected: { planner: 422, administrator: 422, administratorElsewhere: 422, others: 403 },
  },
  { operation: 'getForecastRun', call: (who) => who.get(`/api/forecast-runs/${run}`), expected: everybody(200) },
  { operation: 'getForecastResult', call: (who) => who.get(`/api/forecast-runs/${run}/result`), expected: everybody(409) },
  { operation: 'exportForecastRun', call: (who) => who.get(`/api/forecast-runs/${run}/export`), expected: everybody(200) },
  {
    operation: 'restartForecastRun',
    call: (who) => who.post(`/api/forecast-runs/${run}/restarts`),
    expected: { planner: 409, administrator: 409, administratorElsewhere: 409, others: 403 },
  },
  {
    operation: 'reproduceForecastRun',
    call: (who) => who.post(`/api/forecast-runs/${run}/reproductions`),
    expected: {
      planner: 409,
      administrator: 409,
      administratorElsewhere: 409,
      capital: 409,
      cfo: 409,
      manager: 409,
      managerElsewhere: 409,
      auditor: 409,
      others: 403,
    },
  },
  { operation: 'getPriorities', call: (who) => who.get('/api/priorities'), expected: everybody(200) },
  { operation: 'exportPriorities', call: (who) => who.get('/api/priorities/export'), expected: everybody(200) },
  {
    operation: 'estimateNeed',
    call: async (who) => {
      return who.put(`/api/deficiencies/${await aDeficiency()}/estimate`, {
        body: { readiness: 0.5, saving: null, source: 'A guess' },
        ifMatch: 0,
      });
    },
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  { operation: 'listDraftPlans', call: (who) => who.get('/api/draft-plans'), expected: everybody(200) },
  {
    operation: 'draftPlan',
    call: (who) => who.post('/api/draft-plans', { body: PLAN }),
    expected: { planner: 201, administrator: 201, administratorElsewhere: 201, others: 403 },
  },
  { operation: 'getDraftPlan', call: async (who) => who.get(`/api/draft-plans/${(await aPlan()).id}`), expected: everybody(200) },
  { operation: 'exportDraftPlan', call: async (who) => who.get(`/api/draft-plans/${(await aPlan()).id}/export`), expected: everybody(200) },
  {
    operation: 'renameDraftPlan',
    call: async (who) => who.patch(`/api/draft-plans/${(await aPlan()).id}`, { body: { name: 'Another' }, ifMatch: 1 }),
    expected: { planner: 200, administrator: 200, administratorElsewhere: 200, others: 403 },
  },
  {
    operation: 'removeDraftPlan',
    call: async (who) => who.delete(`/api/draft-plans/${(await aPlan()).id}`, { ifMatch: 1 }),
    expected: { planner: 200, administrator: 200, administratorElsewhere: 200, others: 403 },
  },
  {
    operation: 'recordDeficiency',
    call: (who) => who.post(`/api/structures/${structure}/deficiencies`, { body: FOUND }),
    expected: { planner: 201, administrator: 201, others: 403 },
  },
  {
    operation: 'endDeficiency',
    call: async (who) => {
      const { deficiencies: all } = (await api.as(people.planner).post(`/api/structures/${structure}/deficiencies`, { body: FOUND })).body;
      const { id, version } = all.at(-1);
      return who.post(`/api/deficiencies/${id}/endings`, { body: { how: 'withdrawn', note: 'It was none' }, ifMatch: version });
    },
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  { operation: 'getAssessment', call: (who) => who.get(`/api/structures/${structure}/assessment`), expected: everybody(200) },
  { operation: 'exportCondition', call: (who) => who.get('/api/condition/export'), expected: everybody(200) },
  { operation: 'getConditionReport', call: (who) => who.get(`/api/condition/report?structureId=${structure}`), expected: everybody(200) },
  { operation: 'listCapitalFiles', call: (who) => who.get('/api/capital-files'), expected: bookReaders(200) },
  {
    operation: 'bringCapitalFile',
    what: 'a list of projects',
    call: (who) => who.post('/api/capital-files', aList()),
    expected: { capital: 201, cfo: 201, others: 403 },
  },
  {
    operation: 'bringCapitalFile',
    what: 'of the finance system',
    call: (who) =>
      who.post(
        '/api/capital-files',
        aForm({ kind: 'vendors', programme: books.code, asOfOn: '2026-06-30' }, 'vendors.csv', 'vendor number,vendor name\n1,A'),
      ),
    expected: { cfo: 201, others: 403 },
  },
  { operation: 'getCapitalFile', call: (who) => who.get(`/api/capital-files/${stated.id}`), expected: bookReaders(200) },
  {
    operation: 'readCapitalFile',
    call: async (who) => readingOf(who, await aStatement()),
    expected: { cfo: 202, others: 403 },
  },
  { operation: 'listStatedChanges', call: (who) => who.get(`/api/capital-files/${stated.id}/changes`), expected: bookReaders(200) },
  { operation: 'getUnplacedRows', call: (who) => who.get(`/api/capital-files/${stated.id}/rows.csv`), expected: bookReaders(200) },
  { operation: 'listStatedProjects', call: (who) => who.get(`/api/programmes/${stated.programmeId}/stated-projects`), expected: bookReaders(200) },
  { operation: 'getStatedProject', call: (who) => who.get(`/api/projects/${stated.projectId}/stated-phases`), expected: bookReaders(200) },
  { operation: 'getReconciliation', call: (who) => who.get(`/api/programmes/${books.programmeId}/reconciliation`), expected: bookReaders(200) },
  {
    operation: 'listFinanceMatches',
    call: async (who) => who.get(`/api/capital-files/${(await aStatement()).id}/matches`),
    expected: bookReaders(200),
  },
  {
    operation: 'compareCapitalFile',
    call: async (who) => {
      const { id, version } = await aCompared();
      return who.post(`/api/capital-files/${id}/comparisons`, { ifMatch: version });
    },
    expected: { cfo: 202, others: 403 },
  },
  {
    operation: 'resolveDifferences',
    call: async (who) =>
      who.post(`/api/capital-files/${(await aCompared()).id}/resolutions`, {
        body: { keys: ['41-101-10-1234-0735-000-0000|PO-1|INV-1'], reason: 'timing', words: 'Posted in July' },
      }),
    expected: { cfo: 201, others: 403 },
  },
  { operation: 'exportJournal', call: (who) => who.get(`/api/programmes/${books.programmeId}/journal.csv`), expected: bookReaders(200) },
  { operation: 'exportCapitalAssets', call: (who) => who.get(`/api/programmes/${books.programmeId}/capital-assets.csv`), expected: bookReaders(200) },
  { operation: 'listImports', call: (who) => who.get('/api/imports'), expected: { planner: 200, administrator: 200, auditor: 200, others: 403 } },
  {
    operation: 'bringImport',
    call: (who) => who.post('/api/imports', anAssessment()),
    expected: { planner: 201, administrator: 201, others: 403 },
  },
  {
    operation: 'getImport',
    call: async (who) => who.get(`/api/imports/${(await anImport()).id}`),
    expected: { planner: 200, administrator: 200, auditor: 200, others: 403 },
  },
  {
    operation: 'getImportRows',
    call: async (who) => who.get(`/api/imports/${(await anImport()).id}/rows.csv`),
    expected: { planner: 200, administrator: 200, auditor: 200, others: 403 },
  },
  {
    operation: 'lookElsewhereInImport',
    call: async (who) => {
      const { id, version } = await anImport();
      return who.patch(`/api/imports/${id}`, { body: { headerRow: 1 }, ifMatch: version });
    },
    expected: { planner: 200, administrator: 200, others: 403 },
  },
  {
    operation: 'checkImport',
    call: async (who) => checkOf(who, await anImport()),
    expected: { planner: 202, administrator: 202, others: 403 },
  },
  {
    operation: 'loadImport',
    call: async (who) => {
      const planner = api.as(people.planner);
      const { id } = (await checkOf(planner, await anImport())).body;
      await untilImported(api);
      const { version } = (await planner.get(`/api/imports/${id}`)).body;
      return who.post(`/api/imports/${id}/loads`, { body: {}, ifMatch: version });
    },
    expected: { planner: 202, administrator: 202, others: 403 },
  },
  { operation: 'listBuildingSystems', call: (who) => who.get('/api/building-systems'), expected: everybody(200) },
  {
    operation: 'changeStructure',
    call: async (who) => {
      const { version } = (await api.as(people.planner).get(`/api/structures/${structure}`)).body;
      return who.patch(`/api/structures/${structure}`, { body: { yearBuilt: 1972 }, ifMatch: version });
    },
    expected: planners(200),
  },
  { operation: 'addComponent', call: (who) => who.post(`/api/structures/${structure}/components`, { body: BOILER }), expected: planners(201) },
  {
    operation: 'changeComponent',
    call: async (who) => who.patch(`/api/components/${await aComponent()}`, { body: { yearInstalled: 2004 }, ifMatch: 1 }),
    expected: planners(200),
  },
  {
    operation: 'renewComponent',
    call: async (who) => who.post(`/api/components/${await aComponent()}/renewals`, { body: { year: 2026 }, ifMatch: 1 }),
    expected: planners(200),
  },
  {
    operation: 'removeComponent',
    call: async (who) => who.post(`/api/components/${await aComponent()}/removals`, { body: { note: 'Twice' }, ifMatch: 1 }),
    expected: planners(200),
  },
  {
    operation: 'changeDeficiency',
    call: async (who) => who.patch(`/api/deficiencies/${await aDeficiency()}`, { body: { priority: 1 }, ifMatch: 1 }),
    expected: planners(200),
  },
  {
    operation: 'addDeficiencyPhotos',
    call: async (who, name) => {
      const photo = await aFile(null, people[name ?? 'planner'].id);
      await api.db.update(attachments).set({ mediaType: 'image/jpeg' }).where(eq(attachments.id, photo));
      return who.post(`/api/deficiencies/${await aDeficiency()}/photos`, { body: { attachmentIds: [photo] } });
    },
    expected: planners(201),
  },
  {
    operation: 'removeDeficiencyPhoto',
    call: async (who) => {
      const { id, photo } = await aPictured();
      return who.delete(`/api/deficiencies/${id}/photos/${photo}`);
    },
    expected: planners(200),
  },
  {
    operation: 'getDeficiencyPhoto',
    call: async (who) => who.get(`/api/deficiency-photos/${(await aPictured()).photo}/file`),
    expected: everybody(200),
  },
  {
    operation: 'getDeficiencyThumbnail',
    call: async (who) => who.get(`/api/deficiency-photos/${(await aPictured()).photo}/thumbnail`),
    expected: everybody(200),
  },
  {
    operation: 'linkWorkOrder',
    call: async (who) =>
      who.post(`/api/deficiencies/${await aDeficiency()}/work-orders`, { body: { workOrder: (await freshOrder()).number }, ifMatch: 1 }),
    expected: planners(200),
  },
  {
    operation: 'unlinkWorkOrder',
    call: async (who) => {
      const [id, order] = [await aDeficiency(), await freshOrder()];
      await api.as(people.planner).post(`/api/deficiencies/${id}/work-orders`, { body: { workOrder: order.number }, ifMatch: 1 });
      return who.delete(`/api/deficiencies/${id}/work-orders/${order.id}`);
    },
    expected: planners(200),
  },
  {
    operation: 'askForRepair',
    call: async (who) =>
      who.post(`/api/deficiencies/${await aDeficiency()}/requests`, {
        body: { requestTypeId: district.types.plumbing.id, title: 'Boiler 1', description: 'It leaks' },
      }),
    expected: planners(201),
  },
  { operation: 'listCandidates', call: (who) => who.get('/api/candidates'), expected: { ...planners(200), administratorElsewhere: 200 } },
  {
    operation: 'acceptCandidate',
    call: async (who) => {
      const order = await freshOrder();
      await api.as(people.technician).post(`/api/work-orders/${order.id}/building-problems`, { body: problem() });
      const { items } = (await api.as(people.technician).get(`/api/work-orders/${order.id}/building-problems`)).body;
      return who.post(`/api/deficiencies/${items[0].id}/acceptances`, { body: { priority: 2, cost: '100' }, ifMatch: 1 });
    },
    expected: planners(200),
  },
  {
    operation: 'listBuildingProblems',
    call: (who) => who.get(`/api/work-orders/${open.id}/building-problems`),
    expected: readers(200),
  },
  {
    operation: 'reportBuildingProblem',
    call: async (who) => who.post(`/api/work-orders/${(await freshOrder()).id}/building-problems`, { body: problem() }),
    expected: only(CREW, 201),
  },
  { operation: 'listServices', call: (who) => who.get('/api/services'), expected: everybody(200) },
  { operation: 'listRequestTypes', call: (who) => who.get('/api/request-types?q=leak'), expected: everybody(200) },
  { operation: 'getRequestType', call: (who) => who.get(`/api/request-types/${district.types.plumbing.id}`), expected: everybody(200) },
  { operation: 'listTeams', call: (who) => who.get('/api/teams'), expected: everybody(200) },
  { operation: 'listSetUpRequestTypes', call: (who) => who.get('/api/set-up/request-types'), expected: setUpReaders(200) },
  {
    operation: 'getSetUpRequestType',
    call: (who) => who.get(`/api/set-up/request-types/${district.types.plumbing.id}`),
    expected: setUpReaders(200),
  },
  {
    operation: 'makeRequestType',
    call: async (who) => who.post('/api/set-up/request-types', { body: await kindAsItIs(district.types.plumbing.id) }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'changeRequestType',
    call: async (who) => changeKind(who, district.types.plumbing.id),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'changeRequestType',
    what: 'of HR',
    call: async (who) => changeKind(who, district.types.hr.id),
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'previewRequestType',
    call: async (who) =>
      who.post('/api/set-up/request-type-previews', { body: { id: district.types.plumbing.id, ...(await kindAsItIs(district.types.plumbing.id)) } }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  { operation: 'listSetUpTeams', call: (who) => who.get('/api/set-up/teams'), expected: setUpReaders(200) },
  { operation: 'getSetUpTeam', call: (who) => who.get(`/api/set-up/teams/${district.teams.plumbers}`), expected: setUpReaders(200) },
  {
    operation: 'makeTeam',
    call: async (who) => who.post('/api/set-up/teams', { body: (await teamAsItIs(district.teams.plumbers)).team }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'changeTeam',
    call: async (who) => {
      const { team, version } = await teamAsItIs(district.teams.plumbers);
      return who.put(`/api/set-up/teams/${district.teams.plumbers}`, { body: team, ifMatch: version });
    },
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'changeTeam',
    what: 'of a compartment',
    call: async (who) => {
      const { team, version } = await teamAsItIs(district.teams.diets);
      return who.put(`/api/set-up/teams/${district.teams.diets}`, { body: team, ifMatch: version });
    },
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'previewTeam',
    call: async (who) => who.post('/api/set-up/team-previews', { body: (await teamAsItIs(district.teams.plumbers)).team }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  { operation: 'getPriorityMatrix', call: (who) => who.get('/api/set-up/priority-matrix'), expected: setUpReaders(200) },
  {
    operation: 'changePriorityMatrix',
    call: async (who) => {
      const { cells, version } = (await api.as(people.administrator).get('/api/set-up/priority-matrix')).body;
      return who.put('/api/set-up/priority-matrix', { body: { cells }, ifMatch: version });
    },
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'previewPriorityMatrix',
    call: async (who) => {
      const { cells } = (await api.as(people.administrator).get('/api/set-up/priority-matrix')).body;
      return who.post('/api/set-up/priority-matrix-previews', { body: { cells } });
    },
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'listSetUpServices', call: (who) => who.get('/api/set-up/services'), expected: setUpReaders(200) },
  {
    operation: 'changeService',
    call: (who) => who.put('/api/set-up/services/facilities', { body: { nameEn: 'Facilities', nameEs: 'Instalaciones' }, ifMatch: 1 }),
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'addTrade',
    call: (who) => who.post('/api/set-up/trades', { body: { serviceCode: 'facilities', nameEn: 'Clocks', nameEs: 'Relojes' } }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'changeTrade',
    call: async (who) => {
      const { items } = (await api.as(people.administrator).get('/api/set-up/services')).body;
      const { code, nameEn, nameEs, version } = items.find((s: { code: string }) => s.code === 'facilities').trades[0];
      return who.put(`/api/set-up/trades/${code}`, { body: { nameEn, nameEs }, ifMatch: version });
    },
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  { operation: 'listHrPartners', call: (who) => who.get('/api/set-up/hr-partners'), expected: setUpReaders(200) },
  {
    operation: 'setHrPartner',
    call: (who) =>
      who.put(`/api/set-up/hr-partners/${district.school.id}`, { body: { personId: people.hrPartner.id, insteadOfIds: [people.hrPartner.id] } }),
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'listRequestKindSystems', call: (who) => who.get('/api/set-up/building-systems'), expected: setUpReaders(200) },
  {
    operation: 'setRequestKindSystem',
    call: async (who) => {
      const { items } = (await api.as(people.administrator).get('/api/set-up/building-systems')).body;
      const { id, system } = items[0];
      const code = system?.code ?? null;
      return who.put(`/api/set-up/building-systems/${id}`, { body: { systemCode: code, insteadOf: code } });
    },
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'listCalendars', call: (who) => who.get('/api/calendars'), expected: setUpReaders(200) },
  { operation: 'getCalendar', call: (who) => who.get('/api/calendars/facilities'), expected: setUpReaders(200) },
  {
    operation: 'makeCalendar',
    call: async (who) => who.post('/api/calendars', { body: await newCalendar() }),
    expected: { administrator: 201, others: 403 },
  },
  {
    operation: 'changeCalendar',
    what: 'of facilities',
    call: async (who) => {
      const { version, ...content } = await calendarAsItIs('facilities');
      return who.put('/api/calendars/facilities', { body: { ...content, why: 'As it is' }, ifMatch: version });
    },
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'previewCalendars',
    what: 'of facilities',
    call: async (who) => who.post('/api/calendar-previews', { body: { kind: 'closure', ...snowIn('facilities') } }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'declareClosure',
    what: 'in facilities',
    call: async (who) => who.post('/api/calendar-closures', { body: { ...snowIn('facilities'), why: 'Snow' } }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'declareClosure',
    what: 'in several',
    call: async (who) => who.post('/api/calendar-closures', { body: { ...snowIn('facilities', 'nutrition'), why: 'Snow' } }),
    expected: { administrator: 201, others: 403 },
  },
  {
    operation: 'readCalendarFile',
    call: async (who) => who.post('/api/calendars/facilities/import-readings', { body: { text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' } }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'importCalendar',
    call: async (who) => {
      const { version } = await calendarAsItIs('facilities');
      const events = [{ uid: 'a', summary: 'Concert', days: ['2027-01-04'], effect: 'nothing', time: null }];
      return who.post('/api/calendars/facilities/imports', { body: { events, why: 'School calendar' }, ifMatch: version });
    },
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'changeServiceCalendar',
    call: async (who) => who.put('/api/set-up/services/facilities/calendar', { body: { calendarCode: 'facilities', why: 'As it is' }, ifMatch: 1 }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  { operation: 'listTargets', call: (who) => who.get('/api/targets'), expected: setUpReaders(200) },
  {
    operation: 'changeTarget',
    call: async (who) => who.put('/api/targets/P2', { body: { ...TARGET, why: 'As it is' }, ifMatch: 1 }),
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'previewTarget',
    call: async (who) => who.post('/api/target-previews', { body: { priority: 'P2', ...TARGET } }),
    expected: { administrator: 200, others: 403 },
  },
  { operation: 'getClockRecount', call: (who) => who.get('/api/clock-recounts/1'), expected: setUpReaders(200) },
  { operation: 'listSetUpChanges', call: (who) => who.get('/api/set-up/changes'), expected: setUpReaders(200) },
  { operation: 'listRoutingRules', call: (who) => who.get('/api/set-up/routing-rules'), expected: setUpReaders(200) },
  { operation: 'getRoutingRuleChoices', call: (who) => who.get('/api/set-up/routing-rule-choices'), expected: setUpReaders(200) },
  { operation: 'getRoutingRule', call: async (who) => who.get(`/api/set-up/routing-rules/${(await aRule()).id}`), expected: setUpReaders(200) },
  {
    operation: 'makeRoutingRule',
    what: 'of facilities',
    call: (who) => who.post('/api/set-up/routing-rules', { body: ruleBody }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'makeRoutingRule',
    what: 'of the district',
    call: (who) => who.post('/api/set-up/routing-rules', { body: { ...ruleBody, ...ofDistrict } }),
    expected: { administrator: 201, others: 403 },
  },
  {
    operation: 'changeRoutingRule',
    what: 'of facilities',
    call: async (who) => who.put(`/api/set-up/routing-rules/${(await aRule()).id}`, { body: ruleBody, ifMatch: 1 }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'changeRoutingRule',
    what: 'of the district',
    call: async (who) => who.put(`/api/set-up/routing-rules/${(await aRule(ofDistrict)).id}`, { body: ruleBody, ifMatch: 1 }),
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'moveRoutingRule',
    what: 'past one of facilities',
    call: async (who) => {
      await aRule();
      return who.post(`/api/set-up/routing-rules/${(await aRule()).id}/moves`, { body: { direction: 'up' } });
    },
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'moveRoutingRule',
    what: 'past one of the district',
    call: async (who) => {
      await aRule(ofDistrict);
      return who.post(`/api/set-up/routing-rules/${(await aRule()).id}/moves`, { body: { direction: 'up' } });
    },
    expected: { administrator: 200, others: 403 },
  },
  {
    operation: 'switchRoutingRule',
    what: 'off',
    call: async (who) => who.post(`/api/set-up/routing-rules/${(await aRule()).id}/switches`, { body: { isActive: false }, ifMatch: 1 }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'removeRoutingRule',
    call: async (who) => who.delete(`/api/set-up/routing-rules/${(await aRule()).id}`, { ifMatch: 1 }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'tryRoutingRule',
    call: async (who) => who.post(`/api/set-up/routing-rules/${(await aRule()).id}/dry-runs`),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'getRoutingRuleDryRun',
    what: 'of the administrator',
    call: async (who) => who.get(`/api/set-up/routing-rule-dry-runs/${await aDryRun()}`),
    expected: { administrator: 200, administratorElsewhere: 404, manager: 404, managerElsewhere: 404, auditor: 404, others: 403 },
  },
  {
    operation: 'continueRoutingRuleDryRun',
    what: 'of the administrator',
    call: async (who) => who.post(`/api/set-up/routing-rule-dry-runs/${await aDryRun()}/continuations`),
    expected: { administrator: 200, administratorElsewhere: 404, manager: 404, managerElsewhere: 404, auditor: 404, others: 403 },
  },
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
  {
    operation: 'followLive',
    call: async (who) => {
      const cookie = await who.cookie;
      const answer = await api.app.inject({ method: 'GET', url: '/api/live', headers: cookie ? { cookie } : {}, payloadAsStream: true });
      answer.stream().destroy();
      return { status: answer.statusCode };
    },
    expected: everybody(200),
  },
  { operation: 'getLivePosition', call: (who) => who.get('/api/live/position'), expected: everybody(200) },
  { operation: 'listWorkOrders', call: (who) => who.get('/api/work-orders'), expected: everybody(200) },
  { operation: 'countWorkOrders', call: (who) => who.get('/api/work-orders/counts'), expected: everybody(200) },
  { operation: 'getWorkOrder', call: (who) => who.get(`/api/work-orders/${open.number}`), expected: readers(200) },
  {
    operation: 'getWorkOrder',
    what: 'of HR',
    call: (who) => who.get(`/api/work-orders/${hr.id}`),
    expected: { requester: 200, hrPartner: 200, others: 404 },
  },
  { operation: 'getWorkOrderClocks', call: (who) => who.get(`/api/work-orders/${open.number}/clocks`), expected: readers(200) },
  {
    operation: 'getWorkOrderClocks',
    what: 'of HR',
    call: (who) => who.get(`/api/work-orders/${hr.id}/clocks`),
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
  { operation: 'exportWorkOrders', call: (who) => who.get('/api/work-orders/export'), expected: everybody(200) },
  { operation: 'listTags', call: (who) => who.get('/api/work-orders/tags'), expected: everybody(200) },
  {
    operation: 'tagWorkOrder',
    call: (who) => who.post(`/api/work-orders/${open.id}/tags`, { body: { add: ['boiler'] } }),
    expected: only(DESK, 200),
  },
  {
    operation: 'previewBulkChange',
    call: (who) => who.post('/api/bulk-previews', { body: many(open) }),
    expected: only(WORKERS, 200, { others: 403 }),
  },
  {
    operation: 'changeManyWorkOrders',
    call: (who) => who.post('/api/bulk-changes', { body: many(open) }),
    expected: only(CREW, 202, only(WORKERS, 422, { others: 403 })),
  },
  { operation: 'listBulkChanges', call: (who) => who.get('/api/bulk-changes'), expected: everybody(200) },
  {
    operation: 'getBulkChange',
    what: 'of another, of the open order',
    call: async (who) => who.get(`/api/bulk-changes/${await aBulk()}`),
    expected: { ...Object.fromEntries(DESK.map((name) => [name, 200])), others: 404 },
  },
  {
    operation: 'undoBulkChange',
    what: 'of another',
    call: async (who) => who.post(`/api/bulk-changes/${await aBulk()}/undos`),
    expected: everybody(404),
  },
  ...['getOperations', 'exportFigure'].map((operation): Row => {
    const path = operation === 'getOperations' ? '/api/reports/operations' : '/api/reports/operations/export?figure=due';
    return { operation, call: (who) => who.get(path), expected: figureReaders(200) };
  }),
  {
    operation: 'getMySchool',
    call: (who) => who.get('/api/reports/my-school'),
    expected: { principal: 200, principalElsewhere: 200, others: 404 },
  },
  {
    operation: 'getMySchool',
    what: 'of the north',
    call: (who) => who.get(`/api/reports/my-school?siteId=${district.school.id}`),
    expected: { principal: 200, others: 404 },
  },
  { operation: 'listSavedViews', call: (who) => who.get('/api/saved-views'), expected: everybody(200) },
  { operation: 'saveView', what: 'for oneself', call: (who) => who.post('/api/saved-views', { body: { name: 'Mine' } }), expected: everybody(201) },
  {
    operation: 'saveView',
    what: 'for the plumbers',
    call: (who) => who.post('/api/saved-views', { body: { name: 'Ours', audience: 'team', teamId: district.teams.plumbers } }),
    expected: { ...desks(201), others: 422 },
  },
  {
    operation: 'saveView',
    what: 'for everybody',
    call: (who) => who.post('/api/saved-views', { body: { name: 'All', audience: 'shared' } }),
    expected: { ...desks(201), dispatcherOfOther: 201, managerElsewhere: 201, others: 422 },
  },
  {
    operation: 'getSavedView',
    what: 'of another',
    call: async (who) => who.get(`/api/saved-views/${await aView('private')}`),
    expected: everybody(404),
  },
  {
    operation: 'getSavedView',
    what: 'of the plumbers',
    call: async (who) => who.get(`/api/saved-views/${await aView('team')}`),
    expected: { ...desks(200), technician: 200, others: 404 },
  },
  {
    operation: 'changeSavedView',
    what: 'of the plumbers',
    call: async (who) => who.patch(`/api/saved-views/${await aView('team')}`, { body: { name: 'Other' }, ifMatch: 1 }),
    expected: { ...desks(200), technician: 403, others: 404 },
  },
  {
    operation: 'removeSavedView',
    what: 'for everybody',
    call: async (who) => who.delete(`/api/saved-views/${await aView('shared')}`, { ifMatch: 1 }),
    expected: { ...desks(200), dispatcherOfOther: 200, managerElsewhere: 200, others: 403 },
  },
  { operation: 'getFieldDay', call: (who) => who.get('/api/field-day'), expected: everybody(200) },
  // Answered one by one: what is not theirs is refused in its answer, `field.int.test.ts`.
  {
    operation: 'sendFieldOperations',
    call: (who) => who.post('/api/field-operations', { body: fieldNote(open.id) }),
    expected: everybody(200),
  },
  { operation: 'listSetAside', call: (who) => who.get('/api/field-operations'), expected: everybody(200) },
  {
    operation: 'decideOnSetAside',
    call: async (who) => who.post(`/api/field-operations/${await aSetAside()}/decisions`, { body: { decision: 'dismiss', note: 'Not now.' } }),
    expected: { ...Object.fromEntries(DESK.map((name) => [name, 200])), others: 404 },
  },
  { operation: 'listAbsences', call: (who) => who.get('/api/absences'), expected: everybody(200) },
  {
    operation: 'listAbsences',
    what: 'of another',
    call: (who) => who.get(`/api/absences?personId=${people.colleague.id}`),
    expected: { administrator: 200, colleague: 200, others: 403 },
  },
  {
    operation: 'enterAbsence',
    what: 'of another',
    call: (who) => who.post('/api/absences', { body: { personId: people.colleague.id, startsOn: '2026-12-01', lastOn: '2026-12-02' } }),
    expected: { administrator: 201, colleague: 201, others: 403 },
  },
  {
    operation: 'endAbsence',
    what: 'of another',
    call: async (who) => who.post(`/api/absences/${await anAbsence(people.colleague.id)}/endings`),
    expected: { administrator: 200, colleague: 200, others: 404 },
  },
  { operation: 'listApprovals', call: (who) => who.get('/api/approvals'), expected: everybody(200) },
  { operation: 'countApprovals', call: (who) => who.get('/api/approvals/waiting'), expected: everybody(200) },
  {
    operation: 'getApproval',
    call: async (who) => who.get(`/api/approvals/${await aStep()}`),
    expected: { principal: 200, others: 404 },
  },
  {
    operation: 'decideApproval',
    call: async (who) => who.post(`/api/approvals/${await aStep()}/decisions`, { body: { decision: 'approve' }, ifMatch: 1 }),
    expected: { principal: 200, requester: 422, others: 404 },
  },
  { operation: 'listWorkOrderApprovals', call: (who) => who.get(`/api/work-orders/${open.id}/approvals`), expected: readers(200) },
  {
    operation: 'listWorkOrderApprovals',
    what: 'of HR',
    call: (who) => who.get(`/api/work-orders/${hr.id}/approvals`),
    expected: { requester: 200, hrPartner: 200, others: 404 },
  },
  {
    operation: 'readApprovalLink',
    what: 'that there is none of',
    call: (who) => who.get(`/api/approval-links/${'A'.repeat(43)}`),
    expected: { others: 404, signedOut: 404 },
  },
  {
    operation: 'decideByApprovalLink',
    what: 'that there is none of',
    call: (who) => who.post(`/api/approval-links/${'A'.repeat(43)}/decisions`, { body: { decision: 'approve' } }),
    expected: { others: 404, signedOut: 404 },
  },
  { operation: 'listApprovalPolicies', call: (who) => who.get('/api/set-up/approval-policies'), expected: setUpReaders(200) },
  {
    operation: 'getApprovalPolicy',
    call: async (who) => who.get(`/api/set-up/approval-policies/${await aPolicy()}`),
    expected: setUpReaders(200),
  },
  {
    operation: 'makeApprovalPolicy',
    call: (who) => who.post('/api/set-up/approval-policies', { body: policyBody('facilities') }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'changeApprovalPolicy',
    call: async (who) => who.put(`/api/set-up/approval-policies/${await aPolicy()}`, { body: policyBody('facilities'), ifMatch: 1 }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'previewApprovalPolicy',
    call: (who) => who.post('/api/set-up/approval-policy-previews', { body: policyBody('nutrition') }),
    expected: { administrator: 200, managerElsewhere: 200, others: 403 },
  },
  {
    operation: 'listChecklistItems',
    call: (who) => who.get(`/api/work-orders/${open.id}/checklist-items`),
    expected: { ...readers(200), requester: 404, principal: 404 },
  },
  {
    operation: 'addChecklistItem',
    call: async (who) => who.post(`/api/work-orders/${(await freshOrder()).id}/checklist-items`, { body: { text: 'Shut the water off' } }),
    expected: only(CREW, 201),
  },
  {
    operation: 'tickChecklistItem',
    call: async (who) => {
      const { id } = await freshOrder();
      return who.put(`/api/work-orders/${id}/checklist-items/${await anItem(id)}`, { body: { isDone: true } });
    },
    expected: only(CREW, 200),
  },
  {
    operation: 'removeChecklistItem',
    call: async (who) => {
      const { id } = await freshOrder();
      return who.delete(`/api/work-orders/${id}/checklist-items/${await anItem(id)}`);
    },
    expected: only(CREW, 200),
  },
  { operation: 'listMacros', call: (who) => who.get('/api/set-up/macros'), expected: setUpReaders(200) },
  { operation: 'getMacro', call: async (who) => who.get(`/api/set-up/macros/${await aMacro()}`), expected: setUpReaders(200) },
  {
    operation: 'makeMacro',
    what: 'of facilities',
    call: (who) => who.post('/api/set-up/macros', { body: macroBody('facilities') }),
    expected: { administrator: 201, manager: 201, others: 403 },
  },
  {
    operation: 'makeMacro',
    what: 'of every service',
    call: (who) => who.post('/api/set-up/macros', { body: macroBody(null) }),
    expected: { administrator: 201, others: 403 },
  },
  {
    operation: 'changeMacro',
    call: async (who) => who.put(`/api/set-up/macros/${await aMacro()}`, { body: macroBody('facilities'), ifMatch: 1 }),
    expected: { administrator: 200, manager: 200, others: 403 },
  },
  {
    operation: 'previewMacro',
    call: (who) => who.post('/api/set-up/macro-previews', { body: macroBody('nutrition') }),
    expected: { administrator: 200, managerElsewhere: 200, others: 403 },
  },
  {
    operation: 'listMacrosInUse',
    call: (who) => who.get('/api/macros'),
    expected: { ...desks(200), dispatcherOfOther: 200, managerElsewhere: 200, hrPartner: 200, hrPartnerElsewhere: 200, others: 403 },
  },
  { operation: 'listMacrosForOrder', call: (who) => who.get(`/api/work-orders/${open.id}/macros`), expected: only(CREW, 200) },
  {
    operation: 'previewMacroUse',
    call: async (who) => who.post(`/api/work-orders/${open.id}/macro-previews`, { body: { macroId: await aMacro() } }),
    expected: only(CREW, 200),
  },
  {
    operation: 'useMacro',
    call: async (who) => who.post(`/api/work-orders/${(await freshOrder()).id}/macros`, { body: { macroId: await aMacro() }, ifMatch: 1 }),
    expected: only(CREW, 200),
  },
  {
    operation: 'useMacro',
    what: 'on an order of HR',
    call: async (who) => {
      const order = await aWorkOrder(api.db, district, { requester: people.requester, type: district.types.hr });
      return who.post(`/api/work-orders/${order.id}/macros`, { body: { macroId: await aMacro(null) }, ifMatch: 1 });
    },
    expected: { requester: 403, hrPartner: 200, others: 404 },
  },
  ...capitalRows(() => ({ api, district, people })),
  ...deviceRows(() => ({ api, district, people })),
  ...deviceFileRows(() => ({ api, people })),
  ...surveyRows(() => ({ api, district, people })),
  ...networkRows(() => ({ api, district, people })),
  { operation: 'getCapitalOutlook', call: (who) => who.get('/api/capital-outlook'), expected: { ...CAPITAL_READERS, administratorElsewhere: 200 } },
  {
    operation: 'exportCashFlow',
    call: (who) => who.get('/api/capital-outlook/export'),
    expected: { ...CAPITAL_READERS, administratorElsewhere: 200 },
  },
  { operation: 'listOutlookScenarios', call: (who) => who.get('/api/outlook-scenarios'), expected: CAPITAL_READERS },
  {
    operation: 'saveOutlookScenario',
    call: (who) => who.post('/api/outlook-scenarios', { body: scenarioBody() }),
    expected: { cfo: 201, capital: 201, others: 403 },
  },
  {
    operation: 'getOutlookScenario',
    call: async (who) => who.get(`/api/outlook-scenarios/${(await aScenario()).id}`),
    expected: CAPITAL_READERS,
  },
  {
    operation: 'removeOutlookScenario',
    call: async (who) => who.delete(`/api/outlook-scenarios/${(await aScenario()).id}`, { ifMatch: 1 }),
    expected: { cfo: 200, capital: 200, others: 403 },
  },
  { operation: 'listProposals', call: (who) => who.get('/api/proposals'), expected: { ...CAPITAL_READERS, administratorElsewhere: 200 } },
  {
    operation: 'propose',
    call: (who) => who.post('/api/proposals', { body: proposalBody() }),
    expected: { planner: 201, capital: 201, others: 403 },
  },
  {
    operation: 'proposeDraftPlan',
    call: async (who) => who.post(`/api/draft-plans/${(await aPlan()).id}/proposals`, { body: { programme: 'bond-2018' } }),
    expected: { planner: 201, capital: 201, others: 403 },
  },
  {
    operation: 'getProposal',
    what: 'for a school in the north',
    call: async (who) => who.get(`/api/proposals/${(await aProposal()).id}`),
    expected: { ...CAPITAL_READERS, administratorElsewhere: 404 },
  },
  {
    operation: 'changeProposal',
    call: async (who) => who.patch(`/api/proposals/${(await aProposal()).id}`, { body: { title: 'Another roof' }, ifMatch: 1 }),
    expected: { planner: 200, capital: 200, administratorElsewhere: 404, others: 403 },
  },
  {
    operation: 'moveProposal',
    what: 'to the public',
    call: async (who) => who.post(`/api/proposals/${(await aProposal()).id}/transitions`, { body: { to: 'published' }, ifMatch: 1 }),
    expected: { capital: 200, cfo: 200, administrator: 200, administratorElsewhere: 404, others: 403 },
  },
  {
    operation: 'moveProposal',
    what: 'to a decision',
    call: async (who) =>
      who.post(`/api/proposals/${await aProposalToDecide()}/transitions`, {
        body: { to: 'decided', outcome: 'declined', reason: 'No money' },
        ifMatch: 3,
      }),
    expected: { cfo: 200, administrator: 200, administratorElsewhere: 404, others: 403 },
  },
  { operation: 'getOpen', call: (who) => who.get('/api/open'), expected: forEverybody },
  { operation: 'getOpenProgramme', call: (who) => who.get('/api/open/programmes/bond-2018'), expected: forEverybody },
  { operation: 'listOpenSchools', call: (who) => who.get('/api/open/schools'), expected: forEverybody },
  { operation: 'getOpenSchool', call: (who) => who.get(`/api/open/schools/${district.school.id}`), expected: forEverybody },
  { operation: 'getOpenProject', call: (who) => who.get(`/api/open/projects/${openProject}`), expected: forEverybody },
  { operation: 'listOpenProposals', call: (who) => who.get('/api/open/proposals'), expected: forEverybody },
  { operation: 'getOpenDictionary', call: (who) => who.get('/api/open/dictionary'), expected: forEverybody },
  { operation: 'getOpenData', call: (who) => who.get('/api/open/data/invoices?format=csv'), expected: forEverybody },
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
      got[name] = (await call((signedIn[name] ??= api.as(people[name])), name)).status;
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
