import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';

export type Load = { perSecond: number; p50: number; p99: number; count: number };

/** One page over an agent's connection: its length, once all of it is here. Anything but 200 is an error. */
export async function fetchPage(url: string, cookie: string, agent: Agent): Promise<number> {
  const [answer] = (await once(get(url, { agent, headers: { cookie } }), 'response')) as [IncomingMessage];
  let length = 0;
  for await (const part of answer) length += (part as Buffer).length;
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  return length;
}

/** So many connections ask for the page again and again, for so long. */
export async function load(url: string, cookie: string, { connections, ms }: { connections: number; ms: number }): Promise<Load> {
  const agent = new Agent({ keepAlive: true });
  const took: number[] = [];
  const began = performance.now();
  const one = async () => {
    while (performance.now() - began < ms) {
      const asked = performance.now();
      await fetchPage(url, cookie, agent);
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))]!;
  return { perSecond: took.length / seconds, p50: at(0.5), p99: at(0.99), count: took.length };
}
