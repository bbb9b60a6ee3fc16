import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { inRoot, run } from './commands.ts';

/** Chromium without a window: what Playwright runs by itself, and about twice as fast as the whole browser. */
const SHELL = '/usr/bin/chromium-headless-shell';
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How Chromium starts in a container and without asking the outside world for anything. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const HOW_TO_GET_ONE = 'No Chromium. Install one (Debian: apt-get install chromium-headless-shell), or set CHROMIUM_PATH to the one you have.';

/** The Chromium on this machine: the one named, Debian's without a window, Playwright's own, or the system's. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return [...(named ? [named] : []), SHELL, chromium.executablePath(), ...SYSTEM].find((path) => existsSync(path));
}

/** The Chromium on this machine, installing one if there is none and we may. */
export async function browserOrInstall(): Promise<string | undefined> {
  const found = findBrowser();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  const apt = (name: string) => ['sh', '-c', `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y ${name}`];
  const attempts = isRoot
    ? [apt('chromium-headless-shell'), ['playwright', 'install', '--with-deps', 'chromium'], apt('chromium')]
    : [['playwright', 'install', 'chromium']];
  for (const command of attempts) {
    console.log(`  no Chromium yet: ${command.join(' ')}`);
    await run(command, { cwd: inRoot('test') });
    const installed = findBrowser();
    if (installed) return installed;
  }
  return undefined;
}
