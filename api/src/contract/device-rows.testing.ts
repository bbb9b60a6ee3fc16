import { deviceChargeLines } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { NOW, type TestApi } from '../app.testing.ts';
import { aDevice, aModel, aPolicy, aStudent } from '../devices/devices.testing.ts';
import { findPolicy } from '../devices/charges/queries.ts';
import type { District } from '../district.testing.ts';

/* The rows of devices: all at Alder School, kept by `technology`. */

type Who = ReturnType<TestApi['as']>;
type Status = Record<string, number> & { others: number };
type Row = { operation: string; call: (who: Who) => Promise<{ status: number }>; expected: Status };
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
  return [
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
      call: (who) => who.get('/api/device-label-sheets.pdf?q=NOBODY'),
      expected: { ...keepers(200, 403), administratorElsewhere: 200 },
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
