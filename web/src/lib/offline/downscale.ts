const LARGE_BYTES = 1_500_000;
const LONG_SIDE_PX = 2_560;

/** A photo small enough to wait on the phone and to go up where the signal is thin. What the browser cannot open goes as it is. */
export async function downscale(file: File): Promise<Blob> {
  if (file.size <= LARGE_BYTES || !file.type.startsWith('image/')) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONG_SIDE_PX / Math.max(image.width, image.height));
    const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const smaller = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    return smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  }
}
