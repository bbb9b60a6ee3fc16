import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type postgres from 'postgres';
import type { Movable } from './job.ts';
import { makeLoads, signIn } from './scenarios.ts';
import { SECRET, type Server, startServer } from './servers.ts';

// One change told to a thousand open streams, each of somebody who may see the order; against a floor that writes the same words to each.

const PEOPLE = 50;
const EACH = 20;
const CHANGES = 20;
const WARM_UP = 3;

type Given = { database: { url: string; sql: postgres.Sql }; scratch: string; say: (line: string) => void };
type Times = { answered: number; first: number; middle: number; last: number };
type Stream = { hears: (times: number) => Promise<number>; close: () => void };

/** Follows as a browser does. `hears` gives when it was told of a change for the so-manieth time. */
async function follow(url: string, cookie: string): Promise<Stream> {
  const asked = get(`${url}/api/live`, { headers: { cookie }, agent: false });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`A stream was answered ${answer.statusCode}.`);
  const heard: number[] = [];
  let stir = () => {};
  answer.setEncoding('utf8').on('data', (words: string) => {
    for (const _ of words.matchAll(/event: change/g)) heard.push(performance.now());
    stir();
  });
  return {
    hears: async (times) => {
      while (heard.length < times) await new Promise<void>((go) => (stir = go));
      return heard[times - 1]!;
    },
    close: () => asked.destroy(),
  };
}

/** Fifty people who may see every order that is not confidential. */
async function readers(sql: postgres.Sql): Promise<{ cookies: string[]; forget: () => Promise<unknown> }> {
  const people = await sql<{ id: string }[]>`
    select id from people p where is_active and not exists (select 1 from role_grants g where g.person_id = p.id and g.role <> 'requester') order by md5(id::text) limit ${PEOPLE}`;
  const ids = people.map(({ id }) => id);
  if (ids.length < PEOPLE) throw new Error(`Only ${ids.length} people ask and do nothing else.`);
  await sql`insert into role_grants (id, person_id, role, granted_at) select uuidv7(), id, 'auditor', now() from people where id = any(${ids})`;
  return {
    cookies: await Promise.all(ids.map((id) => signIn(sql, id, SECRET))),
    forget: () => sql`update role_grants set ended_at = now() where person_id = any(${ids}) and role = 'auditor'`,
  };
}

/** Held and taken up again. Gives the ms from asking until the answer, and until the first, the middle and the last stream was told. */
async function change(url: string, order: Movable & { isHeld?: boolean }, streams: readonly Stream[], times: number): Promise<Times> {
  const told = Promise.all(streams.map((stream) => stream.hears(times)));
  const began = performance.now();
  const answer = await fetch(`${url}/api/work-orders/${order.id}/transitions`, {
    method: 'POST',
    headers: { cookie: order.cookie, 'content-type': 'application/json', 'if-match': `"${order.version}"` },
    body: JSON.stringify(order.isHeld ? { to: 'assigned' } : { to: 'on_hold', holdReason: 'parts', note: 'The part is on order.' }),
  });
  if (!answer.ok) throw new Error(`A move was answered ${answer.status}: ${await answer.text()}`);
  const answered = performance.now() - began;
  order.version = Number(/\d+/.exec(answer.headers.get('etag') ?? '')?.[0]);
  order.isHeld = !order.isHeld;
  const sorted = (await told).map((at) => at - began).toSorted((a, b) => a - b);
  return { answered, first: sorted[0]!, middle: sorted[Math.floor(sorted.length / 2)]!, last: sorted.at(-1)! };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const ms = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** Measures product and floor, and writes it down as a part of RESULTS.md. */
export async function benchLive({ database: { sql, url }, scratch, say }: Given): Promise<string> {
  const { cookies, forget } = await readers(sql);
  const { moves } = await makeLoads(sql, SECRET);
  const measured: { name: string; times: Times; residentMb: number }[] = [];
  try {
    for (const name of ['floor', 'product'] satisfies Server['name'][]) {
      const server = await startServer(name, url, scratch);
      const streams = (
        await Promise.all(
          cookies.map(async (cookie) => {
            const mine: Stream[] = [];
            for (let i = 0; i < EACH; i++) mine.push(await follow(server.url, cookie));
            return mine;
          }),
        )
      ).flat();
      const load = await moves();
      const order = load.kind === 'moves' ? load.orders[0]! : undefined;
      const times: Times[] = [];
      for (let n = 1; n <= WARM_UP + CHANGES; n++) times.push(await change(server.url, order!, streams, n));
      const of = (what: keyof Times) => median(times.slice(WARM_UP).map((one) => one[what]));
      measured.push({
        name,
        times: { answered: of('answered'), first: of('first'), middle: of('middle'), last: of('last') },
        residentMb: server.residentMb(),
      });
      for (const stream of streams) stream.close();
      await server.stop();
    }
  } finally {
    await forget();
  }
  const lines = measured.map(
    ({ name, times, residentMb }) =>
      `| ${name} | ${ms(times.answered)} | ${ms(times.first)} | ${ms(times.middle)} | ${ms(times.last)} | ${ms(residentMb)} |`,
  );
  for (const line of lines) say(line);
  return [
    '## Live\n',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. One order held and taken up again, told to ${PEOPLE * EACH} open streams of ${PEOPLE} people on one process; ${CHANGES} changes one after the other, the median in ms from when the change was asked for. The reader of the streams shares the two cores. The floor writes the same words to every stream in the process that made the change, asks nothing about who may see it, and misses nothing only while nobody breaks off.\n`,
    '| | answered | first told | half told | all told | resident MB |',
    '| --- | --: | --: | --: | --: | --: |',
    ...lines,
  ].join('\n');
}
