import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { join, relative, resolve } from 'node:path';
import { compileCache } from './compile-cache.ts';
import { root } from './settings.ts';

type Program = { file: string; args?: readonly string[]; cwd?: string; env?: Record<string, string> };

const GRACE_MS = 2_500;
const RUNS_TO_ITS_END = join(import.meta.dirname, 'die-with-parent.ts');

/** The processes that the launcher started and has to take with it. They share its process group and have a channel to it, whose end tells them that it is gone. */
export function createChildProcesses() {
  const running = new Set<ChildProcess>();

  function launch({ file, args = [], cwd = root, env = {} }: Program, options: readonly string[], output: 'inherit' | 'pipe'): ChildProcess {
    const child = spawn(process.execPath, [...options, file, ...args], {
      cwd,
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env, ...env },
      stdio: ['ignore', output, output, 'ipc'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  }

  return {
    /** A process that serves until told to stop. */
    serve: (program: Program): ChildProcess => launch(program, [], 'inherit'),

    /** Runs a program to its end; hands over each line of its output, throws the last ones, and its errors, when it fails. */
    async finish(program: Program, onLine: (line: string) => void): Promise<void> {
      const child = launch(program, ['--import', RUNS_TO_ITS_END], 'pipe');
      const said: string[] = [];
      const report = (line: string) => {
        said.push(line);
        onLine(line);
      };
      const exited = once(child, 'exit') as Promise<[number | null]>;
      const [code] = await Promise.all([
        exited.then(([one]) => one),
        eachLine(child.stdout!, report),
        eachLine(child.stderr!, (line) => said.push(line)),
      ]);
      if (code !== 0)
        throw new Error(
          `${relative(root, resolve(program.cwd ?? root, program.file))} ${code === null ? 'was stopped' : 'failed'}:\n${said.slice(-25).join('\n')}`,
        );
    },

    /** Asks all to stop, and makes those stop that take too long. */
    async stop(): Promise<void> {
      await Promise.all(Array.from(running, stopOne));
    },
  };
}

/** SIGTERM, then, after the grace, SIGKILL. */
export async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = new AbortController();
  await Promise.race([gone, pause(GRACE_MS, undefined, { signal: timer.signal }).then(() => child.kill('SIGKILL'))]);
  timer.abort();
  await gone;
}

async function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => unknown): Promise<void> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) take(line.trimEnd());
  }
  if (rest.trim()) take(rest.trimEnd());
}
