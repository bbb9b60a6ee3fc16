import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { migrate } from './migrate.ts';
import { startThrowAway } from './throw-away.ts';

/** The committed file: what the migrations add up to, for people to read and for reviews to show what a migration changes. */
export const SNAPSHOT = join(import.meta.dirname, '../schema.snapshot.sql');

const HEAD = `-- What the migrations add up to, as the database itself tells it. Written by \`pnpm generate\`; the job queue's schema is its own affair.
`;

type Row = { table: string; text: string };
type Sql = postgres.Sql;

/** Schema public of the database at `url`: tables, columns, constraints, indexes, triggers, functions and grants; the same text for the same schema. */
export async function describeSchema(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const parts = [await extensions(sql), await sequences(sql), await functions(sql), ...(await tables(sql)), await defaultGrants(sql)];
    return `${[HEAD, ...parts].map((part) => part.trimEnd()).join('\n\n')}\n`;
  } finally {
    await sql.end();
  }
}

const extensions = async (sql: Sql) =>
  lines(await sql<Row[]>`select '' as table, format('create extension %I;', extname) as text from pg_extension where extname <> 'plpgsql'`);

const sequences = async (sql: Sql) =>
  lines([
    ...(await sql<
      Row[]
    >`select '' as table, format('create sequence %I as %s start %s increment %s;', sequencename, data_type, start_value, increment_by) as text
      from pg_sequences where schemaname = 'public'`),
    ...(await grantsOn(sql, 'S')),
  ]);

/** Not those that belong to an extension. */
const functions = async (sql: Sql) =>
  (
    await sql<Row[]>`select '' as table, pg_get_functiondef(p.oid) as text from pg_proc p
      where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`
  )
    .map(({ text }) => `${text.trimEnd()};`)
    .join('\n\n');

async function tables(sql: Sql): Promise<string[]> {
  const names = await sql<{ name: string }[]>`select relname::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname collate "C"`;
  const [inside, after] = [await columnsAndConstraints(sql), [await indexes(sql), await triggers(sql), await grantsOn(sql, 'r')]];
  return names.map(({ name }) => {
    const own = (rows: readonly Row[]) => rows.filter(({ table }) => table === name);
    const body = own(inside).map(({ text }) => `  ${text}`);
    return [`create table ${name} (\n${body.join(',\n')}\n);`, ...after.map((rows) => lines(own(rows)))].filter(Boolean).join('\n');
  });
}

/** Columns in their order, then keys, references and checks. */
const columnsAndConstraints = async (sql: Sql): Promise<Row[]> => [
  ...(await sql<Row[]>`select c.relname::text as table,
      concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
        case a.attgenerated when '' then 'default ' || pg_get_expr(d.adbin, d.adrelid)
          else 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')' end) as text
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`),
  ...(await sql<Row[]>`select c.relname::text as table, format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as text
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c', 'x')
    order by array_position(array['p', 'u', 'f', 'c', 'x'], k.contype::text), k.conname collate "C"`),
];

/** Not those that a key made for itself. */
const indexes = (sql: Sql) => sql<Row[]>`select t.relname::text as table, pg_get_indexdef(i.indexrelid) || ';' as text
  from pg_index i join pg_class t on t.oid = i.indrelid
  where t.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`;

const triggers = (sql: Sql) => sql<Row[]>`select c.relname::text as table, pg_get_triggerdef(t.oid) || ';' as text
  from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`;

/** What others than the owner may do, whose name differs from one installation to the next. */
const grantsOn = (sql: Sql, kind: 'r' | 'S') => sql<Row[]>`select c.relname::text as table,
    format('grant %s on %I to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), c.relname, coalesce(r.rolname, 'public')) as text
  from pg_class c cross join lateral aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee
  where c.relnamespace = 'public'::regnamespace and c.relkind = ${kind} and g.grantee <> c.relowner
  group by c.relname, r.rolname`;

const defaultGrants = async (sql: Sql) =>
  lines(
    await sql<
      Row[]
    >`select '' as table, format('alter default privileges grant %s on %s to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type),
      case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' else d.defaclobjtype::text end, coalesce(r.rolname, 'public')) as text
    from pg_default_acl d cross join lateral aclexplode(d.defaclacl) g left join pg_roles r on r.oid = g.grantee
    where d.defaclnamespace = 'public'::regnamespace and g.grantee <> d.defaclrole group by d.defaclobjtype, r.rolname`,
  );

/** Sorted by code point, the same wherever the database runs. */
const lines = (rows: readonly Row[]) =>
  rows
    .map(({ text }) => text)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('\n');

if (import.meta.main) {
  const { url, stop } = await startThrowAway();
  try {
    await migrate(url);
    await writeFile(process.argv[2] ?? SNAPSHOT, await describeSchema(url));
  } finally {
    await stop();
  }
}
