import { budgetLines, conditionEvents, deficiencies, projectScopes, projects, scopeNeeds } from '@steward/db/schema';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aCostBasis, aStructure } from '../../condition/condition.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aDelegation, aPerson } from '../../people/people.testing.ts';
import { aProgramme } from '../open/open.testing.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let capital: Actor;
let cfo: Actor;
let plan: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  capital = await aPerson(api.db, { grants: [{ role: 'capital_manager' }] });
  cfo = await aPerson(api.db, { grants: [{ role: 'finance' }] });
  await aProgramme(api.db, { code: 'bond-2018', askerId: capital.id, approverId: cfo.id });
  const portfolioId = await aCostBasis(api.db);
  const keys: string[] = [];
  const note = async (structureId: string, scope: string, cost: string) => {
    const body = { systemCode: 'B3010', priority: 2, scope, cost, source: 'inspection' };
    const { deficiencies: noted } = (await api.as(planner).post(`/api/structures/${structureId}/deficiencies`, { body })).body;
    keys.push(`finding:${noted.find((one: { scope: string }) => one.scope === scope).id}`);
  };
  const alder = (await aStructure(api.db, portfolioId, { siteId: district.school.id })).id;
  const birch = (await aStructure(api.db, portfolioId, { siteId: district.otherSchool.id })).id;
  await note(alder, 'Roof leaks', '30000.00');
  await note(alder, 'Gutters are rusted through', '10000.00');
  await note(birch, 'Boiler fails', '50000.00');
  plan = (await api.as(planner).post('/api/draft-plans', { body: { name: 'Summer 2027', chosen: { by: 'needs', keys } } })).body.id;
});
afterAll(() => api.close());

const byHand = (more: object = {}) => ({
  programme: 'bond-2018',
  siteId: district.school.id,
  title: 'New roof for the gym',
  summary: 'The roof of the gym leaks.',
  cost: '450000.00',
  points: 72,
  scoreBasis: 'Principals, October',
  ...more,
});
const make = async (more: object = {}, who = planner) => (await api.as(who).post('/api/proposals', { body: byHand(more) })).body;
type Proposal = { id: string; version: number };
const move = (who: Actor, { id, version }: Proposal, body: object) =>
  api.as(who).post(`/api/proposals/${id}/transitions`, { body, ifMatch: version });
const committee = { to: 'in_committee', committee: 'Citizens’ oversight', metOn: '2026-11-20', view: 'Most urgent of the three' };
const decided = { to: 'decided', outcome: 'approved', reason: 'It leaks over two classrooms' };
/** A proposal that a committee saw. */
const seen = async (more: object = {}, who = planner): Promise<Proposal> => {
  const one = (await move(capital, await make(more, who), { to: 'published' })).body;
  return (await move(capital, one, committee)).body;
};

describe('a draft plan', () => {
  test('becomes a proposal for each school, scored by its needs; once', async () => {
    const { status, body } = await api.as(planner).post(`/api/draft-plans/${plan}/proposals`, { body: { programme: 'bond-2018' } });
    expect([status, body.items.map(({ title, cost }: { title: string; cost: string }) => [title, cost])]).toEqual([
      201,
      [
        ['Summer 2027: Alder School', '40000.00'],
        ['Summer 2027: Birch School', '50000.00'],
      ],
    ]);
    const { needs, points, scoreBasis, weightsNumber, events } = (await api.as(planner).get(`/api/proposals/${body.items[0].id}`)).body;
    const mean = needs.reduce((sum: number, one: { points: number; cost: string }) => sum + one.points * Number(one.cost), 0) / 40_000;
    expect([points, scoreBasis, weightsNumber, needs.length, events[0].kind]).toEqual([expect.closeTo(mean, 9), null, 0, 2, 'proposed']);
    const again = await api.as(planner).post(`/api/draft-plans/${plan}/proposals`, { body: { programme: 'bond-2018' } });
    expect(again.body.code).toBe('capital.proposal_nothing_left');
  });
  test('that was taken up stays', async () => {
    expect((await api.as(planner).delete(`/api/draft-plans/${plan}`, { ifMatch: 1 })).body.code).toBe('condition.draft_plan_taken_up');
  });
  test('becomes a project once it is decided, with a scope line that names each need', async () => {
    const { items } = (await api.as(planner).get('/api/proposals')).body;
    const alder = items.find(({ title }: { title: string }) => title.endsWith('Alder School'));
    const published = (await move(capital, alder, { to: 'published' })).body;
    const inCommittee = (await move(capital, published, committee)).body;
    expect(inCommittee.allowedMoves).toEqual(['withdrawn']);
    const { body } = await move(cfo, inCommittee, decided);
    expect(body).toMatchObject({ state: 'decided', decision: { outcome: 'approved', reason: decided.reason, by: { id: cfo.id } }, allowedMoves: [] });
    expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual(['proposed', 'published', 'in_committee', 'decided']);
    const [project] = await api.db.select().from(projects).where(eq(projects.id, body.projectId));
    expect(project).toMatchObject({
      phase: 'planned',
      siteId: district.school.id,
      summaryReviewedById: cfo.id,
      draftPlanId: plan,
      isSecurity: false,
    });
    const scopes = await api.db
      .select()
      .from(projectScopes)
      .innerJoin(scopeNeeds, eq(scopeNeeds.scopeId, projectScopes.id))
      .orderBy(projectScopes.promise);
    expect(scopes.map(({ project_scopes: scope }) => [scope.promise, scope.promisedCents])).toEqual([
      ['Gutters are rusted through', 1_000_000n],
      ['Roof leaks', 3_000_000n],
    ]);
    expect(scopes.every(({ scope_needs: need }) => need.deficiencyId !== null)).toBe(true);
    // What it puts right is funded from now on, and the history of the building says by what.
    const funded = await api.db
      .select()
      .from(deficiencies)
      .where(
        inArray(
          deficiencies.id,
          scopes.map(({ scope_needs: need }) => need.deficiencyId!),
        ),
      );
    expect(funded.map(({ status }) => status)).toEqual(['funded', 'funded']);
    expect(scopes.every(({ scope_needs: need }) => need.statusBefore === 'open')).toBe(true);
    const [happened] = await api.db
      .select()
      .from(conditionEvents)
      .where(and(eq(conditionEvents.kind, 'deficiency_funded'), eq(conditionEvents.structureId, funded[0]!.structureId)));
    expect(happened?.data).toMatchObject({ projectId: body.projectId, promise: expect.any(String) });
    // It has no budget yet, so it takes from what is free.
    expect(await api.db.select().from(budgetLines).where(eq(budgetLines.projectId, body.projectId))).toEqual([]);
    expect((await api.as(cfo).get('/api/capital-outlook')).body.free).toMatchObject({ approvedNeeds: '40000.00', trulyFree: '860000.00' });
  });
});

