import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachments } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { createFiles } from '#platform/files/index.ts';
import { startS3 } from '#platform/files/s3.testing.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aForm, aPhonePhoto } from './files.testing.ts';
import { MAX_FILE_BYTES } from '#platform/receive/receive-form.ts';
import { removeStaleUploads } from './remove-stale-uploads.ts';
import { fileKey, keysOf, thumbnailKey } from './storage-keys.ts';

const text = (content = 'Room 101: two taps') => aForm({ fileName: 'note.txt', type: 'text/plain', content });
const photo = async () => aForm({ fileName: 'a.jpg', type: 'image/jpeg', content: await aPhonePhoto() });
const DAY = 24 * 3_600_000;

const rowsOf = (api: TestApi, who: Actor) => api.db.select().from(attachments).where(eq(attachments.uploadedById, who.id));
const upload = (api: TestApi, who: Actor, form = text()) => api.as(who).post('/api/attachments', form);
const open = (api: TestApi, who: Actor, id: string, what = 'file') => api.as(who).get(`/api/attachments/${id}/${what}`);
const leftOn = (directory: string) => globSync('**/*', { cwd: directory, withFileTypes: true }).filter((entry) => entry.isFile());

describe('files on a storage that speaks S3', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  let api: TestApi;
  let teacher: Actor, colleague: Actor;

  beforeAll(async () => {
    s3 = await startS3();
    api = await startApi(s3.env);
    teacher = await aPerson(api.db);
    colleague = await aPerson(api.db);
  });
  beforeEach(() => s3.turn('fair'));
  afterAll(async () => {
    await api.close();
    await s3.close();
  });

  test('a photo and its thumbnail lie in the bucket under the prefix, none on this machine, and are served to whom they belong', async () => {
    const { status, body } = await upload(api, teacher, await photo());
    expect(status).toBe(201);
    expect(s3.keys()).toEqual(expect.arrayContaining(keysOf(body.id).map((key) => `steward/${key}`)));
    expect(leftOn(api.app.files.directory)).toEqual([]);

    const file = await open(api, teacher, body.id);
    expect(file.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-length': String(body.sizeBytes), etag: `"${body.id}"` });
    const thumbnail = await api.app.inject({ url: `/api/attachments/${body.id}/thumbnail`, headers: { cookie: (await api.as(teacher).cookie)! } });
    expect((await sharp(thumbnail.rawPayload).metadata()).format).toBe('webp');
    expect([(await open(api, colleague, body.id)).status, (await api.as(null).get(`/api/attachments/${body.id}/file`)).status]).toEqual([404, 401]);
  });

  test('every request is signed, carries its checksum, and opens nothing to others', async () => {
    s3.seen.length = 0;
    await upload(api, teacher);
    expect(s3.seen).toEqual([
      expect.objectContaining({
        authorization: expect.stringContaining('AWS4-HMAC-SHA256'),
        'x-amz-checksum-sha256': expect.any(String),
        'content-length': '18',
      }),
    ]);
    expect(s3.seen[0]).not.toHaveProperty('x-amz-acl');
  });

  test('what is refused comes to neither table nor bucket', async () => {
    const person = await aPerson(api.db);
    const before = s3.keys();
    expect((await upload(api, person, text('x'.repeat(MAX_FILE_BYTES + 1)))).status).toBe(413);
    expect((await upload(api, person, text('<!doctype html>'))).status).toBe(415);
    expect([await rowsOf(api, person), s3.keys(), leftOn(api.app.files.directory)]).toEqual([[], before, []]);
  });

  test('an upload that no request wanted goes from the bucket too', async () => {
    const person = await aPerson(api.db);
    const { id } = (await upload(api, person)).body;
    await removeStaleUploads(api.db, api.app.files, new Date(NOW.getTime() + DAY + 1000));
    expect([await rowsOf(api, person), s3.has(fileKey(id))]).toEqual([[], false]);
  });

  test('a file that the bucket lost is not there, not a failure', async () => {
    const { id } = (await upload(api, teacher)).body;
    rmSync(s3.pathOf(fileKey(id)));
    expect((await open(api, teacher, id)).status).toBe(404);
  });

  test('slow, it is waited for', async () => {
    s3.turn('slow');
    const { status, body } = await upload(api, teacher);
    expect([status, (await open(api, teacher, body.id)).text]).toEqual([201, 'Room 101: two taps']);
  });

  test.each(['refusing', 'silent', 'breaking off', 'keeping the answer'] as const)(
    '%s, it is said in plain words, and nothing half is left',
    async (weather) => {
      const person = await aPerson(api.db);
      const { id } = (await upload(api, person)).body;
      const before = s3.keys().toSorted();
      s3.turn(weather);
      const answer = await upload(api, person, await photo());
      expect(answer.body).toMatchObject({ status: 503, code: 'files.unavailable' });
      expect(answer.headers['retry-after']).toBe('30');
      if (weather !== 'keeping the answer') expect((await open(api, person, id)).body).toMatchObject({ status: 503, code: 'files.unavailable' });

      // The row that nobody sees is what the next tidying finds its file by.
      s3.turn('fair');
      const hidden = (await rowsOf(api, person)).filter((row) => row.id !== id);
      for (const row of hidden) expect((await open(api, person, row.id)).status).toBe(404);
      expect((await open(api, person, id)).status).toBe(200);
      await removeStaleUploads(api.db, api.app.files, new Date(NOW.getTime() + DAY + 1000));
      expect(await rowsOf(api, person)).toEqual([]);
      expect(s3.keys().toSorted()).toEqual(before.filter((key) => !key.includes(id) && s3.keys().includes(key)));
      expect(leftOn(api.app.files.directory)).toEqual([]);
    },
  );

  test('with a wrong key, or a bucket that is not there, it is said in the same words', async () => {
    for (const wrong of [{ FILES_S3_SECRET_ACCESS_KEY: 'not it' }, { FILES_S3_ACCESS_KEY_ID: 'nobody' }, { FILES_S3_BUCKET: 'elsewhere' }]) {
      const other = await startApi({ ...s3.env, ...wrong });
      onTestFinished(other.close);
      const person = await aPerson(other.db);
      const { status, body } = await upload(other, person);
      expect([status, body.code, await rowsOf(other, person)]).toEqual([503, 'files.unavailable', expect.anything()]);
      await other.db.insert(attachments).values({
        id: crypto.randomUUID(),
        uploadedById: person.id,
        fileName: 'a.txt',
        mediaType: 'text/plain',
        sizeBytes: 1,
        storageKey: 'attachments/00/x/file',
        createdAt: NOW,
      });
      const [row] = (await rowsOf(other, person)).filter(({ fileName }) => fileName === 'a.txt');
      expect((await open(other, person, row!.id)).status).toBe(503);
    }
  });

  test('files that still lie on the disk are served and removed from there', async () => {
    const { id } = (await upload(api, teacher)).body;
    const files = await createFiles({ directory: api.app.files.directory, main: 'disk' });
    await files.put(fileKey(id), import.meta.filename);
    rmSync(s3.pathOf(fileKey(id)));
    expect((await open(api, teacher, id)).text).toContain('files that still lie on the disk');
    s3.turn('refusing');
    expect((await open(api, teacher, id)).status).toBe(200);
    s3.turn('fair');
    await api.app.files.remove(keysOf(id));
    expect((await open(api, teacher, id)).status).toBe(404);
  });
});

