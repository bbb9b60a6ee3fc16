import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { compileCache } from '../../api/src/launcher/compile-cache.ts';

export const root = join(import.meta.dirname, '../..');
export const inRoot = (...path: string[]) => join(root, ...path);

export type Finished = { code: number; output: string };
type RunOptions = { cwd?: string; env?: Record<string, string>; isShown?: boolean };

/** Runs one program to its end; both its streams come back as one text. A program that cannot be started counts as failed. */
export function run(command: readonly string[], { cwd = root, env = {}, isShown = false }: RunOptions = {}): Promise<Finished> {
  const [file = '', ...args] = command;
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const path = [join(cwd, 'node_modules/.bin'), inRoot('node_modules/.bin'), process.env['PATH']].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { NODE_COMPILE_CACHE: compileCache, ...inherited, NO_COLOR: '1', ...env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (isShown) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** "3.2 s" since `start`. */
export const secondsSince = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
