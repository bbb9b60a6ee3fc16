import type { Sharp } from 'sharp';
import { filesFull, isDiskFull } from '#platform/files/index.ts';
import { brokenPhoto, phoneFormat, tooManyPixels } from './problems.ts';

export const MAX_PIXELS = 50_000_000;
export const THUMBNAIL_PX = 480;
const SECONDS = 30;

/** Taken into memory with the first photo. A school's server also serves people: one thread for each picture, and nothing of it kept. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

export type Photo = { mediaType: string; widthPx: number; heightPx: number; sizeBytes: number };

const ENCODERS: Record<string, (image: Sharp) => Sharp> = {
  'image/jpeg': (image) => image.jpeg({ quality: 85 }),
  'image/png': (image) => image.png(),
  'image/webp': (image) => image.webp({ quality: 85 }),
  'image/gif': (image) => image.gif(),
};

/**
 * Writes the photo anew to `to`: upright, in sRGB, and without anything but its pixels (where it was taken least of all);
 * and a small WebP of it to `thumbnail`. A HEIC becomes a JPEG.
 */
export async function remakePhoto(from: string, mediaType: string, to: string, thumbnail: string): Promise<Photo> {
  const made = mediaType in ENCODERS ? mediaType : 'image/jpeg';
  try {
    return await inTurn(async () => {
      const sharp = await loadSharp();
      const isAnimated = made === 'image/gif' || made === 'image/webp';
      const image = sharp(from, { animated: isAnimated, failOn: 'error', limitInputPixels: MAX_PIXELS }).timeout({ seconds: SECONDS });
      const { pages = 1 } = await image.metadata();
      const info = await ENCODERS[made]!(pages > 1 ? image : image.autoOrient()).toFile(to);
      await sharp(to, { limitInputPixels: MAX_PIXELS })
        .timeout({ seconds: SECONDS })
        .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 75 })
        .toFile(thumbnail);
      return { mediaType: made, widthPx: info.width, heightPx: info.pageHeight ?? info.height, sizeBytes: info.size };
    });
  } catch (error) {
    if (isDiskFull(error)) throw filesFull();
    if (/pixel limit/i.test(String(error))) throw tooManyPixels();
    throw mediaType === 'image/heic' ? phoneFormat() : brokenPhoto();
  }
}

/** A decoded photo takes up to 200 MB: two at a time, the others wait. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((start) => waiting.push(start));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
