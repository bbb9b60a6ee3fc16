import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { type Person, sessionOf } from '../../people.ts';

/** Every page that a person can open, with what it does in the browser. */
const PAGES: [Person, string[]][] = [
  ['teacher', ['/', '/?title=tap', '/requests', '/nothing-here', '/triage']],
  ['dispatcher', ['/triage', '/requests?show=all']],
  ['technician', ['/my-day']],
  ['admin', ['/admin/people']],
];

/** All that the browser refused on these pages, or failed at. */
async function watched(context: BrowserContext): Promise<string[]> {
  const found: string[] = [];
  await context.exposeFunction('tellTest', (what: string) => void found.push(what));
  await context.addInitScript(`document.addEventListener('securitypolicyviolation', (v) => tellTest(
    [location.pathname, v.effectiveDirective, v.blockedURI, v.sourceFile, v.lineNumber].join(' ')))`);
  context.on('weberror', (error) => void found.push(error.error().message));
  return found;
}

/** Scripts have run when the page answers to them. */
const isAlive = (page: Page) => expect(page.locator('#svelte-announcer')).toBeAttached();

for (const [person, paths] of PAGES)
  test(`the policy of the portal stops nothing that ${person}’s pages do`, async ({ browser }) => {
    const context = await browser.newContext({ storageState: sessionOf(person) });
    const found = await watched(context);
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(path);
      await isAlive(page);
    }
    // From page to page without a new document, and into what opens on it.
    const link = page.locator('main a[href^="/requests/"], main a[href^="/triage?"], main a[href^="/admin/people/"]').first();
    if (await link.isVisible()) await link.click();
    await page.locator('header a').first().click();
    await expect(page.locator('h1').first()).toBeVisible();
    expect(found).toEqual([]);
    await context.close();
  });

test('nor what signing in, a wrong address and the reference of the API do', async ({ browser }) => {
  const context = await browser.newContext();
  const found = await watched(context);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await isAlive(page);
  await page.goto('/api/docs/problems');
  await page.goto('/api/docs');
  await page.getByText('Ask for help').first().click();
  await expect(page.getByText('/api/work-orders').first()).toBeVisible();
  expect(found).toEqual([]);
  await context.close();
});

test('a script or style that somebody brought into a page does not run', async ({ as }) => {
  const page = await as('teacher');
  await page.goto('/requests');
  await isAlive(page);
  const { ran, refused } = await page.evaluate<{ ran: boolean; refused: string[] }>(`(async () => {
    const refused = [];
    document.addEventListener('securitypolicyviolation', (v) => refused.push(v.effectiveDirective));
    const tried = (work) => { try { work(); } catch (error) { refused.push(error.name); } };
    tried(() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">'); });
    const holder = document.body.appendChild(document.createElement('p'));
    holder.setAttribute('style', 'position: fixed');
    tried(() => holder.setAttribute('onclick', 'window.ran = true'));
    holder.click();
    for (const [tag, set] of [['script', { text: 'window.ran = true' }], ['style', { textContent: 'body { display: none }' }], ['iframe', { src: 'https://evil.example' }]])
      tried(() => document.body.append(Object.assign(document.createElement(tag), set)));
    await fetch('https://evil.example').catch(() => {});
    // The frame is refused when it begins to load.
    for (const since = Date.now(); !refused.includes('frame-src') && Date.now() - since < 5000; ) await new Promise(requestAnimationFrame);
    return { ran: window.ran === true, refused: [...new Set(refused)].sort() };
  })()`);
  expect(ran).toBe(false);
  expect(refused).toEqual(expect.arrayContaining(['TypeError', 'connect-src', 'frame-src', 'style-src-attr', 'style-src-elem']));
});
