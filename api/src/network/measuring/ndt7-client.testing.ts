import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

const require = createRequire(import.meta.url);
type Measurement = { Source: 'client' | 'server'; Data: Record<string, unknown> };
type Callbacks = Partial<Record<`${'download' | 'upload'}${'Start' | 'Measurement' | 'Complete'}`, (data: never) => void>> & {
  error?: (error: unknown) => void;
};
type Urls = Promise<Record<string, string>>;
type Test = (config: Record<string, unknown>, callbacks: Callbacks, urls: Urls) => Promise<number>;
const client = () => require('@m-lab/ndt7') as { downloadTest: Test; uploadTest: Test };

/** What a worker of a browser is, around one of Node's. */
const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  require(workerData);
  parentPort.on('message', (data) => globalThis.self.onmessage({ data }));
`;

class BrowserWorker {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  readonly #worker: Worker;
  constructor(file: string) {
    this.#worker = new Worker(SCRIPT, { eval: true, workerData: file });
    this.#worker.on('message', (data: unknown) => this.onmessage?.({ data }));
    this.#worker.on('error', (error) => this.onmessage?.({ data: { MsgType: 'error', Error: error.message } }));
  }
  postMessage(message: unknown) {
    // A thread of Node's has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#worker.postMessage(message);
  }
  terminate() {
    void this.#worker.terminate();
  }
}

/** Runs M-Lab's own client, as a browser does, in one direction: how it ended and all that it was told. */
export async function measureWithNdt7(direction: 'download' | 'upload', url: string) {
  const told: Measurement[] = [];
  const errors: unknown[] = [];
  const before = (globalThis as Record<string, unknown>)['Worker'];
  (globalThis as Record<string, unknown>)['Worker'] = BrowserWorker;
  try {
    const file = require.resolve(`@m-lab/ndt7/src/ndt7-${direction}-worker.js`);
    const config = { userAcceptedDataPolicy: true, mlabDataPolicyInapplicable: true, downloadworkerfile: file, uploadworkerfile: file };
    const code = await client()[`${direction}Test`](
      config,
      { [`${direction}Measurement`]: ((one: Measurement) => told.push(one)) as never, error: (error) => errors.push(error) },
      Promise.resolve({ [`///ndt/v7/${direction}`]: url }),
    );
    return { code, told, errors };
  } finally {
    (globalThis as Record<string, unknown>)['Worker'] = before;
  }
}
