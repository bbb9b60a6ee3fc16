import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

// A worker of its own: the page never waits for a picture, and needs no leave to compile what reads it.

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

async function tell({ data }: MessageEvent<ImageData>): Promise<void> {
  const found = await readBarcodes(data, { formats: ['QRCode', 'Code128', 'Code39', 'DataMatrix'], tryHarder: true, maxNumberOfSymbols: 1 });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page that started it
  self.postMessage(found.map(({ text }) => text));
}
self.addEventListener('message', (message: MessageEvent<ImageData>) => void tell(message));
