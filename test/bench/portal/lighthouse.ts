import { once } from 'node:events';
import { createRequire } from 'node:module';
import { launch } from 'chrome-launcher';
import lighthouse, { type Result } from 'lighthouse';
import { CHROMIUM_FLAGS, browserOrInstall, HOW_TO_GET_ONE } from '../../src/browser.ts';
import { PAGES, signIn } from './pages.ts';
import { serve } from './processes.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const METRICS = {
  'first-contentful-paint': 'FCP',
  'largest-contentful-paint': 'LCP',
  'total-blocking-time': 'TBT',
  'cumulative-layout-shift': 'CLS',
};

/** Odd, so that one is in the middle. */
const RUNS = 3;
const performanceOf = ({ categories }: Result) => categories['performance']?.score ?? 0;

type Given = { databaseUrl: string; of: string; env: Record<string, string>; say: (line: string) => void };

/** Lighthouse's scores for a phone, signed in, of the portal as `pnpm start` serves it. */
export async function lighthouseTable({ databaseUrl, of, env, say }: Given): Promise<string> {
  const chromePath = await browserOrInstall();
  if (!chromePath) throw new Error(HOW_TO_GET_ONE);
  const product = await serve('api/src/serve.ts', { DATABASE_URL: databaseUrl, ...env }, '/sign-in');
  try {
    const lines: string[] = [];
    let browser = '';
    for (const { name, path, person } of PAGES) {
      say(`lighthouse, ${of}: ${name}`);
      const cookie = await signIn(product.url, person);
      const visits: Result[] = [];
      for (let run = 0; run < RUNS; run += 1) visits.push(await visit(chromePath, product.url + path, cookie));
      const { categories, audits, environment } = visits.toSorted((a, b) => performanceOf(a) - performanceOf(b))[Math.floor(RUNS / 2)]!;
      browser = /Chrome\/([\d.]+)/.exec(environment.hostUserAgent)?.[1] ?? '';
      const scores = CATEGORIES.map((category) => Math.round((categories[category]?.score ?? 0) * 100));
      lines.push(`| ${[name, ...scores, ...Object.keys(METRICS).map((audit) => audits[audit]?.displayValue ?? ''), failed(audits)].join(' | ')} |`);
    }
    const { version } = createRequire(import.meta.url)('lighthouse/package.json') as { version: string };
    return [
      `## Portal: Lighthouse, ${of}`,
      '',
      `Lighthouse ${version}, Chromium ${browser}, its mobile settings (slow 4G and a slow phone, simulated), the middle one of ${RUNS} runs each. Search engines are kept away on purpose.`,
      '',
      `| page | performance | accessibility | best practices | SEO | ${Object.values(METRICS).join(' | ')} | below the mark |`,
      '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --- |',
      ...lines,
      '',
    ].join('\n');
  } finally {
    await product.stop();
  }
}

/** In a browser of its own, signed in as people are: by a cookie, which workers send too. */
async function visit(chromePath: string, url: string, cookie: string): Promise<Result> {
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', ...CHROMIUM_FLAGS] });
  try {
    await keepCookie(chrome.port, url, cookie);
    const result = (await lighthouse(url, { port: chrome.port, logLevel: 'error', onlyCategories: [...CATEGORIES] }))!.lhr;
    if (result.finalDisplayedUrl !== url) throw new Error(`${url} led to ${result.finalDisplayedUrl}: not signed in?`);
    return result;
  } finally {
    chrome.kill();
  }
}

async function keepCookie(port: number, url: string, cookie: string): Promise<void> {
  const { webSocketDebuggerUrl } = (await (await fetch(`http://localhost:${port}/json/version`)).json()) as { webSocketDebuggerUrl: string };
  const browser = new WebSocket(webSocketDebuggerUrl);
  const cookies = cookie.split('; ').map((one) => ({ name: one.slice(0, one.indexOf('=')), value: one.slice(one.indexOf('=') + 1), url }));
  await once(browser, 'open');
  browser.send(JSON.stringify({ id: 1, method: 'Storage.setCookies', params: { cookies } }));
  await once(browser, 'message');
  browser.close();
}

/** The audits that took points, by their names. */
const failed = (audits: Record<string, { id: string; score: number | null; scoreDisplayMode: string }>) =>
  Object.values(audits)
    .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && ['binary', 'numeric', 'metricSavings'].includes(scoreDisplayMode))
    .map(({ id }) => id)
    .join(', ');
