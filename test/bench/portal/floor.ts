import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';

// The least that could serve these pages: the same calls to the API, then the same bytes, ready made. A process of its own; PAGES names what it sends.

/** What a page asked of the API, in rounds: each began when the one before had been answered. */
export type Recorded = Record<string, { rounds: string[][]; html: string }>;

const pages = JSON.parse(readFileSync(process.env['PAGES']!, 'utf8')) as Recorded;
const api = process.env['API_URL']!;
const agent = new Agent({ keepAlive: true });

async function ask(path: string, cookie: string): Promise<unknown> {
  const [answer] = (await once(get(api + path, { agent, headers: { cookie } }), 'response')) as [AsyncIterable<Buffer>];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}

createServer((request, response) => {
  void (async () => {
    const page = pages[request.url!];
    for (const round of page?.rounds ?? []) await Promise.all(round.map((path) => ask(path, request.headers.cookie ?? '')));
    response.setHeader('content-type', 'text/html');
    response.end(page?.html ?? 'the floor');
  })();
}).listen(Number(process.env['PORT']), process.env['HOST']);
