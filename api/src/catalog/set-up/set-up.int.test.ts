import { connect } from '@steward/db';
import { requestTypes, requestTypeVersions, setupChanges } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { readVersionOf } from '#platform/kept.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, answersFor, type District } from '../../district.testing.ts';
import { aDelegation, aPerson } from '../../people/people.testing.ts';
import { findRequestType } from '../index.ts';
import { aForm } from '../form.testing.ts';

let api: TestApi;
let district: District;
let administrator: Actor;
let teacher: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  administrator = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
  teacher = await aPerson(api.db, { siteId: district.school.id });
});
afterAll(() => api.close());

const WORDS = { nameEn: 'Broken chair', nameEs: 'Silla rota', helpEn: 'A chair that wobbles.', helpEs: 'Una silla que se mueve.' };
const A_KIND = {
  ...WORDS,
  serviceCode: 'facilities',
  tradeCode: 'carpentry',
  keywords: 'stool',
  selfHelpEn: null,
  selfHelpEs: null,
  defaultImpact: 'person',
  defaultUrgency: 'can_wait',
  estimateMinutes: 30,
  mayDisturbMaterial: false,
  compartment: null,
  isActive: true,
};
const WHICH = {
  key: 'which',
  kind: 'choice',
  labelEn: 'Which chair?',
  labelEs: '¿Cuál silla?',
  isRequired: true,
  choices: [
    { value: 'pupil', labelEn: 'A pupil’s', labelEs: 'De un alumno' },
    { value: 'teacher', labelEn: 'The teacher’s', labelEs: 'Del maestro' },
  ],
};
const TALL = { key: 'tall', kind: 'number', labelEn: 'How tall?', labelEs: '¿Qué altura?', isRequired: false, min: 1, max: 99 };

const aKind = async (more: object = {}) => {
  const made = await api.as(administrator).post('/api/set-up/request-types', { body: { ...A_KIND, fields: [WHICH], ...more } });
  expect(made.status, made.text).toBe(201);
  return made.body as { id: string; code: string; version: number; fields: unknown[] };
};
const change = (id: string, version: number, more: object = {}, who = administrator) =>
  api.as(who).put(`/api/set-up/request-types/${id}`, { body: { ...A_KIND, fields: [WHICH], ...more }, ifMatch: version });
const ask = async (requestTypeId: string, answers: object) =>
  api.as(teacher).post('/api/work-orders', { body: { requestTypeId, title: 'It wobbles', siteId: district.school.id, answers } });
const changesOf = async (subjectId: string) =>
  (await api.as(administrator).get(`/api/set-up/changes?subject=request_type&subjectId=${subjectId}`)).body.items;

test('a new kind of request is on offer at once, in every process, with a code of its own', async () => {
  const other = connect(api.config.databaseUrl, { poolSize: 2 });
  const [first, second] = [await aKind(), await aKind()];
  expect([first.code, second.code, first.version]).toEqual(['broken_chair', 'broken_chair_2', 1]);
  expect((await api.as(teacher).get('/api/request-types?q=chair')).body.items.map((t: { id: string }) => t.id)).toContain(first.id);
  await readVersionOf(other.db, 'catalogue');
  expect((await findRequestType(other.db, first.id))?.fields).toEqual([WHICH]);
  await change(first.id, 1, { fields: [WHICH, TALL] });
  await readVersionOf(other.db, 'catalogue');
  expect((await findRequestType(other.db, first.id))?.fields).toEqual([WHICH, TALL]);
  await other.close();
});

test('an order keeps the form it was asked with: its answers read as they did, whatever becomes of the questions', async () => {
  const { id } = await aKind({ fields: [WHICH, TALL] });
  const old = (await ask(id, { which: 'teacher', tall: 40 })).body;
  const renamed = {
    ...WHICH,
    labelEn: 'Whose chair is it?',
    choices: [
      { ...WHICH.choices[0], labelEn: 'Somebody’s' },
      { value: 'none', labelEn: 'Nobody’s', labelEs: 'De nadie' },
    ],
  };
  expect((await change(id, 1, { fields: [renamed] })).status).toBe(200);
  const seen = (await api.as(teacher).get(`/api/work-orders/${old.number}`)).body.answers;
  expect(seen.map(({ labelEn, valueEs }: { labelEn: string; valueEs: string }) => [labelEn, valueEs])).toEqual([
    ['Which chair?', 'Del maestro'],
    ['How tall?', '40'],
  ]);
  expect((await ask(id, { which: 'teacher' })).status).toBe(422);
  const fresh = (await ask(id, { which: 'none' })).body;
  expect(fresh.answers[0]).toMatchObject({ labelEn: 'Whose chair is it?', valueEn: 'Nobody’s' });
  expect((await api.as(teacher).get(`/api/work-orders/${old.number}`)).body.answers).toEqual(seen);
});

