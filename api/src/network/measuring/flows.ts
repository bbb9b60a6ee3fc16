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
/** A message doubles once so many of it went out: small ones keep a slow link's count fine, large ones keep a fast link full. */
const DOUBLE_AFTER = 16;
const NORMAL = 1000;

const noise = randomBytes(MOST_BYTES);

type Told = { direction: Direction; id: string; counted: Counted };
const message = ({ direction, id, counted }: Told) =>
  JSON.stringify({
    AppInfo: { ElapsedTime: counted.elapsedUs, NumBytes: counted.numBytes },
    ConnectionInfo: { UUID: id },
    Origin: 'server',
    Test: direction,
  });

/**
 * Sends noise for as long as a measurement lasts. What counts is what arrived: the other side answers our close once it has read all
 * before it, so until then the clock runs. Who does not answer is taken at what we had handed over when time was up.
 */
export function sendFlow(socket: WebSocket, id: string, { durationMs, nowMs }: FlowLimits): Promise<Counted> {
  const began = nowMs();
  const elapsedUs = () => Math.max(1, Math.round((nowMs() - began) * 1000));
  return new Promise((resolve) => {
    let numBytes = 0;
    let size = FIRST_BYTES;
    let told = 0;
    let atEnd: Counted | undefined;
    const sendNext = (): void => {
      if (socket.readyState !== socket.OPEN || atEnd) return;
      const elapsed = nowMs() - began;
      if (elapsed >= durationMs) return finish();
      if (elapsed - told >= TELL_EVERY_MS) {
        told = elapsed;
        socket.send(message({ direction: 'download', id, counted: { numBytes, elapsedUs: elapsedUs() } }));
      }
      if (size < MOST_BYTES && numBytes >= DOUBLE_AFTER * size) size *= 2;
      const bytes = size;
      socket.send(noise.subarray(0, bytes), { binary: true }, (error) => {
        if (error) return;
        numBytes += bytes;
        sendNext();
      });
    };
    const finish = (): void => {
      atEnd = { numBytes, elapsedUs: elapsedUs() };
      socket.send(message({ direction: 'download', id, counted: atEnd }));
      socket.close(NORMAL);
      setTimeout(() => socket.terminate(), DRAIN_MS).unref();
    };
    // No binary message is due from the one who receives.
    socket.on('message', (_data, isBinary) => isBinary && socket.terminate());
    socket.on('close', (code) =>
      resolve(atEnd && code === NORMAL ? { ...atEnd, elapsedUs: elapsedUs() } : (atEnd ?? { numBytes, elapsedUs: elapsedUs() })),
    );
    // Two on their way, so that there is always something to send.
    sendNext();
    sendNext();
  });
}

/** Counts what arrives until time is up, or the other side is done. */
export function receiveFlow(socket: WebSocket, id: string, { durationMs, nowMs }: FlowLimits): Promise<Counted> {
  const began = nowMs();
  return new Promise((resolve) => {
    let counted: Counted = { numBytes: 0, elapsedUs: 1 };
    const tell = () => {
      if (socket.readyState === socket.OPEN) socket.send(message({ direction: 'upload', id, counted }));
    };
    const telling = setInterval(tell, TELL_EVERY_MS);
    const enough = setTimeout(() => {
      tell();
      socket.close(NORMAL);
      setTimeout(() => socket.terminate(), DRAIN_MS).unref();
    }, durationMs);
    socket.on('message', (data: Buffer, isBinary) => {
      const elapsed = nowMs() - began;
      // What comes after our close was on its way: it is none of the ten seconds.
      if (!isBinary || elapsed > durationMs) return;
      counted = { numBytes: counted.numBytes + data.length, elapsedUs: Math.max(1, Math.round(elapsed * 1000)) };
    });
    socket.on('close', () => {
      clearInterval(telling);
      clearTimeout(enough);
      resolve(counted);
    });
  });
}
