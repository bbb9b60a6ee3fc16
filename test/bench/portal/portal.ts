import { readFile, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { buildPortal } from '../../../api/src/launcher/build-portal.ts';
import type { Person } from '../../people.ts';
import type { Recorded } from './floor.ts';
import { lighthouseTable } from './lighthouse.ts';
import { fetchPage, load } from './load.ts';
import { type Page, PAGES, signIn } from './pages.ts';
import { mostResidentMb, processorSeconds, serve, type Served } from './processes.ts';
import { startRecorder } from './record.ts';

/** `demonstrationUrl`: as `pnpm start` fills it, where people have as much as they have. */
type Given = { databaseUrl: string; demonstrationUrl: string; directory: string; say: (line: string) => void };

const RUNS = 5;
const RUN_MS = 4_000;
const CONNECTIONS = 8;
const WARM_UP = 30;

/** Pages rendered per second by the built portal, against a floor that makes the same calls and sends the same bytes; then Lighthouse. As Markdown. */
export async function benchPortal({ databaseUrl, demonstrationUrl, directory, say }: Given): Promise<string> {
  await buildPortal();
  const unlimited = { REQUESTS_PER_MINUTE: '100000000', SIGN_INS_PER_MINUTE: '100000', LOG_LEVEL: 'warn', FILES_DIR: join(directory, 'files') };
  const api = await serve('api/src/main.ts', { DATABASE_URL: databaseUrl, ...unlimited }, '/api/health/ready');
  const cookies = new Map<Person, string>();
  for (const { person } of PAGES) cookies.set(person, await signIn(api.url, person));
  try {
    const pages = await record(api.url, cookies);
    const file = join(directory, 'pages.json');
    await writeFile(file, JSON.stringify(pages));
    const portal = await servePortal(api.url);
    const floor = await serve('test/bench/portal/floor.ts', { API_URL: api.url, PAGES: file }, '/nothing');
    try {
      const rendering = await renderingTable({ portal, floor, pages, cookies, say });
      const changed = await readFile(join(import.meta.dirname, 'CHANGED.md'), 'utf8');
      const scores = [
        await lighthouseTable({ databaseUrl: demonstrationUrl, of: 'the demonstration as it starts', env: unlimited, say }),
        await lighthouseTable({ databaseUrl, of: 'in the largest database', env: unlimited, say }),
      ];
      return [rendering, ...scores, changed].join('\n');
    } finally {
      await portal.stop();
      await floor.stop();
    }
  } finally {
    await api.stop();
  }
}

const servePortal = (apiUrl: string) => serve('web/src/serve.ts', { API_URL: apiUrl }, '/health/ready');

/** What each page asks of the API, and its HTML: taken from a portal that asks through a recorder. */
async function record(apiUrl: string, cookies: ReadonlyMap<Person, string>): Promise<Recorded> {
  const recorder = await startRecorder(apiUrl);
  const portal = await servePortal(recorder.url);
  try {
    const pages: Recorded = {};
    for (const { path, person } of PAGES) {
      recorder.take();
      const answer = await fetch(portal.url + path, { headers: { cookie: cookies.get(person)! } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      pages[path] = { html: await answer.text(), rounds: recorder.take() };
    }
    return pages;
  } finally {
    await portal.stop();
    await recorder.stop();
  }
}

type Run = { perSecond: number; perCore: number; p50: number; p99: number };

async function runOnce(served: Served, path: string, cookie: string): Promise<Run> {
  const before = processorSeconds(served.pid);
  const { perSecond, p50, p99, count } = await load(served.url + path, cookie, { connections: CONNECTIONS, ms: RUN_MS });
  return { perSecond, p50, p99, perCore: count / (processorSeconds(served.pid) - before) };
}

type Both = { portal: Served; floor: Served; pages: Recorded; cookies: ReadonlyMap<Person, string>; say: (line: string) => void };

async function renderingTable({ portal, floor, pages, cookies, say }: Both): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const runs = new Map<Page, { portal: Run[]; floor: Run[] }>(PAGES.map((page) => [page, { portal: [], floor: [] }]));
  for (const { path, person } of PAGES)
    for (let i = 0; i < WARM_UP; i += 1) await Promise.all([portal, floor].map(({ url }) => fetchPage(url + path, cookies.get(person)!, agent)));
  agent.destroy();
  for (let run = 1; run <= RUNS; run += 1) {
    say(`portal: run ${run} of ${RUNS}`);
    for (const page of PAGES) {
      const cookie = cookies.get(page.person)!;
      runs.get(page)!.portal.push(await runOnce(portal, page.path, cookie));
      runs.get(page)!.floor.push(await runOnce(floor, page.path, cookie));
    }
  }
  const lines = PAGES.map((page) => {
    const { portal: ours, floor: least } = runs.get(page)!;
    const { rounds, html } = pages[page.path]!;
    const each = (of: Run[], key: keyof Run, digits = 0) =>
      spread(
        of.map((one) => one[key]),
        digits,
      );
    const ratio = spread(
      ours.map(({ perSecond }, i) => perSecond / least[i]!.perSecond),
      2,
    );
    return `| ${[
      page.name,
      rounds.flat().length,
      (Buffer.byteLength(html) / 1000).toFixed(0),
      each(ours, 'perSecond'),
      each(ours, 'perCore'),
      each(least, 'perSecond'),
      each(least, 'perCore'),
      ratio,
      `${each(ours, 'p50')} / ${each(ours, 'p99')}`,
      `${each(least, 'p50')} / ${each(least, 'p99')}`,
    ].join(' | ')} |`;
  });
  return [
    `## Portal: pages rendered`,
    '',
    `The built portal in a process of its own, one API process and PostgreSQL behind it, signed in, ${CONNECTIONS} connections; the floor makes the same`,
    `calls to the API and sends the same bytes, ready made. Median (lowest to highest) of ${RUNS} interleaved runs of ${RUN_MS / 1000} s. "Per core" is pages for each`,
    `second of processor time that the process used. Most memory resident: portal ${mostResidentMb(portal.pid).toFixed(0)} MB, floor ${mostResidentMb(floor.pid).toFixed(0)} MB.`,
    '',
    '| page | API calls | HTML kB | pages/s | pages/s per core | floor pages/s | floor per core | ratio | p50 / p99 ms | floor p50 / p99 ms |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...lines,
    '',
  ].join('\n');
}

/** "12 (11–14)": the median, and from the lowest to the highest. */
function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, median, high] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!].map((one) => one.toFixed(digits));
  return `${median} (${low}–${high})`;
}
