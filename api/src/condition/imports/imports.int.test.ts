import { assessedNeeds, assessedSystems, conditionEvents, deficiencies, importRows, imports, structures } from '@steward/db/schema';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { aForm, aWorkbook, aZip, DCPS, letIn, tried, untilImported } from './imports.testing.ts';
import { loadNext } from './load-import.ts';
import { importWork } from './work-imports.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let desk: ReturnType<TestApi['as']>;
let school: { id: string; componentIds: string[] };
let other: { id: string };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  desk = api.as(planner);
  const portfolioId = await aCostBasis(api.db);
  const site = { siteId: district.school.id, areaId: district.areas.north };
  school = await aStructure(api.db, portfolioId, { ...site, parts: [{ systemCode: 'D3020', quantity: 2, yearInstalled: 2015 }] });
  other = await aStructure(api.db, portfolioId, { level: 'high' });
  await api.db.update(structures).set({ code: '4711-main', siteName: 'Alder School' }).where(eq(structures.id, school.id));
  await api.db.update(structures).set({ code: '4712-main', siteName: 'Birch School' }).where(eq(structures.id, other.id));
});
afterAll(() => api.close());

describe('a list of buildings with their index, as it is (DC Public Schools 2014)', () => {
  let dry: Awaited<ReturnType<typeof tried>>;
  beforeAll(async () => {
    dry = await tried(api, desk, { kind: 'buildings', portfolioName: 'DC 2014' }, DCPS, { assessor: 'DCPS', assessedOn: '2014-10-01' }, 'dcps.csv');
  });

  test('has its headings in two lines, of which the upper one holds the codes', () => {
    expect(dry.headerRow).toBe(2);
    const fields = new Map(dry.columns.map((one: { field: string; heading: string }) => [one.field, one.heading]));
    expect(fields.get('value')).toBe('Current Replacement Value (CRV)');
    expect(fields.get('fci')).toBe('2014 FCI (Incl Backlog)');
    expect(fields.get('rating:B30')).toBe('Roofing');
    expect(fields.get('code')).toBe('#');
    expect(dry.summary.notTaken).toContain('(DCPS ACR II) 2012 ACR Z10: General Requirements General Requirements');
  });

  test('says what is good, and of every other row why; nothing is let in by a dry run', async () => {
    expect(dry.state).toBe('checked');
    expect(dry.summary.counts).toEqual({ good: 117, remark: 7, wrong: 0, duplicate: 0, total: 1, empty: 0 });
    expect(dry.rows.map(({ row, verdict, why }: { row: number; verdict: string; why: string[] }) => [row, verdict, why[0]])).toEqual([
      // Its cells have slipped by one column.
      [56, 'remark', '(DCPS FCI) FCI Base Year +1: “Fair” is not a share. It is left out.'],
      [72, 'remark', 'It says nothing of the condition: neither value nor FCI.'],
      [83, 'remark', 'There is an FCI but no replacement value to measure it by.'],
      [123, 'remark', expect.stringMatching(/neither/)],
      [124, 'remark', expect.stringMatching(/neither/)],
      [125, 'remark', expect.stringMatching(/neither/)],
      [126, 'remark', expect.stringMatching(/neither/)],
      [127, 'total', expect.any(String)],
    ]);
    const { body } = await desk.get('/api/condition?portfolio=dc-2014');
    expect(body.total).toMatchObject({ structures: 0 });
    // Nobody else need know of it before something is in it.
    expect((await desk.get('/api/condition')).body.portfolios).toEqual([{ code: 'district', name: expect.any(String) }]);
    expect((await desk.get('/api/imports')).body.portfolios.map(({ code }: { code: string }) => code)).toContain('dc-2014');
  });

  test('its own total, 1,131,272,246, is said not to match the 4,210,015,773 of its rows', () => {
    const total = dry.summary.totals.find(({ column }: { column: string }) => column === 'Current Replacement Value (CRV)');
    expect(total).toEqual({
      row: 127,
      column: 'Current Replacement Value (CRV)',
      stated: '1131272246.00',
      sum: '4210015773.00',
      isMoney: true,
      matches: false,
    });
    expect(dry.rows.at(-1).why.join(' ')).toContain('says 1,131,272,246, the rows add up to 4,210,015,773');
  });

  test('the index of all is their sums divided anew, 1.527 %, not the mean, 1.725 %', () => {
    expect(dry.summary.index).toMatchObject({ structures: 124, withIndex: 119, withValue: 118, value: '4210015773.00' });
    expect(dry.summary.index.ratio).toBeCloseTo(0.015_270_28, 8);
    expect(dry.summary.index.mean).toBeCloseTo(0.017_253_39, 7);
  });

  test('is let in when somebody says so, with its remarks, and stands in the portfolio as it was stated', async () => {
    const done = await letIn(api, desk, dry, true);
    expect([done.state, done.loaded]).toEqual(['done', { done: 124, kept: 0, waiting: 0 }]);
    const { body } = await desk.get('/api/condition?portfolio=dc-2014');
    expect(body.total).toMatchObject({ structures: 124, withoutValue: 6, replacementValue: '4210015773.00' });
    expect(body.total.ratio).toBeCloseTo(0.015_270_28, 8);
    // Nothing is said of what falls due in them: that is unknown, and not nothing.
    expect([body.total.extended.ratio, body.items[0].extended.ratio]).toEqual([null, null]);
    const ahead = (await desk.get('/api/forecast?portfolio=dc-2014&years=2')).body;
    expect([ahead.moneyYear, ahead.renewals]).toEqual([
      body.method.moneyYear,
      { unknownIn: 118, words: expect.stringMatching(/^Nobody knows what falls due/) },
    ]);
    expect(ahead.scenarios[0].years.map(({ fallingDue }: { fallingDue: string | null }) => fallingDue)).toEqual([null, null]);
    const [aiton] = await api.db
      .select()
      .from(structures)
      .where(and(eq(structures.name, 'Aiton Elementary School')));
    expect(aiton).toMatchObject({
      grossAreaSqft: 54_017,
      replacementCents: 1_799_198_200n,
      statedDmCents: 5_397_595n,
      statedMethod: 'fci_times_value',
      dmCents: 5_397_595n,
    });
    const ratings = await api.db
      .select()
      .from(assessedSystems)
      .where(eq(assessedSystems.structureId, aiton!.id))
      .orderBy(asc(assessedSystems.systemCode));
    expect(ratings.map(({ systemCode, rating }) => [systemCode, rating]).slice(0, 4)).toEqual([
      ['A10', 'good'],
      ['A20', 'not_applicable'],
      ['B20', 'poor'],
      ['B30', 'good'],
    ]);
    // Each year for itself: less in the fourth than in the third.
    const needs = await api.db.select().from(assessedNeeds).where(eq(assessedNeeds.structureId, aiton!.id)).orderBy(asc(assessedNeeds.year));
    expect(needs.map(({ year, needRatio }) => [year, needRatio])).toEqual([
      [2014, 0],
      [2015, 0.0002],
      [2016, 0.0144],
      [2017, 0.0022],
      [2018, 0.0166],
    ]);
    const [without] = await api.db.select().from(structures).where(eq(structures.name, 'Paul Robeson School'));
    expect([without!.crvCents, without!.dmCents]).toEqual([null, 0n]);
  });

  test('once more, it changes nothing, and says so', async () => {
    const again = await tried(api, desk, { kind: 'buildings', portfolio: 'dc-2014' }, DCPS);
    expect([again.sameAs.fileName, again.summary.goodEffects, again.summary.remarksEffects]).toEqual([
      'dcps.csv',
      { new: 0, changed: 0, same: 117 },
      { new: 0, changed: 0, same: 7 },
    ]);
    const done = await letIn(api, desk, again, true);
    expect([done.state, done.loaded]).toEqual(['done', { done: 0, kept: 0, waiting: 0 }]);
    expect((await desk.get('/api/condition?portfolio=dc-2014')).body.total.structures).toBe(124);
  });

  test('corrected, it shows what was and what will be, and each change is an event that says it was a correction', async () => {
    const corrected = DCPS.toString().replace('" \t17,991,982 ",0.30%', '" \t17,991,982 ",0.40%');
    const dry2 = await tried(api, desk, { kind: 'buildings', portfolio: 'dc-2014' }, corrected);
    expect(dry2.summary.goodEffects).toEqual({ new: 0, changed: 1, same: 116 });
    expect(dry2.changes).toEqual([
      { row: 3, what: '1 Aiton Elementary School', fields: [{ field: 'Deferred', before: '53975.95', after: '71967.93' }] },
    ]);
    await letIn(api, desk, dry2);
    const [aiton] = await api.db.select().from(structures).where(eq(structures.name, 'Aiton Elementary School'));
    expect(aiton!.dmCents).toBe(7_196_793n);
    const events = await api.db.select().from(conditionEvents).where(eq(conditionEvents.structureId, aiton!.id)).orderBy(asc(conditionEvents.id));
    expect(events.map(({ kind, cause, dmDeltaCents }) => [kind, cause, dmDeltaCents])).toEqual([
      ['building_imported', 'correction', 5_397_595n],
      ['building_corrected', 'correction', 1_799_198n],
    ]);
    // What is found there later is added to what was stated.
    const found = await desk.post(`/api/structures/${aiton!.id}/deficiencies`, {
      body: { systemCode: 'D3020', priority: 2, scope: 'Boiler leaks', cost: '1000.00', source: 'inspection' },
    });
    expect(found.body.deferred).toBe('72967.93');
  });
});

