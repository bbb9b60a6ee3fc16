import { Writable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { makeSurveyLink } from './answer-survey.ts';
import { answersOf, aSurvey, closing, DAYS, inviteAll, SERVICES, whoAnswer } from './surveys.testing.ts';
import { closeDueSurveys, openDueSurveys, remindNext, surveyMails } from './work-surveys.ts';

let api: TestApi;
let district: District;
let admin: Actor;
let survey: { id: string; version: number };

const rows = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) => [...(await api.db.execute<T>(query))];
const rowsOf = (table: string) => rows(sql`select * from ${sql.identifier(table)}`);

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  admin = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
  survey = await aSurvey(api, admin);
});
afterAll(() => api.close());

describe('running a survey', () => {
  test('there is one of a year, and one is open at a time', async () => {
    const who = api.as(admin);
    expect((await who.post('/api/surveys', { body: { year: 2026, ...DAYS, services: SERVICES } })).body).toMatchObject({
      code: 'survey.year_taken',
      errors: [{ pointer: '/year' }],
    });
    const next = await aSurvey(api, admin, { year: 2027, state: 'draft' });
    expect((await who.post(`/api/surveys/${next.id}/openings`, { ifMatch: 1 })).body).toMatchObject({ code: 'survey.not_now' });
  });
  test('days in their order, services of the catalogue, each once', async () => {
    const who = api.as(admin);
    const made = (body: object) => who.post('/api/surveys', { body: { year: 2030, ...DAYS, services: SERVICES, ...body } });
    expect((await made({ closesOn: '2026-11-19' })).body.errors[0].pointer).toBe('/closesOn');
    expect((await made({ services: ['it', 'grounds'] })).body.errors[0].pointer).toBe('/services/1');
    expect((await made({ services: ['it', 'it'] })).body.errors[0].pointer).toBe('/services/1');
  });
  test('it is not opened before its day, and what changed under one is not overwritten', async () => {
    const who = api.as(admin);
    const { body } = await who.post('/api/surveys', { body: { year: 2031, opensOn: '2026-11-25', closesOn: '2026-11-26', services: ['it'] } });
    expect(body.allowedMoves).toEqual(['change']);
    expect((await who.post(`/api/surveys/${body.id}/openings`, { ifMatch: 1 })).status).toBe(409);
    const change = { opensOn: '2026-11-24', closesOn: '2026-11-27', services: ['it', 'hr'] };
    expect((await who.put(`/api/surveys/${body.id}`, { body: change, ifMatch: 7 })).status).toBe(412);
    expect((await who.put(`/api/surveys/${body.id}`, { body: change, ifMatch: 1 })).body).toMatchObject({
      services: ['it', 'hr'],
      allowedMoves: ['change', 'open'],
      version: 2,
    });
  });
  test('everybody here is invited once, in the portal and by a mail with a link; who has answered is not reminded', async () => {
    const [one, other] = [await aPerson(api.db, { siteId: district.school.id }), await aPerson(api.db)];
    await inviteAll(api);
    await inviteAll(api);
    const told = async (person: Actor, kind: string) => rows(sql`select id from notices where person_id = ${person.id}::uuid and kind = ${kind}`);
    expect([(await told(one, 'survey_invited')).length, (await told(other, 'survey_invited')).length]).toEqual([1, 1]);
    const standing = await surveyMails(api.db, { kind: 'survey_invited', path: '/survey', personId: one.id }, NOW);
    expect(standing).toMatchObject({ isTheirs: true, answerPath: expect.stringMatching(/^\/survey\/[\w-]{43}$/) });
    expect((await api.as(one).post('/api/my-survey/answers', { body: answersOf(4) })).status).toBe(201);
    expect(await surveyMails(api.db, { kind: 'survey_invited', path: '/survey', personId: one.id }, NOW)).toMatchObject({ isTheirs: false });
    const { version } = (await api.as(admin).get('/api/surveys')).body.items.find(({ id }: { id: string }) => id === survey.id);
    expect((await api.as(admin).post(`/api/surveys/${survey.id}/reminders`, { ifMatch: version })).status).toBe(200);
    while (await remindNext(api.db, NOW));
    expect([(await told(one, 'survey_reminder')).length, (await told(other, 'survey_reminder')).length]).toEqual([0, 1]);
  });
});

