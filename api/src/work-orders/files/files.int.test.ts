import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { attachments, workOrderEvents } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, answersFor, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { aForm, aPhonePhoto, aZip } from './files.testing.ts';
import { MAX_WAITING } from './receive-file.ts';
import { MAX_FILE_BYTES } from '#platform/receive/receive-form.ts';
import { removeStaleUploads } from './remove-stale-uploads.ts';
import { fileKey, keysOf } from './storage-keys.ts';

let api: TestApi;
let district: District;
let teacher: Actor, colleague: Actor, plumber: Actor, auditor: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { name: 'Teacher', siteId: district.school.id });
  colleague = await aPerson(api.db, { name: 'Colleague', siteId: district.school.id });
  plumber = await aPerson(api.db, { name: 'Plumber', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  auditor = await aPerson(api.db, { name: 'Auditor', grants: [{ role: 'auditor' }] });
});
afterAll(() => api.close());

const text = (content = 'Room 101: two taps', fileName = 'note.txt') => aForm({ fileName, type: 'text/plain', content });
const upload = (who: Actor, form = text()) => api.as(who).post('/api/attachments', form);
const open = (who: Actor | null, id: string, what = 'file', headers = {}) => api.as(who).get(`/api/attachments/${id}/${what}`, { headers });
const anOrder = (requester = teacher) => aWorkOrder(api.db, district, { requester, set: { teamId: district.teams.plumbers } });
const rowOf = async (id: string) => (await api.db.select().from(attachments).where(eq(attachments.id, id)))[0];
const rowsOf = (who: Actor) => api.db.select().from(attachments).where(eq(attachments.uploadedById, who.id));
const inFiles = (key: string) => `${api.app.files.directory}/${key}`;
const isKept = (id: string) => existsSync(inFiles(fileKey(id)));
const incoming = () => (existsSync(inFiles('incoming')) ? readdirSync(inFiles('incoming')) : []);

describe('an upload that waits for its request', () => {
  test('a photo is kept upright, without its place, with a thumbnail', async () => {
    const { status, body } = await upload(teacher, aForm({ fileName: 'IMG_0001.heic', type: 'image/heic', content: await aPhonePhoto() }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      fileName: 'IMG_0001.jpg',
      mediaType: 'image/jpeg',
      widthPx: 800,
      heightPx: 1200,
      hasThumbnail: true,
      isInternal: false,
    });
    const kept = await readFile(inFiles((await rowOf(body.id))!.storageKey));
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(kept.length).toBe(body.sizeBytes);

    const file = await open(teacher, body.id);
    expect(file.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(body.sizeBytes),
      'content-disposition': `inline; filename="IMG_0001.jpg"; filename*=UTF-8''IMG_0001.jpg`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-cache',
      etag: `"${body.id}"`,
    });
    expect((await open(teacher, body.id, 'thumbnail')).headers['content-type']).toBe('image/webp');
    const head = await api.app.inject({
      method: 'HEAD',
      url: `/api/attachments/${body.id}/file`,
      headers: { cookie: (await api.as(teacher).cookie)! },
    });
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, String(body.sizeBytes), '']);
    expect((await open(teacher, body.id, 'file', { 'if-none-match': `W/"x", "${body.id}"` })).status).toBe(304);
    expect(incoming()).toEqual([]);
  });

  test('text is served as text, to be saved', async () => {
    const { body } = await upload(teacher, text('a,b\n1,2\n', 'Año “1”.csv'));
    expect(body).toMatchObject({ fileName: 'Año “1”.csv', mediaType: 'text/plain', hasThumbnail: false, widthPx: null });
    const file = await open(teacher, body.id);
    expect([file.status, file.text, file.headers['content-type']]).toEqual([200, 'a,b\n1,2\n', 'text/plain; charset=utf-8']);
    expect(file.headers['content-disposition']).toMatch(/^attachment; .*filename\*=UTF-8''A%C3%B1o%20%E2%80%9C1%E2%80%9D\.csv$/);
    expect((await open(teacher, body.id, 'thumbnail')).status).toBe(404);
  });

  test('only its uploader can open it', async () => {
    const { body } = await upload(teacher);
    for (const other of [colleague, auditor]) expect((await open(other, body.id)).status).toBe(404);
    expect((await open(null, body.id)).status).toBe(401);
    expect((await open(teacher, '0197a000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await open(teacher, 'x')).status).toBe(400);
  });

  test('goes along with the request that names it', async () => {
    const { body } = await upload(teacher);
    const type = district.types.plumbing;
    const order = await api.as(teacher).post('/api/work-orders', {
      body: { requestTypeId: type.id, title: 'Tap', siteId: district.school.id, answers: answersFor(type), attachmentIds: [body.id] },
    });
    expect(order.status).toBe(201);
    expect(order.body.attachments.map((a: { id: string }) => a.id)).toEqual([body.id]);
    expect((await open(auditor, body.id)).status).toBe(200);
    expect((await open(colleague, body.id)).status).toBe(404);
  });

  test('a repeated send with the same key keeps one file', async () => {
    const person = await aPerson(api.db);
    const first = await api.as(person).post('/api/attachments', { ...text(), key: 'k1' });
    const again = await api.as(person).post('/api/attachments', { ...text(), key: 'k1' });
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect(await rowsOf(person)).toHaveLength(1);
  });

  test('a person keeps at most fifty', async () => {
    const person = await aPerson(api.db);
    const { body } = await upload(person);
    const { id: _, ...row } = (await rowOf(body.id))!;
    await api.db.insert(attachments).values(Array.from({ length: MAX_WAITING - 2 }, () => ({ ...row, id: crypto.randomUUID() })));
    const both = await Promise.all([upload(person), upload(person)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 422]));
    expect((await upload(person)).body).toMatchObject({ code: 'attachment.too_many_waiting', errors: [{ pointer: '/file' }] });
  });
});

