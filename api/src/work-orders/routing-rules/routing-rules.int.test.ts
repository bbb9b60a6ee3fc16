import { connect } from '@steward/db';
import { deskRules, requestTypes, sites, teams, workOrderEvents, workOrders, workOrderTags } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { readVersionOf } from '#platform/kept.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, answersFor, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { continueDryRun, readDryRun, tryRule } from './dry-run.ts';
import { escalateOrders } from './escalate.ts';
import { keptRules } from './kept-rules.ts';

let api: TestApi;
let district: District;
let administrator: Actor;
let manager: Actor;
let dispatcher: Actor;
let teacher: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  administrator = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
  manager = await aPerson(api.db, { name: 'Mo Manager', grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  dispatcher = await aPerson(api.db, { grants: [{ role: 'dispatcher' }] });
  teacher = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] });
  await api.db.update(sites).set({ level: 'elementary' }).where(eq(sites.id, district.school.id));
  await api.db.update(sites).set({ level: 'high' }).where(eq(sites.id, district.otherSchool.id));
});
afterAll(() => api.close());
// Each test has the rules that it makes.
afterEach(async () => {
  api.clock.now = NOW;
  await api.db.delete(deskRules);
});

type Rule = { id: string; version: number; isActive: boolean; isTried: boolean; position: number };
const GAS = { name: 'Gas first', trigger: 'submitted', conditions: { words: ['gas', 'fuga'] }, actions: { priority: 'P1', tags: ['Gas'] } };
const make = (body: object, who = administrator) => api.as(who).post('/api/set-up/routing-rules', { body });
const aRule = async (more: object = {}): Promise<Rule> => {
  const made = await make({ ...GAS, ...more });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const tryIt = (id: string, who = administrator) => api.as(who).post(`/api/set-up/routing-rules/${id}/dry-runs`);
const switchTo = (isActive: boolean, { id, version }: Rule, who = administrator) =>
  api.as(who).post(`/api/set-up/routing-rules/${id}/switches`, { body: { isActive }, ifMatch: version });
/** A rule that was tried and is on. */
const anActiveRule = async (more: object = {}): Promise<Rule> => {
  const rule = await aRule(more);
  expect((await tryIt(rule.id)).status).toBe(201);
  const on = await switchTo(true, rule);
  expect(on.status, on.text).toBe(200);
  return on.body;
};
const ask = async (title: string, { type = district.types.plumbing, siteId = district.school.id, who = teacher } = {}) => {
  const asked = await api.as(who).post('/api/work-orders', { body: { requestTypeId: type.id, title, siteId, answers: answersFor(type) } });
  expect(asked.status, asked.text).toBe(201);
  return asked.body;
};
const historyFor = async (who: Actor, id: string) =>
  (await api.as(who).get(`/api/work-orders/${id}/events`)).body.items as { kind: string; data: Record<string, unknown> }[];
const changesOf = async (id: string) =>
  (await api.as(administrator).get(`/api/set-up/changes?subject=routing_rule&subjectId=${id}`)).body.items as Record<string, unknown>[];

describe('a rule that is on', () => {
  test('sends a new order where it says, sets its priority and its promise, tags it, and says why to the crew', async () => {
    await anActiveRule({
      conditions: { words: ['GAS'], siteIds: [district.school.id] },
      actions: { ...GAS.actions, teamId: district.teams.facilities },
    });
    const order = await ask('Huele a gas aquí');
    const seen = (await api.as(dispatcher).get(`/api/work-orders/${order.id}`)).body;
    expect(seen).toMatchObject({ priority: 'P1', priorityReason: 'Gas first', team: { name: 'facilities' }, crew: { tags: ['gas'] } });
    const [row] = await api.db.select().from(workOrders).where(eq(workOrders.id, order.id));
    expect(row!.policy).toMatchObject({ calendar: '24x7' });
    const routed = (await historyFor(dispatcher, order.id)).find(({ kind }) => kind === 'routed');
    expect(routed!.data['rules']).toEqual([
      {
        rule: { id: expect.any(String), name: 'Gas first' },
        because: [
          { condition: 'words', met: ['GAS'] },
          { condition: 'siteIds', met: ['Alder School'] },
        ],
        did: { teamName: 'facilities', teamBefore: 'plumbers', priority: 'P1', priorityBefore: expect.any(String), tags: ['gas'] },
      },
    ]);
  });
  test('shows the requester what came of it, and nothing of itself', async () => {
    await anActiveRule();
    const order = await ask('A smell of gas');
    expect([order.priority, order.crew]).toEqual(['P1', null]);
    const told = await historyFor(teacher, order.id);
    expect(told.map(({ kind }) => kind)).toEqual(['submitted']);
    expect(JSON.stringify(told)).not.toContain('Gas first');
  });
  test('leaves alone what it does not meet, and costs such an order no event', async () => {
    await anActiveRule();
    const order = await ask('Gasoline cap'); // A part of a word is none.
    expect((await historyFor(dispatcher, order.id)).map(({ kind }) => kind)).toEqual(['submitted']);
    expect((await api.as(dispatcher).get(`/api/work-orders/${order.id}`)).body.crew.tags).toEqual([]);
  });
  test('works at once in every process', async () => {
    const other = connect(api.config.databaseUrl, { poolSize: 2 });
    const rule = await anActiveRule();
    await readVersionOf(other.db, 'catalogue');
    expect((await keptRules(other.db)).submitted.map(({ id }) => id)).toEqual([rule.id]);
    await switchTo(false, rule);
    await readVersionOf(other.db, 'catalogue');
    expect((await keptRules(other.db)).submitted).toEqual([]);
    await other.close();
  });
  test('goes by its place: the first decides, and the one that was moved up is the first', async () => {
    await anActiveRule({ name: 'First', actions: { priority: 'P2', tags: ['one'] } });
    const second = await anActiveRule({ name: 'Second', actions: { priority: 'P1', tags: ['two'] } });
    const before = await ask('Gas');
    expect(before.priority).toBe('P2');
    expect((await api.as(administrator).post(`/api/set-up/routing-rules/${second.id}/moves`, { body: { direction: 'up' } })).body.position).toBe(1);
    const after = await ask('Gas');
    expect(after.priority).toBe('P1');
    expect((await api.as(dispatcher).get(`/api/work-orders/${after.id}`)).body.crew.tags).toEqual(['one', 'two']);
    expect((await api.as(administrator).post(`/api/set-up/routing-rules/${second.id}/moves`, { body: { direction: 'up' } })).body.code).toBe(
      'routing_rule.at_the_end',
    );
  });
  test('looks at who asks, also where somebody else asks for them', async () => {
    await anActiveRule({ name: 'Principals', conditions: { requesterRoles: ['site_administrator'] }, actions: { tags: ['principal'] } });
    const principal = await aPerson(api.db, { grants: [{ role: 'site_administrator', siteId: district.school.id }] });
    const type = district.types.plumbing;
    const body = { requestTypeId: type.id, title: 'Drip', siteId: district.school.id, answers: answersFor(type), requesterId: principal.id };
    const forThem = (await api.as(teacher).post('/api/work-orders', { body })).body;
    const [own, another] = [await ask('Drip', { who: principal }), await ask('Drip')];
    const tagsOf = async (id: string) => (await api.as(dispatcher).get(`/api/work-orders/${id}`)).body.crew.tags;
    expect([await tagsOf(own.id), await tagsOf(forThem.id), await tagsOf(another.id)]).toEqual([['principal'], ['principal'], []]);
  });
  test('is past a crew that takes no more orders', async () => {
    await anActiveRule({ actions: { teamId: district.teams.facilities } });
    await api.db.update(teams).set({ isActive: false }).where(eq(teams.id, district.teams.facilities));
    try {
      expect((await ask('Gas')).team.name).toBe('plumbers');
    } finally {
      await api.db.update(teams).set({ isActive: true }).where(eq(teams.id, district.teams.facilities));
    }
  });
});

describe('what is confidential', () => {
  test('a rule that names it is refused, field by field', async () => {
    const refused = await make({
      ...GAS,
      conditions: { requestTypeIds: [district.types.hr.id], serviceCodes: ['hr'] },
      actions: { teamId: district.teams.hr },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'routing_rule.refused']);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/conditions/requestTypeIds',
      '/conditions/serviceCodes',
      '/actions/teamId',
    ]);
  });
  test('is never moved, tagged or told by a rule that meets its words, nor counted in a dry run, whoever makes it', async () => {
    const keeper = await aPerson(api.db, { grants: [{ role: 'administrator' }], compartments: [{ compartment: 'hr' }] });
    const secret = await ask('Fuga at home', { type: district.types.hr });
    const open = await ask('Fuga at school');
    const rule = await aRule({ conditions: { words: ['fuga'] }, actions: { tags: ['leak'], teamId: district.teams.facilities } });
    for (const who of [administrator, keeper]) {
      const { body, text } = await tryIt(rule.id, who);
      expect([body.matched, body.items.map(({ id }: { id: string }) => id)]).toEqual([1, [open.id]]);
      expect(text).not.toContain(secret.id);
    }
    await switchTo(true, rule);
    const another = await ask('Fuga', { type: district.types.hr });
    const [row] = await api.db.select().from(workOrders).where(eq(workOrders.id, another.id));
    expect(row!.teamId).toBe(district.teams.hr);
    expect(await api.db.select().from(workOrderTags).where(eq(workOrderTags.workOrderId, another.id))).toEqual([]);
  });
  test('of a kind that became confidential after the rule, a rule says nothing either', async () => {
    const { id } = district.types.it;
    await anActiveRule({ conditions: { requestTypeIds: [id] }, actions: { tags: ['leak'] } });
    await api.db.update(requestTypes).set({ compartment: 'it_security' }).where(eq(requestTypes.id, id));
    try {
      const order = await ask('Wi-Fi', { type: district.types.it });
      expect(await api.db.select().from(workOrderTags).where(eq(workOrderTags.workOrderId, order.id))).toEqual([]);
    } finally {
      await api.db.update(requestTypes).set({ compartment: null }).where(eq(requestTypes.id, id));
    }
  });
});