const HEAD = 'Deficiency ID,Building,System,Component,Priority,Description,Qty,UoM,Unit Cost,Total Cost,Found On';
const TRAPS = [
  HEAD,
  'F-1,4711-main,D3020,,Potentially Critical,Boiler section cracked,1,EA,"$42,000.00 ","$42,000.00 ",2026-03-05',
  'F-2,Alder School,Roofing,,P3,Blisters,"1,000",SF,$20.50 ,"$20,500.00 ",3/6/2026',
  'F-3,4711-main,D3020,,High,Pump worn, -   ,EA, -   ,"$1,234.56 ",46087',
  'F-4,4711-main,D3020,,High,No cost at all,2,EA, -   , -   ,2026-03-05',
  'F-5,4711-main,D3020,,#N/A,Who knows,1,EA,5,5,2026-03-05',
  'F-6,4711-main,Structure,,2,Cracks,1,LS,900,900,2026-03-05',
  'F-7,4711-main,Structural,,2,More cracks,1,LS,900,900,2026-03-05',
  'F-8,Nowhere,D3020,,2,Lost,1,EA,5,5,2026-03-05',
  'F-1,4711-main,D3020,,2,Boiler section cracked again,1,EA,7,7,2026-03-05',
  '',
  'F-9,4712-main,D3020,,4,"Paint, in two\nlines",2,furlong,10,20,2026-03-05',
  'F-10,4712-main,D3020,,2,Odd sum,2,EA,10,500,2026-03-05',
  ',,,,,Total,,,,"$66,000.00 ",',
].join('\r\n');

