import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { aZip } from './files.testing.ts';
import { contentDisposition } from '#platform/file-headers.ts';
import { claimedGroup, fileNameFor, kindOf, sniff } from './sniff.ts';

const directory = mkdtempSync(join(tmpdir(), 'steward-sniff-'));
afterAll(() => rmSync(directory, { recursive: true }));

const sniffed = async (bytes: string | Uint8Array) => {
  const path = join(directory, 'file');
  writeFileSync(path, bytes);
  return (await sniff(path))?.mediaType;
};
const pixel = sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });
const aDocument = (contentType: string, name: string) =>
  aZip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${name}.xml" ContentType="${contentType}"/></Types>`,
    [`${name}.xml`]: '<a/>',
  });
const office = (kind: string, name: string) => aDocument(`application/vnd.openxmlformats-officedocument.${kind}.main+xml`, name);

describe('what a file is, by its bytes', () => {
  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('%s', async (format) =>
    expect(await sniffed(await pixel.toFormat(format).toBuffer())).toBe(`image/${format}`),
  );
  test('a document; a video is not taken, as it carries the place where it was made', async () => {
    expect(await sniffed('%PDF-1.7\n%%EOF')).toBe('application/pdf');
    expect(await sniffed(office('wordprocessingml.document', 'word/document'))).toMatch(/wordprocessingml\.document$/);
    expect(await sniffed(office('spreadsheetml.sheet', 'xl/workbook'))).toMatch(/spreadsheetml\.sheet$/);
    expect(await sniffed(office('presentationml.presentation', 'ppt/presentation'))).toMatch(/presentationml\.presentation$/);
    expect(await sniffed('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')).toBeUndefined();
    expect(await sniffed('\0\0\0\x14ftypqt  \0\0\0\0qt  ')).toBeUndefined();
  });
  test('text, when it is UTF-8 throughout', async () => {
    expect(await sniffed('room,count\nAula Ñ,3\n')).toBe('text/plain');
    expect(await sniffed(`${'x'.repeat(65_535)}Ñ`)).toBe('text/plain');
    expect(await sniffed(Buffer.from('a\u00f1o', 'latin1'))).toBeUndefined();
    expect(await sniffed(Buffer.from('Ñ').subarray(0, 1))).toBeUndefined();
    expect(await sniffed('a\0b')).toBeUndefined();
  });
  test.each([
    ['a web page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing', '\ufeff <svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['XML', '<?xml version="1.0"?><a/>'],
    ['a program', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')],
    ['an archive', aZip({ 'a.txt': 'a' })],
    ['a macro document', aDocument('application/vnd.ms-word.document.macroEnabled.main+xml', 'word/document')],
  ])('%s is not taken', async (_what, bytes) => expect(await sniffed(bytes)).toBeUndefined());
});

const jpeg = kindOf('image/jpeg')!;
const pdf = kindOf('application/pdf')!;

describe('what a file is called', () => {
  test.each([
    [jpeg, 'IMG_1.JPG', 'IMG_1.JPG'],
    [jpeg, 'photo.zip', 'photo.jpg'],
    [jpeg, 'photo', 'photo.jpg'],
    [pdf, 'Room 12.5', 'Room 12.5.pdf'],
    [pdf, 'plan.final.pdf', 'plan.final.pdf'],
    [pdf, 'C:\\Users\\me\\plan.pdf', 'plan.pdf'],
    [pdf, '../../etc/passwd', 'passwd.pdf'],
    [pdf, '.htaccess', 'htaccess.pdf'],
    [pdf, '', 'document.pdf'],
    [jpeg, '.jpg', 'jpg.jpg'],
    [jpeg, '\u202Egpj.exe\u0000\r\n', 'gpj.jpg'],
    [pdf, 'año 漢字 🥶 %22x%22.pdf', 'año 漢字 🥶 "x".pdf'],
    [pdf, '\ud800.pdf', '\ufffd.pdf'],
  ])('%o %j is kept as %j', (kind, given, kept) => expect(fileNameFor(kind, given)).toBe(kept));
  test('at most 200 characters, none cut in two', () => {
    const name = fileNameFor(jpeg, `${'🥶'.repeat(300)}.jpeg`);
    expect(name.length).toBeLessThanOrEqual(200);
    expect(name.isWellFormed() && name.endsWith('🥶.jpeg')).toBe(true);
  });
  test('a name claims a group, only for telling what is wrong', () =>
    expect([claimedGroup('a.JPG'), claimedGroup('a.csv'), claimedGroup('a.exe'), claimedGroup('a')]).toEqual([
      'photo',
      'text',
      undefined,
      undefined,
    ]));
});

test('a name goes into a header whole and harmless', () => {
  expect(contentDisposition('application/pdf', 'a "b"\\ñ’(1).pdf')).toBe(
    `attachment; filename="a _b____(1).pdf"; filename*=UTF-8''a%20%22b%22%5C%C3%B1%E2%80%99%281%29.pdf`,
  );
  expect(contentDisposition('image/png', 'a.png')).toBe(`inline; filename="a.png"; filename*=UTF-8''a.png`);
});