describe('the dry run', () => {
  test('says which orders would have gone elsewhere, as they were asked, and changes none', async () => {
    const rule = await aRule({ conditions: { words: ['zeppelin'] }, actions: { teamId: district.teams.facilities, priority: 'P1' } });
    const [first, second, old] = [
      await aWorkOrder(api.db, district, { requester: teacher, title: 'Zeppelin leaks' }),
      await aWorkOrder(api.db, district, { requester: teacher, title: 'Blimp leaks' }),
      await aWorkOrder(api.db, district, { requester: teacher, title: 'Zeppelin', at: new Date('2026-08-01T00:00:00Z') }),
    ];
    // Since then the one has other words, and the other got them.
    await api.as(teacher).patch(`/api/work-orders/${first.id}`, { body: { title: 'Blimp leaks' }, ifMatch: 1 });
    await api.as(teacher).patch(`/api/work-orders/${second.id}`, { body: { title: 'Zeppelin leaks' }, ifMatch: 1 });
    const events = await api.db.$count(workOrderEvents);
    const run = await tryIt(rule.id);
    expect([run.status, run.body.finishedAt !== null, run.body.seen === run.body.total]).toEqual([201, true, true]);
    expect(run.body).toMatchObject({ matched: 1, changed: 1, takenAsNow: [] });
    expect(run.body.effects.map(({ kind, from, to, orders }: Record<string, unknown>) => [kind, from, to, orders])).toEqual([
      ['team', 'plumbers', 'facilities', 1],
      ['priority', first.priority, 'P1', 1],
    ]);
    expect(run.body.items.map(({ number, siteName }: Record<string, unknown>) => [number, siteName])).toEqual([[first.number, 'Alder School']]);
    expect(run.text).not.toContain(old.number);
    expect(await api.db.$count(workOrderEvents)).toBe(events);
  });
  test('counts only what a rule before it leaves to it, and says what was judged by how things are now', async () => {
    await anActiveRule({ name: 'Before', conditions: { words: ['airship'] }, actions: { priority: 'P2' } });
    await ask('Airship');
    const later = await aRule({ conditions: { words: ['airship'], levels: ['elementary'] }, actions: { priority: 'P1', tags: ['air'] } });
    const { body } = await tryIt(later.id);
    expect(body.effects).toEqual([{ kind: 'tags', from: null, to: 'air', orders: 1 }]);
    expect(body.takenAsNow).toEqual(['levels']);
  });
  test('goes on where it was, in any process, until all are seen', async () => {
    const rule = await aRule({ conditions: { impacts: ['person', 'room', 'building', 'district'] }, actions: { tags: ['all'] } });
    for (let i = 0; i < 5; i += 1) await ask(`Drip ${i}`);
    const id = await tryRule(api.db, administrator, rule.id, NOW, 2);
    const page = { limit: 2 };
    const begun = await readDryRun(api.db, administrator, id, page);
    expect([begun.seen, begun.finishedAt]).toEqual([2, null]);
    expect((await switchTo(true, rule)).body.code).toBe('routing_rule.not_tried');
    while (!(await readDryRun(api.db, administrator, id, page)).finishedAt) await continueDryRun(api.db, administrator, id, NOW, 2);
    const done = await readDryRun(api.db, administrator, id, page);
    expect([done.seen, done.changed, done.items.length]).toEqual([done.total, done.total, 2]);
    const next = await api.as(administrator).get(`/api/set-up/routing-rule-dry-runs/${id}?limit=2&cursor=${done.nextCursor}`);
    expect(next.body.items[0].id).not.toBe(done.items[0]!.id);
    expect((await api.as(administrator).get(`/api/set-up/routing-rule-dry-runs/${id}?cursor=nonsense`)).status).toBe(400);
  });
  test('of a manager looks at what they may see', async () => {
    const rule = await aRule({ conditions: { serviceCodes: ['facilities'], words: ['dirigible'] } });
    await ask('Dirigible');
    await ask('Dirigible', { type: district.types.it });
    const all = await aRule({ conditions: { words: ['dirigible'] } });
    expect([(await tryIt(rule.id, manager)).body.matched, (await tryIt(all.id)).body.matched]).toEqual([1, 2]);
  });
});

