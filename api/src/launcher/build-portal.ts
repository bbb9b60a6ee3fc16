import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './settings.ts';

const WEB = join(root, 'web');
const KEPT_HASH = join(WEB, 'build/.hash');
const LOCK = join(WEB, '.svelte-kit/build.lock');
/** All that decides what the portal becomes, from the repository's root. The compiled messages are an outcome, not a source. */
const SOURCES = [
  'web/src/**/*',
  'web/static/**/*',
  'web/messages/**/*',
  'web/project.inlang/settings.json',
  'web/{package.json,vite.config.ts,tsconfig.json}',
  'pnpm-lock.yaml',
];
const OUTCOMES = ['web/src/lib/paraglide/**'];

type Program = { file: string; args: string[]; cwd: string; env: Record<string, string> };
/** The portal as it is served, whatever the environment of who builds it: tests and the demonstration build the same one. */
const BUILT_FOR = { NODE_ENV: 'production' };
type Run = (program: Program) => Promise<void>;
export type PortalBuild = { isBuilt: boolean };

/** Builds the portal, unless the one that is there was built from the same sources. One at a time: a second caller waits, and finds it done. */
export async function buildPortal(run: Run = runAlone): Promise<PortalBuild> {
  await takeLock();
  try {
    const hash = hashOfSources();
    if ((await readFile(KEPT_HASH, 'utf8').catch(() => '')) === hash) return { isBuilt: false };
    await run({ file: 'node_modules/vite/bin/vite.js', args: ['build', '--logLevel', 'warn'], cwd: WEB, env: BUILT_FOR });
    await writeFile(KEPT_HASH, hash);
    return { isBuilt: true };
  } finally {
    await rm(LOCK, { force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(JSON.stringify(BUILT_FOR));
  for (const file of globSync(SOURCES, { cwd: root, exclude: OUTCOMES }).toSorted()) {
    if (!statSync(join(root, file)).isFile()) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

async function takeLock(): Promise<void> {
  await mkdir(join(WEB, '.svelte-kit'), { recursive: true });
  for (;;) {
    try {
      return await writeFile(LOCK, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(LOCK, 'utf8').catch(() => ''));
    if (holder && !isAlive(holder)) await rm(LOCK, { force: true });
    else await pause(250);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** For callers that keep no account of their children. */
function runAlone({ file, args, cwd, env }: Program): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}
