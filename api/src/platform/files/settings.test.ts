import { describe, expect, test } from 'vitest';
import { readFilesSettings } from './settings.ts';

const KEY = { FILES_S3_ACCESS_KEY_ID: 'id', FILES_S3_SECRET_ACCESS_KEY: 'secret' };

describe('where files go', () => {
  test('nothing said: on the disk', () => expect(readFilesSettings({})).toEqual({ directory: '.data/files', main: 'disk' }));

  test('empty variables are not set', () =>
    expect(readFilesSettings({ FILES_DIR: '', FILES_S3_BUCKET: '', FILES_STORE: '' })).toEqual({ directory: '.data/files', main: 'disk' }));

  test('a bucket: there, with the machine’s own key and Amazon’s own addresses', () =>
    expect(readFilesSettings({ FILES_S3_BUCKET: 'district', FILES_S3_REGION: 'us-west-2' })).toEqual({
      directory: '.data/files',
      main: 's3',
      s3: { bucket: 'district', region: 'us-west-2', isPathStyle: false, timeoutMs: 10_000 },
    }));

  test('a server of the district’s own, at an address of its own network', () =>
    expect(
      readFilesSettings({ FILES_S3_BUCKET: 'district', FILES_S3_ENDPOINT: 'http://10.0.0.7:9000', FILES_S3_PREFIX: 'steward/a', ...KEY }).s3,
    ).toMatchObject({
      endpoint: 'http://10.0.0.7:9000',
      isPathStyle: true,
      prefix: 'steward/a',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    }));

  test('back to the disk, while some still lie in the bucket', () =>
    expect(readFilesSettings({ FILES_STORE: 'disk', FILES_S3_BUCKET: 'district' })).toMatchObject({ main: 'disk', s3: { bucket: 'district' } }));
});

describe('half of the settings is refused at start, in words', () => {
  test.each([
    [{ FILES_S3_ENDPOINT: 'http://10.0.0.7:9000' }, /^FILES_S3_BUCKET: FILES_S3_ENDPOINT is set/],
    [KEY, /^FILES_S3_BUCKET: FILES_S3_ACCESS_KEY_ID is set/],
    [{ FILES_STORE: 's3' }, /^FILES_S3_BUCKET: FILES_STORE is s3/],
    [{ FILES_S3_BUCKET: 'district', FILES_S3_ACCESS_KEY_ID: 'id' }, /^FILES_S3_SECRET_ACCESS_KEY: the other half/],
    [{ FILES_S3_BUCKET: 'district', FILES_S3_SECRET_ACCESS_KEY: 'secret' }, /^FILES_S3_ACCESS_KEY_ID: the other half/],
    [{ FILES_S3_BUCKET: 'district', FILES_S3_ENDPOINT: 'minio:9000' }, /^FILES_S3_ENDPOINT: /],
    [{ FILES_S3_BUCKET: 'district', FILES_S3_PREFIX: '../other' }, /^FILES_S3_PREFIX: letters/],
    [{ FILES_S3_BUCKET: 'district', FILES_S3_PREFIX: '/steward/' }, /^FILES_S3_PREFIX: letters/],
    [{ FILES_STORE: 'tape' }, /^FILES_STORE: /],
  ])('%o', (env, says) => expect(() => readFilesSettings(env)).toThrow(says));
});
