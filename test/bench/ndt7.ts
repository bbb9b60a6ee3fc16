import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Counted } from '../../api/src/network/measuring/flows.ts';
import { createNdt7Server, PATHS, SUBPROTOCOL } from '../../api/src/network/measuring/ndt7-server.ts';
import type { Ticket } from '../../api/src/network/measuring/tickets.ts';

// What one flow of a measurement carries over loopback, as Steward's server counts it, as a share of a bare WebSocket stream that carries the same messages and is asked for nothing. The other side is the
// program that runs in schools, in a thread of its own.

const SECONDS = 3;
const RUNS = 5;
const TARGET_SHARE = 0.8;
const MESSAGE_BYTES = 1 << 20;
const COUNTED_WITHIN_TRIES = 100;
const DIRECTIONS = ['download', 'upload'] as const;
type Direction = (typeof DIRECTIONS)[number];
type Server = { upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void; counted: Partial<Record<Direction, Counted>> };

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const number = (value: number) => Math.round(value).toLocaleString('en');
const spread = (all: readonly number[]) => `${number(middle(all))} (${number(Math.min(...all))}–${number(Math.max(...all))})`;
const mbpsOf = ({ numBytes, elapsedUs }: Counted) => (8 * numBytes) / elapsedUs;

/** Steward's server: tickets of no district, and what was counted is noted rather than kept. */
function stewards(): Server {
  const counted: Server['counted'] = {};
  const { upgrade } = createNdt7Server({
    atOnce: 1,
    open: () => ({ id: crypto.randomUUID() }) as Ticket,
    isUsed: async () => false,
    keep: async (_ticket, direction, found) => void (counted[direction] = found),
    onError: (error) => {
      throw error;
    },
    durationMs: SECONDS * 1_000,
  });
  return { upgrade, counted };
}

/** A WebSocket that sends, or takes, as long as that, and does nothing besides. */
function bare(): Server {
  const counted: Server['counted'] = {};
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 1 << 24,
    handleProtocols: () => SUBPROTOCOL,
  });
  const noise = randomBytes(MESSAGE_BYTES);
  const carry = (socket: WebSocket, direction: Direction) => {
    const began = performance.now();
    let numBytes = 0;
    const elapsedUs = () => Math.round((performance.now() - began) * 1_000);
    const isOver = () => performance.now() - began >= SECONDS * 1_000;
    socket.once('close', () => (counted[direction] ??= { numBytes, elapsedUs: elapsedUs() }));
    const next = (): void => {
      if (isOver()) return socket.close(1000);
      socket.send(noise, { binary: true }, (error) => {
        if (error) return;
        numBytes += noise.length;
        next();
      });
    };
    if (direction === 'download') return next();
    socket.on('message', (data: Buffer) => {
      numBytes += data.length;
      if (!isOver() || counted.upload) return;
      counted.upload = { numBytes, elapsedUs: elapsedUs() };
      socket.close(1000);
    });
  };
  return {
    counted,
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (ws) => carry(ws, PATHS[new URL(request.url!, 'ws://here').pathname]!)),
  };
}

/** Measures once in both directions against this server; Mbps. */
async function carried({ upgrade, counted }: Server): Promise<Record<Direction, number>> {
  const http = createServer().on('upgrade', upgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  try {
    await new Promise<void>((resolve, reject) => {
      const client = new Worker(new URL('ndt7-client.ts', import.meta.url), { workerData: origin });
      client.once('error', reject).once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The client ended with ${code}.`))));
    });
    // The client may be gone a moment before the server has counted.
    for (let tries = 0; !(counted.download && counted.upload); tries += 1) {
      if (tries === COUNTED_WITHIN_TRIES) throw new Error(`The server counted no ${counted.download ? 'upload' : 'download'}.`);
      await pause(20);
    }
    return { download: mbpsOf(counted.download), upload: mbpsOf(counted.upload) };
  } finally {
    http.closeAllConnections();
    http.close();
  }
}

/** Measures both in turn, and writes it down as a part of RESULTS.md. */
export async function benchNdt7({ say }: { say: (line: string) => void }): Promise<string> {
  const runs: Record<'steward' | 'bare', Record<Direction, number>[]> = { steward: [], bare: [] };
  for (let run = 0; run <= RUNS; run += 1) {
    const [steward, floor] = [await carried(stewards()), await carried(bare())];
    // The first warms up.
    if (run === 0) continue;
    runs.steward.push(steward);
    runs.bare.push(floor);
  }
  const rows = DIRECTIONS.map((direction) => {
    const [ours, theirs] = [runs.steward, runs.bare].map((all) => all.map((one) => one[direction])) as [number[], number[]];
    const share = middle(ours) / middle(theirs);
    say(`ndt7 ${direction}: ${number(middle(ours))} of ${number(middle(theirs))} Mbps, ${(share * 100).toFixed(0)} %`);
    return `| ${direction} | ${spread(ours)} | ${spread(theirs)} | ${(share * 100).toFixed(0)} %${share >= TARGET_SHARE ? '' : ' ✗'} |`;
  });
  return [
    '## Measuring from schools (ndt7)',
    '',
    `Goodput of one flow over loopback, ${SECONDS} s in each direction, as Steward’s server counts it, beside a bare WebSocket stream of the same messages; the other side is the probe’s own program in a thread of its own. Median of ${RUNS} runs in turn, with the least and the most. Target: ${TARGET_SHARE * 100} % of the bare stream.`,
    '',
    '| direction | Steward, Mbps | bare, Mbps | share |',
    '| --- | --: | --: | --: |',
    ...rows,
  ].join('\n');
}
