import { connect } from '@steward/db';
import { seedDemonstrationPeople, seedReference, uuidFor } from '@steward/db/seed';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRole, readPdf, rolesIn } from '#platform/paper.testing.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { seedCondition } from '../../condition/index.ts';
import { aPerson } from '../../people/people.testing.ts';
import { seedCapital } from '../demonstration/seed-capital.ts';
import { dayWords, dollarsWords, moneyBriefly } from './words.ts';

let api: TestApi;
let cfo: ReturnType<TestApi['as']>;
let bond: string;
beforeAll(async () => {
  api = await startApi();
  const { db, close } = connect(api.config.databaseUrl, { poolSize: 1, role: 'none' });
  await seedReference(db);
  await seedDemonstrationPeople(db, NOW);
  await seedCondition(db, NOW);
  await seedCapital(db, NOW);
  await db.execute(sql`analyze`);
  await close();
  cfo = api.as({ id: uuidFor('person cfo') });
  bond = (await cfo.get('/api/programmes')).body.items.find((one: { programme: { code: string } }) => one.programme.code === 'bond-2018').programme
    .id;
}, 180_000);
afterAll(() => api.close());

async function packet(query = '', who = cfo) {
  const answer = await api.app.inject({ url: `/api/programmes/${bond}/packet.pdf${query}`, headers: { cookie: (await who.cookie)! } });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
}
/** Kerning and line ends cut words and figures: they are compared without blanks. */
const bare = (text: string) => text.replaceAll(/\s/g, '');
const said = async (query = '', who = cfo) => bare((await readPdf((await packet(query, who)).bytes)).text);

