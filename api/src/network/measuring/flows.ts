import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';

export type Direction = 'download' | 'upload';
/** What one flow carried, as this side counted it. */
export type Counted = { numBytes: number; elapsedUs: number };
export type FlowLimits = { durationMs: number; nowMs: () => number };

/** How long one direction is measured. */
export const DURATION_MS = 10_000;
/** The other side is told how far it is, and no more often than the protocol asks for. */
const TELL_EVERY_MS = 250;
/** What is still on its way when time is up may arrive. */
const DRAIN_MS = 3_000;

const FIRST_BYTES = 1 << 13;
const MOST_BYTES = 1 << 20;
/**
 * A message doubles once so many of it went out: small ones keep a slow link's count fine, large ones keep a fast link full. The two
 * that are on their way when time is up are at most a sixteenth of all, so that a slow link has read them long before it is let go.
 */
const DOUBLE_AFTER = 64;
/** How the other side ends a flow: it answers our close, or closes without a word, as M-Lab's client does. */
const NORMAL = 1000;
const NO_STATUS = 1005;

const noise = randomBytes(MOST_BYTES);

type Told = { direction: Direction; id: string; counted: Counted };
const message = ({ direction, id, counted }: Told) =>
  JSON.stringify({
    AppInfo: { ElapsedTime: counted.elapsedUs, NumBytes: counted.numBytes },
    ConnectionInfo: { UUID: id },
    Origin: 'server',
    Test: direction,
  });

/** Our close is answered, and who is not heard by then is let go: a flow takes its time and this, and no more. */
function end(socket: WebSocket, letGo = () => {}): void {
  socket.close(NORMAL);
  setTimeout(() => {
    letGo();
    socket.terminate();
  }, DRAIN_MS).unref();
}

/**
 * Sends noise for as long as a measurement lasts. What counts is what arrived: the other side answers our close once it has read all
 * before it, so until then the clock runs, and at the latest until it is let go: what is on its way may wait in between for longer. Who
 * reads nothing any more does not even take the last of it from us: nothing was measured then, nor by who went away.
 */
export function sendFlow(socket: WebSocket, id: string, { durationMs, nowMs }: FlowLimits): Promise<Counted | undefined> {
  const began = nowMs();
  const elapsedUs = () => Math.max(1, Math.round((nowMs() - began) * 1000));
  return new Promise((resolve) => {
    let numBytes = 0;
    let size = FIRST_BYTES;
    let told = 0;
    let isOver = false;
    let isTaken = false;
    let isLetGo = false;
    const tell = (taken?: (error?: Error | null) => void) =>
      socket.send(message({ direction: 'download', id, counted: { numBytes, elapsedUs: elapsedUs() } }), taken);
    const sendNext = (): void => {
      if (socket.readyState !== socket.OPEN) return;
      const elapsed = nowMs() - began;
      if (elapsed - told >= TELL_EVERY_MS) {
        told = elapsed;
        tell();
      }
      if (size < MOST_BYTES && numBytes >= DOUBLE_AFTER * size) size *= 2;
      const bytes = size;
      socket.send(noise.subarray(0, bytes), { binary: true }, (error) => {
        if (error || isOver) return;
        numBytes += bytes;
        sendNext();
      });
    };
    // Not left to what is sent: who reads nothing lets nothing be sent.
    const enough = setTimeout(() => {
      isOver = true;
      if (socket.readyState === socket.OPEN) tell((error) => (isTaken = !error));
      end(socket, () => (isLetGo = true));
    }, durationMs);
    // No binary message is due from the one who receives.
    socket.on('message', (_data, isBinary) => isBinary && socket.terminate());
    socket.on('close', (code) => {
      clearTimeout(enough);
      resolve(isOver && (code === NORMAL || (isLetGo && isTaken)) ? { numBytes, elapsedUs: elapsedUs() } : undefined);
    });
    // Two on their way, so that there is always something to send.
    sendNext();
    sendNext();
  });
}

/**
 * Counts what arrives until time is up, or the other side says that it is done. Once time is up a slow line still has much on its way,
 * before its answer: that some of it arrives will do. Nothing was measured by who just went away, or fell silent.
 */
export function receiveFlow(socket: WebSocket, id: string, { durationMs, nowMs }: FlowLimits): Promise<Counted | undefined> {
  const began = nowMs();
  return new Promise((resolve) => {
    let counted: Counted = { numBytes: 0, elapsedUs: 1 };
    let arrivesStill = false;
    const tell = () => {
      if (socket.readyState === socket.OPEN) socket.send(message({ direction: 'upload', id, counted }));
    };
    const telling = setInterval(tell, TELL_EVERY_MS);
    const enough = setTimeout(() => {
      tell();
      end(socket);
    }, durationMs);
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return;
      const elapsed = nowMs() - began;
      // What comes after our close was on its way: it is none of the ten seconds.
      if (elapsed > durationMs) arrivesStill = true;
      else counted = { numBytes: counted.numBytes + data.length, elapsedUs: Math.max(1, Math.round(elapsed * 1000)) };
    });
    socket.on('close', (code) => {
      clearInterval(telling);
      clearTimeout(enough);
      resolve(arrivesStill || code === NORMAL || code === NO_STATUS ? counted : undefined);
    });
  });
}