test('who edits the answers of an old order edits them by the form it was asked with', async () => {
  const { id } = await aKind();
  const old = (await ask(id, { which: 'teacher' })).body;
  await change(id, 1, { fields: [TALL] });
  const edit = (answers: object, ifMatch: number) => api.as(teacher).patch(`/api/work-orders/${old.id}`, { body: { answers }, ifMatch });
  expect((await edit({ tall: 3 }, 1)).status).toBe(422);
  const edited = await edit({ which: 'pupil' }, 1);
  expect([edited.status, edited.body.answers[0].valueEn]).toEqual([200, 'A pupil’s']);
});

test('a kind no longer offered is not asked for, and its orders stay', async () => {
  const { id } = await aKind();
  const old = (await ask(id, { which: 'pupil' })).body;
  await change(id, 1, { isActive: false });
  expect((await ask(id, { which: 'pupil' })).body.code).toBe('work_order.unknown_type');
  expect((await api.as(teacher).get(`/api/work-orders/${old.id}`)).status).toBe(200);
});

test('of two administrators at once the second hears what differs now, and nothing of theirs is written', async () => {
  const { id } = await aKind();
  const [first, second] = await Promise.all([change(id, 1, { nameEn: 'Wobbly chair' }), change(id, 1, { estimateMinutes: 45 })]);
  const [won, lost] = first.status === 200 ? [first, second] : [second, first];
  expect([won.status, lost.status]).toEqual([200, 412]);
  expect(lost.body).toMatchObject({ code: 'set_up.changed' });
  expect(lost.headers['etag']).toBe('"2"');
  expect(Object.keys(lost.body.current).toSorted()).toEqual(['estimateMinutes', 'nameEn']);
  expect((await api.as(administrator).get(`/api/set-up/request-types/${id}`)).body.version).toBe(2);
});

