import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from './migrate.ts';
import { emptyDatabaseAt } from './reset.ts';
import { emptyDatabase } from './testing.ts';

it('empties our schemas and no other, and the migrations then run from the first', async () => {
  const { url, drop } = await emptyDatabase();
  onTestFinished(drop);
  const applied = await migrate(url);
  const sql = postgres(url, { max: 1 });
  onTestFinished(() => sql.end());
  await sql.unsafe('create schema jobs; create table jobs.job (id uuid); create schema theirs; create table theirs.kept (id uuid)');

  await emptyDatabaseAt(url);

  const [row] = await sql`select to_regclass('people') as people, to_regclass('jobs.job') as job, to_regclass('theirs.kept')::text as kept`;
  expect(row).toEqual({ people: null, job: null, kept: 'theirs.kept' });
  expect(await migrate(url)).toEqual(applied);
});