describe('answering', () => {
  test('once each, however often and at once', async () => {
    const person = await aPerson(api.db, { siteId: district.school.id });
    const who = api.as(person);
    await who.cookie;
    const all = await Promise.all(Array.from({ length: 6 }, () => who.post('/api/my-survey/answers', { body: answersOf(5) })));
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await who.get('/api/my-survey')).body.survey).toMatchObject({ hasAnswered: true, services: SERVICES.map((code) => ({ code })) });
  });
  test('every service is answered for, and the fields that are not are named', async () => {
    const who = api.as(await aPerson(api.db));
    const { answers } = answersOf(3);
    const refused = await who.post('/api/my-survey/answers', {
      body: { answers: [{ serviceCode: 'facilities', isUsed: true, effective: 3 }, ...answers.slice(1)] },
    });
    expect([refused.status, refused.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/answers/0/adequate' })]]);
    expect((await who.post('/api/my-survey/answers', { body: { answers: answers.slice(1) } })).body.errors[0].pointer).toBe('/answers');
    expect((await who.post('/api/my-survey/answers', { body: { answers } })).status).toBe(201);
  });
  test('by the link of a mail, signed out: looking changes nothing, the answer is taken once, whichever link is used', async () => {
    const person = await aPerson(api.db, { siteId: district.school.id });
    await inviteAll(api);
    const [first, second] = [(await makeSurveyLink(api.db, person.id, NOW))!, (await makeSurveyLink(api.db, person.id, NOW))!];
    const nobody = api.as(null);
    expect((await nobody.get(`/api/survey-links/${first}`)).body).toMatchObject({ hasAnswered: false, year: 2026, locale: 'en' });
    expect((await nobody.get(`/api/survey-links/${first}`)).status).toBe(200);
    expect((await nobody.post(`/api/survey-links/${first}/answers`, { body: answersOf(2) })).status).toBe(201);
    for (const secret of [first, second])
      expect((await nobody.post(`/api/survey-links/${secret}/answers`, { body: answersOf(2) })).body.code).toBe('survey.already_answered');
    expect((await api.as(person).post('/api/my-survey/answers', { body: answersOf(2) })).status).toBe(409);
    expect(await makeSurveyLink(api.db, person.id, NOW)).toBeNull();
  });
  test('a link is no use to who is signed in as somebody else, nor made up', async () => {
    const person = await aPerson(api.db);
    await inviteAll(api);
    const secret = (await makeSurveyLink(api.db, person.id, NOW))!;
    expect((await api.as(admin).get(`/api/survey-links/${secret}`)).body.code).toBe('survey.link_of_another');
    expect((await api.as(null).get(`/api/survey-links/${'x'.repeat(43)}`)).status).toBe(404);
    const [kept] = await rows<{ secret_hash: string }>(sql`select secret_hash from survey_links order by created_at desc, id desc limit 1`);
    expect(kept!.secret_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(await rowsOf('survey_links'))).not.toContain(secret);
  });
});

