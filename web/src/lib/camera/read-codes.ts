// oxlint-disable-next-line import/default -- what the bundler makes of it is its address
import workerUrl from './decode.worker.ts?worker&url';
import { allowWorkers } from '#lib/trusted-workers.ts';

/** Finds the codes in what a video shows now. */
export type ReadCodes = { read: (video: HTMLVideoElement) => Promise<string[]>; close: () => void };

type Detected = { rawValue: string };
type Detector = { detect: (source: HTMLVideoElement) => Promise<Detected[]> };
type Browser = { BarcodeDetector?: { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> } };

/** Of labels and of the tags of makers. */
const FORMATS = ['qr_code', 'code_128', 'code_39', 'data_matrix'];
const WIDEST_PX = 960;

/** The browser's own reader where it has one; else ours, in a worker of its own, from our own origin. */
export async function codeReader(): Promise<ReadCodes> {
  const own = (globalThis as Browser).BarcodeDetector;
  const formats = (await own?.getSupportedFormats().catch(() => []))?.filter((format) => FORMATS.includes(format)) ?? [];
  if (!own || !formats.includes('qr_code')) return inWorker();
  const detector = new own({ formats });
  return { read: async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue), close: () => {} };
}

function inWorker(): ReadCodes {
  allowWorkers(workerUrl);
  const worker = new Worker(workerUrl, { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const read = (video: HTMLVideoElement) => {
    const scale = Math.min(1, WIDEST_PX / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Promise<string[]>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<string[]>) => resolve(data), { once: true });
      worker.addEventListener('error', () => reject(new Error('The reader of codes does not start.')), { once: true });
      worker.postMessage(picture, [picture.data.buffer]);
    });
  };
  return { read, close: () => worker.terminate() };
}
