import { projects } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aCostBasis, aStructure } from '../../condition/condition.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { DICTIONARY, SETS } from './data-sets.ts';
import { aContract, anInvoice, aProgramme, aProject, aTransfer, aWaitingChange, type TestProgramme, type TestProject } from './open.testing.ts';

let api: TestApi;
let district: District;
let programme: TestProgramme;
let roof: TestProject;
let planner: Actor;
let capital: Actor;
let cfo: Actor;
/** Words that nobody reviewed, or that are about security: none of them may ever be read here. */
const SECRETS = ['Zanzibar locks', 'Vault vendor', 'Unreviewed words', 'Between us', 'Hidden programme'];

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  capital = await aPerson(api.db, { name: 'Casey Capital', grants: [{ role: 'capital_manager' }] });
  cfo = await aPerson(api.db, { name: 'Frankie Finance', grants: [{ role: 'finance' }] });
  const of = { askerId: capital.id, approverId: cfo.id };
  await aStructure(api.db, await aCostBasis(api.db), { siteId: district.school.id });
  programme = await aProgramme(api.db, { code: 'bond-2018', ...of });
  const { school, otherSchool } = district;
  roof = await aProject(api.db, programme, { siteId: school.id, summary: 'The roof leaks. It gets a new one.', isReviewed: true });
  const contract = await aContract(api.db, programme, roof, 15_000_000n);
  await anInvoice(api.db, programme, roof, contract, 4_000_001n, '2026-04-20');
  await anInvoice(api.db, programme, roof, contract, 2_000_000n, '2026-06-20');
  await aWaitingChange(api.db, programme, roof, contract, 500_000n);
  const draw = { kind: 'draw', fromLineId: programme.contingencyId, toLineId: roof.lineId, projectId: roof.id } as const;
  await aTransfer(api.db, programme, { ...draw, amountCents: 1_000_000n, reason: 'Wet insulation under the old roof', isPublic: true });
  await aTransfer(api.db, programme, { ...draw, amountCents: 500_000n, reason: 'Between us', on: '2026-05-02' });
  const gym = await aProject(api.db, programme, {
    siteId: otherSchool.id,
    siteName: 'Birch School',
    name: 'Gym',
    promisedCents: 30_000_000n,
    summary: 'Unreviewed words',
  });
  await api.db.execute(sql`update project_scopes set state = 'dropped', reason = 'The school closes' where project_id = ${gym.id}`);
  const locks = await aProject(api.db, programme, {
    siteId: school.id,
    name: 'Zanzibar locks',
    promisedCents: 5_000_000n,
    isSecurity: true,
    summary: 'Zanzibar locks',
    isReviewed: true,
  });
  const locksContract = await aContract(api.db, programme, locks, 4_000_000n, 'Vault vendor');
  await anInvoice(api.db, programme, locks, locksContract, 1_000_000n, '2026-04-21');
  await aTransfer(api.db, programme, {
    ...draw,
    toLineId: locks.lineId,
    projectId: locks.id,
    amountCents: 100_000n,
    reason: 'Zanzibar locks',
    isPublic: true,
  });
  const hidden = await aProgramme(api.db, { code: 'hidden', isPublic: false, ...of });
  await aProject(api.db, hidden, { siteId: school.id, name: 'Hidden programme' });
});
afterAll(() => api.close());

const get = (path: string, headers: Record<string, string> = {}) => api.as(null).get(`/api/open${path}`, { headers });
const everyPath = () => [
  '',
  '/programmes/bond-2018',
  '/schools',
  `/schools/${district.school.id}`,
  `/schools/${district.otherSchool.id}`,
  `/projects/${roof.id}`,
  '/proposals',
  '/dictionary',
  ...SETS.flatMap((set) => [`/data/${set}?format=csv`, `/data/${set}?format=json`]),
];