test('a need that something else has taken up meanwhile is left to it: the project promises it, and names the others', async () => {
  const { items } = (await api.as(planner).get('/api/proposals')).body;
  const birch = items.find(({ title }: { title: string }) => title.endsWith('Birch School'));
  const published = (await move(capital, birch, { to: 'published' })).body;
  const { needs } = (await api.as(planner).get(`/api/proposals/${birch.id}`)).body;
  await api.db.update(deficiencies).set({ status: 'funded' }).where(eq(deficiencies.id, needs[0].deficiencyId));
  const { body } = await move(cfo, (await move(capital, published, committee)).body, decided);
  const scopes = await api.db.select().from(projectScopes).where(eq(projectScopes.projectId, body.projectId));
  expect(scopes.map(({ promise }) => promise)).toEqual(['Boiler fails']);
  expect(await api.db.select().from(scopeNeeds).where(eq(scopeNeeds.scopeId, scopes[0]!.id))).toEqual([]);
});

describe('a proposal by hand', () => {
  test('is put right while it is a draft, and stays as it was published', async () => {
    const one = await make();
    const path = `/api/proposals/${one.id}`;
    const changed = (await api.as(planner).patch(path, { body: { title: 'New gym roof' }, ifMatch: 1 })).body;
    expect([changed.title, changed.version, changed.may]).toEqual(['New gym roof', 2, { change: true }]);
    expect((await api.as(planner).patch(path, { body: { title: 'Another' }, ifMatch: 1 })).body.code).toBe('capital.proposal_changed');
    const published = (await move(capital, changed, { to: 'published' })).body;
    expect((await api.as(planner).patch(path, { body: { title: 'Too late' }, ifMatch: published.version })).body.code).toBe(
      'capital.proposal_published',
    );
    await expect(api.db.execute(sql`update proposals set points = 99 where id = ${one.id}`)).rejects.toMatchObject({
      cause: { constraint_name: 'proposals_as_published' },
    });
  });
  test('is published by somebody else than wrote its words, or who stands in for them; who put them right is who wrote them', async () => {
    const deputy = await aPerson(api.db);
    await aDelegation(api.db, capital, deputy);
    const own = await make({}, capital);
    expect(own.allowedMoves).toEqual(['withdrawn']);
    for (const who of [capital, deputy]) expect((await move(who, own, { to: 'published' })).body.code).toBe('capital.proposal_own');
    expect((await move(cfo, own, { to: 'published' })).status).toBe(200);
    const put = (await api.as(capital).patch(`/api/proposals/${(await make()).id}`, { body: { title: 'Gym roof' }, ifMatch: 1 })).body;
    expect((await move(capital, put, { to: 'published' })).body.code).toBe('capital.proposal_own');
    const again = (await api.as(planner).patch(`/api/proposals/${put.id}`, { body: { title: 'Roof of the gym' }, ifMatch: put.version })).body;
    expect((await move(capital, again, { to: 'published' })).status).toBe(200);
  });
  test('is not decided before a committee saw it', async () => {
    const published = (await move(capital, await make(), { to: 'published' })).body;
    expect((await move(cfo, published, decided)).body).toMatchObject({
      code: 'capital.proposal_not_a_move',
      current: { state: 'published' },
      allowedMoves: [],
    });
    expect((await move(capital, published, { ...committee, metOn: '2026-12-24' })).body).toMatchObject({ code: 'capital.committee_later' });
  });
  test('is never decided by who proposed it, nor by who stands in for them, whoever writes it', async () => {
    const both = await aPerson(api.db, { grants: [{ role: 'finance' }, { role: 'planner' }] });
    const own = await seen({}, both);
    expect((await move(both, own, decided)).body.code).toBe('capital.proposal_own');
    const deputy = await aPerson(api.db);
    await aDelegation(api.db, both, deputy);
    expect((await move(deputy, own, decided)).body.code).toBe('capital.proposal_own');
    await expect(
      api.db.execute(
        sql`update proposals set state = 'decided', decision = 'declined', reason = 'x', decided_at = ${NOW.toISOString()}, decided_by_id = proposed_by_id where id = ${own.id}`,
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: 'proposals_duties_apart' } });
  });
  test('is decided once, however many decide at the same moment', async () => {
    const one = await seen();
    const other = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    const answers = await Promise.all([move(cfo, one, decided), move(other, one, { ...decided, outcome: 'declined' })]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)!.status).toBeLessThan(500);
    const made = await api.db.select().from(projects).where(eq(projects.name, 'New roof for the gym'));
    const { body } = await api.as(cfo).get(`/api/proposals/${one.id}`);
    expect(made).toHaveLength(body.decision.outcome === 'approved' ? 1 : 0);
  });
  test('declined becomes nothing, and is over', async () => {
    const { body } = await move(cfo, await seen(), { ...decided, outcome: 'declined' });
    expect([body.projectId, body.state]).toEqual([null, 'decided']);
    expect((await move(capital, body, { to: 'withdrawn', reason: 'No' })).body.code).toBe('capital.proposal_not_a_move');
  });
  test('becomes a project of its own also where the code of its number is taken', async () => {
    const one = await seen();
    const { number, programme } = (await api.as(cfo).get(`/api/proposals/${one.id}`)).body;
    const { items } = (await api.as(cfo).get('/api/programmes')).body;
    const { id: programmeId } = items.find((each: { programme: { code: string } }) => each.programme.code === programme.code).programme;
    const code = `D-${String(number).padStart(4, '0')}`;
    for (const taken of [code, `${code}-2`])
      expect((await api.as(capital).post(`/api/programmes/${programmeId}/projects`, { body: { code: taken, name: 'Somebody else’s' } })).status).toBe(
        201,
      );
    const { body } = await move(cfo, one, decided);
    const [made] = await api.db.select().from(projects).where(eq(projects.id, body.projectId));
    expect(made!.code).toBe(`${code}-3`);
  });
  test.each(['1e308', '0.001', '-5', '0', 'much'])('is refused in words where it costs %j', async (cost) => {
    const { status, body } = await api.as(planner).post('/api/proposals', { body: byHand({ cost }) });
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });
  test('is for a programme of ours: what others build is not ours to propose', async () => {
    await api.db.execute(
      sql`insert into programmes (id, code, name, kind, source, starts_on, ends_on) values (gen_random_uuid(), 'theirs', 'Theirs', 'other_owner', 'x', '2020-01-01', '2030-01-01')`,
    );
    const { status, body } = await api.as(planner).post('/api/proposals', { body: byHand({ programme: 'theirs' }) });
    expect([status, body.code]).toEqual([422, 'capital.no_programme']);
  });
  test('is made once for one key', async () => {
    const twice = await Promise.all([1, 2].map(() => api.as(planner).post('/api/proposals', { body: byHand(), key: 'same-key' })));
    const ids = twice.flatMap(({ status, body }) => (status === 201 ? [body.id] : []));
    expect(new Set(ids).size).toBe(1);
  });
  test('is for a school that one plans for; others neither see nor change it', async () => {
    const inNorth = await aPerson(api.db, { grants: [{ role: 'planner', areaId: district.areas.north }] });
    const south = byHand({ siteId: district.otherSchool.id });
    expect((await api.as(inNorth).post('/api/proposals', { body: south })).body.code).toBe('capital.proposal_elsewhere');
    const { id } = await make({ siteId: district.otherSchool.id });
    expect((await api.as(inNorth).get(`/api/proposals/${id}`)).body.code).toBe('capital.no_proposal');
    const { items } = (await api.as(inNorth).get('/api/proposals?limit=200')).body;
    expect(items.every(({ site }: { site: { id: string } }) => site.id === district.school.id)).toBe(true);
    const auditor = await aPerson(api.db, { grants: [{ role: 'auditor' }] });
    expect((await api.as(auditor).post('/api/proposals', { body: byHand() })).body.code).toBe('capital.proposal_not_yours');
  });
});
