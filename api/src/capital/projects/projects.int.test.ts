import { capitalEvents, components, conditionEvents, programmes, projects, structures } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aCostBasis, aStructure } from '../../condition/condition.testing.ts';
import { changeStructure } from '../../condition/keep-condition.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aForm, aPhonePhoto } from '../../work-orders/files/files.testing.ts';
import { aContract, aPlan, type CapitalPeople, capitalPeople, good, type Plan } from '../capital.testing.ts';

let api: TestApi;
let district: District;
let people: CapitalPeople;
let plan: Plan;
let planner: Actor;
let portfolioId: string;
let school: { id: string; componentIds: string[] };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  people = await capitalPeople(api);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  portfolioId = await aCostBasis(api.db);
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.now = NOW;
  plan = await aPlan(api, people, district);
  await aContract(api, people, plan, { amount: '5000.00' });
  // A boiler past its thirty years: two at $50,000.
  school = await aStructure(api.db, portfolioId, { siteId: district.school.id, parts: [{ systemCode: 'D3020', quantity: 2, yearInstalled: 1990 }] });
  await api.db.transaction((tx) =>
    changeStructure(tx, school.id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW),
  );
});

const building = async () => good(await api.as(planner).get(`/api/structures/${school.id}`));
const find = async (cost: string, scope = 'Pipes corroded'): Promise<string> => {
  const body = { systemCode: 'D2020', priority: 2, scope, cost, source: 'inspection' };
  const { deficiencies } = good(await api.as(planner).post(`/api/structures/${school.id}/deficiencies`, { body }));
  return deficiencies.find((one: { scope: string }) => one.scope === scope).id;
};
const runs = () => api.as(people.manager);
const aScope = async () =>
  good(await runs().post(`/api/projects/${plan.projectId}/scopes`, { body: { promise: 'Sound pipes and a new boiler', promised: '140000.00' } }));
type Scope = { id: string; version: number };
const name = (scope: Scope, body: object) => runs().put(`/api/project-scopes/${scope.id}/needs`, { body, ifMatch: scope.version });
const change = (scope: Scope, body: object) => runs().patch(`/api/project-scopes/${scope.id}`, { body, ifMatch: scope.version });
const complete = (scope: Scope, body: object = {}) =>
  runs().post(`/api/project-scopes/${scope.id}/completions`, {
    body: { completedOn: '2026-11-20', actual: '100.00', ...body },
    ifMatch: scope.version,
  });
const reopen = (scope: Scope) => runs().post(`/api/project-scopes/${scope.id}/reopenings`, { body: { reason: 'It leaks' }, ifMatch: scope.version });
const states = async () => (await building()).deficiencies.map(({ status }: { status: string }) => status);

