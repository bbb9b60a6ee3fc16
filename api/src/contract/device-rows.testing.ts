import { deviceChargeLines, refreshPlans } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { NOW, type TestApi } from '../app.testing.ts';
import { aForm } from '../condition/imports/imports.testing.ts';
import { aDevice, aModel, aPolicy, aStudent } from '../devices/devices.testing.ts';
import { findPolicy } from '../devices/charges/queries.ts';
import type { District } from '../district.testing.ts';

/* The rows of devices: all at Alder School, kept by `technology`. */

type Who = ReturnType<TestApi['as']>;
type Status = Record<string, number> & { others: number };
type Row = { operation: string; what?: string; call: (who: Who) => Promise<{ status: number }>; expected: Status };
type Matrix = { api: TestApi; district: District; people: Record<'technology', Actor> };

const KEEPERS = ['technology', 'administrator'];
const each = (names: readonly string[], status: number) => Object.fromEntries(names.map((name) => [name, status]));
const keepers = (status: number, others: number): Status => ({ ...each(KEEPERS, status), others });
const ELSEWHERE = each(['principalElsewhere', 'administratorElsewhere'], 404);
/** Who sees devices of the school; elsewhere there is none. */
const readers: Status = { ...each([...KEEPERS, 'auditor', 'principal'], 200), ...ELSEWHERE, others: 403 };
const keepersOfSeen: Status = { ...each(KEEPERS, 200), ...ELSEWHERE, others: 403 };
const figures: Status = {
  ...each([...KEEPERS, 'auditor', 'principal', 'principalElsewhere', 'administratorElsewhere', 'cfo', 'planner', 'capital'], 200),
  others: 403,
};

/** What gathers devices of every school. */
const lots: Status = { ...each([...KEEPERS, 'auditor'], 200), others: 403 };
/** What is one's own, for who sees devices anywhere. */
const own = (status: number): Status => ({
  ...each([...KEEPERS, 'auditor', 'principal', 'principalElsewhere', 'administratorElsewhere'], status),
  others: 403,
});
const LOT = { name: 'A lot', way: 'recycled', takenBy: 'A recycler' };
let planned = 0;