describe('a school’s promise', () => {
  test('is told with what it has today, what was spent, and why it changed', async () => {
    const { body } = await get(`/schools/${district.school.id}`);
    expect(body.programmes).toHaveLength(1);
    const [bond] = body.programmes;
    expect(bond.money).toEqual({
      promised: '200000.00',
      budget: '215000.00',
      change: '15000.00',
      contracted: '150000.00',
      spent: '60000.01',
      forecast: '152500.00',
    });
    expect(bond.projects[0]).toMatchObject({
      name: 'New roof',
      summary: 'The roof leaks. It gets a new one.',
      scopes: [{ promise: 'New roof as shown to voters', promised: '200000.00' }],
    });
    expect(body.changes.map(({ on, amount, reason }: Record<string, string>) => [on, amount, reason])).toEqual([
      ['2026-05-02', '5000.00', null],
      ['2026-03-12', '10000.00', 'Wet insulation under the old roof'],
    ]);
    expect(body.condition).toMatchObject({ deferred: '0.00' });
  });
  test('is the sum of its invoices, to the cent, at the school, at the project and in the file', async () => {
    const school = (await get(`/schools/${district.school.id}`)).body.programmes[0];
    const project = (await get(`/projects/${roof.id}`)).body;
    const sum = (rows: { amount: string }[]) => rows.reduce((all, { amount }) => all + centsOf(amount), 0n);
    expect(sum(project.invoices.items)).toBe(6_000_001n);
    expect([project.money.spent, project.invoices.sum, school.invoices, school.projects[0].invoices]).toEqual([
      '60000.01',
      '60000.01',
      { count: 2, sum: '60000.01' },
      { count: 2, sum: '60000.01' },
    ]);
    const { rows } = (await get('/data/invoices')).body;
    expect(sum(rows.filter((row: Record<string, string>) => row['project_id'] === roof.id))).toBe(6_000_001n);
  });
  test('that was dropped says why', async () => {
    const { body } = await get(`/schools/${district.otherSchool.id}`);
    expect(body.programmes[0].projects[0].scopes[0]).toMatchObject({ state: 'dropped', reason: 'The school closes' });
  });
});

describe('a programme', () => {
  test('adds up: what is told school by school, what is not told, and what belongs to no school', async () => {
    const { body } = await get('/programmes/bond-2018');
    const ofSchools = body.schools.reduce((sum: bigint, { money }: { money: { promised: string } }) => sum + centsOf(money.promised), 0n);
    const contingency = body.uses.find(({ kind }: { kind: string }) => kind === 'contingency');
    expect(ofSchools + centsOf(body.notShown.promised) + centsOf(contingency.promised)).toBe(centsOf(body.money.promised));
    expect(body.schools.map(({ school, projects: count }: { school: { name: string }; projects: number }) => [school.name, count])).toEqual([
      ['Alder School', 1],
      ['Birch School', 1],
    ]);
    // Contracts of 150,000 and 40,000, and half of a change order of 5,000 that waits.
    expect(body.money.forecast).toBe('192500.00');
    expect((await get('')).body.programmes[0].money).toEqual(body.money);
    expect((await get('/data/programmes')).body.rows[0].forecast).toBe('192500.00');
    expect(body.sources).toEqual([{ name: 'Bond', kind: 'bond', planned: '1000000.00', arrived: '1000000.00' }]);
  });
  test('that is not public is not there', async () => {
    expect((await get('/programmes/hidden')).body.code).toBe('capital.open_no_programme');
    expect((await get('')).body.programmes.map(({ programme: { code } }: { programme: { code: string } }) => code)).toEqual(['bond-2018']);
  });
});

describe('what is not for everybody', () => {
  test('security, unreviewed words and other programmes stand in no answer and no file', async () => {
    for (const path of everyPath()) {
      const { text, status } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      for (const secret of [...SECRETS, capital.name, cfo.name]) expect(text, `${path}: ${secret}`).not.toContain(secret);
    }
    const [locks] = await api.db.select().from(projects).where(eq(projects.name, 'Zanzibar locks'));
    expect((await get(`/projects/${locks!.id}`)).body.code).toBe('capital.open_no_project');
  });
  test('a site of which nothing is public is not there', async () => {
    expect((await get(`/schools/${district.closedSchool.id}`)).body.code).toBe('capital.open_no_school');
  });
});

describe('every answer', () => {
  test('says first that its figures are not real, its day and its licence, and no search engine keeps it', async () => {
    for (const path of everyPath()) {
      const { text, body, headers } = await get(path);
      expect(headers['x-robots-tag'], path).toBe('noindex');
      if (body)
        expect(body, path).toMatchObject({
          notice: 'Demonstration: not real figures',
          asOf: '2026-11-24',
          licence: { code: 'CC-BY-4.0' },
        });
      else expect(text.split('\r\n')[0], path).toBe('\uFEFFDemonstration: not real figures');
    }
  });
  test('is kept by caches for a minute, and not sent again to who has it', async () => {
    for (const path of everyPath()) {
      const { headers } = await get(path);
      expect([path, headers['cache-control'], headers['access-control-allow-origin']]).toEqual([path, 'public, s-maxage=60', '*']);
      const again = await get(path, { 'if-none-match': String(headers['etag']) });
      expect([path, again.status, again.text, again.headers['cache-control']]).toEqual([path, 304, '', 'public, s-maxage=60']);
    }
    expect((await get('/programmes/none')).headers['cache-control']).toBe('no-store');
  });
  test('is another one as soon as something changed', async () => {
    const path = `/projects/${roof.id}`;
    const { headers } = await get(path);
    const contract = await aContract(api.db, programme, roof, 1_000_000n);
    await anInvoice(api.db, programme, roof, contract, 100_000n, '2026-09-01');
    const later = await get(path, { 'if-none-match': String(headers['etag']) });
    expect([later.status, later.body.invoices.sum]).toEqual([200, '61000.01']);
  });
});