describe('the loop is closed', () => {
  test('what a scope line puts right is funded, in work, and done it is retired with its part of the cost; what it renews is new; the index follows at once', async () => {
    const [one, two] = [await find('30000.00', 'Pipes corroded'), await find('10000.00', 'Valves stuck')];
    expect((await building()).deferred).toBe('140000.00');
    const named = good(await name(await aScope(), { deficiencyIds: [one, two], componentIds: school.componentIds }));
    expect([named.needs.length, await states()]).toEqual([3, ['funded', 'funded']]);
    const begun = good(await change(named, { state: 'under_way' }));
    expect(await states()).toEqual(['in_work', 'in_work']);
    const needOf = (subjectId: string) => begun.needs.find((need: { subjectId: string }) => need.subjectId === subjectId).id;
    const parts = [one, two, school.componentIds[0]!].map((id, i) => ({ needId: needOf(id), amount: ['25.00', '5.00', '70.00'][i] }));
    const wrong = await complete(begun, { parts: [...parts.slice(1), { ...parts[0], amount: '25.01' }] });
    expect(wrong.body).toMatchObject({ code: 'capital.shares_differ', asked: '100.01', available: '100.00' });
    const done = good(await complete(begun, { parts }));
    expect(done).toMatchObject({ state: 'complete', actual: '100.00', completedOn: '2026-11-20', allowedMoves: ['reopen'] });
    const after = await building();
    expect([after.deferred, after.deficiencies, after.components[0].yearInstalled]).toEqual(['0.00', [], 2026]);
    expect(after.ended.map(({ how, actualCost }: Record<string, string>) => [how, actualCost]).toSorted()).toEqual([
      ['corrected', '25.00'],
      ['corrected', '5.00'],
    ]);
    // From the building back to the project, with what it cost and by how much the index moved.
    const { items } = good(await api.as(planner).get(`/api/structures/${school.id}/projects`));
    expect(
      items.map(({ deficiencyId, actual, deferredChange, project }: Record<string, unknown>) => [deficiencyId, actual, deferredChange, project]),
    ).toEqual(expect.arrayContaining([[one, '25.00', '-30000.00', expect.objectContaining({ id: plan.projectId, name: 'Roof of Alder School' })]]));
    const events = await api.db.select().from(conditionEvents).where(eq(conditionEvents.deficiencyId, one)).orderBy(asc(conditionEvents.id));
    expect(events.map(({ kind, cause, dmDeltaCents }) => [kind, cause, dmDeltaCents])).toEqual([
      ['deficiency_found', 'findings', 3_000_000n],
      ['deficiency_funded', 'work', 0n],
      ['deficiency_in_work', 'work', 0n],
      ['deficiency_corrected', 'work', -3_000_000n],
    ]);
    expect(events.at(-1)!.data).toMatchObject({ scopeId: done.id, projectId: plan.projectId, project: 'Roof of Alder School', actualCost: '25.00' });
  });

  test('reopened, everything is back as it was, to the year of the boiler', async () => {
    const found = await find('30000.00');
    const named = good(await name(await aScope(), { deficiencyIds: [found], componentIds: school.componentIds }));
    const done = good(await complete(named));
    expect((await building()).deferred).toBe('0.00');
    const back = good(await reopen(done));
    expect(back).toMatchObject({ state: 'under_way', actual: null, completedOn: null });
    const after = await building();
    expect([after.deferred, await states(), after.components[0].yearInstalled, after.ended]).toEqual(['130000.00', ['in_work'], 1990, []]);
    // Done again it retires again.
    good(await complete(back));
    expect((await building()).deferred).toBe('0.00');
  });

  test('dropped, or left out, a deficiency is open again; the reason is for everybody', async () => {
    const [one, two] = [await find('30000.00', 'Pipes corroded'), await find('10000.00', 'Valves stuck')];
    const named = good(await name(await aScope(), { deficiencyIds: [one, two] }));
    const less = good(await name(named, { deficiencyIds: [one] }));
    expect((await states()).toSorted()).toEqual(['funded', 'open']);
    expect((await change(less, { state: 'dropped' })).status).toBe(400);
    const dropped = good(await change(less, { state: 'dropped', reason: 'Another programme does it' }));
    expect([dropped.state, dropped.reason, await states()]).toEqual(['dropped', 'Another programme does it', ['open', 'open']]);
    expect((await complete(dropped)).body.code).toBe('capital.scope_over');
  });

  test('without parts named, the cost is shared by what each was estimated at, to the cent', async () => {
    const [one, two] = [await find('30000.00', 'Pipes corroded'), await find('10000.00', 'Valves stuck')];
    const named = good(await name(await aScope(), { deficiencyIds: [one, two] }));
    const done = good(await complete(named, { actual: '100.01' }));
    expect(done.needs.map(({ actual }: { actual: string }) => actual).toSorted()).toEqual(['25.00', '75.01']);
  });

  test('a deficiency is put right by one scope line only, at its own school', async () => {
    const found = await find('30000.00');
    good(await name(await aScope(), { deficiencyIds: [found], componentIds: school.componentIds }));
    const next = await aScope();
    expect((await name(next, { deficiencyIds: [found] })).body.code).toBe('capital.need_not_open');
    expect((await name(next, { componentIds: school.componentIds })).body.code).toBe('capital.wrong');
    const elsewhere = await aStructure(api.db, portfolioId, {
      siteId: district.otherSchool.id,
      parts: [{ systemCode: 'D3020', quantity: 1, yearInstalled: 1990 }],
    });
    expect((await name(next, { componentIds: elsewhere.componentIds })).body.code).toBe('capital.need_elsewhere');
  });

  test('what it may put right is what is open at its school and parts that no other renews; what it names already is not offered again', async () => {
    const id = await find('90000.00', 'Pipes leak_100%');
    const [scope, other] = [await aScope(), await aScope()];
    const offered = async ({ id: scopeId }: Scope, q: string) =>
      good(await runs().get(`/api/project-scopes/${scopeId}/candidates?q=${encodeURIComponent(q)}`)).items as {
        kind: string;
        id: string;
        cost: string;
      }[];
    expect(await offered(scope, 'LEAK_100%')).toMatchObject([{ kind: 'deficiency', id, cost: '90000.00' }]);
    expect(await offered(scope, 'leak 100')).toEqual([]);
    const isPart = ({ id: offeredId }: { id: string }) => offeredId === school.componentIds[0];
    expect((await offered(scope, 'D3020')).some(isPart)).toBe(true);
    good(await name(scope, { deficiencyIds: [id], componentIds: [school.componentIds[0]!] }));
    expect(await offered(scope, 'LEAK_100%')).toEqual([]);
    expect((await offered(other, 'D3020')).some(isPart)).toBe(false);
    const page = good(await runs().get(`/api/projects/${plan.projectId}`));
    expect([page.may, page.promises[0].allowedMoves.includes('complete')]).toEqual([{ run: true, reviewSummary: false, reviewName: false }, true]);
    const read = good(await api.as(planner).get(`/api/projects/${plan.projectId}`));
    expect([read.may, read.promises[0].allowedMoves]).toEqual([{ run: false, reviewSummary: false, reviewName: false }, []]);
  });
  test('a scope line comes to no more than its project has committed, less what its other lines came to', async () => {
    const [one, two] = [await aScope(), await aScope()];
    const much = await complete(one, { actual: '999999999.00' });
    expect(much.body).toMatchObject({ code: 'capital.actual_over', asked: '999999999.00', available: '5000.00', errors: [{ pointer: '/actual' }] });
    good(await complete(one, { actual: '4000.00' }));
    expect(good(await runs().get(`/api/project-scopes/${two.id}`)).project).toEqual({ committed: '5000.00', spent: '0.00', others: '4000.00' });
    expect((await complete(two, { actual: '1000.01' })).body).toMatchObject({ code: 'capital.actual_over', available: '1000.00' });
    good(await complete(two, { actual: '1000.00' }));
  });

  test('a completion that is refused changes nothing of the building', async () => {
    const found = await find('30000.00');
    const named = good(await name(await aScope(), { deficiencyIds: [found] }));
    expect((await complete({ ...named, version: 1 })).status).toBe(412);
    expect([(await states())[0], (await building()).deferred]).toEqual(['funded', '130000.00']);
    expect((await api.db.select().from(structures).where(eq(structures.id, school.id)))[0]!.dmCents).toBe(13_000_000n);
    expect((await api.db.select().from(components).where(eq(components.id, school.componentIds[0]!)))[0]!.yearInstalled).toBe(1990);
  });
});