describe('switching on', () => {
  test('needs a dry run of the rule as it is: one that was changed is off, and is tried again', async () => {
    const rule = await aRule();
    const untried = await switchTo(true, rule);
    expect([untried.status, untried.body.code]).toEqual([422, 'routing_rule.not_tried']);
    await tryIt(rule.id);
    expect((await switchTo(true, rule)).body.isActive).toBe(true);
    const changed = await api
      .as(administrator)
      .put(`/api/set-up/routing-rules/${rule.id}`, { body: { ...GAS, actions: { priority: 'P2' } }, ifMatch: 1 });
    expect(changed.body).toMatchObject({ isActive: false, isTried: false, version: 2 });
    expect((await switchTo(true, { ...rule, version: 2 })).body.code).toBe('routing_rule.not_tried');
    await tryIt(rule.id);
    expect((await switchTo(true, { ...rule, version: 2 })).status).toBe(200);
  });
  test('is in the history with what was and is, by names', async () => {
    const rule = await anActiveRule({ conditions: { siteIds: [district.school.id] }, actions: { teamId: district.teams.facilities } });
    const [on, made, ...more] = await changesOf(rule.id);
    expect(more).toEqual([]);
    expect(on).toMatchObject({ before: { isOn: false }, after: { isOn: true }, actor: { name: 'Ada Admin' } });
    expect(made).toMatchObject({ before: null, after: { name: 'Gas first', sites: ['Alder School'], team: 'facilities', isOn: false } });
  });
});