describe('findings of an assessor', () => {
  let dry: Awaited<ReturnType<typeof tried>>;
  const rowsBy = (of: { rows: { row: number; verdict: string; why: string[] }[] }) => new Map(of.rows.map((one) => [one.row, one]));
  const dollars = async (id: string) => (await desk.get(`/api/structures/${id}`)).body.deferred;

  beforeAll(async () => {
    dry = await tried(api, desk, { kind: 'deficiencies' }, TRAPS, { assessor: 'Consultants, Inc.', assessedOn: '2026-03-10' });
  });

  test('each trap is shown with its row and its reason', () => {
    const rows = rowsBy(dry);
    expect(dry.summary.counts).toEqual({ good: 2, remark: 3, wrong: 5, duplicate: 1, total: 1, empty: 1 });
    expect(rows.get(4)).toMatchObject({ verdict: 'remark', why: ['There is a cost but no quantity.'] });
    expect(rows.get(5)).toMatchObject({ verdict: 'wrong', why: ['There is no cost, and none can be worked out.'] });
    expect(rows.get(6)).toMatchObject({ verdict: 'wrong', why: ['Priority: the spreadsheet could not work it out (#N/A).'] });
    expect(rows.get(7)!.why[0]).toBe('System: “Structure” is no UNIFORMAT II system.');
    expect(rows.get(9)).toMatchObject({ verdict: 'wrong', why: ['There is no building “Nowhere” in this portfolio.'] });
    expect(rows.get(10)).toMatchObject({ verdict: 'duplicate', why: ['Row 2 is about the same thing and says something else.'] });
    expect(rows.get(12)).toMatchObject({ verdict: 'remark', why: ['UoM: “furlong” is no unit that we know; it is kept as it is.'] });
    expect(rows.get(13)!.why).toEqual(['The cost is $500.00, but quantity times unit cost is $20.00.']);
    expect(rows.get(14)).toMatchObject({
      verdict: 'total',
      why: ['A line of totals that does not match: Total Cost says 66,000, the rows add up to 66,071.56. Not let in.'],
    });
    expect(dry.summary.lookAlikes).toEqual([{ column: 'System', words: ['Structural', 'Structure'] }]);
    expect(dry.summary.understood).toEqual(
      expect.arrayContaining([
        { column: 'Priority', from: 'Potentially Critical', to: '2', count: 1 },
        { column: 'UoM', from: 'SF', to: 'sq ft', count: 1 },
        { column: 'System', from: 'Roofing', to: 'B3010', count: 1 },
      ]),
    );
    expect(dry.summary.unknownWords).toEqual(expect.arrayContaining([{ what: 'system', word: 'Structure', count: 1 }]));
    expect([dry.summary.goodEffects.new, dry.summary.costOfNew]).toEqual([2, '62500.00']);
  });

  test('as CSV: row, reason, and the row as it stood, with nothing that a spreadsheet would run', async () => {
    const { text, headers } = await desk.get(`/api/imports/${dry.id}/rows.csv`);
    expect(String(headers['content-type'])).toContain('text/csv');
    expect(text).toContain('10,No,Row 2 is about the same thing and says something else.,F-1,4711-main');
    expect(text.split('\r\n')[0]).toContain('Row,Let in,Why,Deficiency ID');
  });

  test('only the good ones are let in; what they move is a finding, at once', async () => {
    expect(await dollars(school.id)).toBe('0.00');
    const done = await letIn(api, desk, dry);
    expect(done.loaded).toEqual({ done: 2, kept: 0, waiting: 0 });
    expect(await dollars(school.id)).toBe('62500.00');
    const rows = await api.db.select().from(deficiencies).where(eq(deficiencies.structureId, school.id)).orderBy(asc(deficiencies.importKey));
    expect(
      rows.map(({ importKey, systemCode, priority, unit, foundOn, source }) => [importKey, systemCode, priority, unit, foundOn, source]),
    ).toEqual([
      ['F-1', 'D3020', 2, 'each', '2026-03-05', 'assessment'],
      ['F-2', 'B3010', 3, 'sq ft', '2026-03-06', 'assessment'],
    ]);
    const [event] = await api.db
      .select()
      .from(conditionEvents)
      .where(and(eq(conditionEvents.structureId, school.id), eq(conditionEvents.kind, 'deficiencies_imported')));
    expect(event).toMatchObject({
      cause: 'findings',
      dmDeltaCents: 6_250_000n,
      actorId: planner.id,
      data: { count: 2, assessor: 'Consultants, Inc.' },
    });
  });

  test('mended and brought again: what was let in stays as it is, the rest comes in, a changed cost is a correction', async () => {
    const mended = TRAPS.replaceAll(/Structure,|Structural,/g, 'B1010,')
      .replace('Nowhere', '4712-main')
      .replace('"$42,000.00 ","$42,000.00 "', '"$43,000.00 ","$43,000.00 "')
      .replace(/F-1,4711-main,D3020,,2,Boiler section cracked again.*\r\n/, '');
    const dry2 = await tried(api, desk, { kind: 'deficiencies' }, mended, { assessedOn: '2026-03-10' });
    expect([dry2.summary.goodEffects, dry2.summary.costChange]).toEqual([{ new: 3, changed: 1, same: 1 }, '1000.00']);
    expect(dry2.changes[0].fields).toEqual([{ field: 'Cost', before: '42000.00', after: '43000.00' }]);
    await letIn(api, desk, dry2, true);
    expect(await dollars(school.id)).toBe('66534.56');
    const causes = await api.db
      .select()
      .from(conditionEvents)
      .where(and(eq(conditionEvents.structureId, school.id), eq(conditionEvents.kind, 'deficiencies_corrected')));
    expect(causes.map(({ cause, dmDeltaCents }) => [cause, dmDeltaCents])).toEqual([['correction', 100_000n]]);
    const again = await tried(api, desk, { kind: 'deficiencies' }, mended, { assessedOn: '2026-03-10' });
    expect([again.summary.goodEffects, again.summary.remarksEffects]).toEqual([
      { new: 0, changed: 0, same: 5 },
      { new: 0, changed: 0, same: 3 },
    ]);
  });

  test('a person may say what words mean; the mapping is kept by name and comes back for the same headings', async () => {
    const more = { said: { system: { Structure: 'B1010' }, priority: { Whenever: '4' } }, saveAs: 'Consultants 2026' };
    const text = `${HEAD}\r\nG-1,4712-main,Structure,,Whenever,Sags,1,EA,10,10,2026-03-05\r\nG-2,4712-main,Structural,,2,Sags more,1,EA,10,10,2026-03-05`;
    const said = await tried(api, desk, { kind: 'deficiencies' }, text, more);
    expect(said.summary.counts).toMatchObject({ good: 2, wrong: 0 });
    const brought = await desk.post('/api/imports', aForm({ kind: 'deficiencies' }, 'next.csv', text));
    expect([brought.body.mappingName, brought.body.said.system]).toEqual(['Consultants 2026', { Structure: 'B1010' }]);
  });

  test('killed half-way it goes on where it was, and nothing counts twice', async () => {
    const line = (i: number) => `K-${i},${i % 2 ? '4711' : '4712'}-main,D3020,,2,Thing ${i},1,EA,10,10,2026-03-05`;
    const many = [HEAD, ...Array.from({ length: 200 }, (_, i) => line(i))].join('\n');
    const [before, beforeOther] = [Number(await dollars(school.id)), Number(await dollars(other.id))];
    const checked = await tried(api, desk, { kind: 'deficiencies' }, many);
    expect((await desk.post(`/api/imports/${checked.id}/loads`, { body: {}, ifMatch: checked.version })).status).toBe(202);
    const killed = () =>
      api.db.transaction(async (tx) => {
        await loadNext(tx, () => NOW, { rowsAtOnce: 1 });
        throw new Error('killed');
      });
    await expect(killed()).rejects.toThrow('killed');
    expect((await desk.get(`/api/imports/${checked.id}`)).body).toMatchObject({ state: 'loading', loaded: { done: 0, waiting: 200 } });
    expect(await loadNext(api.db, () => NOW, { rowsAtOnce: 1 })).toBe(true);
    expect((await desk.get(`/api/imports/${checked.id}`)).body).toMatchObject({
      state: 'loading',
      doneRatio: 0.5,
      loaded: { done: 100, waiting: 100 },
    });
    await expect(killed()).rejects.toThrow('killed');
    await Promise.all([untilImported(api), untilImported(api)]);
    await untilImported(api);
    expect((await desk.get(`/api/imports/${checked.id}`)).body).toMatchObject({ state: 'done', loaded: { done: 200, kept: 0, waiting: 0 } });
    expect([Number(await dollars(school.id)) - before, Number(await dollars(other.id)) - beforeOther]).toEqual([1000, 1000]);
  });

  test('one that the version before began to let in, which kept no count, comes in all the same', async () => {
    const text = [HEAD, ...Array.from({ length: 6 }, (_, i) => `V-${i},4711-main,D3020,,2,Thing V ${i},1,EA,10,10,2026-03-05`)].join('\n');
    const checked = await tried(api, desk, { kind: 'deficiencies' }, text);
    await desk.post(`/api/imports/${checked.id}/loads`, { body: {}, ifMatch: checked.version });
    // That version, for which nothing waits of what this one began, may not take it for done.
    await expect(api.db.update(imports).set({ state: 'done' }).where(eq(imports.id, checked.id))).rejects.toThrow();
    await api.db.update(imports).set({ rowsToLoad: 0 }).where(eq(imports.id, checked.id));
    await untilImported(api);
    expect((await desk.get(`/api/imports/${checked.id}`)).body).toMatchObject({ state: 'done', loaded: { done: 6, kept: 0, waiting: 0 } });
  });

  test('two files let in at the same moment wait for each other, and both are in', async () => {
    const text = (found: string, id: string, changed: string, changedId: string, cost: number) =>
      [HEAD, ...Array.from({ length: 40 }, (_, i) => `${id}-${i},${found}-main,D3020,,2,Thing ${id} ${i},1,EA,10,10,2026-03-05`)]
        .concat(`${changedId},${changed}-main,D3020,,2,Thing ${changedId},1,EA,${cost},${cost},2026-03-05`)
        .join('\n');
    for (let round = 0; round < 5; round += 1) {
      // Each finds new things in one building and changes what was found in the other.
      const begun = [HEAD, ...['4711', '4712'].map((site) => `W-${site},${site}-main,D3020,,2,Thing W-${site},1,EA,10,10,2026-03-05`)].join('\n');
      if (round === 0) await letIn(api, desk, await tried(api, desk, { kind: 'deficiencies' }, begun));
      const [before, beforeOther] = [Number(await dollars(school.id)), Number(await dollars(other.id))];
      const files = [
        await tried(api, desk, { kind: 'deficiencies' }, text('4711', `P${round}`, '4712', 'W-4712', 11 + round)),
        await tried(api, desk, { kind: 'deficiencies' }, text('4712', `Q${round}`, '4711', 'W-4711', 11 + round)),
      ];
      for (const { id, version } of files) await desk.post(`/api/imports/${id}/loads`, { body: {}, ifMatch: version });
      await Promise.all(files.map(() => loadNext(api.db, () => NOW)));
      for (const { id } of files)
        expect((await desk.get(`/api/imports/${id}`)).body).toMatchObject({ state: 'done', loaded: { done: 41, kept: 0, waiting: 0 } });
      expect([Number(await dollars(school.id)) - before, Number(await dollars(other.id)) - beforeOther]).toEqual([401, 401]);
    }
  });

  test('what somebody changed after the dry run is left alone, and shown', async () => {
    const text = `${HEAD}\r\nF-1,4711-main,D3020,,1,Boiler section cracked,1,EA,43000,43000,2026-03-05`;
    const checked = await tried(api, desk, { kind: 'deficiencies' }, text);
    expect(checked.summary.goodEffects.changed).toBe(1);
    const [row] = await api.db.select().from(deficiencies).where(eq(deficiencies.importKey, 'F-1'));
    await desk.post(`/api/deficiencies/${row!.id}/endings`, { body: { how: 'corrected', actualCost: '1', note: 'Done' }, ifMatch: row!.version });
    const done = await letIn(api, desk, checked);
    expect([done.loaded, done.rows[0].outcome]).toEqual([{ done: 0, kept: 1, waiting: 0 }, 'kept']);
    const after = await tried(api, desk, { kind: 'deficiencies' }, text);
    expect(after.rows[0].why[0]).toMatch(/ended here already/);
  });
});

