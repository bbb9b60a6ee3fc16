import { pgTable, boolean, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyIn, copyOf } from './copy.ts';
import { emptyDatabase } from './testing.ts';

const parents = pgTable('parents', { id: integer().primaryKey() });
const children = pgTable('children', {
  id: uuid().primaryKey(),
  parentId: integer().references(() => parents.id),
  wordsOf: text().notNull(),
  data: jsonb().notNull(),
  tags: text().array(),
  isNew: boolean().notNull().default(true),
  at: timestamp({ withTimezone: true }).notNull(),
});

let sql: postgres.Sql;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await emptyDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => {} });
  drop = database.drop;
  await sql.unsafe(`
    create table parents (id int primary key);
    insert into parents values (1), (2);
    create table children (id uuid primary key, parent_id int references parents, words_of text not null, data jsonb not null, tags text[],
      is_new boolean not null default true, at timestamptz not null);
    create role plain login;
    grant all on parents, children to plain`);
});
afterAll(async () => {
  await sql`drop owned by plain`;
  await sql`drop role plain`;
  await sql.end();
  await drop();
});

const AWKWARD = 'tab\t, line\n, return\r, back\\slash, \\N, "quotes", ¿ñ?, {a,b}';
const child = (parentId: number | null, words = 'words') => ({
  id: crypto.randomUUID(),
  parentId,
  wordsOf: words,
  data: { of: words, n: [1, null] },
  tags: [words, 'two'],
  at: new Date('2026-03-10T10:00:00.123Z'),
});
const copy = (rows: ReturnType<typeof child>[]) => sql.begin((tx) => copyIn(tx, [copyOf(children, rows)]));

it('writes what it was given, whatever characters it holds', async () => {
  const given = child(1, AWKWARD);
  await copy([given, child(null, '')]);
  const [row] = await sql`select words_of, data, tags, is_new, at from children where id = ${given.id}`;
  expect(row).toEqual({ words_of: AWKWARD, data: given.data, tags: given.tags, is_new: true, at: given.at });
});

it('writes nothing of what refers to what is not there, or is there already', async () => {
  const [{ before }] = (await sql`select count(*) as before from children`) as unknown as [{ before: string }];
  const one = child(2);
  await expect(copy([one, child(99)])).rejects.toThrow('parents');
  await expect(copy([one, one])).rejects.toThrow('children');
  expect((await sql`select count(*) as before from children`)[0]).toEqual({ before });
});

it('asks PostgreSQL to look at each row where the login may not do without', async () => {
  const asPlain = (rows: ReturnType<typeof child>[]) =>
    sql.begin(async (tx) => {
      await tx`set local role plain`;
      await copyIn(tx, [copyOf(children, rows)]);
    });
  await asPlain([child(1)]);
  await expect(asPlain([child(99)])).rejects.toThrow('children');
});
