import { Client, type Dispatcher } from 'undici';
import type { Job, Load, Sent, Tally } from './job.ts';

// The load generator, a process of its own: it takes one job after another from its parent and answers each with a tally.

type Next = { sent: Sent; answered: (etag: string | undefined) => void };

const nothing = () => {};

/** What a connection sends next. Connections share the list, each begins elsewhere in it; orders that are moved belong to one connection. */
function turnsOf(load: Load, connection: number, connections: number): () => Next {
  if (load.kind === 'requests') {
    let turn = Math.floor((connection * load.requests.length) / connections);
    return () => ({ sent: load.requests[turn++ % load.requests.length]!, answered: nothing });
  }
  const mine = load.orders.filter((_, i) => i % connections === connection).map((order) => ({ ...order, isHeld: false }));
  let turn = 0;
  return () => {
    const order = mine[turn++ % mine.length]!;
    const body = order.isHeld ? { to: 'assigned' } : { to: 'on_hold', holdReason: 'parts', note: 'The part is on order.' };
    return {
      sent: {
        method: 'POST',
        path: `/api/work-orders/${order.id}/transitions`,
        headers: { cookie: order.cookie, 'content-type': 'application/json', 'if-match': `"${order.version}"` },
        body: JSON.stringify(body),
      },
      answered: (etag) => {
        order.version = Number(/\d+/.exec(etag ?? '')?.[0]);
        order.isHeld = !order.isHeld;
      },
    };
  };
}

type Answer = { status: number; etag: string | undefined; bytes: number; said: string };

const ask = (client: Client, sent: Sent) =>
  new Promise<Answer>((resolve, reject) => {
    const answer: Answer = { status: 0, etag: undefined, bytes: 0, said: '' };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: nothing,
      onResponseStart: (_controller, status, headers) => {
        answer.status = status;
        answer.etag = headers['etag'] as string | undefined;
      },
      onResponseData: (_controller, chunk) => {
        answer.bytes += chunk.length;
        if (answer.status >= 300) answer.said += chunk.toString();
      },
      onResponseEnd: () => resolve(answer),
      onResponseError: (_controller, error) => reject(error),
    };
    client.dispatch(sent, handler);
  });

async function drive({ url, connections, seconds, load, unique }: Job): Promise<Tally> {
  const latencies: number[] = [];
  let [bytes, keys] = [0, 0];
  const began = performance.now();
  const end = began + seconds * 1000;
  const one = async (connection: number) => {
    const client = new Client(url);
    const next = turnsOf(load, connection, connections);
    while (performance.now() < end) {
      const { sent, answered } = next();
      const headers = unique ? { ...sent.headers, 'idempotency-key': `"${process.pid}-${began}-${keys++}"` } : sent.headers;
      const start = performance.now();
      const answer = await ask(client, { ...sent, headers });
      latencies.push(performance.now() - start);
      if (answer.status >= 300) throw new Error(`${sent.method} ${sent.path} was answered ${answer.status}: ${answer.said}`);
      bytes += answer.bytes;
      answered(answer.etag);
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => one(connection)));
  const took = (performance.now() - began) / 1000;
  const sorted = Float64Array.from(latencies).toSorted();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { requests: sorted.length, perSecond: sorted.length / took, p50: at(0.5), p99: at(0.99), meanBytes: Math.round(bytes / sorted.length) };
}

process.on('message', (job: Job) => {
  drive(job).then(
    (tally) => process.send!({ tally }),
    (error: unknown) => process.send!({ failure: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