test('components are renewed by what a file says, found again by building, system and name', async () => {
  const file = (year: number) =>
    `Building,System,Component,Quantity,Unit,Year Installed\n4711-main,D3020,D3020,2,ea,${year}\n4711-main,B3010,Main roof,"12,000",sf,2012`;
  const dry = await tried(api, desk, { kind: 'components' }, file(1990));
  expect([dry.summary.goodEffects, dry.changes[0].fields]).toEqual([
    { new: 1, changed: 1, same: 0 },
    [
      { field: 'Unit', before: 'each', after: 'each' },
      { field: 'Year installed', before: '2015', after: '1990' },
    ].filter(({ before, after }) => before !== after),
  ]);
  await letIn(api, desk, dry);
  const { body } = await desk.get(`/api/structures/${school.id}`);
  expect(body.components.map(({ name, yearInstalled }: { name: string; yearInstalled: number }) => [name, yearInstalled])).toEqual([
    ['Main roof', 2012],
    ['D3020', 1990],
  ]);
  expect((await tried(api, desk, { kind: 'components' }, file(1990))).summary.goodEffects).toEqual({ new: 0, changed: 0, same: 2 });
});

describe('a file that cannot be let in', () => {
  const FILE = 'Building,System,Component,Quantity,Unit,Unit Cost,Year Installed';
  test('is not stopped by what is dearer than anything in a building: the dry run says so', async () => {
    const dry = await tried(api, desk, { kind: 'components' }, `${FILE}\n4712-main,D3020,Dear,"1,000,000,000",ea,999999999.99,2000`);
    expect(dry.rows.map(({ verdict, why }: { verdict: string; why: string[] }) => [verdict, why[0]])).toEqual([
      ['wrong', 'Unit Cost: 999999999.99 times the quantity is more than can be.'],
    ]);
    const head = 'Building,System,Priority,Description,Qty,Unit,Unit Cost';
    const product = await tried(api, desk, { kind: 'deficiencies' }, `${head}\n4712-main,D3020,1,Dear,"1,000,000,000",ea,999999999.99`);
    expect(product.rows[0].verdict).toBe('wrong');
  });

  test('fails by itself, says why, and keeps nobody else waiting', async () => {
    const [bad, good] = [
      await tried(api, desk, { kind: 'components' }, `${FILE}\n4712-main,D3020,Bad,1,ea,10000,2000`),
      await tried(api, desk, { kind: 'components' }, `${FILE}\n4712-main,D3020,Good,1,ea,10000,2000`),
    ];
    // As a fault of ours in judging would leave it.
    await api.db
      .update(importRows)
      .set({ values: sql`jsonb_set(${importRows.values}, '{unitCostCents}', '"99999999999999999999"')` })
      .where(eq(importRows.importId, bad.id));
    for (const { id, version } of [bad, good]) expect((await desk.post(`/api/imports/${id}/loads`, { body: {}, ifMatch: version })).status).toBe(202);
    await untilImported(api);
    expect((await desk.get(`/api/imports/${good.id}`)).body).toMatchObject({ state: 'done', loaded: { done: 1 } });
    expect((await desk.get(`/api/imports/${bad.id}`)).body).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/cannot be kept/),
      loaded: { done: 0, waiting: 0 },
    });
  });

  test('while the database is away waits for it', async () => {
    const dry = await tried(api, desk, { kind: 'components' }, `${FILE}\n4712-main,D3020,Later,1,ea,10,2000`);
    await desk.post(`/api/imports/${dry.id}/loads`, { body: {}, ifMatch: dry.version });
    const gone = Object.assign(new Error('away'), { cause: Object.assign(new Error(), { code: '57P01' }) });
    const away = Object.assign(Object.create(api.db) as typeof api.db, { transaction: () => Promise.reject(gone) });
    await expect(importWork(away, api.app.files, () => api.clock.now).work()).rejects.toThrow('away');
    expect((await desk.get(`/api/imports/${dry.id}`)).body.state).toBe('loading');
    await untilImported(api);
    expect((await desk.get(`/api/imports/${dry.id}`)).body.state).toBe('done');
  });

  test('is not stopped by a finding dearer than its building, or than the component that it is on: the row says so', async () => {
    const file = [
      'Building,System,Component,Priority,Description,Cost',
      '4712-main,D3020,,1,Dearer than all of it,"900,000,000.00"',
      '4712-main,D3020,Good,1,Dearer than what it is on,"10,000.01"',
      '4712-main,D3020,Good,1,Within reason,"10,000.00"',
    ];
    const dry = await tried(api, desk, { kind: 'deficiencies' }, file.join('\n'));
    expect(dry.rows.map(({ row, verdict, why }: { row: number; verdict: string; why: string[] }) => [row, verdict, why[0]])).toEqual([
      [2, 'wrong', expect.stringMatching(/^The cost, \$900,000,000\.00, is more than replacing the whole building, \$[\d,]+\.\d\d\.$/)],
      [3, 'wrong', 'The cost, $10,000.01, is more than replacing the whole component, $10,000.00.'],
    ]);
    expect(dry.summary.goodEffects.new).toBe(1);
  });
});

