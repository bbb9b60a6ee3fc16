import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations } from '../fixtures.ts';

/** What every page has to hold at every step: axe finds nothing, and nothing is wider than the window. */
export async function expectSound(page: Page): Promise<void> {
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);
}
