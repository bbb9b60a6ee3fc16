import postgres from 'postgres';
import { RUNTIME_ROLE } from './client.ts';

const LOGIN = 'steward_api';

/** The login of the API's processes: it may do what the runtime role may, and can never become the owner. Made, or given this password, as the owner. */
export async function ensureApiLogin(ownerUrl: string, password: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, connection: { application_name: 'steward migrate' } });
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(7783003)`;
      const [found] = await tx`select 1 from pg_roles where rolname = ${LOGIN}`;
      if (!found) await tx.unsafe(`create role ${LOGIN} nosuperuser nocreatedb nocreaterole noreplication`);
      // The server quotes: a password may hold anything.
      const [row] = await tx<
        { statement: string }[]
      >`select format('alter role %I login password %L', ${LOGIN}::text, ${password}::text) as statement`;
      await tx.unsafe(row!.statement);
      await tx.unsafe(`grant ${RUNTIME_ROLE} to ${LOGIN}`);
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