test('two who name the same new portfolio at once: one makes it, the other is told', async () => {
  const bring = () =>
    desk.post('/api/imports', aForm({ kind: 'buildings', portfolioName: 'Both at once' }, 'a.csv', 'Code,Name,CRV,FCI\n1,A,10,0.1'));
  const both = await Promise.all([bring(), bring(), bring()]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422]);
  expect(both.find(({ status }) => status === 422)!.body.code).toBe('import.portfolio_taken');
});

describe('workbooks and other files', () => {
  test('of several sheets the fullest is taken and another may be chosen; days, percent, formulas and errors are read', async () => {
    const workbook = await aWorkbook({
      Notes: [['Read me']],
      Findings: [
        ['ID', 'Building', 'System', 'Priority', 'Description', 'Qty', 'Unit', 'Cost', 'Date'],
        ['X-1', '4712-main', 'D3020', 2, 'Worn', 2, 'ea', { formula: 'F2*1000', value: 2000 }, { day: 46_086 }],
        ['X-2', '4712-main', 'D3020', { error: '#N/A' }, 'Lost', 2, 'ea', 10, { day: 46_086 }],
      ],
    });
    const dry = await tried(api, desk, { kind: 'deficiencies' }, workbook, {}, 'findings.xlsx');
    expect([dry.sheet, dry.format.sheets, dry.summary.counts.good, dry.rows[0].why]).toEqual([
      'Findings',
      ['Notes', 'Findings'],
      1,
      ['Priority: the spreadsheet could not work it out (#N/A).'],
    ]);
    await letIn(api, desk, dry);
    const [row] = await api.db.select().from(deficiencies).where(eq(deficiencies.importKey, 'X-1'));
    expect([row!.costCents, row!.foundOn]).toEqual([200_000n, '2026-03-05']);
    const elsewhere = await desk.patch(
      `/api/imports/${(await desk.post('/api/imports', aForm({ kind: 'deficiencies' }, 'f.xlsx', workbook))).body.id}`,
      {
        body: { sheet: 'Notes' },
        ifMatch: 2,
      },
    );
    expect([elsewhere.status, elsewhere.body?.columns?.[0]?.heading]).toEqual([200, 'Read me']);
  });

  test.each([
    [
      'semicolons and Windows-1252',
      Buffer.from('Building;System;Priority;Description;Cost\n4712-main;D3020;2;Ca\xf1er\xeda \x80;12', 'latin1'),
      'Cañería €',
    ],
    ['a byte order mark and tabs', '\uFEFFBuilding\tSystem\tPriority\tDescription\tCost\n4712-main\tD3020\t2\tCañería\t12', 'Cañería'],
    ['UTF-16', Buffer.from('\uFEFFBuilding,System,Priority,Description,Cost\n4712-main,D3020,2,"Dos\nlíneas",12', 'utf16le'), 'Dos líneas'],
  ])('%s', async (_what, content, scope) => {
    const dry = await tried(api, desk, { kind: 'deficiencies' }, content);
    await letIn(api, desk, dry);
    expect(dry.summary.counts.good).toBe(1);
    expect(await api.db.select().from(deficiencies).where(eq(deficiencies.scope, scope))).toHaveLength(1);
  });

  const bomb = async () => aZip({ 'xl/workbook.xml': Buffer.alloc(50_000_000, ' '), 'xl/_rels/workbook.xml.rels': '<Relationships/>' });
  test.each([
    ['a zip bomb', bomb, 'import.unpacks_too_large'],
    ['an archive that is no workbook', () => aZip({ 'a.txt': 'a' }), 'import.broken'],
    ['half a workbook', async () => (await aWorkbook({ A: [['a']] })).subarray(0, 300), 'import.broken'],
    ['a PDF', async () => '%PDF-1.7', 'import.not_a_sheet'],
    ['bytes', async () => Buffer.from([1, 0, 2, 0, 0, 3]), 'import.not_a_sheet'],
    ['a quotation mark that is never closed', async () => `a,b\n"${'x'.repeat(4_000_000)}`, 'import.cell_too_long'],
    ['a thousand columns', async () => `${'a,'.repeat(1_000)}\n`, 'import.too_many_columns'],
  ])('refuses %s in words', async (_what, content, code) => {
    const answer = await desk.post('/api/imports', aForm({ kind: 'deficiencies' }, 'file', await content()));
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });
  test('a file that says itself that it is a gigabyte is refused before it comes', async () => {
    const form = aForm({ kind: 'deficiencies' }, 'file.csv', 'a');
    const answer = await desk.post('/api/imports', { ...form, headers: { ...form.headers, 'content-length': '1000000000' } });
    expect([answer.status, answer.body?.code]).toEqual([413, 'import.too_large']);
  });
});

