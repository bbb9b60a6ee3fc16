import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { compileCache } from '../../api/src/launcher/compile-cache.ts';
import { root } from '../src/commands.ts';

export type Started = { child: ChildProcess; pid: number; said: () => string; isAlive: () => boolean; gone: Promise<unknown> };

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A server that is none of ours goes with us too, however we go, where the system can see to it. */
const SETPRIV = '/usr/bin/setpriv';
const TIED = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL'] : [];

/** Starts a program in the repository; Node runs what ends in .ts, and such a process has a channel to us, whose end it sees. What it says is kept. */
export function startProcess(command: readonly [string, ...string[]], env: Record<string, string> = {}): Started {
  const isScript = command[0].endsWith('.ts');
  const [file, ...args] = isScript ? [process.execPath, ...command] : [...TIED, ...command];
  const child = spawn(file!, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(isScript ? (['ipc'] as const) : [])],
  });
  running.add(child);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.on('error', (error) => (said += error.message));
  const gone = once(child, 'exit').then(() => running.delete(child));
  return { child, pid: child.pid ?? 0, said: () => said, isAlive: () => child.exitCode === null && child.signalCode === null, gone };
}

/** Runs a program to its end; throws what it said when it fails. */
export async function runToEnd(command: readonly [string, ...string[]], env: Record<string, string> = {}): Promise<string> {
  const one = startProcess(command, env);
  await one.gone;
  if (one.child.exitCode !== 0) throw new Error(`${command.join(' ')}: ${one.said()}`);
  return one.said();
}

/** SIGTERM, and waits however long it takes to go in order; gives its exit code. */
export async function endProcess(one: Started): Promise<number | null> {
  if (one.isAlive()) one.child.kill('SIGTERM');
  await one.gone;
  return one.child.exitCode;
}

const WITHIN_MS = 180_000;

/** Waits for something to become true; throws what was waited for, and `said`, when it does not. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  said: () => string = () => '',
  withinMs = WITHIN_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${what}. ${said()}`);
    await pause(50);
  }
}

/** Does this address answer 200? */
export const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
