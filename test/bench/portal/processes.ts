import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../db/src/embedded.ts';
import { inRoot } from '../../src/commands.ts';

export type Served = { url: string; pid: number; stop: () => Promise<void> };

const ANSWERS_WITHIN_MS = 60_000;

/** A Node process of ours that serves on a port of its own; ready when `path` answers. */
export async function serve(file: string, env: Record<string, string>, path: string): Promise<Served> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [inRoot(file)], {
    cwd: inRoot('.'),
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: url, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilItAnswers(child, file, url + path);
  return { url, pid: child.pid!, stop: () => stop(child) };
}

async function untilItAnswers(child: ChildProcess, file: string, url: string): Promise<void> {
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  while (!(await fetch(url).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${file} does not answer at ${url}.`);
    await pause(100);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

const TICKS_A_SECOND = 100;

/** Seconds of processor time that a process has used, as Linux counts them. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The most memory it has had resident, in MB. */
export const mostResidentMb = (pid: number) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
