import { Column, DrizzleQueryError, getTableColumns, is, Param, Placeholder, SQL, sql, Table } from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { makePgArray } from 'drizzle-orm/pg-core/utils';
import type { PostgresJsSession } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Sql } from './client.ts';

// For the paths that everybody takes all day: a statement is written out once, prepared once on each connection, and then only filled in.
// Drizzle itself writes each statement anew, has it parsed and planned anew, and asks the server for its types first: two round trips.

const dialect = new PgDialect({ casing: 'snake_case' });
const casing = new CasingCache('snake_case');

/** Every prepared text costs memory on every connection, and lists can be asked for in many shapes: those that come later are not prepared. */
const PREPARED_AT_MOST = 400;
const prepared = new Set<string>();

function isPrepared(text: string): boolean {
  if (prepared.has(text)) return true;
  if (prepared.size >= PREPARED_AT_MOST) return false;
  prepared.add(text);
  return true;
}

type Client = postgres.Sql;
/** The driver's connection under a query; inside a transaction, the one that it has. */
export const clientOf = (on: Sql): Client =>
  (on._.session as unknown as PostgresJsSession<Client, Record<string, never>, Record<string, never>>).client;

type Encode = (value: unknown) => unknown;
type Filler = { name: string; encode: Encode | undefined } | { value: unknown };
/** SQL as text and what fills its parameters. */
export type Written = { text: string; fillers: readonly Filler[] };

const isLater = (param: unknown): param is Placeholder => is(param, Placeholder);

function fillerOf(param: unknown): Filler {
  if (isLater(param)) return { name: param.name, encode: undefined };
  if (is(param, Param) && isLater(param.value)) {
    const { encoder, value } = param;
    return { name: value.name, encode: (given) => encoder.mapToDriverValue(given) };
  }
  return { value: param };
}

export function written(query: SQL): Written {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { text, fillers: params.map(fillerOf) };
}

function filled(filler: Filler, values: Record<string, unknown>): unknown {
  const value = 'value' in filler ? filler.value : laterOf(filler, values);
  // Written out here: what is not prepared is sent before the server has said that it takes an array.
  return Array.isArray(value) ? makePgArray(value) : value;
}

function laterOf({ name, encode }: Extract<Filler, { name: string }>, values: Record<string, unknown>): unknown {
  const value = values[name];
  if (value === undefined) throw new Error(`No value was given for ${name}.`);
  return value === null || encode === undefined ? value : encode(value);
}

/** Its rows as arrays, in the order of its columns. Instants and days come as text; give them as text, too, where no column says how. */
export const runWritten = (on: Sql, statement: Written, values: Record<string, unknown> = {}): Promise<unknown[][]> =>
  run(on, statement, values, isPrepared(statement.text));

/** The same, planned for these values: where the best plan for one is the worst for another, as for a rare and a common word. */
export const runPlannedAnew = (on: Sql, statement: Written): Promise<unknown[][]> => run(on, statement, {}, false);

async function run(on: Sql, { text, fillers }: Written, values: Record<string, unknown>, prepare: boolean): Promise<unknown[][]> {
  const params = fillers.map((filler) => filled(filler, values)) as postgres.ParameterOrJSON<never>[];
  try {
    return await clientOf(on).unsafe(text, params, { prepare }).values();
  } catch (error) {
    throw new DrizzleQueryError(text, [], error as Error);
  }
}

const nameOf = (column: Column) => sql.identifier(casing.getColumnCasing(column));
const later = (column: Column, name: string) => sql`${sql.param(sql.placeholder(name), column)}`;
const columnOf = (table: PgTable, key: string) => getTableColumns(table)[key]!;

/** `insert into table (…) select … from source`: values to come for these keys of the table, named `prefix` and key; SQL where it is given. */
export function inserting(
  table: PgTable,
  keys: readonly string[],
  { from, prefix, given = {} }: { from: SQL; prefix: string; given?: Record<string, SQL> },
): SQL {
  const columns = [...keys, ...Object.keys(given)].map((key) => nameOf(columnOf(table, key)));
  const values = [...keys.map((key) => later(columnOf(table, key), prefix + key)), ...Object.values(given)];
  return sql`insert into ${table} (${sql.join(columns, sql`, `)}) select ${sql.join(values, sql`, `)} from ${from}`;
}

/** `a = …, b = …`: values to come for these keys of the table, named `prefix` and key. */
export const setting = (table: PgTable, keys: readonly string[], prefix: string): SQL =>
  sql.join(
    keys.map((key) => sql`${nameOf(columnOf(table, key))} = ${later(columnOf(table, key), prefix + key)}`),
    sql`, `,
  );

/** The values of a row under such names. */
export const named = (prefix: string, row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [prefix + key, value]));

type Field = Column | SQL;
/** What a select gives: columns by name, tables whole, and groups of columns. A group whose first column is null, is null: nothing was joined. */
export type Selection = Record<string, Field | Table | Record<string, Field>>;

type Read = { name: string; decode: ((value: unknown) => unknown) | undefined };
type Part = { name: string; at: number; fields: readonly Read[] | undefined; decode: Read['decode'] };

const instantOf = (value: unknown) => new Date(value as string);
const decoderOf = (field: Field): Read['decode'] =>
  is(field, Column) && field.dataType === 'date'
    ? instantOf
    : is(field, Column) && field.dataType === 'bigint'
      ? (v) => BigInt(v as string)
      : undefined;

/** The columns of a selection as SQL, and how to make objects of the rows that they give. */
export function selection(selected: Selection): { columns: SQL; rowOf: (values: readonly unknown[]) => unknown } {
  const all: Field[] = [];
  const parts = Object.entries(selected).map(([name, what]): Part => {
    const at = all.length;
    if (is(what, Column) || is(what, SQL)) {
      all.push(what);
      return { name, at, fields: undefined, decode: decoderOf(what) };
    }
    const group = Object.entries(is(what, Table) ? getTableColumns(what) : what);
    all.push(...group.map(([, field]) => field));
    return { name, at, fields: group.map(([key, field]) => ({ name: key, decode: decoderOf(field) })), decode: undefined };
  });
  const read = (values: readonly unknown[], at: number, decode: Read['decode']) => {
    const value = values[at];
    return value === null || decode === undefined ? value : decode(value);
  };
  const rowOf = (values: readonly unknown[]) => {
    const row: Record<string, unknown> = {};
    for (const { name, at, fields, decode } of parts) {
      if (!fields) row[name] = read(values, at, decode);
      else if (values[at] === null) row[name] = null;
      else {
        const group: Record<string, unknown> = {};
        for (let i = 0; i < fields.length; i++) group[fields[i]!.name] = read(values, at + i, fields[i]!.decode);
        row[name] = group;
      }
    }
    return row;
  };
  return {
    columns: sql.join(
      all.map((field) => sql`${field}`),
      sql`, `,
    ),
    rowOf,
  };
}
