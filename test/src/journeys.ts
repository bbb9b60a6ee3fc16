import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserOrInstall, HOW_TO_GET_ONE } from './browser.ts';
import { inRoot, run } from './commands.ts';
import { startProduct } from './product.ts';
import { startSignInServices } from './sign-in-services.ts';

type Outcome = { passed: number; failed: number; output: string };
type Report = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

const failure = (output: string): Outcome => ({ passed: 0, failed: 1, output });

export const journeyFiles = () => globSync('journeys/**/*.e2e.ts', { cwd: inRoot('test') });

/** Every journey, in Chromium, against a product started for them. */
export async function runJourneys(directory: string): Promise<Outcome> {
  const browser = await browserOrInstall();
  if (!browser) return { passed: 0, failed: Math.max(1, journeyFiles().length), output: HOW_TO_GET_ONE };
  const start = performance.now();
  let product;
  let services: Awaited<ReturnType<typeof startSignInServices>> | undefined;
  try {
    product = await startProduct(directory, async (url) => (services = await startSignInServices(url)).env);
  } catch (error) {
    await services?.stop();
    return failure((error as Error).message);
  }
  console.log(`  the product serves at ${product.url} after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  try {
    return await runPlaywright(directory, product.url, browser, services?.env ?? {});
  } finally {
    await product.stop();
    await services?.stop();
  }
}

async function runPlaywright(directory: string, url: string, browser: string, services: Record<string, string>): Promise<Outcome> {
  const file = join(directory, 'playwright.json');
  const { code, output } = await run(['playwright', 'test', '--reporter=list,json'], {
    cwd: inRoot('test'),
    env: { ...services, BASE_URL: url, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file, SESSIONS_DIR: join(directory, 'sessions') },
  });
  if (!existsSync(file)) return failure(output);
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed, output: code === 0 ? '' : output };
}
