import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Counted, type Direction, DURATION_MS, receiveFlow, sendFlow } from './flows.ts';
import type { Ticket } from './tickets.ts';

export const SUBPROTOCOL = 'net.measurementlab.ndt.v7';
export const PATHS: Record<string, Direction> = { '/ndt/v7/download': 'download', '/ndt/v7/upload': 'upload' };
/** As large as the protocol lets a message be. */
const MOST_BYTES = 1 << 24;
const GOING_AWAY = 1001;

type Given = {
  /** Of all that this process carries: one more is told to come back. */
  atOnce: number;
  open: (ticket: string) => Ticket | undefined;
  /** Has this ticket measured in this direction? */
  isUsed: (ticket: Ticket, direction: Direction) => Promise<boolean>;
  keep: (ticket: Ticket, direction: Direction, counted: Counted) => Promise<void>;
  onError: (error: unknown) => void;
  durationMs?: number;
};

/**
 * Steward's own ndt7 server: a school's browser or probe measures to the district. It carries a few flows at once and opens to nobody
 * without a ticket. A flow that was broken off, or that its other side ended before half of its time, says nothing, and is not kept.
 */
export function createNdt7Server({ atOnce, open, isUsed, keep, onError, durationMs = DURATION_MS }: Given) {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
    handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  });
  const limits = { durationMs, nowMs: () => performance.now() };
  const underWay = new Set<string>();
  const kept = new Set<Promise<void>>();
  let isClosing = false;
  const waitSeconds = () => (isClosing || underWay.size >= atOnce ? Math.ceil(durationMs / 1000) : 0);

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = URL.parse(request.url ?? '', 'ws://here');
    const direction = url && PATHS[url.pathname];
    if (!direction) return refuse(socket, 404);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (!offered.includes(SUBPROTOCOL)) return refuse(socket, 400);
    const ticket = open(url.searchParams.get('ticket') ?? '');
    if (!ticket) return refuse(socket, 403);
    if (waitSeconds() > 0) return refuse(socket, 503, { 'retry-after': String(waitSeconds()) });
    const flow = `${ticket.id} ${direction}`;
    if (underWay.has(flow)) return refuse(socket, 403);
    underWay.add(flow);
    try {
      if (await isUsed(ticket, direction)) return refuse(socket, 403);
      await measure(request, socket, head, ticket, direction);
    } finally {
      underWay.delete(flow);
    }
  }

  async function measure(request: IncomingMessage, socket: Duplex, head: Buffer, ticket: Ticket, direction: Direction): Promise<void> {
    const counted = await new Promise<Counted | undefined>((resolve) => {
      // A handshake that the library refuses closes the socket and calls nobody back.
      const gone = () => resolve(undefined);
      socket.once('close', gone);
      sockets.handleUpgrade(request, socket, head, (ws) => {
        socket.off('close', gone);
        ws.on('error', () => ws.terminate());
        void (direction === 'download' ? sendFlow : receiveFlow)(ws, ticket.id, limits).then(resolve);
      });
    });
    if (!counted || counted.numBytes === 0 || counted.elapsedUs < (durationMs * 1000) / 2) return;
    const keeping = keep(ticket, direction, counted).catch(onError);
    kept.add(keeping);
    await keeping;
    kept.delete(keeping);
  }

  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      socket.on('error', () => socket.destroy());
      accept(request, socket, head).catch((error: unknown) => {
        onError(error);
        refuse(socket, 500);
      });
    },
    /** 0 where there is room for one more; else after how long it is worth asking again. A browser is not told why a WebSocket is refused. */
    waitSeconds,
    /** Takes nobody new, lets go of those under way, and waits until what they measured is kept. */
    close: async (): Promise<void> => {
      isClosing = true;
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY);
        socket.terminate();
      }
      await Promise.all(kept);
    },
  };
}

function refuse(socket: Duplex, status: number, headers: Record<string, string> = {}): void {
  if (!socket.writable) return;
  const lines = { connection: 'close', 'content-length': '0', 'cache-control': 'no-store', ...headers };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n`);
}
