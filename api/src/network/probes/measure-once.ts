import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

const SUBPROTOCOL = 'net.measurementlab.ndt.v7';
/** The server ends each direction after ten seconds; who hears no end by then gives up. */
const GIVE_UP_MS = 16_000;
/** What the server says once time is up. */
const NORMAL = 1000;
const MESSAGE_BYTES = 1 << 16;

/** Opens one direction and stays until the server ends it. The server counts; what is counted here nobody asks for. */
async function stay(url: URL, work: (socket: WebSocket) => void): Promise<void> {
  const socket = new WebSocket(url, [SUBPROTOCOL], { perMessageDeflate: false });
  const giveUp = setTimeout(() => socket.terminate(), GIVE_UP_MS);
  try {
    await once(socket, 'open');
    work(socket);
    const [code] = (await once(socket, 'close')) as [number];
    if (code !== NORMAL) throw new Error(`${url.pathname} was broken off (${code})`);
  } finally {
    clearTimeout(giveUp);
    socket.terminate();
  }
}

const send = (socket: WebSocket): void => {
  const bytes = randomBytes(MESSAGE_BYTES);
  const next = () => {
    if (socket.readyState === socket.OPEN) socket.send(bytes, { binary: true }, (error) => (error ? undefined : setImmediate(next)));
  };
  next();
};

/** One measurement, first down, then up, with a ticket that was asked for. */
export async function measureOnce(origin: URL, { downloadPath, uploadPath }: { downloadPath: string; uploadPath: string }): Promise<void> {
  const at = (path: string) => {
    const url = new URL(path, origin);
    url.protocol = origin.protocol === 'https:' ? 'wss:' : 'ws:';
    return url;
  };
  // Whatever arrives is noise.
  await stay(at(downloadPath), (socket) => socket.resume());
  await stay(at(uploadPath), send);
}
