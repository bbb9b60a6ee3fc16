import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attachments } from '@steward/db/schema';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { createFiles, type Files, type FileStore } from '#platform/files/index.ts';
import { startS3 } from '#platform/files/s3.testing.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aForm, aPhonePhoto } from '../work-orders/files/files.testing.ts';
import { moveFiles } from './move-files.ts';

let s3: Awaited<ReturnType<typeof startS3>>;
let api: TestApi;
let files: Files;
let teacher: Actor;
let ids: string[];

const onDisk = () => globSync('attachments/*/*/*', { cwd: files.directory });
const inBucket = () => s3.keys().map((key) => key.replace('steward/', ''));
const upload = async () =>
  (
    await api
      .as(teacher)
      .post('/api/attachments', aForm({ fileName: 'a.jpg', type: 'image/jpeg', content: await aPhonePhoto({ width: 60, height: 40 }) }))
  ).body.id as string;
const move = (from: FileStore, to: FileStore) => moveFiles({ db: api.db, from, to, directory: files.directory, say: () => {} });
const everyoneIsServed = async () => {
  for (const id of ids)
    for (const what of ['file', 'thumbnail']) expect((await api.as(teacher).get(`/api/attachments/${id}/${what}`)).status).toBe(200);
};

beforeAll(async () => {
  s3 = await startS3();
  api = await startApi({ ...s3.env, FILES_S3_TIMEOUT_SECONDS: '10' });
  files = api.app.files;
});
afterAll(async () => {
  await api.close();
  await s3.close();
});
beforeEach(async () => {
  s3.turn('fair');
  await api.db.delete(attachments);
  for (const key of inBucket()) rmSync(s3.pathOf(key));
  rmSync(join(files.directory, 'attachments'), { recursive: true, force: true });
  teacher = await aPerson(api.db);
  // As it was before there was a bucket: everything is kept on the disk.
  const { put } = files;
  files.put = files.disk.put;
  ids = [await upload(), await upload(), await upload()];
  files.put = put;
});

test('every file comes to the bucket as it was, and the count is that of the table', async () => {
  const sums = new Map(
    onDisk().map((key) => [
      key,
      createHash('sha256')
        .update(readFileSync(join(files.directory, key)))
        .digest('hex'),
    ]),
  );
  expect(await move(files.disk, files.s3!)).toEqual({ attachments: 3, files: 6, moved: 6, missing: [] });
  expect(
    new Map(
      inBucket().map((key) => [
        key,
        createHash('sha256')
          .update(readFileSync(s3.pathOf(key)))
          .digest('hex'),
      ]),
    ),
  ).toEqual(sums);
  expect([onDisk(), globSync('incoming/*', { cwd: files.directory })]).toEqual([[], []]);
  await everyoneIsServed();
});

test('and back again', async () => {
  await move(files.disk, files.s3!);
  expect(await move(files.s3!, files.disk)).toMatchObject({ files: 6, moved: 6 });
  expect([onDisk().length, inBucket()]).toEqual([6, []]);
  await everyoneIsServed();
});

test.each([1, 4])(
  'cut off at the %d. file, each is in one place or in both, is served all the while, and the rest goes the next time',
  async (after) => {
    let done = 0;
    const cutOff = async () => {
      done += 1;
      if (done >= after) throw new Error('killed');
    };
    for (const where of ['before', 'after'] as const) {
      const to: FileStore = {
        ...files.s3!,
        put: async (key, path) => {
          if (where === 'before') await cutOff();
          await files.s3!.put(key, path);
          if (where === 'after') await cutOff();
        },
      };
      done = 0;
      await move(files.disk, to).catch((error: Error) => expect(error.message).toBe('killed'));
      expect(new Set([...onDisk(), ...inBucket()]).size).toBe(6);
      await everyoneIsServed();
    }
    expect(await move(files.disk, files.s3!)).toMatchObject({ attachments: 3, files: 6, missing: [] });
    expect([onDisk(), inBucket().length]).toEqual([[], 6]);
    await everyoneIsServed();
  },
);

test('a copy that does not come out as it went in costs nothing: the source stays', async () => {
  const garbled: FileStore = { ...files.s3!, put: (key) => files.s3!.put(key, import.meta.filename) };
  await expect(move(files.disk, garbled)).rejects.toThrow('It stays where it was.');
  expect(onDisk()).toHaveLength(6);
  expect(await move(files.disk, files.s3!)).toMatchObject({ files: 6, moved: 6 });
});

test('an upload that is removed while it moves does not come back', async () => {
  const to: FileStore = {
    ...files.s3!,
    put: async (key, path) => {
      await files.s3!.put(key, path);
      if (key.includes(ids[0]!)) await api.db.delete(attachments);
    },
  };
  await move(files.disk, to);
  expect(inBucket().filter((key) => key.includes(ids[0]!))).toEqual([]);
});

test('what is in neither place is named', async () => {
  const [key] = onDisk();
  rmSync(join(files.directory, key!));
  expect(await move(files.disk, files.s3!)).toMatchObject({ missing: [key], files: 5 });
});

test('a storage that does not answer ends it in words, and nothing is lost', async () => {
  s3.turn('refusing');
  await expect(move(files.disk, files.s3!)).rejects.toThrow('Files cannot be kept or opened');
  expect(onDisk()).toHaveLength(6);
  expect((await createFiles({ directory: files.directory, main: 'disk' })).s3).toBeUndefined();
});
