import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aContract, anEstimate, anInvoice, aProgramme, aProject, aTransfer, aWaitingChange, type TestProgramme } from '../open/open.testing.ts';

let api: TestApi;
let district: District;
let cfo: Actor;
let programme: TestProgramme;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  cfo = await aPerson(api.db, { grants: [{ role: 'finance' }] });
  const capital = await aPerson(api.db, { grants: [{ role: 'capital_manager' }] });
  programme = await aProgramme(api.db, { code: 'bond-2018', askerId: capital.id, approverId: cfo.id });
  const roof = await aProject(api.db, programme, { siteId: district.school.id });
  const gym = await aProject(api.db, programme, {
    siteId: district.otherSchool.id,
    siteName: 'Birch School',
    name: 'Gym',
    promisedCents: 30_000_000n,
  });
  const move = { kind: 'draw', fromLineId: programme.contingencyId, toLineId: roof.lineId, amountCents: 1_000_000n, projectId: roof.id } as const;
  await aTransfer(api.db, programme, { ...move, reason: 'Wet insulation' });
  const contract = await aContract(api.db, programme, roof, 15_000_000n);
  await anInvoice(api.db, programme, roof, contract, 4_000_000n, '2026-04-20');
  await anInvoice(api.db, programme, roof, contract, 2_000_000n, '2026-06-20');
  await aWaitingChange(api.db, programme, roof, contract, 500_001n);
  await anEstimate(api.db, programme, gym.lineId, 28_000_000n);
});
afterAll(() => api.close());

const read = async (who: Actor, query = '') => (await api.as(who).get(`/api/capital-outlook${query}`)).body;

describe('the outlook of a programme', () => {
  test('forecasts what is committed, what waits by its chance, and what is still to be contracted', async () => {
    expect((await read(cfo)).money).toEqual({
      budget: '600000.00',
      committed: '150000.00',
      expended: '60000.00',
      waitingChanges: '2500.01',
      toCommit: '280000.00',
      eac: '432500.01',
    });
  });
  test('spreads it over months that add up to it to the cent, from the first invoice to the last day that work is planned for', async () => {
    const { cashFlow, asOf, reconciledOn, isDemonstration } = await read(cfo);
    const { months, eac, until } = cashFlow;
    const sum = (months as { actual: string; forecast: string }[]).reduce((all, one) => all + centsOf(one.actual) + centsOf(one.forecast), 0n);
    expect([sum, months[0].month, months.at(-1).month, until]).toEqual([centsOf(eac), '2026-04-01', '2027-08-01', '2027-08-01']);
    expect(months[0]).toMatchObject({ actual: '40000.00', forecast: '0.00' });
    expect(months.at(-1).cumulative).toBe(eac);
    expect([asOf, reconciledOn, isDemonstration]).toEqual(['2026-11-24', null, true]);
  });
  test('says how the work goes against its plan and its money', async () => {
    const { earnedValue } = await read(cfo);
    expect(earnedValue).toMatchObject({ bac: '510000.00', ev: '255000.00', ac: '60000.00', projects: 2, withoutDates: 0 });
    expect(earnedValue.cpi).toBe(4.25);
    expect(earnedValue.spi).toBeCloseTo(255_000 / Number(earnedValue.pv), 6);
  });
  test('says what contingency is left, what the rest of the work will take, and what is free', async () => {
    const { burn, free } = await read(cfo);
    expect(burn).toMatchObject({
      used: '10000.00',
      projectWork: '140000.00',
      plannedWork: '500000.00',
      need: '25714.29',
      left: '90000.00',
      shortfall: '0.00',
    });
    expect(burn.rate).toBeCloseTo(10 / 140, 8);
    expect(free).toEqual({ unallocated: '400000.00', approvedNeeds: '0.00', trulyFree: '400000.00' });
  });
  test('tells of each series whether it is spent in time', async () => {
    const [series] = (await read(cfo)).series;
    expect(series).toMatchObject({ series: '2025', available: '1000000.00', spent: '57000.00' });
    expect(series.milestones.map(({ on, state }: { on: string; state: string }) => [on, state])).toEqual([
      ['2025-12-01', 'missed'],
      ['2026-06-01', 'missed'],
      ['2026-12-01', 'ahead'],
      ['2027-06-01', 'ahead'],
      ['2028-06-01', 'ahead'],
    ]);
  });
  test('is of their own projects for those who see a part of the district', async () => {
    const north = await aPerson(api.db, { grants: [{ role: 'planner', areaId: district.areas.north }] });
    const seen = await read(north);
    expect([seen.isWhole, seen.money.budget, seen.money.toCommit, seen.burn, seen.free, seen.series]).toEqual([
      false,
      '210000.00',
      '0.00',
      null,
      null,
      [],
    ]);
    const atBirch = await aPerson(api.db, { grants: [{ role: 'capital_manager', siteId: district.otherSchool.id }] });
    expect((await read(atBirch)).money.budget).toBe('300000.00');
    expect((await api.as(north).get('/api/outlook-scenarios')).body.code).toBe('capital.whole_district_only');
  });
  test('comes as a file that says of which day it is', async () => {
    const { text } = await api.as(cfo).get('/api/capital-outlook/export');
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      '\uFEFFDemonstration: not real figures',
      'Cash flow by month,Programme bond-2018',
      'As of,2026-11-24,Last matched with the finance system,never',
    ]);
  });
  test('knows no programme that is not there', async () => expect((await read(cfo, '?programme=none')).code).toBe('capital.no_programme'));
});

