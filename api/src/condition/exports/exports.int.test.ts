import { costBases, deficiencies, structures, unitCosts } from '@steward/db/schema';
import { parse } from 'csv-parse/sync';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import type { Actor } from '#kernel/actor.ts';
import { inRole, readPdf, rolesIn } from '#platform/paper.testing.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { DCPS, letIn, tried } from '../imports/imports.testing.ts';
import { columnsOf, dictionary, type SetName, SETS } from './sets.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let teacher: Actor;
let school: { id: string };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
  const portfolioId = await aCostBasis(api.db);
  school = await aStructure(api.db, portfolioId, {
    siteId: district.school.id,
    areaId: district.areas.north,
    parts: [
      { systemCode: 'D3020', quantity: 2, yearInstalled: 1990 },
      { systemCode: 'B3010', quantity: 10_000, yearInstalled: 2015 },
    ],
  });
  await api.db.update(structures).set({ code: '4711-main', grossAreaSqft: 54_000, yearBuilt: 1962 }).where(eq(structures.id, school.id));
  const find = (scope: string) =>
    api.as(planner).post(`/api/structures/${school.id}/deficiencies`, {
      body: { systemCode: 'D3020', priority: 2, scope, cost: '42000.00', source: 'inspection' },
    });
  await find('=HYPERLINK("http://evil.example","Boiler")');
  await find('Boiler 2 leaks, “badly”');
});
afterAll(() => api.close());

async function bytesOf(who: Actor, url: string) {
  const { rawPayload, headers, statusCode } = await api.app.inject({ url, headers: { cookie: (await api.as(who).cookie)! } });
  return { bytes: rawPayload, headers, status: statusCode };
}
async function filesIn(archive: Buffer): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(archive, { lazyEntries: true });
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    files.set(
      entry.fileName,
      Buffer.concat(pieces)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  }
  return files;
}
const rowsOf = (text: string) => parse<Record<string, string>>(text, { columns: true });

describe('everything as CSV', () => {
  test('every file has the columns that the dictionary explains, and the dictionary explains every column', async () => {
    const { bytes, headers, status } = await bytesOf(teacher, '/api/condition/export');
    expect([status, headers['content-type']]).toEqual([200, 'application/zip']);
    const files = await filesIn(bytes);
    const explained = Map.groupBy(rowsOf(files.get('data-dictionary.csv')!), ({ file }) => file!);
    for (const name of Object.keys(SETS) as SetName[]) {
      const [heading] = parse(files.get(`${name}.csv`)!, { to: 1 });
      expect(heading).toEqual(columnsOf(name));
      expect(explained.get(`${name}.csv`)!.map(({ column }) => column)).toEqual(heading);
    }
    expect(JSON.parse(files.get('data-dictionary.json')!)).toHaveLength(dictionary().length);
    for (const line of dictionary()) expect([line[2] !== '', line[4] !== ''], line.join(' ')).toEqual([true, true]);
    expect(files.get('README.txt')).toContain('never a mean');
  });

  test('amounts are decimal text, below zero too, ratios unrounded; a formula stays text', async () => {
    const files = await filesIn((await bytesOf(teacher, '/api/condition/export')).bytes);
    const [structure] = rowsOf(files.get('structures.csv')!);
    expect(structure).toMatchObject({
      deferred: '184000.00',
      replacementValue: '300000.00',
      grossAreaSqft: '54000',
      method: 'counted',
      siteName: expect.stringMatching(/^School \d+$/),
    });
    expect(Number(structure!['fci'])).toBe(184_000 / 300_000);
    expect(rowsOf(files.get('deficiencies.csv')!).map(({ scope }) => scope)).toEqual([
      `'=HYPERLINK("http://evil.example","Boiler")`,
      'Boiler 2 leaks, “badly”',
    ]);
    const [{ id, version }] = (await api.as(planner).get(`/api/structures/${school.id}`)).body.deficiencies;
    await api.as(planner).post(`/api/deficiencies/${id}/endings`, { body: { how: 'withdrawn', note: 'None' }, ifMatch: version });
    const after = await filesIn((await bytesOf(teacher, '/api/condition/export')).bytes);
    expect(rowsOf(after.get('events.csv')!).at(-1)).toMatchObject({ cause: 'correction', deferredChange: '-42000.00' });
  });

  test('what was exported can be brought again, and changes nothing', async () => {
    const files = await filesIn((await bytesOf(teacher, '/api/condition/export')).bytes);
    const components = await tried(api, api.as(planner), { kind: 'components' }, files.get('components.csv')!);
    expect([components.summary.counts.wrong, components.summary.goodEffects]).toEqual([0, { new: 0, changed: 0, same: 2 }]);
    const found = await tried(api, api.as(planner), { kind: 'deficiencies' }, files.get('deficiencies.csv')!);
    expect([found.summary.counts.wrong, found.summary.goodEffects.new + found.summary.remarksEffects.new]).toEqual([0, 0]);
  });

  test('another portfolio by its code, and none that is not there', async () => {
    const dry = await tried(api, api.as(planner), { kind: 'buildings', portfolioName: 'DC 2014' }, DCPS);
    await letIn(api, api.as(planner), dry, true);
    const files = await filesIn((await bytesOf(teacher, '/api/condition/export?portfolio=dc-2014')).bytes);
    const rows = rowsOf(files.get('structures.csv')!);
    expect([rows.length, new Set(rows.map(({ method }) => method)), rowsOf(files.get('assessed-needs.csv')!).length > 200]).toEqual([
      124,
      new Set(['fci_times_value', 'counted']),
      true,
    ]);
    expect((await bytesOf(teacher, '/api/condition/export?portfolio=nowhere')).status).toBe(404);
  });
});

