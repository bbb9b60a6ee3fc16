import { setImmediate as turn } from 'node:timers/promises';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import { isTransaction, type Sql } from './client.ts';
import { clientOf } from './statement.ts';

// Many rows at once by COPY, which costs a third of INSERT and knows no limit of 65 534 values.

/** Rows written out as COPY takes them, and what they refer to: by table and column, each value once. */
export type Copy = { table: string; statement: string; text: string; refersTo: Map<string, Set<unknown>> };

/** All rows have the keys of the first; columns without a key take their defaults. */
export function copyOf<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): Copy {
  const first = rows[0] ?? {};
  return {
    ...written(
      table,
      rows,
      Object.entries(getTableColumns(table)).filter(([key]) => key in first),
    ),
    refersTo: referencesOf(table, rows),
  };
}

function written<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][], columns: readonly (readonly [string, PgColumn])[]) {
  const cells = columns.map(([key, column]) => ({ key: key as keyof T['$inferInsert'], write: writerOf(column) }));
  const name = getTableName(table);
  const lines = rows.map((row) => {
    let line = '';
    for (const { key, write } of cells) {
      const value = row[key];
      line += `${line === '' ? '' : '\t'}${value === null || value === undefined ? NULL : write(value)}`;
    }
    return line;
  });
  return {
    table: name,
    statement: `copy ${name} (${columns.map(([, column]) => nameOf(column)).join(', ')}) from stdin`,
    text: lines.map((line) => `${line}\n`).join(''),
  };
}

const nameOf = (column: PgColumn) => toSnakeCase(column.name);

const NULL = String.raw`\N`;
const SPECIAL = /[\\\t\n\r]/g;
const ESCAPED: Record<string, string> = { '\\': String.raw`\\`, '\t': String.raw`\t`, '\n': String.raw`\n`, '\r': String.raw`\r` };
const escaped = (text: string) => text.replace(SPECIAL, (character) => ESCAPED[character]!);

const quoted = (value: unknown) => `"${String(value).replace(/["\\]/g, String.raw`\$&`)}"`;

/** How a column's values are written in COPY's text format. */
function writerOf(column: PgColumn): (value: unknown) => string {
  switch (column.columnType) {
    case 'PgText':
      return (value) => escaped(value as string);
    case 'PgBoolean':
      return (value) => (value === true ? 't' : 'f');
    case 'PgTimestamp':
      return (value) => (value as Date).toISOString();
    case 'PgJsonb':
      return (value) => escaped(JSON.stringify(value));
    case 'PgArray':
      return (value) => escaped(`{${(value as unknown[]).map(quoted).join(',')}}`);
    default:
      return String;
  }
}

function referencesOf<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): Map<string, Set<unknown>> {
  const found = new Map<string, Set<unknown>>();
  for (const key of getTableConfig(table).foreignKeys) {
    const { columns, foreignTable, foreignColumns } = key.reference();
    const to = `${getTableName(foreignTable)}.${nameOf(foreignColumns[0]!)}`;
    const values = found.get(to) ?? new Set();
    const name = columns[0]!.name as keyof T['$inferInsert'];
    for (const row of rows) if (row[name] !== null && row[name] !== undefined) values.add(row[name]);
    found.set(to, values);
  }
  return found;
}

/**
 * Runs the copies in one transaction. What the rows refer to is looked up once for each value, not for each row, and stays until they
 * are in: two thirds of the time would go into that. A login that may not tell PostgreSQL so has it look row by row.
 */
export async function copyIn(on: postgres.TransactionSql, copies: readonly Copy[]): Promise<void> {
  const [{ may } = { may: false }] = await on<{ may: boolean }[]>`
    select has_parameter_privilege(current_user, 'session_replication_role', 'set') as may`;
  if (may) await on`set local session_replication_role = replica`;
  for (const copy of copies) if (copy.text !== '') await copyOne(on, copy);
  if (!may) return;
  await on`set local session_replication_role = origin`;
  for (const { table, refersTo } of copies) for (const [to, values] of refersTo) await mustBeThere(on, table, to, [...values]);
}

async function copyOne(on: postgres.ISql, { table, statement, text }: Omit<Copy, 'refersTo'>): Promise<void> {
  const stream = await on.unsafe(statement).writable();
  let failure: Error | undefined;
  stream.on('error', (error: Error) => (failure = error));
  await new Promise((resolve) => stream.write(text, resolve));
  stream.end();
  await turn();
  // The driver does not say when COPY fails after its last row; the next statement of the transaction does.
  await on`select 1`.catch((error: unknown) => {
    throw failure ?? new Error(`COPY into ${table} was refused; the database's log says why.`, { cause: error });
  });
}

async function mustBeThere(on: postgres.TransactionSql, table: string, to: string, values: readonly unknown[]): Promise<void> {
  const [parent, column] = to.split('.') as [string, string];
  const found = await on`select 1 from ${on(parent)} where ${on(column)} = any(${values as string[]}) for key share`;
  if (found.length !== values.length) throw new Error(`Rows for ${table} refer to what is not in ${parent}.`);
}

/** Rows in one COPY: their text is held at once. */
const AT_ONCE = 10_000;

/** Adds many rows as INSERT would, with defaults, keys and triggers, whole or not at all. Rows that lack a column with a default take it. */
export async function insertMany<T extends PgTable>(on: Sql, table: T, rows: readonly T['$inferInsert'][] = []): Promise<void> {
  if (!isTransaction(on)) return on.transaction((tx) => insertMany(tx, table, rows));
  const columns = Object.entries(getTableColumns(table)).filter(([, { generated }]) => generated?.type !== 'always');
  const withDefault = columns.filter(([, column]) => column.hasDefault).map(([key]) => key);
  const isGiven = (row: Record<string, unknown>, key: string) => row[key] !== undefined;
  const alike = Map.groupBy(rows, (row) => withDefault.map((key) => (isGiven(row, key) ? 1 : 0)).join(''));
  for (const some of alike.values()) {
    const given = columns.filter(([key]) => some.some((row) => isGiven(row, key)));
    for (let i = 0; i < some.length; i += AT_ONCE) await copyOne(clientOf(on), written(table, some.slice(i, i + AT_ONCE), given));
  }
}