describe('says no, and why', () => {
  const FILE = 'Building,System,Priority,Description,Cost\n4712-main,D3020,2,Cracks,12';
  test('to who plans for a part of the district only, and to all others', async () => {
    const part = await aPerson(api.db, { grants: [{ role: 'planner', siteId: district.school.id }] });
    const auditor = await aPerson(api.db, { grants: [{ role: 'auditor' }] });
    for (const who of [part, auditor])
      expect((await api.as(who).post('/api/imports', aForm({ kind: 'deficiencies' }, 'a.csv', FILE))).body.code).toBe('import.not_for_you');
    expect([(await api.as(part).get('/api/imports')).status, (await api.as(auditor).get('/api/imports')).status]).toEqual([403, 200]);
  });
  test('to columns without which nothing can be read, columns named twice, states and versions that have passed', async () => {
    const { id, version } = (await desk.post('/api/imports', aForm({ kind: 'deficiencies' }, 'a.csv', FILE))).body;
    const check = (columns: (string | null)[], ifMatch = version) =>
      desk.post(`/api/imports/${id}/checks`, { body: { headerRow: 1, columns }, ifMatch });
    expect((await check(['building', 'system', null, 'scope', 'cost'])).body.code).toBe('import.column_missing');
    expect((await check(['building', 'building', 'priority', 'scope', 'cost'])).body.code).toBe('import.field_twice');
    expect((await check(['building', 'colour', 'priority', 'scope', 'cost'])).body.code).toBe('import.unknown_field');
    expect((await check(['building', 'system', 'priority', 'scope', 'cost'], 99)).body.code).toBe('import.changed');
    expect((await desk.post(`/api/imports/${id}/loads`, { body: {}, ifMatch: version })).body.code).toBe('import.state');
    expect((await desk.post('/api/imports', aForm({ kind: 'buildings' }, 'a.csv', FILE))).body.code).toBe('import.not_into_district');
    expect((await desk.post('/api/imports', aForm({ kind: 'buildings', portfolioName: 'DC 2014' }, 'a.csv', FILE))).body.code).toBe(
      'import.portfolio_taken',
    );
    expect((await desk.post('/api/imports', aForm({ kind: 'cars' }, 'a.csv', FILE))).status).toBe(422);
    expect((await desk.post('/api/imports', aForm({ kind: 'deficiencies' }, 'a.csv', ''))).status).toBe(422);
  });
});