describe('a disk without room', () => {
  /** A disk of one megabyte, where we may make one. */
  function aTinyDisk(): string | undefined {
    const place = mkdtempSync(join(tmpdir(), 'steward-tiny-'));
    const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0;
    onTestFinished(() => {
      if (isMounted) spawnSync('umount', [place]);
      rmSync(place, { recursive: true, force: true });
    });
    return isMounted ? place : undefined;
  }

  const full = { status: 507, code: 'files.full', title: expect.stringContaining('no room left for files') };

  test('is said in plain words wherever it happens, leaves nothing, and takes files again once there is room', async ({ skip }) => {
    const place = aTinyDisk();
    if (!place) return skip('only root may mount a disk to fill');
    const api = await startApi({ FILES_DIR: place });
    onTestFinished(api.close);
    const person = await aPerson(api.db);
    const noise = await sharp({
      create: { width: 900, height: 900, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .jpeg({ quality: 92 })
      .toBuffer();
    const tooMuch = {
      'while it is received': text('x'.repeat(1_500_000)),
      'while the photo is made anew': aForm({ fileName: 'a.jpg', type: 'image/jpeg', content: noise }),
      'while it is kept': text('x'.repeat(700_000)),
    };
    expect(noise.length).toBeGreaterThan(600_000);
    for (const [when, form] of Object.entries(tooMuch)) {
      expect((await upload(api, person, form)).body, when).toMatchObject(full);
      expect([await rowsOf(api, person), leftOn(place)], when).toEqual([[], []]);
    }
    expect((await upload(api, person)).status).toBe(201);
  });

  test('a disk that takes nothing any more is said in plain words, and takes files again once it does', async ({ skip }) => {
    const place = aTinyDisk();
    if (!place) return skip('only root may mount a disk');
    const api = await startApi({ FILES_DIR: place });
    onTestFinished(api.close);
    const person = await aPerson(api.db);
    const grey = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const remount = (how: string) => spawnSync('mount', ['-o', `remount,${how}`, place]);
    remount('ro');
    for (const form of [text('x'), aForm({ fileName: 'a.jpg', type: 'image/jpeg', content: grey })])
      expect((await upload(api, person, form)).body).toMatchObject({ status: 503, code: 'files.unavailable' });
    remount('rw');
    expect((await upload(api, person)).status).toBe(201);
  });

  test('one that fails after the file is written leaves neither row nor file', async () => {
    const api = await startApi();
    onTestFinished(api.close);
    const person = await aPerson(api.db);
    const { files } = api.app;
    const put = files.put;
    files.put = async (key, path) => {
      await put(key, path);
      throw Object.assign(new Error('write'), { code: 'ENOSPC', syscall: 'write' });
    };
    expect((await upload(api, person)).body).toMatchObject(full);
    files.put = put;
    expect([await rowsOf(api, person), leftOn(files.directory)]).toEqual([[], []]);
    const { id } = (await upload(api, person)).body;
    expect(existsSync(join(files.directory, thumbnailKey(id)))).toBe(false);
  });
});
