import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import S3rver from '@20minutes/s3rver';

const BUCKET = 'district';
/** How it keeps an object on its own disk. */
const OBJECT = '._S3rver_object';

/** What goes wrong between us and the storage. */
type Weather = 'fair' | 'slow' | 'silent' | 'refusing' | 'breaking off' | 'keeping the answer';

const answers: Record<Weather, (serve: () => void, request: IncomingMessage, response: ServerResponse) => unknown> = {
  fair: (serve) => serve(),
  slow: (serve) => pause(150).then(serve),
  silent: (_, request) => request.resume(),
  refusing: (_, request) => request.socket.destroy(),
  'breaking off': (_, request) => request.once('data', () => request.socket.destroy()),
  'keeping the answer': (serve, request, response) => {
    response.end = () => {
      request.socket.destroy();
      return response;
    };
    serve();
  },
};

/** A server that speaks S3 and checks signatures, in any weather. */
export async function startS3() {
  const directory = await mkdtemp(join(tmpdir(), 'steward-s3-'));
  const s3 = new S3rver({ directory, silent: true, vhostBuckets: false, configureBuckets: [{ name: BUCKET }] });
  await s3.configureBuckets();
  const serve = s3.callback();
  let weather: Weather = 'fair';
  const seen: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    seen.push({ ...request.headers });
    answers[weather](() => serve(request, response), request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const inBucket = join(directory, BUCKET);
  return {
    /** What a process needs to know to keep its files there. */
    env: {
      FILES_S3_BUCKET: BUCKET,
      FILES_S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      FILES_S3_PREFIX: 'steward',
      FILES_S3_ACCESS_KEY_ID: 'S3RVER',
      FILES_S3_SECRET_ACCESS_KEY: 'S3RVER',
      FILES_S3_TIMEOUT_SECONDS: '0.5',
    },
    /** The headers of every request that came. */
    seen,
    turn: (to: Weather) => void (weather = to),
    keys: () => globSync(`**/*${OBJECT}`, { cwd: inBucket }).map((path) => path.slice(0, -OBJECT.length)),
    /** Where it keeps the object under this key. */
    pathOf: (key: string) => join(inBucket, `steward/${key}${OBJECT}`),
    has: (key: string) => existsSync(join(inBucket, `steward/${key}${OBJECT}`)),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