describe('a school on one page', () => {
  test('is a tagged PDF: title, language, headings, table heads, and words for the bars', async () => {
    const { bytes, headers, status } = await bytesOf(teacher, `/api/condition/report?siteId=${district.school.id}`);
    expect([status, headers['content-type'], String(headers['content-disposition']).slice(0, 7)]).toEqual([200, 'application/pdf', 'inline;']);
    const { info, mark, tree, text, pages } = await readPdf(bytes);
    expect(pages).toBe(1);
    expect(info).toMatchObject({ Language: 'en-US', Title: expect.stringContaining('Condition of Alder School') });
    expect((mark as unknown as Map<string, boolean>).get('Marked')).toBe(true);
    const roles = rolesIn(tree);
    expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
    expect(roles.filter((role) => role === 'H2')).toHaveLength(3);
    expect(inRole(tree, 'Table').length).toBeGreaterThanOrEqual(3);
    expect(roles.filter((role) => role === 'TH').length).toBeGreaterThan(9);
    const [figure] = inRole(tree, 'Figure');
    expect(figure!.alt).toMatch(/^Bars: .*D30 HVAC: 142.0%; B30 Roofing: 0.0%\.$/);
    // Kerning may cut a figure in two.
    expect(text).toMatch(/Its FCI is 47 ?\.33%: of every \$100 that its buildings are worth, \$47 ?\.33/);
    expect(text).toContain('New findings');
    // What is deferred, told by what it is made of.
    expect(text.replaceAll(' ', '')).toContain('Deferred:$142,000=$42,000for1opendeficiency+$100,000for1partpastitslife.Allamountsareinmoneyof2026.');
    // Every font is in the file.
    expect(bytes.toString('latin1')).toMatch(/FontFile2/);
    expect(bytes.toString('latin1')).toMatch(/pdfuaid/);
  });

  test('in Spanish, and of one building of another owner', async () => {
    const spanish = await readPdf((await bytesOf(teacher, `/api/condition/report?siteId=${district.school.id}&locale=es`)).bytes);
    expect([spanish.info['Language'], spanish.text.includes('de cada $100 que valen sus edificios')]).toEqual(['es-US', true]);
    for (const name of ['B30 Techado', 'D3020 Sistemas de generación de calor'])
      expect(spanish.text.replaceAll(/\s/g, '')).toContain(name.replaceAll(' ', ''));
    const [aiton] = await api.db.select().from(structures).where(eq(structures.name, 'Aiton Elementary School'));
    const stated = await readPdf((await bytesOf(teacher, `/api/condition/report?structureId=${aiton!.id}`)).bytes);
    expect(stated.text).toMatch(/FCI is 0.3/);
    expect(stated.text).toContain('Poor: Exterior Enclosure');
    expect(stated.text.replaceAll(/\s/g, '')).toMatch(/astheassessorstatedit\..*Assessedby.*Amountsareinmoneyof20/);
  });

  test('counts buildings, not the grounds; says nothing of an area that it knows in part; and costs are in the money of its sums', async () => {
    const { portfolioId } = (await api.db.select().from(structures).where(eq(structures.id, school.id)))[0]!;
    const at = { siteId: district.school.id, areaId: district.areas.north };
    const grounds = await aStructure(api.db, portfolioId, { ...at, kind: 'site_items' });
    const wing = await aStructure(api.db, portfolioId, at);
    await api.db.update(structures).set({ yearBuilt: 1921 }).where(eq(structures.id, grounds.id));
    await api.db.update(deficiencies).set({ costBaseYear: 2025, costCents: 100_000_00n }).where(eq(deficiencies.scope, 'Boiler 2 leaks, “badly”'));
    const { text } = await readPdf((await bytesOf(teacher, `/api/condition/report?siteId=${district.school.id}`)).bytes);
    expect(text.replaceAll(' ', '')).toContain('Built');
    expect(text).not.toContain('1921');
    expect(text).not.toContain('Gross floor area');
    expect(text.replaceAll(' ', '')).toContain('$104,000');
    await api.db.update(structures).set({ grossAreaSqft: 6_000 }).where(eq(structures.id, wing.id));
    const known = (await readPdf((await bytesOf(teacher, `/api/condition/report?siteId=${district.school.id}`)).bytes)).text.replaceAll(' ', '');
    expect(known).toContain('60,000sqft');
    expect(known).toMatch(/Buildings.*60,000sqft19622,andthesiteCondition/);
    await api.db
      .update(structures)
      .set({ siteId: null })
      .where(inArray(structures.id, [grounds.id, wing.id]));
    await api.db.update(deficiencies).set({ costBaseYear: 2026, costCents: 42_000_00n }).where(eq(deficiencies.scope, 'Boiler 2 leaks, “badly”'));
  });

  test('names how many systems it has no room for, and what is deferred in them', async () => {
    const codes = ['A1010', 'A2010', 'B1010', 'B2010', 'C1010', 'C2010', 'C3010', 'D1010', 'D2010', 'D4010', 'D5010', 'E1010', 'E2010'];
    await api.db
      .insert(unitCosts)
      .values(
        (await api.db.select({ costBasisId: costBases.id }).from(costBases).where(eq(costBases.source, 'A test'))).flatMap(({ costBasisId }) =>
          codes.map((systemCode) => ({ costBasisId, systemCode, unit: 'each', unitCostCents: 10_000_00n, lifeYears: 30 })),
        ),
      );
    for (const systemCode of codes)
      await api.as(planner).post(`/api/structures/${school.id}/components`, {
        body: { systemCode, name: systemCode, quantity: 1, unit: 'each', yearInstalled: 1990 },
      });
    const { text, pages } = await readPdf((await bytesOf(teacher, `/api/condition/report?siteId=${district.school.id}`)).bytes);
    expect(pages).toBe(1);
    expect(text.replaceAll(' ', '')).toContain('And3moresystems,with$20,000deferred.');
  });

  test('full to the brim it is still one page', async () => {
    const long = 'A very long description of what is wrong with this part of the building, as assessors like to write them, at length '.repeat(4);
    for (let i = 0; i < 12; i++)
      await api.as(planner).post(`/api/structures/${school.id}/deficiencies`, {
        body: { systemCode: 'C1010', priority: 1, scope: `${i} ${long}`, cost: '1.00', source: 'inspection' },
      });
    const { pages, text } = await readPdf((await bytesOf(teacher, `/api/condition/report?siteId=${district.school.id}`)).bytes);
    expect([pages, /And ?9 ?more\./.test(text), /And ?\d+ ?more ?parts/.test(text)]).toEqual([1, true, true]);
  });

  test('says no to a school without buildings, and to neither school nor building', async () => {
    expect((await bytesOf(teacher, `/api/condition/report?siteId=${district.otherSchool.id}`)).status).toBe(404);
    expect((await bytesOf(teacher, '/api/condition/report')).status).toBe(400);
  });
});
