import postgres from 'postgres';
import { inject } from 'vitest';
import { connect, type Sql } from './client.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template, which each test file clones. */
    TEST_DATABASE_URL: string;
  }
}

/** A database of one's own: `db` works as the runtime role, `url` is the owner's. */
export type FreshDatabase = { db: Sql; url: string; close: () => Promise<void> };

/** Makes a migrated database on the server at `url`; gives its URL and what drops it again. */
export async function buildTemplate(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = await createDatabase(url, 'steward_template');
  await migrate(template.url);
  return template;
}

/** A clone of the template, empty but for the schema; takes a twentieth of a second. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const template = inject('TEST_DATABASE_URL');
  const { url, drop } = await createDatabase(template, 'steward_test', nameIn(template));
  const { db, close } = connect(url, { poolSize: 5 });
  return {
    db,
    url,
    close: async () => {
      await close();
      await drop();
    },
  };
}

/** A database with nothing in it, not even the schema. */
export const emptyDatabase = () => createDatabase(inject('TEST_DATABASE_URL'), 'steward_empty');

async function createDatabase(server: string, prefix: string, template = 'template0') {
  const name = `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name} template ${template}`);
  return { url: withName(server, name), drop: () => administer(server, `drop database if exists ${name} with (force)`) };
}

/** From the server's maintenance database: a template that somebody is connected to cannot be cloned. */
async function administer(server: string, statement: string): Promise<void> {
  const sql = postgres(withName(server, 'postgres'), { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

const nameIn = (url: string) => new URL(url).pathname.slice(1);

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
