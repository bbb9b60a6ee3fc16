import { type Browser, chromium, type Page, request } from '@playwright/test';
import { type Person, sessionOf, signIn } from '../people.ts';
import { CHROMIUM_FLAGS, findBrowser, HOW_TO_GET_ONE } from './browser.ts';
import { inRoot } from './commands.ts';
import { startProduct } from './product.ts';
import { makeRunDirectory, removeRunDirectory } from './sweep.ts';

// pnpm screenshots: the pictures in the README, of a demonstration started for them, or of the one at BASE_URL.
type Shot = {
  name: string;
  person: Person;
  width: number;
  height: number;
  path: (base: string) => Promise<string>;
  prepare?: (page: Page) => Promise<void>;
};

const SHOTS: Shot[] = [
  { name: 'ask-for-help', person: 'teacher', width: 390, height: 844, path: async () => '/', prepare: writeWhatIsWrong },
  { name: 'triage', person: 'dispatcher', width: 1440, height: 900, path: async () => '/triage', prepare: chooseTheFirst },
  { name: 'order', person: 'technician', width: 1440, height: 900, path: anOrderUnderWay },
];

const executablePath = findBrowser();
if (!executablePath) throw new Error(HOW_TO_GET_ONE);

const directory = await makeRunDirectory();
const running = process.env['BASE_URL'];
const product = running ? { url: running, stop: async () => {} } : await startProduct(directory);
const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
try {
  for (const shot of SHOTS) await take(browser, product.url, shot);
} finally {
  await browser.close();
  await product.stop();
  removeRunDirectory(directory);
}

async function take(from: Browser, base: string, { name, person, width, height, path, prepare }: Shot): Promise<void> {
  await signIn(base, person);
  const context = await from.newContext({
    baseURL: base,
    storageState: sessionOf(person),
    viewport: { width, height },
    deviceScaleFactor: width < 800 ? 2 : 1,
    locale: 'en-US',
    timezoneId: 'America/Denver',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  await page.goto(await path(base), { waitUntil: 'networkidle' });
  await prepare?.(page);
  await page.screenshot({ path: inRoot('test/screenshots', `${name}.png`), animations: 'disabled' });
  console.log(`test/screenshots/${name}.png  ${page.url()}`);
  await context.close();
}

async function writeWhatIsWrong(page: Page): Promise<void> {
  await page.locator('textarea').fill('It is freezing in my room');
  await page.getByText('Too cold or no heat').waitFor();
}

async function chooseTheFirst(page: Page): Promise<void> {
  await page.keyboard.press('j');
  await page.waitForURL(/order=/);
  await page.waitForLoadState('networkidle');
}

/** The page of an order that the technician is working on: it has a history, a place and something left to do. */
async function anOrderUnderWay(base: string): Promise<string> {
  const api = await request.newContext({ baseURL: base, storageState: sessionOf('technician') });
  const answer = await api.get('/api/work-orders?status=in_progress&limit=1');
  const { items } = (await answer.json()) as { items: { number: string }[] };
  await api.dispose();
  if (!items[0]) throw new Error('The technician has no order under way.');
  return `/requests/${items[0].number}`;
}
