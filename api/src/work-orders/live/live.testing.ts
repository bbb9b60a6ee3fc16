import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

export type Told = { event: string; data: { id?: string; version?: number } };

const listening = new WeakMap<FastifyInstance, Promise<string>>();

/** Where this process listens, from the first time it is asked on. */
export async function addressOf(app: FastifyInstance): Promise<string> {
  if (!listening.has(app)) listening.set(app, app.listen({ host: '127.0.0.1', port: 0 }));
  await listening.get(app);
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

/** Follows what happens as a browser does: keeps what it was told and the last id, and says what it is as soon as something holds. */
export async function follow(
  app: FastifyInstance,
  cookie: string | undefined,
  { after, lastEventId }: { after?: string; lastEventId?: string } = {},
) {
  const url = `${await addressOf(app)}/api/live${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`;
  const headers = { ...(cookie ? { cookie } : {}), ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
  const asked = get(url, { headers, agent: false });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const told: Told[] = [];
  let lastId = lastEventId;
  let isEnded = false;
  let waiting: (() => void)[] = [];
  const stir = () => {
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  };
  let text = '';
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      if (fields.has('id')) lastId = fields.get('id');
      if (fields.has('event')) told.push({ event: fields.get('event')!, data: JSON.parse(fields.get('data')!) as Told['data'] });
    }
    stir();
  });
  const over = Promise.withResolvers<void>();
  const end = () => {
    isEnded = true;
    over.resolve();
    stir();
  };
  answer.on('end', end).on('error', end).on('close', end);
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      if (isEnded) throw new Error(`The stream ended: ${JSON.stringify(told)}`);
      await new Promise<void>((go) => waiting.push(go));
    }
  };
  const ids = (event: string) => told.filter((one) => one.event === event).map(({ data }) => data.id);
  return {
    status: answer.statusCode,
    headers: answer.headers,
    told,
    ids,
    lastId: () => lastId,
    open: () => until(() => told.some(({ event }) => event === 'here')),
    hears: (event: string, id?: string, times = 1) =>
      until(() => told.filter((one) => one.event === event && (id === undefined || one.data.id === id)).length >= times),
    ended: () => over.promise,
    leave: () => void asked.destroy(),
  };
}
export type Follower = Awaited<ReturnType<typeof follow>>;
