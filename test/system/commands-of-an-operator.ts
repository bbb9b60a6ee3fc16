import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { freePort } from '../../db/src/embedded.ts';
import { inRoot, root } from '../src/commands.ts';

export type Env = Record<string, string>;

/** What the machine that runs the tests may have set for itself is not what the district has set. */
const { DATABASE_URL: _, FILES_DIR: __, DATA_DIR: ___, ...inherited } = process.env;

type Running = { child: ChildProcess; said: () => string; exit: Promise<number | null> };

/** One of our programs in a process of its own; `onLine` hears what it says while it says it. */
export function launch(program: string, args: readonly string[], env: Env, onLine: (line: string) => void = () => {}): Running {
  const child = spawn(process.execPath, [inRoot(program), ...args], {
    cwd: root,
    env: { ...inherited, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const take = (chunk: Buffer) => {
    said += chunk.toString();
    chunk.toString().split('\n').filter(Boolean).forEach(onLine);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return { child, said: () => said, exit: once(child, 'close').then(([code]) => code as number | null) };
}

/** Runs a command to its end. */
export async function command(program: string, args: readonly string[], env: Env): Promise<{ code: number | null; said: string }> {
  const { exit, said } = launch(program, args, env);
  return { code: await exit, said: said() };
}

/** The API alone, serving; `as` signs a person of the demonstration in and asks it. */
export async function serveApi(env: Env) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { child, exit, said } = launch('api/src/main.ts', [], { ...env, PORT: String(port), SIGN_INS_PER_MINUTE: '1000' });
  while (!(await fetch(`${url}/api/health/ready`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(said());
    await pause(50);
  }
  return {
    signIn: async (person: string) => {
      const answer = await fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${person}@demo.example`, password: 'steward-demo' }),
      });
      const cookie = answer.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0])
        .join('; ');
      return (path: string, init: RequestInit = {}) =>
        fetch(url + path, { ...init, headers: { cookie, origin: url, ...(init.headers as Record<string, string>) } });
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Databases of one server, and what is in them. */
export function databasesOn(server: string) {
  const named = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const asking = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'test' } });
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  };
  return {
    asking,
    make: async (name: string) => {
      await asking(named('postgres'), (sql) => sql.unsafe(`create database ${name}`));
      return named(name);
    },
    /** Every table with its count and a checksum of its rows, whatever their order; without the transactions that wrote them: another server has its own. */
    contentOf: (url: string) =>
      asking(url, async (sql) => {
        const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables
          where schemaname = 'public' and tablename <> 'schema_migrations' order by 1`;
        const content: Record<string, string> = {};
        for (const { name } of tables) {
          const [row] = await sql<
            { n: string; sum: string }[]
          >`select count(*) as n, md5(string_agg(row, ' ' order by row)) as sum from (select (to_jsonb(t) - 'written_in')::text as row from ${sql(name)} t) t`;
          content[name] = `${row!.n} rows, ${row!.sum}`;
        }
        return content;
      }),
  };
}