/** Every operation of devices with who is answered what. */
export function deviceRows(matrix: () => Matrix): Row[] {
  let made: Promise<string> | undefined;
  const model = () =>
    (made ??= (async () => {
      await aPolicy(matrix().api.db);
      return aModel(matrix().api.db);
    })());
  const device = async () => aDevice(matrix().api.db, { homeSiteId: matrix().district.school.id, modelId: await model() });
  const student = () => aStudent(matrix().api.db, matrix().district.school.id);
  const keeper = () => matrix().api.as(matrix().people.technology);
  const aRepair = async () => {
    const { id } = await device();
    const { body } = await keeper().post(`/api/devices/${id}/moves`, { body: { kind: 'repair' }, ifMatch: 1 });
    return body.repairs[0].id as string;
  };
  const anAct = async () => {
    const scans = [(await student()).key, (await device()).assetTag];
    return (await keeper().post('/api/device-counter', { body: { scans } })).body.actId as string;
  };
  const collectionPath = () => `/api/device-collections/${matrix().district.school.id}`;
  const aStation = () => {
    const now = NOW.toISOString();
    return { station: 'Gym', sentAt: now, scans: [{ id: crypto.randomUUID(), deviceAt: now, code: 'NOBODY-1' }] };
  };
  const aCharge = async () => {
    const { db } = matrix().api;
    const [{ id: deviceId }, { id: studentId }, id] = [await device(), await student(), uuidv7()];
    const policyId = (await findPolicy(db, '2026-11-24'))!.id;
    const of = { studentId, deviceId, policyId, kind: 'charge', cause: 'accident', schoolYear: 2026, enteredAt: NOW };
    await db.insert(deviceChargeLines).values({ id, amountCents: 2_500n, ...of });
    return id;
  };
  const aRetired = async () => {
    const { id, assetTag } = await device();
    const { body } = await keeper().post(`/api/devices/${id}/moves`, { body: { kind: 'retire' }, ifMatch: 1 });
    return { id, assetTag, version: body.version as number };
  };
  const aLot = async () => (await keeper().post('/api/device-disposals', { body: LOT })).body as { id: string; version: number };
  const aLotWith = async () => {
    const [lot, { id: deviceId, assetTag }] = [await aLot(), await aRetired()];
    const { body } = await keeper().post(`/api/device-disposals/${lot.id}/devices`, { body: { codes: [assetTag] }, ifMatch: lot.version });
    return { id: lot.id, deviceId, version: body.version as number };
  };
  const aCertificate = async (who: Who, id: string) => who.post(`/api/device-disposals/${id}/certificate`, aForm({}, 'wipe.pdf', '%PDF-1.7 made up'));
  const aPlan = async () => {
    const id = uuidv7();
    planned += 1;
    const of = { schoolYear: 2030 + Math.floor(planned / 13), grade: planned % 13, modelId: await model(), unitCents: 33_500n, source: 'A test' };
    await matrix()
      .api.db.insert(refreshPlans)
      .values({ id, ...of });
    return id;
  };
  return [
    ...[
      [
        'harvestDeviceParts',
        async (who: Who) => {
          const { id, version } = await aRetired();
          return who.post(`/api/devices/${id}/parts`, { body: { kinds: ['screen'] }, ifMatch: version });
        },
        keepersOfSeen,
      ] as const,
      ['listDeviceModels', (who: Who) => who.get('/api/device-models'), figures] as const,
      [
        'addDeviceModel',
        (who: Who) => who.post('/api/device-models', { body: { make: 'Acme', name: uuidv7(), kind: 'other' } }),
        keepers(201, 403),
      ] as const,
      ['getDeviceModel', async (who: Who) => who.get(`/api/device-models/${await model()}`), figures] as const,
      [
        'changeDeviceModel',
        async (who: Who) => who.patch(`/api/device-models/${await aModel(matrix().api.db)}`, { body: { price: null }, ifMatch: 1 }),
        keepers(200, 403),
      ] as const,
      ['getDeviceRefresh', (who: Who) => who.get('/api/device-refresh'), figures] as const,
      ['exportDeviceRefresh', (who: Who) => who.get('/api/device-refresh.csv'), figures] as const,
      [
        'addDeviceRefreshPlan',
        async (who: Who) => {
          planned += 1;
          const body = { schoolYear: 2050 + Math.floor(planned / 13), grade: planned % 13, modelId: await model(), unit: '335.00', source: 'A test' };
          return who.post('/api/device-refresh-plans', { body });
        },
        keepers(201, 403),
      ] as const,
      [
        'changeDeviceRefreshPlan',
        async (who: Who) => who.patch(`/api/device-refresh-plans/${await aPlan()}`, { body: { unit: '340.00' }, ifMatch: 1 }),
        keepers(200, 403),
      ] as const,
      [
        'removeDeviceRefreshPlan',
        async (who: Who) => who.delete(`/api/device-refresh-plans/${await aPlan()}`, { ifMatch: 1 }),
        keepers(200, 403),
      ] as const,
      ['listDeviceDisposals', (who: Who) => who.get('/api/device-disposals'), lots] as const,
      ['beginDeviceDisposal', (who: Who) => who.post('/api/device-disposals', { body: LOT }), keepers(201, 403)] as const,
      ['getDeviceDisposal', async (who: Who) => who.get(`/api/device-disposals/${(await aLot()).id}`), lots] as const,
      [
        'changeDeviceDisposal',
        async (who: Who) => who.patch(`/api/device-disposals/${(await aLot()).id}`, { body: { takenBy: 'Another' }, ifMatch: 1 }),
        keepers(200, 403),
      ] as const,
      [
        'addToDeviceDisposal',
        async (who: Who) =>
          who.post(`/api/device-disposals/${(await aLot()).id}/devices`, { body: { codes: [(await aRetired()).assetTag] }, ifMatch: 1 }),
        keepers(200, 403),
      ] as const,
      [
        'takeFromDeviceDisposal',
        async (who: Who) => {
          const { id, deviceId, version } = await aLotWith();
          return who.delete(`/api/device-disposals/${id}/devices/${deviceId}`, { ifMatch: version });
        },
        keepers(200, 403),
      ] as const,
      [
        'prepareDeviceDisposal',
        async (who: Who) => {
          const { id, version } = await aLotWith();
          return who.post(`/api/device-disposals/${id}/preparations`, { body: { kinds: ['wipe'] }, ifMatch: version });
        },
        keepers(200, 403),
      ] as const,
      ['bringWipeCertificate', async (who: Who) => aCertificate(who, (await aLot()).id), keepers(201, 403)] as const,
      [
        'getWipeCertificate',
        async (who: Who) => {
          const { id } = await aLot();
          await aCertificate(keeper(), id);
          return who.get(`/api/device-disposals/${id}/certificate`);
        },
        lots,
      ] as const,
      [
        'completeDeviceDisposal',
        async (who: Who) => {
          const { id, version } = await aLotWith();
          const { body } = await keeper().post(`/api/device-disposals/${id}/preparations`, {
            body: { kinds: ['deprovision', 'wipe'] },
            ifMatch: version,
          });
          const certified = await keeper().patch(`/api/device-disposals/${id}`, { body: { certificateNumber: 'W-1' }, ifMatch: body.version });
          return who.post(`/api/device-disposals/${id}/departures`, { body: { disposedOn: '2026-11-01' }, ifMatch: certified.body.version });
        },
        keepers(200, 403),
      ] as const,
      ['listDeviceViews', (who: Who) => who.get('/api/device-views'), own(200)] as const,
      ['saveDeviceView', (who: Who) => who.post('/api/device-views', { body: { name: uuidv7(), query: 'look=silent' } }), own(201)] as const,
      ['removeDeviceView', (who: Who) => who.delete(`/api/device-views/${uuidv7()}`), own(404)] as const,
    ].map(([operation, call, expected]) => ({ operation, call, expected })),
    {
      operation: 'listDevices',
      call: (who) => who.get('/api/devices'),
      expected: { ...readers, ...each(['principalElsewhere', 'administratorElsewhere'], 200), others: 403 },
    },
    {
      operation: 'registerDevice',
      call: async (who) => {
        const code = uuidv7();
        return who.post('/api/devices', { body: { assetTag: code, serial: code, modelId: await model(), siteId: matrix().district.school.id } });
      },
      expected: keepers(201, 403),
    },
    { operation: 'getDevice', call: async (who) => who.get(`/api/devices/${(await device()).id}`), expected: readers },
    {
      operation: 'changeDevice',
      call: async (who) => who.patch(`/api/devices/${(await device()).id}`, { body: { fundingSource: 'Levy' }, ifMatch: 1 }),
      expected: keepersOfSeen,
    },
    {
      operation: 'moveDevice',
      call: async (who) => who.post(`/api/devices/${(await device()).id}/moves`, { body: { kind: 'lose' }, ifMatch: 1 }),
      expected: keepersOfSeen,
    },
    { operation: 'getDeviceLabel', call: async (who) => who.get(`/api/device-labels/${(await device()).assetTag}`), expected: { others: 200 } },
    {
      operation: 'reportDeviceProblem',
      call: async (who) => who.post(`/api/device-labels/${(await device()).assetTag}/reports`, { body: { problem: 'The screen stays black' } }),
      expected: { others: 201 },
    },
    {
      operation: 'closeDeviceRepair',
      call: async (who) => who.post(`/api/device-repairs/${await aRepair()}/closings`, { body: { outcome: 'no_fault' } }),
      expected: keepers(200, 404),
    },
    {
      operation: 'actAtCounter',
      call: async (who) => who.post('/api/device-counter', { body: { scans: [(await student()).key] } }),
      expected: keepers(200, 422),
    },
    { operation: 'undoCounterAct', call: async (who) => who.post(`/api/device-counter/${await anAct()}/undoings`), expected: keepers(200, 403) },
    {
      operation: 'listDeviceCollections',
      call: (who) => who.get('/api/device-collections'),
      expected: { ...keepers(200, 403), administratorElsewhere: 200 },
    },
    {
      operation: 'countDeviceLabels',
      call: (who) => who.get('/api/device-label-sheets'),
      expected: { ...keepers(200, 403), administratorElsewhere: 200 },
    },
    {
      operation: 'printDeviceLabels',
      what: 'of devices that are not there',
      call: (who) => who.get('/api/device-label-sheets.pdf?q=NOBODY'),
      expected: { ...keepers(422, 403), administratorElsewhere: 422 },
    },
    { operation: 'getDeviceCollection', call: (who) => who.get(collectionPath()), expected: keepers(200, 403) },
    { operation: 'listCollectionScans', call: (who) => who.get(`${collectionPath()}/scans`), expected: keepers(200, 403) },
    {
      operation: 'sendCollectionScans',
      call: (who) => who.post(`${collectionPath()}/scans`, { body: aStation() }),
      expected: keepers(200, 403),
    },
    {
      operation: 'getDeviceStatement',
      call: async (who) => who.get(`/api/students/${(await student()).id}/device-statement`),
      expected: { ...keepers(200, 404), principal: 200 },
    },
    {
      operation: 'printDeviceStatement',
      call: async (who) => who.get(`/api/students/${(await student()).id}/device-statement.pdf`),
      expected: { ...keepers(200, 404), principal: 200 },
    },
    {
      operation: 'creditDeviceCharge',
      call: async (who) => who.post(`/api/device-charges/${await aCharge()}/credits`, { body: { kind: 'payment', amount: '5.00' } }),
      expected: keepers(200, 404),
    },
    {
      operation: 'listDeviceLinkViews',
      call: (who) => who.get('/api/device-link-views'),
      expected: { auditor: 200, administrator: 200, others: 403 },
    },
    { operation: 'getDeviceMeasures', call: (who) => who.get('/api/device-measures'), expected: figures },
    { operation: 'exportDeviceMeasures', call: (who) => who.get('/api/device-measures.csv'), expected: figures },
  ];
}