describe('what a file says of money', () => {
  const MONEY_HEAD = 'Building,System,Name,Quantity,Unit,Unit cost,Cost year,Installed';
  test('an amount of a component is of the year in its column, else of the year that was said for the file; it goes out and comes in again as it is', async () => {
    const rows = [
      '4711-main,D3020,Boiler A,1,EA,60000,2020,2001',
      '4711-main,D3020,Boiler B,1,EA,60000,,2001',
      '4711-main,D3020,Boiler C,1,EA,,2020,2001',
    ];
    const file = await tried(api, desk, { kind: 'components' }, [MONEY_HEAD, ...rows].join('\n'), { costBaseYear: 2024 });
    expect(file.columns.map(({ field }: { field: string }) => field)[6]).toBe('unitCostBaseYear');
    await letIn(api, desk, file);
    const kept = (await desk.get(`/api/structures/${school.id}`)).body.components.filter(({ name }: { name: string }) => /^Boiler [ABC]$/.test(name));
    expect(kept.map(({ unitCost, unitCostBaseYear }: Record<string, unknown>) => [unitCost, unitCostBaseYear])).toEqual([
      ['60000.00', 2020],
      ['60000.00', 2024],
      [null, null],
    ]);
  });

  test('one amount is at most what a person may write; a total may be more', async () => {
    const FILE = [
      'Building,System,Priority,Scope,Quantity,Unit,Unit cost,Cost',
      '4711-main,D3020,1,All of it,,,,"$999,999,999.99"',
      '4711-main,D3020,1,More than all,,,,1000000000',
      '4711-main,D3020,1,Together more,2000,EA,999999,',
    ];
    const file = await tried(api, desk, { kind: 'deficiencies' }, FILE.join('\n'));
    expect(file.rows.map(({ row, verdict, why }: { row: number; verdict: string; why: string[] }) => [row, verdict, why[0]])).toEqual([
      [2, 'wrong', expect.stringMatching(/^The cost, \$999,999,999\.99, is more than replacing the whole building/)],
      [3, 'wrong', 'Cost: 1000000000 is more than one amount may be, $999,999,999.99.'],
      [4, 'wrong', 'Unit cost: 999999.00 times the quantity is more than can be.'],
    ]);
  });
});

