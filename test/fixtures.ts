import { test as base, expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { type Person, sessionOf } from './people.ts';

type Fixtures = {
  /** A page of its own for one signed-in person: `const desk = await as('dispatcher')`. */
  as: (person: Person) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  as: async ({ browser }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ storageState: sessionOf(person) });
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** axe finds nothing on the page as it is now. axe is a script itself: where scripts are off, the projects with them look at the same page. */
export async function expectNoViolations(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  // A page that changed without being loaded anew has it already.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  // Told of violations alone, it does not write out where everything is that is right.
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(' ')}  ${node.html.slice(0, 160)}`).join('\n')}`,
  );
  expect(found, page.url()).toEqual([]);
}

/** Nothing on the page makes it wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(beyond, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

export { expect };
