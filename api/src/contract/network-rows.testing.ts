import { networkDips } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { NOW, type TestApi } from '../app.testing.ts';
import { aForm } from '../condition/imports/imports.testing.ts';
import type { District } from '../district.testing.ts';
import { aCircuit, aProbe } from '../network/network.testing.ts';

/* The rows of the network: Alder School in the north has a line, a probe and a dip. */

type Who = ReturnType<TestApi['as']>;
type Status = Record<string, number> & { others: number; signedOut?: number };
type Row = { operation: string; what?: string; call: (who: Who) => Promise<{ status: number }>; expected: Status };
type Matrix = { api: TestApi; district: District; people: Record<'technology', Actor> };

const each = (names: readonly string[], status: number) => Object.fromEntries(names.map((name) => [name, status]));
const KEEPERS = ['technology', 'administrator'];
const READERS = [...KEEPERS, 'cfo', 'capital', 'auditor'];
/** Who works at Alder School, or runs it. */
const AT_SCHOOL = ['requester', 'colleague', 'principal'];
const readers: Status = { ...each(READERS, 200), others: 403 };
const atSchool: Status = { ...each([...READERS, ...AT_SCHOOL], 200), others: 403 };
const keepers = (status: number): Status => ({ ...each(KEEPERS, status), others: 403 });

const LINES =
  'funding_year,application_number,funding_request_number,form_471_line_item_number,form_471_function_name\n2026,261012345,2699012345,1,Fiber';