describe('what is refused', () => {
  const photo = (content: string | Uint8Array, fileName = 'photo.jpg') => aForm({ fileName, type: 'image/jpeg', content });
  test.each([
    ['an archive that calls itself a photo', photo(aZip({ a: 'a' })), 415, 'attachment.not_a_photo'],
    ['words that call themselves a photo', photo('hello'), 415, 'attachment.not_a_photo'],
    ['words that call themselves a document', text('hello', 'a.pdf'), 415, 'attachment.not_its_name'],
    ['an archive', text(aZip({ a: 'a' }).toString('latin1'), 'a.zip'), 415, 'attachment.type_not_taken'],
    ['a web page', text('<!doctype html><script>alert(1)</script>', 'a.txt'), 415, 'attachment.type_not_taken'],
    ['a damaged photo', photo(Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb', 'hex')), 422, 'attachment.broken_photo'],
    ['an iPhone photo', photo('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a.heic'), 422, 'attachment.phone_format'],
    ['an empty file', text(''), 422, 'attachment.empty'],
    ['an empty file box', aForm({ fileName: '', content: '' }), 400, 'request.invalid'],
    ['no file', aForm(), 400, 'request.invalid'],
    ['words in the place of the file', aForm({ content: 'hello' }), 400, 'request.invalid'],
    ['a file in another field', aForm({ name: 'photo', fileName: 'a.txt', content: 'a' }), 400, 'request.invalid'],
    ['two files', aForm({ fileName: 'a.txt', content: 'a' }, { fileName: 'b.txt', content: 'b' }), 400, 'request.invalid'],
    ['a form that breaks off', { ...text(), body: text().body.subarray(0, -20) }, 400, 'request.malformed'],
    ['a form without boundary', { ...text(), headers: { 'content-type': 'multipart/form-data' } }, 400, 'request.malformed'],
    ['a form of nothing', { ...text(), body: Buffer.alloc(0) }, 400, 'request.invalid'],
    ['more than 20 MB', text('x'.repeat(MAX_FILE_BYTES + 1)), 413, 'attachment.too_large'],
    ['JSON', { body: { file: 'x' } }, 415, 'request.media_type'],
    ['bytes', { body: Buffer.from('x'), headers: { 'content-type': 'image/png' } }, 415, 'request.media_type'],
    ['nothing', {}, 415, 'request.media_type'],
  ])('%s', async (_what, form, status, code) => {
    const person = await aPerson(api.db);
    const answer = await api.as(person).post('/api/attachments', form);
    expect(answer.body).toMatchObject({ status, code, errors: [{ pointer: '/file' }] });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await rowsOf(person)).toEqual([]);
    expect(incoming()).toEqual([]);
  });
  test('a field that is not known, a value that is none', async () => {
    const order = await anOrder();
    const file = { fileName: 'a.txt', content: 'a' };
    const unknown = await upload(teacher, aForm({ name: 'isInternal', content: 'true' }, file));
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/isInternal']);
    const not = await api.as(plumber).post(`/api/work-orders/${order.id}/attachments`, aForm(file, { name: 'isInternal', content: 'maybe' }));
    expect([not.status, not.body.errors[0].pointer]).toEqual([400, '/isInternal']);
    const proto = await upload(teacher, aForm({ name: '__proto__', content: 'x' }, file));
    expect(proto.status).toBe(400);
  });
});

describe('a file put on an order', () => {
  const attach = (who: Actor, order: { id: string }, form = text()) => api.as(who).post(`/api/work-orders/${order.id}/attachments`, form);
  const internal = aForm({ name: 'isInternal', content: 'true' }, { fileName: 'keys.txt', content: 'Key 7' });

  test('is in its list and history', async () => {
    const order = await anOrder();
    const { status, body } = await attach(teacher, order);
    expect(status).toBe(201);
    expect((await api.as(plumber).get(`/api/work-orders/${order.number}/attachments`)).body).toEqual({ items: [body] });
    const events = await api.db
      .select()
      .from(workOrderEvents)
      .where(and(eq(workOrderEvents.workOrderId, order.id), eq(workOrderEvents.kind, 'attached')));
    expect(events).toMatchObject([{ actorId: teacher.id, isInternal: false, data: { attachmentId: body.id, files: ['note.txt'] } }]);
    expect((await open(plumber, body.id)).text).toBe('Room 101: two taps');
    expect((await open(colleague, body.id)).status).toBe(404);
  });

  test('for the crew only, when the crew says so', async () => {
    const order = await anOrder();
    expect((await attach(teacher, order, internal)).status).toBe(403);
    expect(await api.db.select().from(attachments).where(eq(attachments.workOrderId, order.id))).toEqual([]);
    const { body } = await attach(plumber, order, internal);
    expect(body).toMatchObject({ isInternal: true });
    expect((await api.as(teacher).get(`/api/work-orders/${order.id}/attachments`)).body.items).toEqual([]);
    expect((await api.as(auditor).get(`/api/work-orders/${order.id}/attachments`)).body.items).toHaveLength(1);
    expect([(await open(teacher, body.id)).status, (await open(auditor, body.id)).status]).toEqual([404, 200]);
    const events = await api.as(teacher).get(`/api/work-orders/${order.id}/events`);
    expect(events.body.items.map((e: { kind: string }) => e.kind)).not.toContain('attached');
  });

  test('is for those who may write on it', async () => {
    const order = await anOrder();
    expect((await attach(colleague, order)).body.code).toBe('work_order.not_found');
    expect((await attach(auditor, order)).status).toBe(403);
    expect((await attach(teacher, { id: 'WO-2026-999999' })).status).toBe(404);
    expect((await attach(teacher, { id: 'x' })).status).toBe(400);
    expect(await rowsOf(auditor)).toEqual([]);
  });
});

describe('over a connection', () => {
  let port: number;
  beforeAll(async () => {
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    port = (api.app.server.address() as AddressInfo).port;
  });

  const PIECE = Buffer.alloc(1024 * 1024, 'All work and no play. ');
  type Answer = { status: number; body: { code: string; sizeBytes: number } } | 'broken off';
  /** Sends so many MB without saying how many, piece by piece; `midway` happens after half of them. */
  async function stream(who: Actor, megabytes: number, midway: (hangUp: () => void) => void = () => {}): Promise<Answer> {
    const cookie = (await api.as(who).cookie)!;
    const request = httpRequest({
      port,
      method: 'POST',
      path: '/api/attachments',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=b' },
    });
    const answer = new Promise<Answer>((resolve) => {
      request.on('error', () => resolve('broken off'));
      request.on('response', (response) => {
        const said: Buffer[] = [];
        response.on('data', (piece: Buffer) => said.push(piece));
        response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(Buffer.concat(said).toString()) }));
      });
    });
    request.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
    for (let sent = 0; sent < megabytes; sent++) {
      if (sent === Math.floor(megabytes / 2)) {
        await wait(100);
        midway(() => request.destroy());
        if (request.destroyed) return answer;
      }
      if (!request.write(PIECE)) await Promise.race([new Promise((resume) => request.once('drain', resume)), answer]);
    }
    request.end('\r\n--b--\r\n');
    return answer;
  }
  const settled = async () => {
    for (let i = 0; i < 50 && incoming().length > 0; i++) await wait(20);
    return incoming();
  };

  const received = () => incoming().map((folder) => statSync(inFiles(`incoming/${folder}/received`)).size);

  test('19 MB arrive, on disk as they come', async () => {
    const person = await aPerson(api.db);
    let halfway: number[] = [];
    const answer = await stream(person, 19, () => (halfway = received()));
    expect(answer).toMatchObject({ status: 201, body: { sizeBytes: 19 * 1024 * 1024 } });
    expect(halfway).toHaveLength(1);
    expect(halfway[0]).toBeGreaterThan(8 * 1024 * 1024);
    const got = await fetch(`http://127.0.0.1:${port}/api/attachments/${(await rowsOf(person))[0]!.id}/file`, {
      headers: { cookie: (await api.as(person).cookie)! },
    });
    expect((await got.arrayBuffer()).byteLength).toBe(19 * 1024 * 1024);
  });

  test('25 MB are refused in words, and nothing stays', async () => {
    const person = await aPerson(api.db);
    expect(await stream(person, 25)).toMatchObject({ status: 413, body: { code: 'attachment.too_large', errors: [{ pointer: '/file' }] } });
    expect([await settled(), await rowsOf(person)]).toEqual([[], []]);
  });

  test('a sender that says itself that it is too large is refused at once', async () => {
    const cookie = (await api.as(teacher).cookie)!;
    const form = text('x'.repeat(25 * 1024 * 1024));
    const answer = await fetch(`http://127.0.0.1:${port}/api/attachments`, { method: 'POST', body: form.body, headers: { ...form.headers, cookie } });
    expect(answer.status).toBe(413);
  });

  test('a sender that goes away leaves nothing', async () => {
    const person = await aPerson(api.db);
    let halfway: number[] = [];
    const answer = await stream(person, 10, (hangUp) => {
      halfway = received();
      hangUp();
    });
    expect([answer, halfway.length]).toEqual(['broken off', 1]);
    expect([await settled(), await rowsOf(person)]).toEqual([[], []]);
  });
});