describe('a project', () => {
  test('is changed on the version that was seen, with what it was in its history; its words are reviewed before everybody reads them', async () => {
    const patch = (version: number, body: object) => runs().patch(`/api/projects/${plan.projectId}`, { body, ifMatch: version });
    expect((await patch(1, { isSummaryReviewed: true })).body.code).toBe('capital.wrong');
    expect((await patch(1, { summary: 'A new roof', phase: 'design' })).body.version).toBe(2);
    expect((await patch(1, { phase: 'construction' })).status).toBe(412);
    expect((await patch(2, { phase: 'on_hold' })).status).toBe(400);
    // Who wrote them does not review them, nor whoever stands in for them.
    expect((await patch(2, { isSummaryReviewed: true })).body.code).toBe('capital.own_words');
    expect((await patch(2, { summary: 'A new roof, at last', isSummaryReviewed: true })).body.code).toBe('capital.own_words');
    const second = (version: number, body: object) => api.as(people.second).patch(`/api/projects/${plan.projectId}`, { body, ifMatch: version });
    const reviewed = async (who: Actor) => {
      const { isSummaryReviewed, may } = good(await api.as(who).get(`/api/projects/${plan.projectId}`));
      return [isSummaryReviewed, may.reviewSummary];
    };
    expect([await reviewed(people.manager), await reviewed(people.second)]).toEqual([
      [false, false],
      [false, true],
    ]);
    expect((await second(2, { isSummaryReviewed: true })).body.version).toBe(3);
    expect(await reviewed(people.second)).toEqual([true, false]);
    const events = await api.db.select().from(capitalEvents).where(eq(capitalEvents.projectId, plan.projectId)).orderBy(asc(capitalEvents.id));
    expect(events.at(-2)).toMatchObject({ kind: 'project_changed', data: { before: { phase: 'planned' }, after: { phase: 'design' } } });
  });

  test('shows everybody no words of a promise, a reason or a name that nobody else has read; the money is there at once', async () => {
    await api.db.update(programmes).set({ isPublic: true }).where(eq(programmes.id, plan.programmeId));
    const scope = await aScope();
    const inPublic = async () => {
      const { name: shown, scopes } = good(await api.as(null).get(`/api/open/projects/${plan.projectId}`));
      return [shown, ...scopes.map(({ promise, promised, reason, hasReason }: Record<string, unknown>) => [promise, promised, reason, hasReason])];
    };
    const { code } = (await api.db.select().from(projects).where(eq(projects.id, plan.projectId)))[0]!;
    expect(await inPublic()).toEqual([code, [null, '140000.00', null, false]]);
    const asSecond = api.as(people.second);
    const read = (who: ReturnType<typeof runs>, version: number) =>
      who.patch(`/api/project-scopes/${scope.id}`, { body: { isReviewed: true }, ifMatch: version });
    expect((await read(runs(), 1)).body).toMatchObject({ code: 'capital.own_words', errors: [{ pointer: '/isReviewed' }] });
    expect(good(await asSecond.get(`/api/project-scopes/${scope.id}`)).allowedMoves).toContain('review');
    expect(good(await read(asSecond, 1))).toMatchObject({ isReviewed: true, state: 'promised' });
    expect(await inPublic()).toEqual([code, ['Sound pipes and a new boiler', '140000.00', null, false]]);
    const dropped = good(await change({ ...scope, version: 2 }, { state: 'dropped', reason: 'Door code 1234' }));
    expect(await inPublic()).toEqual([code, ['Sound pipes and a new boiler', '140000.00', null, true]]);
    // Who wrote the promise may read the reason of somebody else, and the other way round; here both are of one person.
    expect((await read(runs(), dropped.version)).body.code).toBe('capital.own_words');
    good(await read(asSecond, dropped.version));
    const named = (who: ReturnType<typeof runs>, body: object) => who.patch(`/api/projects/${plan.projectId}`, { body, ifMatch: 1 });
    expect((await named(runs(), { isNameReviewed: true })).body.code).toBe('capital.own_words');
    good(await named(asSecond, { isNameReviewed: true }));
    expect(await inPublic()).toEqual(['Roof of Alder School', ['Sound pipes and a new boiler', '140000.00', 'Door code 1234', true]]);
    expect((await read(asSecond, dropped.version + 1)).body.code).toBe('capital.wrong');
  });

  test('that is complete is done in full', async () => {
    const patch = (version: number, body: object) => runs().patch(`/api/projects/${plan.projectId}`, { body, ifMatch: version });
    expect((await patch(1, { phase: 'complete', progressRatio: 0 })).body).toMatchObject({
      code: 'capital.wrong',
      errors: [{ pointer: '/progressRatio' }],
    });
    good(await patch(1, { phase: 'complete' }));
    expect(good(await api.as(people.manager).get(`/api/projects/${plan.projectId}`)).project.progressRatio).toBe(1);
    expect((await patch(2, { progressRatio: 0.5 })).body.code).toBe('capital.wrong');
  });

  test('keeps what was planned first of each phase as its promise', async () => {
    const put = (body: object, ifMatch?: number) =>
      runs().put(`/api/projects/${plan.projectId}/phases/design`, { body, ...(ifMatch ? { ifMatch } : {}) });
    good(await put({ plannedStartOn: '2026-03-01', plannedEndOn: '2026-06-30' }));
    expect((await put({ plannedEndOn: '2026-09-30' })).status).toBe(412);
    expect(good(await put({ plannedEndOn: '2026-09-30', actualStartOn: '2026-03-08' }, 1))).toMatchObject({
      baselineEndOn: '2026-06-30',
      plannedEndOn: '2026-09-30',
      actualStartOn: '2026-03-08',
    });
    expect((await put({ actualEndOn: '2026-11-25' }, 2)).body.code).toBe('capital.day_to_come');
    for (const [body, pointer] of [
      [{ plannedStartOn: '2026-10-01' }, '/plannedStartOn'],
      [{ plannedEndOn: '2026-02-28' }, '/plannedEndOn'],
      [{ actualEndOn: '2026-03-07' }, '/actualEndOn'],
    ] as const)
      expect((await put(body, 2)).body).toMatchObject({ code: 'capital.wrong', errors: [{ pointer }] });
  });

  test('has papers: a file that was sent, seen by who reads the plan, or where it is kept', async () => {
    const upload = aForm({ fileName: 'IMG.jpg', type: 'image/jpeg', content: await aPhonePhoto() });
    const { id: attachmentId } = good(await runs().post('/api/attachments', upload));
    const add = (body: object) =>
      runs().post(`/api/programmes/${plan.programmeId}/documents`, {
        body: { kind: 'photo', title: 'The roof', projectId: plan.projectId, ...body },
      });
    expect((await add({})).status).toBe(400);
    const { id } = good(await add({ attachmentId }));
    expect((await add({ attachmentId })).status).toBe(422);
    const of = async (who: Actor, what = 'file') => (await api.as(who).get(`/api/capital-documents/${id}/${what}`)).status;
    expect([
      await of(people.cfo),
      await of(await aPerson(api.db)),
      await of(await aPerson(api.db, { grants: [{ role: 'planner', areaId: district.areas.south }] })),
    ]).toEqual([200, 403, 404]);
    expect([await of(people.cfo, 'thumbnail'), await of(await aPerson(api.db), 'thumbnail')]).toEqual([200, 403]);
    const { documents } = good(await api.as(people.cfo).get(`/api/projects/${plan.projectId}`));
    expect(documents).toMatchObject([{ id, hasThumbnail: true }]);
  });

  test('has risks, each with what is done about it', async () => {
    const risk = { title: 'Asbestos', likelihoodRatio: 0.3, impact: '120000.00', response: 'Survey first' };
    const { id } = good(await runs().post(`/api/projects/${plan.projectId}/risks`, { body: risk }));
    expect(good(await runs().put(`/api/project-risks/${id}`, { body: { ...risk, state: 'happened' }, ifMatch: 1 })).version).toBe(2);
    expect((await runs().put(`/api/project-risks/${id}`, { body: risk, ifMatch: 1 })).status).toBe(412);
  });
});