/** One row for each operation, whose subjects are made when it asks. */
export function networkRows(matrix: () => Matrix): Row[] {
  const school = () => matrix().district.school.id;
  const aLine = () => aCircuit(matrix().api.db, school());
  const probe = () => aProbe(matrix().api.db, { siteId: school(), by: matrix().people.technology, at: NOW });
  const aDip = async () => {
    const { db } = matrix().api;
    await db.update(networkDips).set({ endedAt: NOW }).where(eq(networkDips.siteId, school()));
    const id = uuidv7();
    const beganAt = new Date(NOW.getTime() - 7_200_000 + (dips += 1));
    await db.insert(networkDips).values({ id, siteId: school(), beganAt, foundAt: NOW, usualMbps: 900, seenMbps: 300, state: 'proposed' });
    return id;
  };
  let dips = 0;
  const aContract = async () =>
    (await matrix().api.as(matrix().people.technology).post('/api/network/contracts', { body: contract() })).body.id as string;
  const asTechnology = () => matrix().api.as(matrix().people.technology);
  const aProvider = async () => (await asTechnology().post('/api/network/providers', { body: { name: crypto.randomUUID() } })).body.id as string;
  const lastOf = async (of: 'targets' | 'capacities') => (await asTechnology().get('/api/network/settings')).body[of][0];
  const anImport = async () =>
    (
      await matrix()
        .api.as(matrix().people.technology)
        .post('/api/network/erate-imports', aForm({}, 'lines.csv', LINES))
    ).body.id as string;
  const contract = () => ({ providerName: 'A carrier', number: crypto.randomUUID(), startsOn: '2026-07-01', endsOn: '2031-06-30' });
  const line = () => ({ siteId: school(), code: crypto.randomUUID(), medium: 'owned_fibre', downMbps: 1_000, upMbps: 1_000, buildStatus: 'built' });
  let year = 2030;
  const target = () => ({ code: 'ours', year: (year += 1), per: 'user', kbps: 2_000, nameEn: 'Ours', nameEs: 'Nuestra', source: 'The board' });
  let day = Date.UTC(2030, 0, 1);
  const capacity = () => ({ effectiveOn: new Date((day += 86_400_000)).toISOString().slice(0, 10), mbps: 100_000, source: 'Two carriers' });

  return [
    { operation: 'getNetwork', call: (who) => who.get('/api/network'), expected: readers },
    { operation: 'exportNetwork', call: (who) => who.get('/api/network/export'), expected: readers },
    { operation: 'getSchoolNetwork', call: (who) => who.get(`/api/network/schools/${school()}`), expected: atSchool },
    { operation: 'listBandwidthMeasurements', call: (who) => who.get(`/api/network/schools/${school()}/measurements`), expected: atSchool },
    { operation: 'listCircuits', call: (who) => who.get('/api/network/circuits'), expected: readers },
    { operation: 'addCircuit', call: (who) => who.post('/api/network/circuits', { body: line() }), expected: keepers(201) },
    { operation: 'getCircuit', call: async (who) => who.get(`/api/network/circuits/${await aLine()}`), expected: atSchool },
    {
      operation: 'changeCircuit',
      call: async (who) => who.patch(`/api/network/circuits/${await aLine()}`, { body: { downMbps: 2_000 }, ifMatch: 1 }),
      expected: keepers(200),
    },
    { operation: 'listNetworkProviders', call: (who) => who.get('/api/network/providers'), expected: readers },
    {
      operation: 'addNetworkProvider',
      call: (who) => who.post('/api/network/providers', { body: { name: crypto.randomUUID() } }),
      expected: keepers(201),
    },
    {
      operation: 'renameNetworkProvider',
      call: async (who) => who.patch(`/api/network/providers/${await aProvider()}`, { body: { name: crypto.randomUUID() }, ifMatch: 1 }),
      expected: keepers(200),
    },
    { operation: 'addNetworkContract', call: (who) => who.post('/api/network/contracts', { body: contract() }), expected: keepers(201) },
    {
      operation: 'changeNetworkContract',
      call: async (who) => who.patch(`/api/network/contracts/${await aContract()}`, { body: { endsOn: '2033-06-30' }, ifMatch: 1 }),
      expected: keepers(200),
    },
    { operation: 'getFibreBuildOut', call: (who) => who.get('/api/network/build-out'), expected: readers },
    {
      operation: 'setFibreMilestone',
      call: async (who) => {
        const { body } = await matrix().api.as(matrix().people.technology).get(`/api/network/schools/${school()}`);
        const version = body.milestones.find(({ step }: { step: string }) => step === 'design')?.version ?? 0;
        return who.put(`/api/network/schools/${school()}/milestones/design`, { body: { plannedOn: '2027-01-15', doneOn: null }, ifMatch: version });
      },
      expected: keepers(200),
    },
    { operation: 'getNetworkSettings', call: (who) => who.get('/api/network/settings'), expected: readers },
    { operation: 'addBandwidthTarget', call: (who) => who.post('/api/network/targets', { body: target() }), expected: keepers(201) },
    { operation: 'addIspCapacity', call: (who) => who.post('/api/network/isp-capacities', { body: capacity() }), expected: keepers(201) },
    {
      operation: 'correctBandwidthTarget',
      call: async (who) => {
        const { id, version } = await lastOf('targets');
        return who.patch(`/api/network/targets/${id}`, { body: { source: 'The board' }, ifMatch: version });
      },
      expected: keepers(200),
    },
    {
      operation: 'correctIspCapacity',
      call: async (who) => {
        await asTechnology().post('/api/network/isp-capacities', { body: capacity() });
        const { id, version } = await lastOf('capacities');
        return who.patch(`/api/network/isp-capacities/${id}`, { body: { mbps: 50_000 }, ifMatch: version });
      },
      expected: keepers(200),
    },
    { operation: 'listNetworkEvents', call: (who) => who.get(`/api/network/events?subjectId=${crypto.randomUUID()}`), expected: readers },
    { operation: 'getSchoolNetworkSetUp', call: (who) => who.get(`/api/network/schools/${school()}/set-up`), expected: readers },
    {
      operation: 'countSiteStaff',
      call: async (who) => {
        const { body } = await asTechnology().get(`/api/network/schools/${school()}/set-up`);
        return who.put(`/api/network/schools/${school()}/staff`, { body: { staff: 40, source: 'HR' }, ifMatch: body.staff?.version ?? 0 });
      },
      expected: keepers(200),
    },
    { operation: 'listErateImports', call: (who) => who.get('/api/network/erate-imports'), expected: readers },
    {
      operation: 'importErateLineItems',
      call: (who) => who.post('/api/network/erate-imports', aForm({}, 'lines.csv', LINES)),
      expected: keepers(201),
    },
    { operation: 'getErateImport', call: async (who) => who.get(`/api/network/erate-imports/${await anImport()}`), expected: readers },
    { operation: 'exportErateRefusals', call: async (who) => who.get(`/api/network/erate-imports/${await anImport()}/refused`), expected: readers },
    { operation: 'listErateLineItems', call: (who) => who.get('/api/network/erate-line-items'), expected: readers },
    {
      operation: 'makeMeasurementTicket',
      what: 'at Alder School',
      call: (who) => who.post('/api/network/measurement-tickets', { body: { siteId: school() } }),
      expected: { ...each([...KEEPERS, ...AT_SCHOOL], 201), others: 403 },
    },
    { operation: 'listNetworkProbes', call: (who) => who.get('/api/network/probes'), expected: readers },
    {
      operation: 'makeNetworkProbe',
      call: (who) => who.post('/api/network/probes', { body: { siteId: school(), name: 'Closet' } }),
      expected: keepers(201),
    },
    {
      operation: 'revokeNetworkProbe',
      call: async (who) => who.post(`/api/network/probes/${(await probe()).id}/revocations`),
      expected: keepers(200),
    },
    {
      operation: 'hearNetworkProbe',
      what: 'without a probe’s secret',
      call: (who) => who.post('/api/network/probe-heartbeats'),
      expected: { others: 401 },
    },
    {
      operation: 'makeProbeTicket',
      what: 'without a probe’s secret',
      call: (who) => who.post('/api/network/probe-tickets'),
      expected: { others: 401 },
    },
    { operation: 'listNetworkDips', call: (who) => who.get('/api/network/dips'), expected: readers },
    {
      operation: 'orderForNetworkDip',
      call: async (who) => who.post(`/api/network/dips/${await aDip()}/orders`),
      expected: keepers(201),
    },
    {
      operation: 'dismissNetworkDip',
      call: async (who) => who.post(`/api/network/dips/${await aDip()}/dismissals`, { body: { reason: 'Planned work' } }),
      expected: keepers(200),
    },
  ];
}