describe('the board packet', () => {
  test('is a tagged PDF: title, language, bookmarks, headings, table heads, and words for each drawing', async () => {
    const { status, headers, bytes } = await packet();
    expect([status, headers['content-type'], String(headers['content-disposition'])]).toEqual([
      200,
      'application/pdf',
      expect.stringMatching(/^inline; filename="?2018-bond-programme-2026-11-24\.pdf/),
    ]);
    const pdf = await readPdf(bytes);
    expect(pdf.info).toMatchObject({ Language: 'en-US', Title: 'Board packet: 2018 bond programme' });
    expect((pdf.mark as unknown as Map<string, boolean>).get('Marked')).toBe(true);
    const roles = pdf.trees.flatMap(rolesIn);
    expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
    expect(roles.filter((role) => role === 'H2').length).toBe(pdf.bookmarks.length);
    expect(pdf.bookmarks).toContain('What the words mean');
    expect(roles.filter((role) => role === 'TH').length).toBeGreaterThan(160);
    const figures = pdf.trees.flatMap((tree) => inRole(tree, 'Figure'));
    expect(figures.length).toBe(2);
    for (const { alt } of figures) expect(alt).toMatch(/^Bars.*\$\d/);
    expect(bytes.toString('latin1')).toMatch(/pdfuaid/);
  });

  test('says on each page that it is made up, as of when it is, and when it was last matched', async () => {
    const { texts, pages } = await readPdf((await packet()).bytes);
    const { reconciledOn } = (await cfo.get(`/api/programmes/${bond}`)).body;
    expect(pages).toBeGreaterThan(4);
    for (const [i, text] of texts.entries())
      for (const words of [
        'Demonstration: not real figures',
        'As of Nov 24, 2026',
        `last matched with the finance system as of ${dayWords(reconciledOn, 'en')}`,
        `Page ${i + 1} of ${pages}`,
      ])
        expect(bare(text)).toContain(bare(words));
  });

  test.each(['', '?asOf=2024-03-31'])('has every figure of the page of the same day: %s', async (query) => {
    const text = await said(query);
    const page = (await cfo.get(`/api/programmes/${bond}${query}`)).body;
    const contingency = (await cfo.get(`/api/programmes/${bond}/contingency${query}`)).body;
    const brief = ['baseline', 'budget', 'committed', 'expended', 'forecast'].map((name) => moneyBriefly(page.figures[name], 'en'));
    const exact = [
      ...page.sources.flatMap((one: Record<string, string>) => [one['received'], one['allocated'], one['unallocated']]),
      ...page.uses.flatMap(({ use, figures }: { use: string; figures: Record<string, string> }) =>
        use === 'unallocated' ? [] : ['baseline', 'budget', 'committed', 'expended', 'forecast', 'variance'].map((name) => figures[name]),
      ),
      ...['given', 'drawn', 'returned', 'left'].map((name) => contingency[name]),
      ...page.mostOver.flatMap(({ figures }: { figures: Record<string, string> }) => [figures['budget'], figures['forecast'], figures['variance']]),
    ].map((amount) => dollarsWords(amount, 'en'));
    const { promises, onTime, total, late } = page.projects;
    const sentences = [
      `${promises.complete} of ${promises.total} promises are kept`,
      `${onTime} of ${total} projects are built, or will be, when promised`,
      `${late} of ${total} projects are late`,
      ...page.mostLate.map((one: { promisedEndOn: string }) => dayWords(one.promisedEndOn, 'en')),
      ...page.lessThanPromised.map((one: { code: string }) => one.code),
    ];
    for (const words of [...brief, ...exact, ...sentences]) expect(text).toContain(bare(words));
  });

  test('lists every project with its figures', async () => {
    const text = await said();
    for (let page = 1; page <= 4; page += 1)
      for (const { code, figures } of (await cfo.get(`/api/projects?programmeId=${bond}&limit=40&page=${page}`)).body.items)
        for (const words of [`(${code})`, dollarsWords(figures.budget, 'en'), dollarsWords(figures.forecast, 'en')])
          expect(text).toContain(bare(words));
  });

  test('reckons how fast contingency goes as the outlook does', async () => {
    const { burn } = (await cfo.get('/api/capital-outlook?programme=bond-2018')).body;
    const text = await said();
    expect(text).toContain(bare(`the work still to come takes ${moneyBriefly(burn.need, 'en')}`));
    expect(text).toContain(bare(burn.shortfall === '0.00' ? 'is enough for that' : `falls short of that by ${moneyBriefly(burn.shortfall, 'en')}`));
  });

  test('tells what changed since the day that was asked for, as the page does, and each draw with its reason', async () => {
    const text = await said('?since=2026-03-01&asOf=2026-03-31');
    const { tally } = (await cfo.get(`/api/programmes/${bond}/changes?since=2026-03-01&until=2026-03-31`)).body;
    expect(text).toContain(bare('What changed from Mar 1, 2026 to Mar 31, 2026'));
    for (const { count, amount, kind } of tally) expect(text).toContain(bare(`${count} ${kind === 'event' ? '–' : dollarsWords(amount, 'en')}`));
    const { draws } = (await cfo.get(`/api/programmes/${bond}/contingency?asOf=2026-03-31`)).body;
    for (const { reason, on } of draws) if (on >= '2026-03-01') expect(text).toContain(bare(reason).slice(0, 60));
  });

  test('is in Spanish where that is asked for', async () => {
    const pdf = await readPdf((await packet('?language=es')).bytes);
    expect(pdf.info).toMatchObject({ Language: 'es-US', Title: 'Informe para la junta: 2018 bond programme' });
    for (const text of pdf.texts) expect(bare(text)).toContain(bare('Demostración: cifras no reales'));
    expect(bare(pdf.text)).toContain(bare('De dónde viene el dinero'));
  });

  test('refuses a day to come, days that are turned, and who has nothing to do with the plan', async () => {
    const code = async (query: string, who = cfo) => (await who.get(`/api/programmes/${bond}/packet.pdf${query}`)).body.code;
    expect(await code('?asOf=2027-01-01')).toBe('capital.day_to_come');
    expect(await code('?since=2026-11-24&asOf=2026-11-01')).toBe('capital.days_turned');
    expect(await code('', api.as(await aPerson(api.db, { grants: [{ role: 'requester' }] })))).toBe('capital.not_for_you');
  });

  test('of who sees an area only has the projects there, and nothing of the programme as a whole', async () => {
    const [{ id: areaId }] = (await cfo.get('/api/areas')).body.items;
    const there = api.as(await aPerson(api.db, { grants: [{ role: 'capital_manager', areaId }] }));
    const { total } = (await there.get(`/api/programmes/${bond}`)).body.projects;
    const text = await said('', there);
    expect(text).toContain(bare(`All ${total} projects, in dollars`));
    expect(text).toContain(bare('Only the projects of the places that its reader sees.'));
    expect(text).not.toContain(bare('Where the money comes from'));
    expect(text).not.toMatch(/Contingency:\$/);
  });

  test('leaves out nobody who is late, dearer than they may be, or got less than promised; and of a day that is over tells what was so then', async () => {
    const capital = api.as({ id: uuidFor('person capital') });
    const projects = (await cfo.get(`/api/projects?programmeId=${bond}&limit=40&sort=code`)).body.items as { id: string; code: string }[];
    const dropped: string[] = [];
    for (const { id, code } of projects.slice(20)) {
      const [promise] = (await capital.get(`/api/projects/${id}`)).body.promises;
      await capital.post(`/api/project-scopes/${promise.id}/reopenings`, {
        body: { reason: 'A look back' },
        headers: { 'if-match': `"${promise.version}"` },
      });
      const { version } = (await capital.get(`/api/project-scopes/${promise.id}`)).body;
      const body = { state: 'dropped', reason: `No longer needed at ${code}` };
      const answer = await capital.patch(`/api/project-scopes/${promise.id}`, { body, headers: { 'if-match': `"${version}"` } });
      if (answer.status === 200) dropped.push(code);
    }
    expect(dropped.length).toBeGreaterThan(6);
    const between = (text: string, from: string, to: string) => text.slice(text.indexOf(bare(from)), text.indexOf(bare(to)));
    const text = await said();
    for (const code of dropped) expect(between(text, 'Got less than promised', 'What changed from')).toContain(bare(`No longer needed at ${code}`));
    const late = (await cfo.get(`/api/projects?programmeId=${bond}&state=late&limit=40`)).body.items as { code: string }[];
    expect(late.length).toBeGreaterThan(5);
    for (const { code } of late) expect(between(text, 'projects are late', 'Grew the most')).toContain(`(${code})`);
    const before = between(await said('?asOf=2026-11-01'), 'Got less than promised', 'What changed from');
    for (const code of dropped) expect(before).not.toContain(bare(`at ${code}`));
  });

  test('counts the proposals that were open on its day', async () => {
    expect(await said('?asOf=2019-01-01')).not.toContain(bare('before a committee or published'));
    expect(await said()).toContain(bare('before a committee or published'));
  });
});