describe('uploads that no request wanted', () => {
  const DAY = 24 * 3_600_000;
  test('go after a day, with their files; attached and younger ones stay', async () => {
    const person = await aPerson(api.db, { siteId: district.school.id });
    const order = await anOrder(person);
    const attached = (await api.as(person).post(`/api/work-orders/${order.id}/attachments`, text())).body.id;
    const old = (await upload(person)).body.id;
    api.clock.now = new Date(NOW.getTime() + 2 * 3_600_000);
    const young = (await upload(person)).body.id;
    api.clock.now = NOW;

    expect(await removeStaleUploads(api.db, api.app.files, new Date(NOW.getTime() + DAY + 1000))).toBeGreaterThan(0);
    expect(new Set((await rowsOf(person)).map((r) => r.id))).toEqual(new Set([attached, young]));
    expect([old, attached, young].map(isKept)).toEqual([false, true, true]);
    expect((await open(person, old)).status).toBe(404);
  });

  test('one whose removal was cut off can neither be opened nor attached, and goes the next time', async () => {
    const person = await aPerson(api.db, { siteId: district.school.id });
    const { id } = (await upload(person)).body;
    const later = new Date(NOW.getTime() + DAY + 1000);
    const killed = { ...api.app.files, remove: () => Promise.reject(new Error('killed')) };
    await expect(removeStaleUploads(api.db, killed, later)).rejects.toThrow('killed');
    const order = await anOrder(person);
    expect((await open(person, id)).status).toBe(404);
    expect((await api.as(person).post(`/api/work-orders/${order.id}/comments`, { body: { body: 'See', attachmentIds: [id] } })).status).toBe(422);
    expect(await removeStaleUploads(api.db, api.app.files, later)).toBe(1);
    expect([await rowOf(id), isKept(id)]).toEqual([undefined, false]);
  });

  test('what a killed process was receiving goes as well, after a day', async () => {
    mkdirSync(inFiles('incoming/upload-x'));
    writeFileSync(inFiles('incoming/upload-x/received'), 'half a fi');
    const [soon, tomorrow] = [1, 25].map((hours) => new Date(Date.now() + hours * 3_600_000));
    await removeStaleUploads(api.db, api.app.files, soon!);
    expect(incoming()).toEqual(['upload-x']);
    await removeStaleUploads(api.db, api.app.files, tomorrow!);
    expect(incoming()).toEqual([]);
  });

  test('a file that the disk lost is not there, not a failure', async () => {
    const { id } = (await upload(teacher)).body;
    await api.app.files.remove(keysOf(id));
    expect((await open(teacher, id)).status).toBe(404);
  });
});