test('every change is in the history with what was and what is; what changes nothing is no change', async () => {
  const { id } = await aKind();
  await change(id, 1, { fields: [WHICH, TALL], why: 'Asked by the carpenters' });
  expect((await change(id, 2, { fields: [WHICH, TALL] })).body.version).toBe(2);
  const [latest, first, ...more] = await changesOf(id);
  expect(more).toEqual([]);
  expect(latest).toMatchObject({
    subject: 'request_type',
    subjectName: 'Broken chair',
    actor: { name: 'Ada Admin' },
    onBehalfOf: null,
    before: { fields: [WHICH] },
    after: { fields: [WHICH, TALL] },
    why: 'Asked by the carpenters',
  });
  expect([first.before, first.after.nameEs, first.after.isActive]).toEqual([null, 'Silla rota', true]);
  const versions = await api.db
    .select()
    .from(requestTypeVersions)
    .where(eq(requestTypeVersions.requestTypeId, id))
    .orderBy(requestTypeVersions.version);
  expect(versions.map(({ version, fields }) => [version, fields.length])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect((await api.as(administrator).get(`/api/set-up/changes?actorId=${administrator.id}&limit=1`)).body.nextCursor).toBeTruthy();
});

test('who stands in for an administrator is named with them', async () => {
  const standIn = await aPerson(api.db, { name: 'Sam Stand-in' });
  await aDelegation(api.db, administrator, standIn);
  const { id } = await aKind();
  expect((await change(id, 1, { nameEn: 'Chair' }, standIn)).status).toBe(200);
  const [latest] = await changesOf(id);
  expect([latest.actor.name, latest.onBehalfOf.name]).toEqual(['Sam Stand-in', 'Ada Admin']);
});

describe('the preview', () => {
  const preview = (body: object) => api.as(administrator).post('/api/set-up/request-type-previews', { body });
  test('tells what would change and how many open orders there are, and writes nothing', async () => {
    const { id } = await aKind();
    await ask(id, { which: 'pupil' });
    const seen = await preview({ id, ...A_KIND, estimateMinutes: 60, fields: [WHICH, TALL] });
    expect([seen.status, seen.body.openOrders]).toEqual([200, 1]);
    expect(seen.body.before).toEqual({ estimateMinutes: 30, fields: [WHICH] });
    expect(seen.body.after).toEqual({ estimateMinutes: 60, fields: [WHICH, TALL] });
    expect((await changesOf(id)).length).toBe(1);
  });
  test('refuses what saving would refuse', async () => {
    const form = [
      { ...WHICH, choices: [] },
      { ...TALL, key: 'which', min: 5, max: 2, when: { key: 'nowhere', is: true } },
    ];
    for (const refused of [
      await preview({ ...A_KIND, fields: form }),
      await api.as(administrator).post('/api/set-up/request-types', { body: { ...A_KIND, fields: form } }),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([422, 'set_up.form']);
      expect(refused.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
        '/fields/1/key',
        '/fields/0/choices',
        '/fields/1/max',
        '/fields/1/when',
      ]);
    }
    expect((await preview({ ...A_KIND, tradeCode: 'network', fields: [] })).body.errors[0].pointer).toBe('/tradeCode');
    expect((await preview({ ...A_KIND, helpEs: ' ', fields: [] })).body.errors[0].pointer).toBe('/helpEs');
    expect((await preview({ ...A_KIND, selfHelpEn: 'Sit elsewhere.', fields: [] })).body.errors[0].pointer).toBe('/selfHelpEs');
  });
});

describe('a confidential kind', () => {
  test('has its form changed by an administrator, who learns nothing of its orders', async () => {
    const { hr } = district.types;
    await api
      .as(teacher)
      .post('/api/work-orders', { body: { requestTypeId: hr.id, title: 'Leave', siteId: district.school.id, answers: answersFor(hr) } });
    const who = api.as(administrator);
    const { id, code: _, version, openOrders, may, ...kind } = (await who.get(`/api/set-up/request-types/${hr.id}`)).body;
    expect([openOrders, may]).toEqual([null, { change: true, changeCompartment: false }]);
    expect((await who.post('/api/set-up/request-type-previews', { body: { id, ...kind, fields: [TALL] } })).body.openOrders).toBeNull();
    expect((await who.put(`/api/set-up/request-types/${id}`, { body: { ...kind, fields: [TALL] }, ifMatch: version })).status).toBe(200);
    const opened = await who.put(`/api/set-up/request-types/${id}`, { body: { ...kind, compartment: null, fields: [] }, ifMatch: version + 1 });
    expect([opened.status, opened.body.code]).toEqual([422, 'set_up.compartment_fixed']);
  });
  test('without orders may become another’s to see, by an administrator only', async () => {
    const manager = await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
    const { id } = await aKind();
    expect((await change(id, 1, { compartment: 'hr' }, manager)).body.code).toBe('set_up.compartment_administrators');
    expect((await change(id, 1, { nameEn: 'Chairs' }, manager)).status).toBe(200);
    expect((await change(id, 2, { compartment: 'hr' })).status).toBe(200);
  });
});

test('a manager changes the kinds of their own service, and takes none from another', async () => {
  const manager = await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'it' }] });
  const { id } = await aKind();
  const list = await api.as(manager).get('/api/set-up/request-types?serviceCode=it');
  expect([list.status, list.body.may.add]).toEqual([200, true]);
  expect((await change(id, 1, {}, manager)).body.code).toBe('set_up.not_yours');
  expect((await change(id, 1, { serviceCode: 'it', tradeCode: 'network' }, manager)).body.code).toBe('set_up.not_yours');
  expect((await api.as(manager).get(`/api/set-up/request-types/${id}`)).body).toMatchObject({ openOrders: null, may: { change: false } });
});

test('any form that is saved comes back as it was, and its answers always have their labels', async () => {
  const { id } = await aKind();
  let version = 1;
  await fc.assert(
    fc.asyncProperty(aForm, async (fields) => {
      const saved = await change(id, version, { fields });
      expect(saved.status, saved.text).toBe(200);
      ({ version } = saved.body);
      expect(saved.body.fields).toEqual(fields);
      const answers = answersFor({ fields });
      const asked = await ask(id, answers);
      expect(asked.status, asked.text).toBe(201);
      // The next form has none of these questions.
      const emptied = await change(id, version, { fields: [WHICH] });
      ({ version } = emptied.body);
      const seen = (await api.as(teacher).get(`/api/work-orders/${asked.body.id}`)).body.answers;
      expect(seen.map((a: { key: string; labelEn: string }) => [a.key, a.labelEn])).toEqual(
        fields.filter(({ key }) => key in answers).map(({ key, labelEn }) => [key, labelEn]),
      );
    }),
    { numRuns: 15 },
  );
});

test('what was changed cannot be unsaid', async () => {
  await expect(api.db.delete(setupChanges)).rejects.toThrow();
  await expect(api.db.update(requestTypeVersions).set({ nameEn: 'x' })).rejects.toThrow();
  expect((await api.db.select().from(requestTypes)).length).toBeGreaterThan(0);
});