test('one that is off is taken out of the list, and the history keeps what it said; one that is on is not', async () => {
  const rule = await anActiveRule({ conditions: { words: ['gas'], siteIds: [district.school.id] } });
  const remove = () => api.as(administrator).delete(`/api/set-up/routing-rules/${rule.id}`, { ifMatch: rule.version });
  expect((await remove()).body.code).toBe('routing_rule.still_on');
  await switchTo(false, rule);
  expect([(await remove()).body.items, (await remove()).status]).toEqual([[], 404]);
  expect((await changesOf(rule.id))[0]).toMatchObject({
    before: { name: 'Gas first', sites: ['Alder School'] },
    after: { name: null, isRemoved: true },
  });
});

test('of two at once the second hears that somebody was faster', async () => {
  const rule = await aRule();
  const change = (name: string) => api.as(administrator).put(`/api/set-up/routing-rules/${rule.id}`, { body: { ...GAS, name }, ifMatch: 1 });
  const answers = await Promise.all([change('One'), change('Two')]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
});

test('a manager has rules of their own service only, with crews of it', async () => {
  const own = { ...GAS, conditions: { words: ['gas'], serviceCodes: ['facilities'] } };
  expect((await make(own, manager)).status).toBe(201);
  expect((await make({ ...own, conditions: { words: ['gas'], serviceCodes: ['facilities', 'it'] } }, manager)).body.code).toBe('set_up.not_yours');
  const elsewhere = await make({ ...own, actions: { teamId: district.teams.it } }, manager);
  expect(elsewhere.body.errors).toMatchObject([{ pointer: '/actions/teamId' }]);
  const theirs = await api.as(manager).get('/api/set-up/routing-rules');
  expect([theirs.status, theirs.body.may.add]).toEqual([200, true]);
});

describe('an escalation', () => {
  const LATER = new Date('2026-11-25T16:00:00Z');
  const escalation = (more: object = {}) => ({
    name: 'Nobody has it',
    trigger: 'escalation',
    conditions: { when: { kind: 'unassigned', workingHours: 4 }, words: ['pump'] },
    actions: { priority: 'P2', tags: ['stuck'], tell: ['manager'] },
    ...more,
  });
  const escalated = (id: string) =>
    api.db
      .select()
      .from(workOrderEvents)
      .where(and(eq(workOrderEvents.workOrderId, id), eq(workOrderEvents.kind, 'escalated')));

  test('is done once for each order and rule, however many workers look', async () => {
    const old = await aWorkOrder(api.db, district, { requester: teacher, title: 'Pump', at: new Date('2026-11-20T16:00:00Z') });
    await anActiveRule(escalation());
    const [stuck, other] = [await ask('The pump stands still'), await ask('The tap drips')];
    expect(await escalateOrders(api.db, NOW)).toBe(0);
    await Promise.all([escalateOrders(api.db, LATER), escalateOrders(api.db, LATER)]);
    await escalateOrders(api.db, LATER);
    const [told, ...more] = await escalated(stuck.id);
    expect([more, await escalated(other.id), await escalated(old.id)]).toEqual([[], [], []]);
    expect(told).toMatchObject({
      actorId: null,
      isInternal: true,
      data: {
        rule: { name: 'Nobody has it' },
        because: [{ condition: 'words', met: ['pump'] }],
        when: { kind: 'unassigned', workingHours: 4 },
        did: { priority: 'P2', tags: ['stuck'], tell: ['manager'] },
        tell: ['manager'],
        policyBefore: expect.anything(),
      },
    });
    api.clock.now = LATER;
    const seen = (await api.as(dispatcher).get(`/api/work-orders/${stuck.id}`)).body;
    expect(seen).toMatchObject({ priority: 'P2', priorityReason: 'Nobody has it', crew: { tags: ['stuck'] } });
    expect((await historyFor(teacher, stuck.id)).map(({ kind }) => kind)).toEqual(['submitted']);
  });
  test('goes to another crew only where nobody works on it', async () => {
    await anActiveRule(
      escalation({ conditions: { when: { kind: 'on_hold', days: 1 } }, actions: { teamId: district.teams.facilities, tags: ['held'] } }),
    );
    const held = { status: 'on_hold', holdReason: 'parts', heldFrom: 'assigned', assigneeId: dispatcher.id, statusChangedAt: NOW } as const;
    const order = await aWorkOrder(api.db, district, { requester: teacher, title: 'Pump', set: held });
    await api.db
      .insert(workOrderEvents)
      .values({ id: crypto.randomUUID(), workOrderId: order.id, kind: 'held', data: { reason: 'parts' }, occurredAt: NOW });
    expect(await escalateOrders(api.db, LATER)).toBe(1);
    const [row] = await api.db.select().from(workOrders).where(eq(workOrders.id, order.id));
    expect([row!.teamId, row!.assigneeId]).toEqual([district.teams.plumbers, dispatcher.id]);
  });
  test('is tried on what orders came to', async () => {
    const rule = await aRule(escalation({ conditions: { when: { kind: 'unassigned', workingHours: 4 }, words: ['turbine'] } }));
    await aWorkOrder(api.db, district, { requester: teacher, title: 'Turbine', at: new Date('2026-11-20T16:00:00Z') });
    await aWorkOrder(api.db, district, { requester: teacher, title: 'Turbine', at: NOW });
    expect((await tryIt(rule.id)).body).toMatchObject({ matched: 1, changed: 1 });
  });
});
