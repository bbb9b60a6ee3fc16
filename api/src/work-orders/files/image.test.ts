import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { aPhonePhoto } from './files.testing.ts';
import { MAX_PIXELS, remakePhoto } from './image.ts';

const directory = mkdtempSync(join(tmpdir(), 'steward-image-'));
afterAll(() => rmSync(directory, { recursive: true }));
const at = (name: string) => join(directory, name);

async function remade(bytes: Uint8Array, mediaType: string) {
  writeFileSync(at('in'), bytes);
  const photo = await remakePhoto(at('in'), mediaType, at('out'), at('thumbnail'));
  return { photo, out: await sharp(at('out'), { animated: true }).metadata(), thumbnail: await sharp(at('thumbnail')).metadata() };
}

test('a photo stands upright and no longer says where it was taken', async () => {
  const original = await aPhonePhoto();
  const before = await sharp(original).metadata();
  expect(before.orientation).toBe(6);
  // The tag that points to where it was taken.
  expect(before.exif!.includes('Phone') && before.exif!.includes(Buffer.from([0x25, 0x88]))).toBe(true);
  const { photo, out, thumbnail } = await remade(original, 'image/jpeg');
  expect(photo).toMatchObject({ mediaType: 'image/jpeg', widthPx: 800, heightPx: 1200, sizeBytes: readFileSync(at('out')).length });
  for (const made of [out, thumbnail])
    expect([made.exif, made.xmp, made.iptc, made.orientation]).toEqual([undefined, undefined, undefined, undefined]);
  expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(['webp', 320, 480]);
});

test('colours of a wide profile come out as sRGB', async () => {
  const wide = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#f00' } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  expect((await sharp(wide).metadata()).icc).toBeDefined();
  const { out } = await remade(wide, 'image/png');
  expect([out.icc, out.space]).toEqual([undefined, 'srgb']);
});

test('a moving picture keeps moving; its thumbnail is the first frame', async () => {
  const frames = await Promise.all(
    ['red', 'blue', 'lime'].map((background) =>
      sharp({ create: { width: 40, height: 30, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const { photo, out, thumbnail } = await remade(
    await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer(),
    'image/gif',
  );
  expect(photo).toMatchObject({ widthPx: 40, heightPx: 30 });
  expect([out.pages, thumbnail.pages ?? 1, thumbnail.height]).toEqual([3, 1, 30]);
});

test('a small photo is not blown up', async () => {
  const { thumbnail } = await remade(
    await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer(),
    'image/jpeg',
  );
  expect(thumbnail.width).toBe(20);
});

test('a damaged photo, too many pixels and a photo format nobody can show are refused', async () => {
  const whole = await sharp({
    create: { width: 400, height: 400, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 30 }, background: 'red' },
  })
    .jpeg()
    .toBuffer();
  await expect(remade(whole.subarray(0, whole.length / 2), 'image/jpeg')).rejects.toMatchObject({ status: 422, code: 'attachment.broken_photo' });
  const side = Math.ceil(Math.sqrt(MAX_PIXELS)) + 1;
  const huge = await sharp({ create: { width: side, height: side, channels: 3, background: 'red' }, limitInputPixels: false })
    .png()
    .toBuffer();
  await expect(remade(huge, 'image/png')).rejects.toMatchObject({ code: 'attachment.too_many_pixels' });
  await expect(remade(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image/heic')).rejects.toMatchObject({ code: 'attachment.phone_format' });
});