describe('anonymity', () => {
  test('nothing that is kept of an answer names a person, an invitation or a time, and nothing that names them is kept of an answer', async () => {
    const columns = await rows<{ table_name: string; column_name: string; data_type: string }>(
      sql`select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'
        and table_name in ('survey_ballots', 'survey_answers', 'survey_comments') order by 1, ordinal_position`,
    );
    const of = (table: string) => columns.filter(({ table_name }) => table_name === table).map(({ column_name }) => column_name);
    expect(of('survey_ballots')).toEqual(['id', 'survey_id', 'site_id', 'level', 'area_id', 'marks', 'comment', 'comment_service_code']);
    expect(of('survey_answers')).toEqual(['id', 'survey_id', 'service_code', 'level', 'area_id', 'effective', 'adequate']);
    expect(of('survey_comments').filter((name) => !['reviewed_by_id', 'reviewed_at'].includes(name))).toEqual([
      'id',
      'survey_id',
      'service_code',
      'body',
      'state',
      'reason',
      'version',
    ]);
    // No foreign key leads from them to a person or an invitation, but for who reviewed a comment.
    const links = await rows<{ name: string }>(
      sql`select conname as name from pg_constraint where contype = 'f' and conrelid in ('survey_ballots'::regclass, 'survey_answers'::regclass, 'survey_comments'::regclass)
        and confrelid in ('people'::regclass, 'survey_invitations'::regclass, 'survey_links'::regclass)`,
    );
    expect(links.map(({ name }) => name)).toEqual(['survey_comments_reviewed_by_id_people_id_fk']);
  });

  test('answering leaves no trace beside the mark: no event, no kept key, no id that tells when', async () => {
    const words = 'The new boiler sings at night.';
    const person = await aPerson(api.db, { siteId: district.school.id });
    const tables = (await rows<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public'`)).map(({ name }) => name);
    const counts = async () =>
      new Map(
        await Promise.all(
          tables.map(async (name) => [name, (await rows<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(name)}`))[0]!.n] as const),
        ),
      );
    const who = api.as(person);
    await who.cookie;
    const before = await counts();
    expect((await who.post('/api/my-survey/answers', { body: { ...answersOf(1), comment: words }, key: 'my-own-key' })).status).toBe(201);
    const after = await counts();
    expect(tables.filter((name) => before.get(name) !== after.get(name)).toSorted()).toEqual(['survey_ballots', 'survey_invitations']);
    const ballots = await rowsOf('survey_ballots');
    // Random ids: not one of them begins with the milliseconds, as all other ids here do.
    expect(ballots.every(({ id }) => String(id)[14] === '4')).toBe(true);
    const found = [];
    for (const table of tables) if (JSON.stringify(await rowsOf(table)).includes(words)) found.push(table);
    expect(found).toEqual(['survey_ballots']);
  });

  test('the log of a request that answers says nothing of who', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const logged = await startApi({ LOG_LEVEL: 'info' }, stream);
    try {
      await aDistrict(logged.db);
      const boss = await aPerson(logged.db, { grants: [{ role: 'administrator' }] });
      await aSurvey(logged, boss);
      const [person] = await whoAnswer(logged, 1, null, answersOf(4));
      const line = lines.find((one) => one.includes('/api/my-survey/answers'))!;
      expect(line).toBeDefined();
      expect(line).not.toContain(person!.id);
    } finally {
      await logged.close();
    }
  });
});

describe('closing', () => {
  test('empties the box in an order of chance and counts; from then on nothing is taken, and links end', async () => {
    const person = await aPerson(api.db, { siteId: district.school.id });
    await inviteAll(api);
    const secret = (await makeSurveyLink(api.db, person.id, NOW))!;
    await whoAnswer(api, 14, district.school.id, { ...answersOf(4, { nutrition: null }), comment: 'Good.', commentServiceCode: 'it' });
    await whoAnswer(api, 12, district.otherSchool.id, answersOf(2, { nutrition: null }));
    const cast = (await rowsOf('survey_ballots')).length;
    const closed = await closing(api, admin, survey.id);
    expect(closed).toMatchObject({ state: 'closed', allowedMoves: [] });
    expect((await rowsOf('survey_ballots')).length).toBe(0);
    expect((await rowsOf('survey_answers')).length).toBe(cast * SERVICES.length);
    expect((await api.as(person).post('/api/my-survey/answers', { body: answersOf(4) })).body.code).toBe('survey.none_open');
    expect((await api.as(null).get(`/api/survey-links/${secret}`)).body.code).toBe('survey.link_over');
  });
  test('what one person said of two services is tied by nothing any more', async () => {
    const answers = await rows<{ service_code: string; id: string }>(sql`select * from survey_answers`);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(answers.length);
    expect(answers.every(({ id }) => id[14] === '4')).toBe(true);
    // Written in one shuffled batch: in the order of the table the services do not come round in turn.
    const inTurn = answers.filter(({ service_code }, i) => service_code === SERVICES[i % SERVICES.length]).length;
    expect(inTurn).toBeLessThan(answers.length * 0.6);
  });
  test('the worker opens on its first day the one that was prepared before; one of today, and a second, it leaves alone', async () => {
    const fresh = await startApi();
    try {
      await aDistrict(fresh.db);
      const boss = fresh.as(await aPerson(fresh.db, { grants: [{ role: 'administrator' }] }));
      const prepare = async (year: number, opensOn: string) =>
        (await boss.post('/api/surveys', { body: { year, opensOn, closesOn: '2026-12-20', services: SERVICES } })).body.id as string;
      const id = await prepare(2026, '2026-12-01');
      expect(await openDueSurveys(fresh.db, new Date('2026-11-30T20:00:00Z'))).toBe(0);
      expect(await openDueSurveys(fresh.db, new Date('2026-12-01T20:00:00Z'))).toBe(1);
      await prepare(2027, '2026-12-02');
      expect(await openDueSurveys(fresh.db, new Date('2026-12-02T20:00:00Z'))).toBe(0);
      const { items } = (await boss.get('/api/surveys')).body;
      expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({ state: 'open', version: 2 });
    } finally {
      await fresh.close();
    }
  });
  test('the worker closes it on the day after its last', async () => {
    const fresh = await startApi();
    try {
      await aDistrict(fresh.db);
      const boss = await aPerson(fresh.db, { grants: [{ role: 'administrator' }] });
      await aSurvey(fresh, boss);
      expect(await closeDueSurveys(fresh.db, new Date('2026-12-04T20:00:00Z'))).toBe(0);
      expect(await closeDueSurveys(fresh.db, new Date('2026-12-05T20:00:00Z'))).toBe(1);
      expect(await closeDueSurveys(fresh.db, new Date('2026-12-06T20:00:00Z'))).toBe(0);
    } finally {
      await fresh.close();
    }
  });
});

describe('results', () => {
  const as = (given: Parameters<typeof aPerson>[1]) => aPerson(api.db, given).then((person) => api.as(person));

  test('shares of who agrees, by service, level and area; a small group is hidden and so is what would give it away', async () => {
    const { body } = await api.as(admin).get('/api/survey-results');
    const facilities = body.results.services.find(({ code }: { code: string }) => code === 'facilities');
    expect(facilities.n).toBeGreaterThanOrEqual(26);
    expect(facilities.effective).toBeCloseTo(
      (await rows<{ s: number }>(sql`select avg((effective >= 4)::int)::float8 as s from survey_answers where service_code = 'facilities'`))[0]!.s,
    );
    const nutrition = body.results.services.find(({ code }: { code: string }) => code === 'nutrition');
    expect(nutrition).toMatchObject({ n: null, effective: null, adequate: null });
    const shown = body.results.groups.flatMap(({ services }: { services: { n: number | null }[] }) => services.map(({ n }) => n));
    expect(shown.every((n: number | null) => n === null || n >= 10)).toBe(true);
    expect(body.results.groups.find(({ key }: { key: string }) => key === district.areas.north).services[0].n).toBeGreaterThanOrEqual(14);
  });
  test('a manager reads their service and nothing of the others; a principal their school; others nothing', async () => {
    const manager = await as({ grants: [{ role: 'service_manager', serviceCode: 'it' }] });
    const { body } = await manager.get('/api/survey-results');
    expect(body.results.services.map(({ code }: { code: string }) => code)).toEqual(['it']);
    expect(body.results.together).toBeNull();
    const principal = await as({ siteId: district.school.id, grants: [{ role: 'site_administrator', siteId: district.school.id }] });
    const school = await principal.get(`/api/survey-results/schools/${district.school.id}`);
    expect(school.body.results.services[0]).toMatchObject({ code: 'facilities', n: expect.any(Number), district: { n: expect.any(Number) } });
    expect((await principal.get(`/api/survey-results/schools/${district.otherSchool.id}`)).status).toBe(404);
    expect((await principal.get('/api/survey-results')).status).toBe(403);
    expect((await (await as({})).get('/api/survey-results')).status).toBe(403);
  });
  test('CSV says what it means first, and holds no hidden figure', async () => {
    const { text, headers } = await api.as(admin).get('/api/survey-results/export');
    expect(headers['content-disposition']).toContain('steward-survey-2026.csv');
    expect(text).toContain('fewer than ten');
    expect(text).toContain('2026,All staff,,Food and Nutrition,,,');
  });
  test('for everybody: services and levels, no area, no school and no comment; the same as rows', async () => {
    const open = api.as(null);
    const { body, headers } = await open.get('/api/open/survey');
    expect(headers['cache-control']).toContain('s-maxage');
    expect(body.results.services.map(({ code }: { code: string }) => code)).toEqual(SERVICES);
    expect(JSON.stringify(body)).not.toContain(district.areas.north);
    const { body: data } = await open.get('/api/open/survey/data?format=json&lang=es');
    expect(data.rows[0]).toMatchObject({ year: 2026, level: 'all', service: 'all' });
    expect((await open.get('/api/open/survey/data')).text.split('\n')[1]).toContain('year,level,service');
  });
  test('an open survey has no results: two looks would tell who answered between them', async () => {
    expect((await api.as(admin).get('/api/survey-results?year=2027')).status).toBe(404);
  });
});

describe('comments', () => {
  test('nobody reads one before it is published; withholding needs a reason; HR’s are for HR partners alone', async () => {
    const fresh = await startApi();
    try {
      const { school } = await aDistrict(fresh.db);
      const boss = await aPerson(fresh.db, { grants: [{ role: 'administrator' }] });
      const open = await aSurvey(fresh, boss);
      await whoAnswer(fresh, 1, school.id, { ...answersOf(4), comment: 'Quick.', commentServiceCode: 'it' });
      await whoAnswer(fresh, 1, school.id, { ...answersOf(4), comment: 'About my leave.', commentServiceCode: 'hr' });
      await whoAnswer(fresh, 1, school.id, { ...answersOf(4), comment: 'All in all.' });
      await closing(fresh, boss, open.id);
      const path = (state: string) => `/api/surveys/${open.id}/comments?state=${state}`;
      const bodies = async (who: Actor, state: string) =>
        ((await fresh.as(who).get(path(state))).body.items ?? []).map(({ body }: { body: string }) => body).toSorted();
      const manager = await aPerson(fresh.db, { grants: [{ role: 'service_manager', serviceCode: 'it' }] });
      const partner = await aPerson(fresh.db, { grants: [{ role: 'hr_partner' }], compartments: [{ compartment: 'hr', siteId: school.id }] });
      const auditor = await aPerson(fresh.db, { grants: [{ role: 'auditor' }] });

      expect(await bodies(boss, 'waiting')).toEqual(['All in all.', 'Quick.']);
      expect(await bodies(partner, 'waiting')).toEqual(['About my leave.']);
      expect((await fresh.as(manager).get(path('waiting'))).status).toBe(403);
      expect(await bodies(manager, 'published')).toEqual([]);

      const waiting = (await fresh.as(boss).get(path('waiting'))).body.items as { id: string; body: string; version: number }[];
      const quick = waiting.find(({ body }) => body === 'Quick.')!;
      const whole = waiting.find(({ body }) => body === 'All in all.')!;
      const review = (who: Actor, one: { id: string; version: number }, body: object) =>
        fresh.as(who).post(`/api/survey-comments/${one.id}/reviews`, { body, ifMatch: one.version });
      expect((await review(manager, quick, { decision: 'publish' })).status).toBe(404);
      expect((await review(boss, quick, { decision: 'publish' })).body).toMatchObject({ state: 'published', version: 2 });
      expect((await review(boss, whole, { decision: 'withhold' })).body.errors[0].pointer).toBe('/reason');
      expect((await review(boss, whole, { decision: 'withhold', reason: 'It says nothing.' })).status).toBe(200);
      expect(await bodies(manager, 'published')).toEqual(['Quick.']);
      expect(await bodies(auditor, 'published')).toEqual(['Quick.']);

      const [leave] = (await fresh.as(partner).get(path('waiting'))).body.items;
      expect((await review(boss, leave, { decision: 'publish' })).status).toBe(404);
      expect((await review(partner, leave, { decision: 'publish' })).status).toBe(200);
      expect(await bodies(partner, 'published')).toEqual(['About my leave.']);
      for (const other of [boss, manager, auditor]) expect(await bodies(other, 'published')).not.toContain('About my leave.');
    } finally {
      await fresh.close();
    }
  });
});
