import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Actor } from '#kernel/actor.ts';
import { rolesIn, readPdf } from '#platform/paper.testing.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aDevice, aModel, anAssignedDevice, aStudent } from '../devices.testing.ts';

let api: TestApi;
let district: District;
let keeper: Actor;
let modelId: string;
let tags: string[];
let student: { key: string };

beforeAll(async () => {
  // From the package: by itself it would ask the network.
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
  api = await startApi();
  district = await aDistrict(api.db);
  keeper = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
  modelId = await aModel(api.db, { make: 'Acme', name: 'Book of labels' });
  const made = { homeSiteId: district.school.id, modelId };
  const holder = await aStudent(api.db, district.school.id);
  student = holder;
  tags = [(await anAssignedDevice(api.db, holder, made)).assetTag];
  for (let i = 0; i < 31; i += 1) tags.push((await aDevice(api.db, made)).assetTag);
});
afterAll(() => api.close());

const sheet = async (query: string) => {
  const cookie = await api.as(keeper).cookie;
  const answer = await api.app.inject({ method: 'GET', url: `/api/device-label-sheets.pdf?${query}`, headers: { cookie: cookie! } });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
};

type Picture = Extract<Parameters<typeof readBarcodes>[0], { colorSpace: unknown }>;
const DOTS = 3;
/** What is printed black on a page, as a camera would see it: rectangles are all that the codes are made of. */
async function pictureOf(bytes: Uint8Array, number: number): Promise<Picture> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const page = await (await task.promise).getPage(number);
  const { fnArray, argsArray } = await page.getOperatorList();
  const [width, height] = [612 * DOTS, 792 * DOTS];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [i, fn] of fnArray.entries()) {
    if (fn !== OPS.constructPath) continue;
    const path = (argsArray[i] as [number, [Float32Array | number[]]])[1][0];
    for (const [left, top, right, bottom] of rectanglesIn([...path])) {
      for (let y = Math.round(top * DOTS); y < Math.round(bottom * DOTS); y += 1)
        for (let x = Math.round(left * DOTS); x < Math.round(right * DOTS); x += 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  await task.destroy();
  return { data, width, height, colorSpace: 'srgb' } as Picture;
}

/** Each closed path of straight lines, by its corners: 0 moves, 1 draws a line, 4 closes. The page counts from its foot. */
function rectanglesIn(path: number[]): [number, number, number, number][] {
  const found: [number, number, number, number][] = [];
  let corners: [number, number][] = [];
  for (let i = 0; i < path.length;) {
    const step = path[i]!;
    if (step === 4) {
      const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
      found.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
      corners = [];
      i += 1;
    } else if (step <= 1) {
      corners.push([path[i + 1]!, path[i + 2]!]);
      i += 3;
    } else i += step === 2 ? 7 : 5;
  }
  return found;
}

const codesOn = async (bytes: Uint8Array, page: number) =>
  (await readBarcodes(await pictureOf(bytes, page), { formats: ['QRCode'], maxNumberOfSymbols: 30, tryHarder: true })).map(({ text }) => text);

describe('sheets of labels', () => {
  test('each label opens the page of its device, read back from the paper, thirty on a sheet', async () => {
    const { status, headers, bytes } = await sheet(`modelId=${modelId}`);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    const pages = [await codesOn(bytes, 1), await codesOn(bytes, 2)];
    expect(pages.map(({ length }) => length)).toEqual([30, 2]);
    const urls = tags.toSorted().map((tag) => `${api.config.publicUrl}/d/${tag}`);
    expect(new Set(pages.flat())).toEqual(new Set(urls));
  });

  test('a label says which device it is and what to do, in two languages, and never whose it is', async () => {
    const { text, tree, info } = await readPdf((await sheet(`tags=${tags[0]}`)).bytes);
    for (const words of [tags[0]!, 'Acme Book of labels', 'Property of Jeffco Public Schools', 'Scan to report a problem'])
      expect(text).toContain(words);
    for (const hidden of [student.key, 'Robin', 'Made-Up']) expect(text).not.toContain(hidden);
    expect([info['Title'], rolesIn(tree).filter((role) => role === 'Figure').length]).toEqual(['Device labels', 1]);
    expect((await readPdf((await sheet(`tags=${tags[0]}&locale=es`)).bytes)).text).toContain('Escanee para avisar de un problema');
  });

  test('a sheet that is used in part goes on where it ended', async () => {
    const { bytes } = await sheet(`tags=${tags.slice(0, 3).join(',')}&skip=29`);
    expect([(await codesOn(bytes, 1)).length, (await codesOn(bytes, 2)).length]).toEqual([1, 2]);
  });

  test('nothing is printed where no device is like that, and it is said', async () => {
    const { status, bytes } = await sheet('q=NOBODY');
    expect([status, JSON.parse(bytes.toString())]).toMatchObject([422, { code: 'devices.no_labels' }]);
  });

  test('devices are chosen by filter, by tag, or as new ones, and what is not found is named', async () => {
    const count = async (query: string) => (await api.as(keeper).get(`/api/device-label-sheets?${query}`)).body;
    expect(await count(`modelId=${modelId}`)).toMatchObject({ count: 32, perSheet: 30, first: tags.toSorted()[0], missing: [] });
    expect(await count(`tags=${tags[1]!.toLowerCase()},NOBODY-7`)).toMatchObject({ count: 1, missing: ['NOBODY-7'] });
    expect(await count(`modelId=${modelId}&status=assigned`)).toMatchObject({ count: 1, first: tags[0] });
    const { body } = await api.as(keeper).post('/api/devices', {
      body: { assetTag: 'NEW-1', serial: 'NEW-1-SN', modelId, siteId: district.school.id },
    });
    expect(await count(`modelId=${modelId}&registeredSince=2026-11-24`)).toMatchObject({ count: 1, first: body.assetTag });
  });
});