describe('the files', () => {
  test('have the names of the dictionary, in both forms and languages', async () => {
    for (const lang of ['en', 'es'] as const) {
      const dictionary = (await get(`/dictionary?lang=${lang}`)).body;
      for (const set of SETS) {
        const names = dictionary.sets.find(({ name }: { name: string }) => name === set).fields.map(({ name }: { name: string }) => name);
        const { rows } = (await get(`/data/${set}?lang=${lang}`)).body;
        if (rows.length > 0) expect(Object.keys(rows[0])).toEqual(names);
        const { text } = await get(`/data/${set}?format=csv&lang=${lang}`);
        const lines = text.split('\r\n');
        expect(lines[2]).toBe(names.join(','));
        expect(lines.length - 4).toBe(rows.length);
      }
    }
    expect((await get('/dictionary?lang=es')).body.notice).toBe('Demostración: cifras no reales');
  });
  test('go on after the last id', async () => {
    const { rows } = (await get('/data/invoices')).body;
    const rest = (await get(`/data/invoices?after=${rows[0].invoice_id}`)).body.rows;
    expect(rest).toEqual(rows.slice(1));
  });
  test('the dictionary has words for each field in each language', () => {
    for (const { fields, words } of Object.values(DICTIONARY))
      for (const one of [words, ...fields.map((field) => field.words)]) expect(one.en !== '' && one.es !== '').toBe(true);
  });
});

describe('a proposal', () => {
  test('is told from its publication on, with its score, the committee, the decision and its reason; one about security never', async () => {
    const body = {
      programme: 'bond-2018',
      siteId: district.school.id,
      title: 'Gym floor',
      summary: 'Worn through',
      cost: '1000.00',
      points: 50,
      scoreBasis: 'A walk',
    };
    const one = (await api.as(planner).post('/api/proposals', { body })).body;
    expect((await get('/proposals')).body.items).toEqual([]);
    const move = async (who: Actor, { id, version }: { id: string; version: number }, step: object) =>
      (await api.as(who).post(`/api/proposals/${id}/transitions`, { body: step, ifMatch: version })).body;
    const published = await move(capital, one, { to: 'published' });
    expect((await get('/proposals')).body.items).toMatchObject([{ title: 'Gym floor', points: 50, scoreBasis: 'A walk', decision: null }]);
    const seen = await move(capital, published, { to: 'in_committee', committee: 'Citizens', metOn: '2026-11-20', view: 'Do it' });
    await move(cfo, seen, { to: 'decided', outcome: 'later', reason: 'No money this year' });
    const { text, body: told } = await get('/proposals');
    expect(told.items[0]).toMatchObject({
      committee: { name: 'Citizens', view: 'Do it' },
      decision: { outcome: 'later', reason: 'No money this year' },
    });
    expect(text).not.toContain(cfo.name);
    const secret = (await api.as(planner).post('/api/proposals', { body: { ...body, title: 'Zanzibar locks', isSecurity: true } })).body;
    await move(capital, secret, { to: 'published' });
    expect((await get('/proposals')).text).not.toContain('Zanzibar');
    expect((await get('/data/proposals')).body.rows).toHaveLength(1);
  });
});

test('the forecast is the same to the cent for everybody, for the CFO and in the outlook, also of half a cent', async () => {
  const contract = await aContract(api.db, programme, roof, 100n);
  await aWaitingChange(api.db, programme, roof, contract, 1n);
  await aWaitingChange(api.db, programme, roof, contract, 3n);
  const told = (await get('/programmes/bond-2018')).body.money.forecast;
  expect((await api.as(cfo).get(`/api/programmes/${programme.id}`)).body.figures.forecast).toBe(told);
  expect((await api.as(cfo).get('/api/capital-outlook?programme=bond-2018')).body.money.eac).toBe(told);
  const of = (await api.as(cfo).get(`/api/projects/${roof.id}`)).body.project.figures.forecast;
  expect((await get(`/projects/${roof.id}`)).body.money.forecast).toBe(of);
});