describe('buildings of another owner that nobody uses', () => {
  const owner = async (portfolioName: string) =>
    letIn(api, desk, await tried(api, desk, { kind: 'buildings', portfolioName }, 'Code,Name,CRV,FCI\n1,A,1000,0.1'));
  const list = async (who = desk) => (await who.get('/api/imports')).body;
  const find = async (code: string, who = desk) => (await list(who)).portfolios.find((one: { code: string }) => one.code === code);
  const remove = (code: string, ifMatch: number, who = desk) => who.post(`/api/portfolios/${code}/removals`, { body: { why: 'A trial' }, ifMatch });

  test('are removed with all that was said of them: nobody finds them any more, the name is free, and the log says who took how many away', async () => {
    const file = await owner('A trial');
    const { version, structures: count, mayRemove } = await find('a-trial');
    expect([count, mayRemove]).toEqual([1, true]);
    const [{ buildings }] = (await desk.get('/api/condition?portfolio=a-trial')).body.items;
    const both = await Promise.all([remove('a-trial', version), remove('a-trial', version)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    const gone = [
      '/api/condition?portfolio=a-trial',
      `/api/structures/${buildings[0].id}`,
      `/api/imports/${file.id}`,
      `/api/condition/report?structureId=${buildings[0].id}`,
    ];
    for (const path of gone) expect([path, (await desk.get(path)).status]).toEqual([path, 404]);
    expect((await list()).items.map(({ id }: { id: string }) => id)).not.toContain(file.id);
    expect((await desk.get('/api/condition')).body.portfolios.map(({ code }: { code: string }) => code)).not.toContain('a-trial');
    const administrator = api.as(await aPerson(api.db, { grants: [{ role: 'administrator' }] }));
    expect((await administrator.get('/api/set-up/changes')).body.items[0]).toMatchObject({
      subject: 'portfolio',
      subjectName: 'A trial',
      before: { isRemoved: false, buildings: 1 },
      after: { isRemoved: true, buildings: 0 },
      why: 'A trial',
    });
    await owner('A trial');
    expect((await find('a-trial')).structures).toBe(1);
  });

  test('stay where they are used, where a file is under way, and where the district’s own were meant', async () => {
    await owner('Used');
    const { version } = await find('used');
    const [{ buildings }] = (await desk.get('/api/condition?portfolio=used')).body.items;
    await desk.post(`/api/structures/${buildings[0].id}/deficiencies`, {
      body: { systemCode: 'D3020', priority: 1, scope: 'Leaks', cost: '100.00', source: 'inspection' },
    });
    const plan = await desk.post('/api/draft-plans', { body: { name: 'A plan', portfolio: 'used', chosen: { by: 'money', money: '1000.00' } } });
    expect(plan.status, plan.text).toBe(201);
    expect([(await remove('used', version)).body.code, (await find('used')).mayRemove]).toEqual(['import.portfolio_in_plans', false]);
    const ours = await find('district');
    expect([(await remove('district', ours.version)).body.code, ours.mayRemove]).toEqual(['import.portfolio_is_district', false]);
    await owner('Busy');
    const busy = (await find('busy')).version;
    expect((await remove('busy', busy + 1)).body.code).toBe('import.portfolio_changed');
    const brought = (await desk.post('/api/imports', aForm({ kind: 'buildings', portfolio: 'busy' }, 'b.csv', 'Code,Name,CRV,FCI\n2,B,10,0.1'))).body;
    const columns = brought.columns.map(({ field }: { field: string | null }) => field);
    await desk.post(`/api/imports/${brought.id}/checks`, { body: { sheet: null, headerRow: brought.headerRow, columns }, ifMatch: brought.version });
    expect((await remove('busy', busy)).body.code).toBe('import.portfolio_busy');
    await untilImported(api);
    const auditor = api.as(await aPerson(api.db, { grants: [{ role: 'auditor' }] }));
    expect([(await remove('busy', busy, auditor)).body.code, (await find('busy', auditor)).mayRemove]).toEqual(['import.not_for_you', false]);
    expect((await remove('busy', busy)).status).toBe(200);
  });
});

test('who may let files in, and who may see them, is said where buildings are read', async () => {
  const may = async (role: 'planner' | 'auditor' | 'finance') =>
    (await api.as(await aPerson(api.db, { grants: [{ role }] })).get('/api/condition')).body.may;
  expect([await may('planner'), await may('auditor'), await may('finance')]).toEqual([
    { import: true, seeImports: true },
    { import: false, seeImports: true },
    { import: false, seeImports: false },
  ]);
});