describe('a scenario', () => {
  const body = {
    programme: 'bond-2018',
    name: 'As planned',
    operating: { revenue: '1200000000.00', spend: '1230000000.00', reserve: '150000000.00' },
    assumptions: { revenueGrowth: 0.02, spendGrowth: 0.03, costEscalation: 0, contingency: 0, renewal: 0 },
  };
  const save = (more: object = {}, who = cfo) => api.as(who).post('/api/outlook-scenarios', { body: { ...body, ...more } });

  test('keeps what it was reckoned from, and gives the same figures when the ledger has moved on', async () => {
    const { status, body: saved } = await save();
    expect(status).toBe(201);
    expect(saved.operating[0]).toMatchObject({ year: 2027, spend: '1230000000.00', balance: '-30000000.00', reserve: '120000000.00' });
    expect(saved.operating[0].drawShare).toBeCloseTo(30 / 1230, 8);
    const { cashFlow } = await read(cfo);
    const of2027 = (cashFlow.months as { month: string; forecast: string }[]).filter(({ month }) => month.startsWith('2027'));
    expect(centsOf(saved.capital[0].spend)).toBe(of2027.reduce((sum, { forecast }) => sum + centsOf(forecast), 0n));
    await anEstimate(api.db, programme, programme.contingencyId, 5_000_000n);
    expect((await api.as(cfo).get(`/api/outlook-scenarios/${saved.id}`)).body).toEqual(saved);
    const other = (await save({ name: 'After' })).body;
    expect(other.capital[0].spend).not.toBe(saved.capital[0].spend);
    const { items } = (await api.as(cfo).get('/api/outlook-scenarios?programme=bond-2018')).body;
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['After', 'As planned']);
  });
  test('has a name of its own, and sensible assumptions', async () => {
    expect((await save()).body).toMatchObject({ code: 'capital.scenario_named', errors: [{ pointer: '/name' }] });
    expect((await save({ name: 'Odd', assumptions: { ...body.assumptions, renewal: 2 } })).body.errors[0].detail).toBe(
      'Write the share of renewals that is done, from 0 to 1.',
    );
  });
  test('is taken away by who keeps them and saw its last version', async () => {
    const { id } = (await save({ name: 'Short-lived' })).body;
    const auditor = await aPerson(api.db, { grants: [{ role: 'auditor' }] });
    const path = `/api/outlook-scenarios/${id}`;
    expect((await api.as(auditor).delete(path, { ifMatch: 1 })).body.code).toBe('capital.scenario_not_yours');
    expect((await api.as(cfo).delete(path, { ifMatch: 2 })).body.code).toBe('capital.scenario_changed');
    expect((await api.as(cfo).delete(path, { ifMatch: 1 })).body.items).toHaveLength(2);
    expect((await api.as(cfo).get(path)).body.code).toBe('capital.no_scenario');
  });
});

test('who plans for another service only sees nothing of the capital plan, neither here nor in what is proposed', async () => {
  const planner = await aPerson(api.db, { grants: [{ role: 'planner', serviceCode: 'it' }] });
  const answers = await Promise.all(['/api/capital-outlook', '/api/proposals', '/api/programmes'].map((path) => api.as(planner).get(path)));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});
