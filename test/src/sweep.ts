import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PREFIX = 'steward-test-';
const OWNER = 'owner.pid';

/** A directory for one run's database and files. The system's postgres user must get in, so it is not private. */
export async function makeRunDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), PREFIX));
  await chmod(directory, 0o755);
  await writeFile(join(directory, OWNER), String(process.pid));
  return directory;
}

/** Stops what still serves this run's database, and removes the directory. */
export function removeRunDirectory(directory: string): void {
  for (const file of globSync('**/postmaster.pid', { cwd: directory })) {
    const pid = Number(readFileSync(join(directory, file), 'utf8').split('\n', 1)[0]);
    if (pid > 1 && isServing(pid, directory)) process.kill(pid, 'SIGQUIT');
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

/** Removes what runs that were killed hard left behind. */
export function sweepAbandoned(): void {
  for (const owner of globSync(`${PREFIX}*/${OWNER}`, { cwd: tmpdir() })) {
    const file = join(tmpdir(), owner);
    if (existsSync(file) && !isRunning(Number(readFileSync(file, 'utf8')))) removeRunDirectory(dirname(file));
  }
}

/** A process id may have gone to somebody else since: only a server that names this directory is ours to stop. */
const isServing = (pid: number, directory: string) =>
  spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.includes(directory);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
