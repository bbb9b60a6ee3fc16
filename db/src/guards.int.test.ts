import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, RUNTIME_ROLE, type Sql } from './client.ts';
import { type FreshDatabase, freshDatabase } from './testing.ts';

let fresh: FreshDatabase;
let owner: ReturnType<typeof connect>;
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = connect(fresh.url, { poolSize: 1, role: 'none' });
});
afterAll(async () => {
  await owner.close();
  await fresh.close();
});

/** Not called events, and as little to be edited. */
const RECORDS = [
  'labour_rates',
  'board_packets',
  'charge_policies',
  'device_charge_lines',
  'student_link_views',
  'survey_answers',
  'capital_decisions',
  'finance_resolutions',
  'ledger_entries',
  'approval_decisions',
  'setup_changes',
  'request_type_versions',
  'weightings',
  'bandwidth_measurements',
  'collection_scans',
];
const EVENTS = [
  'work_order_events',
  'person_events',
  'mail_events',
  'condition_events',
  'site_measure_events',
  'capital_events',
  'proposal_events',
  'stated_phase_events',
  'packet_subscription_events',
  'device_events',
  'device_disposal_events',
  'device_plan_events',
  'survey_events',
  'plan_target_events',
  'circuit_events',
  'network_events',
  'site_link_events',
];
const LEDGERS = ['labour_entries', 'cost_entries'];

const DENIED = '42501';
const APPEND_ONLY = '55000';

/** The code PostgreSQL refuses with; nothing where it does not. */
const refusalOf = (on: Sql, statement: string): Promise<string | undefined> =>
  on.execute(sql.raw(statement)).then(
    () => undefined,
    (error: { cause?: { code?: string } }) => error.cause?.code ?? 'no code',
  );

const changesTo = (table: string) => [`update ${table} set id = id`, `delete from ${table}`, `truncate ${table} cascade`];

const columnOf = async (query: string) => (await owner.db.execute<{ name: string }>(sql.raw(query))).map(({ name }) => name);

describe('append-only tables', () => {
  it.each([...EVENTS, ...RECORDS].flatMap(changesTo))('the runtime role may not: %s', async (statement) => {
    expect(await refusalOf(fresh.db, statement)).toBe(DENIED);
  });

  it.each([...EVENTS, ...RECORDS].flatMap(changesTo))('nor may the owner: %s', async (statement) => {
    expect(await refusalOf(owner.db, statement)).toBe(APPEND_ONLY);
  });

  it.each(LEDGERS.flatMap(changesTo))('a ledger is written by adding: %s', async (statement) => {
    expect(await refusalOf(fresh.db, statement)).toBe(DENIED);
  });

  it('every table of events is guarded, whenever it came', async () => {
    expect(
      (await columnOf(`select tablename as name from pg_tables where schemaname = 'public' and tablename like '%\\_events'`)).toSorted(),
    ).toEqual(EVENTS.toSorted());
  });

  it('what happened can still be added', async () => {
    const [id, now] = [crypto.randomUUID(), new Date().toISOString()];
    await fresh.db.execute(sql`insert into people (id, name, email) values (${id}, 'A Person', 'a.person@demo.example')`);
    await fresh.db.execute(sql`insert into person_events (id, person_id, kind, occurred_at) values (${id}, ${id}, 'role_granted', ${now})`);
    expect(await columnOf('select kind as name from person_events')).toEqual(['role_granted']);
  });
});

describe('the runtime role', () => {
  it('is what a process works as', async () => {
    const [row] = await fresh.db.execute<{ role: string }>(sql`select current_user as role`);
    expect(row?.role).toBe(RUNTIME_ROLE);
  });

  it('owns nothing', async () => {
    expect(await columnOf(`select relname as name from pg_class where relowner = '${RUNTIME_ROLE}'::regrole`)).toEqual([]);
  });

  it('may not TRUNCATE a single table', async () => {
    const may = `has_table_privilege('${RUNTIME_ROLE}', format('%I.%I', schemaname, tablename), 'TRUNCATE')`;
    expect(await columnOf(`select tablename as name from pg_tables where schemaname = 'public' and ${may}`)).toEqual([]);
  });

  it('may read, add, change and delete in tables that come later, and number from their sequences', async () => {
    await owner.db.execute(sql`create table later (id integer primary key)`);
    await owner.db.execute(sql`create sequence later_numbers`);
    for (const statement of ['insert into later values (1)', 'select * from later', 'update later set id = 2', 'delete from later'])
      expect(await refusalOf(fresh.db, statement), statement).toBeUndefined();
    expect(await refusalOf(fresh.db, `select nextval('later_numbers')`)).toBeUndefined();
    expect(await refusalOf(fresh.db, 'truncate later')).toBe(DENIED);
  });

  it('makes no table, drops none, and does not touch the record of migrations', async () => {
    for (const statement of ['create table mine (id uuid)', 'drop table people', `update schema_migrations set checksum = ''`])
      expect(await refusalOf(fresh.db, statement), statement).toBe(DENIED);
  });
});

it('every foreign key has an index that begins with its columns; one that is nearly always null may leave the nulls out', async () => {
  expect(
    await columnOf(`select k.conname as name from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
        select from pg_index i where i.indrelid = k.conrelid
          and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)',
            (select a.attname from pg_attribute a where a.attrelid = k.conrelid and array[a.attnum] = k.conkey)))
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`),
  ).toEqual([]);
});
