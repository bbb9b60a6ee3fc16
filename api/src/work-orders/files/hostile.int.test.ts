import { readdirSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { attachments } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aForm, aZip } from './files.testing.ts';

let api: TestApi;
let person: Actor;

beforeAll(async () => {
  api = await startApi();
  person = await aPerson(api.db);
});
afterAll(() => api.close());

const upload = (content: string | Uint8Array, fileName: string, type = 'application/octet-stream') =>
  api.as(person).post('/api/attachments', aForm({ fileName, type, content }));
const bytesOf = async (id: string) => {
  const { rawPayload, headers } = await api.app.inject({ url: `/api/attachments/${id}/file`, headers: { cookie: (await api.as(person).cookie)! } });
  return { bytes: rawPayload, headers };
};

/** A PNG that says how large it is and holds next to nothing. */
function aPngOf(width: number, height: number) {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Eight bytes for each of its gigabytes: what an archive says about an entry, without the entry. */
function anArchiveOf(gigabytes: number) {
  const zip = aZip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': 'x' });
  zip.writeUInt32LE(Math.min(gigabytes * 2 ** 30, 2 ** 32 - 1), 22);
  return zip;
}

describe('a file made to cost', () => {
  test.each<[string, Uint8Array, string, number[]]>([
    ['a picture of four gigapixels in a hundred bytes', aPngOf(65_000, 65_000), 'a.png', [422]],
    ['a picture of one row of two thousand million', aPngOf(2_000_000_000, 1), 'a.png', [422]],
    ['a picture of nothing', aPngOf(0, 0), 'a.png', [415, 422]],
    ['an archive that says it unpacks to four gigabytes', anArchiveOf(4), 'a.docx', [415]],
    ['compressed text', Buffer.from('1f8b0800000000000003', 'hex'), 'a.txt', [415]],
    [
      'a drawing that holds itself ten times, ten times over',
      Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&b;&b;">]><svg>&a;</svg>'),
      'a.svg',
      [415],
    ],
  ])('%s is refused', async (_what, bytes, fileName, statuses) => {
    const { status, body } = await upload(bytes, fileName);
    expect([statuses.includes(status), body.errors[0].pointer], String(status)).toEqual([true, '/file']);
  });

  test('a moving picture counts with all its frames', async () => {
    // A canvas of four megapixels, and fourteen frames of one pixel each on it.
    const canvas = Buffer.from('474946383961d007d007800000000000ffffff', 'hex');
    const frame = Buffer.from('2c0000000001000100000202440100', 'hex');
    const moving = Buffer.concat([canvas, ...Array.from({ length: 14 }, () => frame), Buffer.from(';')]);
    expect((await upload(moving, 'a.gif')).body.code).toBe('attachment.too_many_pixels');
  });

  test('a form of ten thousand parts, or with a name that does not end, is refused before it is read to its end', async () => {
    const parts = Array.from({ length: 10_000 }, (_, i) => ({ name: `n${i}`, content: 'x' }));
    const file = { fileName: 'a.txt', content: 'a' };
    for (const form of [aForm(...parts, file), aForm({ name: 'n'.repeat(50_000), content: 'x' }, file)]) {
      const { status, text } = await api.as(person).post('/api/attachments', form);
      expect([400, 413]).toContain(status);
      expect(text.length).toBeLessThan(2_000);
    }
  });

  test('and leaves nothing on the disk', async () => {
    const left = readdirSync(api.config.files.directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(left).toEqual([]);
  });
});

describe('a file that is two things at once', () => {
  const SCRIPT = '<script>alert(1)</script>';
  test('a photo with a page behind its pixels is kept without the page', async () => {
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .withExif({ IFD0: { ImageDescription: SCRIPT } })
      .jpeg()
      .toBuffer();
    const { status, body } = await upload(Buffer.concat([photo, Buffer.from(SCRIPT)]), 'a.html', 'text/html');
    expect([status, body.fileName, body.mediaType]).toEqual([201, 'a.jpg', 'image/jpeg']);
    expect((await bytesOf(body.id)).bytes.includes('script')).toBe(false);
  });
  test('a document or text with a page in it is only ever saved, and would run nothing', async () => {
    for (const content of [`%PDF-1.7\n${SCRIPT}\n%%EOF`, `a,b\n${SCRIPT}\n`]) {
      const { body } = await upload(content, 'a.html', 'text/html');
      const { headers } = await bytesOf(body.id);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" });
      expect(headers['content-type']).not.toMatch(/html|xml|javascript/);
      expect(headers['content-disposition']).toMatch(/^attachment; /);
    }
  });
});

describe('a name or address that leads elsewhere', () => {
  test.each([
    '../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'a\0.txt',
    '....//....//a',
    '%2e%2e%2fa',
    'C:evil',
    'con',
    '-rf',
    'x'.repeat(20_000),
    'a\r\nset-cookie: a=b',
  ])('a file called %j is kept under a name of ours', async (fileName) => {
    const { status, body } = await upload('text', fileName);
    // A name that breaks the form off is no name.
    if (status === 400) return;
    expect(status).toBe(201);
    const [row] = await api.db.select().from(attachments).where(eq(attachments.id, body.id));
    expect(row!.storageKey).toMatch(/^attachments\/[0-9a-f]{2}\/[0-9a-f-]{36}\/file$/);
    expect(body.fileName).not.toMatch(/[/\\\r\n\0]/);
    for (const value of Object.values((await bytesOf(body.id)).headers).flat()) expect(String(value)).not.toMatch(/[\r\n\0]/);
  });
  test.each([
    '../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '..%5c..%5c',
    '%00',
    'attachments%2faa',
    '..;/..;/',
    '%252e%252e%252f',
  ])('nothing is read at %s', async (path) => {
    const cookie = (await api.as(person).cookie)!;
    for (const url of [`/api/attachments/${path}/file`, `/api/attachments/${path}`, `/api/docs/reference/js/${path}`, `/api/docs/${path}`]) {
      const { statusCode, body } = await api.app.inject({ url, headers: { cookie } });
      expect([400, 404], `${url} ${statusCode}`).toContain(statusCode);
      expect(body).not.toMatch(/root:/);
    }
  });
});
