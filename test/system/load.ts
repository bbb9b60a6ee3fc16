import { Agent, request } from 'node:http';

/** One request as its client saw it. `failure`: the connection broke; there was no answer. */
export type Seen = {
  /** The proxy that was asked. */
  through: string;
  kind: 'create' | 'list' | 'page';
  key: string;
  status: number;
  retryAfter: string | undefined;
  body: string;
  failure: string | undefined;
  beganAt: number;
};
type Ask = { urls: readonly string[]; cookie: string; order: { requestTypeId: string; siteId: string } };

const KINDS = ['create', 'list', 'create', 'page'] as const;

/** People who ask one thing after the other, in equal numbers through each proxy, on connections kept alive, and try nothing twice. */
export function startLoad(ask: Ask, people: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const seen: Seen[] = [];
  const over = new AbortController();
  const person = async (_: unknown, i: number) => {
    const url = ask.urls[i % ask.urls.length]!;
    for (let turn = 0; !over.signal.aborted; turn += 1) seen.push(await send(agent, url, ask, KINDS[turn % KINDS.length]!, crypto.randomUUID()));
  };
  const all = Promise.all(Array.from({ length: people }, person));
  return {
    seen,
    /** Lets what is under way come to its end; gives all that was seen. */
    stop: async (): Promise<Seen[]> => {
      over.abort();
      await all;
      agent.destroy();
      return seen;
    },
  };
}

/** Asks for help once; with a key that was sent before, as a client does that got no answer. */
export const askOnce = (ask: Ask, key: string) => send(new Agent({ keepAlive: false }), ask.urls[0]!, ask, 'create', key);

function send(agent: Agent, url: string, { cookie, order }: Ask, kind: Seen['kind'], key: string): Promise<Seen> {
  const beganAt = performance.now();
  const body = kind === 'create' ? JSON.stringify({ ...order, title: key }) : undefined;
  const path = { create: '/api/work-orders', list: '/api/work-orders?limit=5', page: '/requests' }[kind];
  return new Promise((done) => {
    const end = (more: Partial<Seen>) =>
      done({ through: url, kind, key, status: 0, retryAfter: undefined, body: '', failure: undefined, beganAt, ...more });
    const asked = request(new URL(path, url), {
      agent,
      method: body ? 'POST' : 'GET',
      headers: {
        cookie,
        ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': `"${key}"` } : {}),
      },
    });
    asked.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => end({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], body: text }));
      answer.on('error', (error: NodeJS.ErrnoException) => end({ failure: error.code ?? error.message }));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => end({ failure: error.code ?? error.message }));
    asked.end(body);
  });
}
