import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadTables, type Manifest, readManifest, verifySums } from './archive/index.ts';
import { migrate } from './migrate.ts';
import { describeSchema, SNAPSHOT } from './snapshot.ts';
import { emptyDatabase } from './testing.ts';

const RELEASES = join(import.meta.dirname, '../releases');
const MIGRATIONS = join(import.meta.dirname, '../migrations');

const releases = readdirSync(RELEASES).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
const manifestOf = (release: string) => JSON.parse(readFileSync(join(RELEASES, release, 'manifest.json'), 'utf8')) as Manifest;

type Row = Record<string, unknown>;

/** Every row of these tables; a table that is no longer there has none to compare. */
async function rowsOf(url: string, tables: Manifest['tables']): Promise<Map<string, Row[]>> {
  const sql = postgres(url, { max: 1 });
  try {
    const there = new Set(
      (await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`).map(({ name }) => name),
    );
    const found = new Map<string, Row[]>();
    for (const { name } of tables.filter((table) => there.has(table.name))) {
      found.set(
        name,
        (await sql<{ row: Row }[]>`select row_to_json(t) as row from ${sql(name)} t`).map(({ row }) => row),
      );
    }
    return found;
  } finally {
    await sql.end();
  }
}

/** Rows as text, of the columns that there still are. */
function asText(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(columns.map((column) => row[column])));
}

describe.each(releases)('from release %s', (release) => {
  it('today’s migrations keep every row of a district, and come to today’s schema', async () => {
    const { url, drop } = await emptyDatabase();
    onTestFinished(drop);
    const { manifest, sums } = await readManifest(join(RELEASES, release));
    await verifySums(join(RELEASES, release), sums);
    await loadTables(url, join(RELEASES, release), manifest);
    const before = await rowsOf(url, manifest.tables);
    expect(manifest.tables.map(({ name, rows }) => [name, rows])).toEqual([...before].map(([name, rows]) => [name, rows.length]));
    expect(manifest.tables.filter(({ rows }) => rows === 0)).toEqual([]);

    await migrate(url);

    expect(await describeSchema(url)).toBe(await readFile(SNAPSHOT, 'utf8'));
    const after = await rowsOf(url, manifest.tables);
    for (const [name, rows] of after) {
      const columns = Object.keys(rows[0]!).filter((column) => column in before.get(name)![0]!);
      const now = new Set(asText(rows, columns));
      expect(
        asText(before.get(name)!, columns).filter((row) => !now.has(row)),
        name,
      ).toEqual([]);
    }
  });
});

/** While a migration runs, and until the last process has been exchanged, the version before works on the new schema. */
const BREAKS_THE_VERSION_BEFORE = [
  /\bdrop\s+(table|column|view|type|function)\b/i,
  /\brename\s+(to|column|constraint)\b/i,
  /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i,
  /\balter\s+column\s+\S+\s+set\s+not\s+null\b/i,
  /\badd\s+column\s+(?!.*\bdefault\b).*\bnot\s+null\b/i,
];
/** `-- contract: 0.2.0 no longer reads people.image`: the release that stopped using it has long been everywhere. */
const CONTRACT = /^\s*-- contract: (\S+) no longer /m;

/** The statements that the version before cannot live with, and that no release is named for. */
function breaksIn(sql: string): string[] {
  return sql
    .split('--> statement-breakpoint')
    .filter((statement) => {
      const words = statement.replaceAll(/^\s*--.*$/gm, '');
      if (!BREAKS_THE_VERSION_BEFORE.some((rule) => rule.test(words))) return false;
      const [, release] = CONTRACT.exec(statement) ?? [];
      return release === undefined || !releases.includes(release);
    })
    .map((statement) => statement.trim());
}

describe('expand and contract', () => {
  const released = new Set(releases.flatMap((release) => manifestOf(release).migrations.map(({ name }) => name)));
  const since = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql') && !released.has(name));

  it('no migration since the last release takes away what that release still uses', () => {
    expect(since.flatMap((name) => breaksIn(readFileSync(join(MIGRATIONS, name), 'utf8')).map((statement) => `${name}: ${statement}`))).toEqual([]);
  });

  it.each([
    'ALTER TABLE "people" DROP COLUMN "image";',
    'ALTER TABLE "people" RENAME COLUMN "image" TO "picture";',
    'ALTER TABLE "people" RENAME TO "persons";',
    'ALTER TABLE "teams" ALTER COLUMN "weekly_hours" SET DATA TYPE bigint;',
    'ALTER TABLE "people" ALTER COLUMN "job_title" SET NOT NULL;',
    'ALTER TABLE "people" ADD COLUMN "phone" text NOT NULL;',
    'DROP TABLE "verifications" CASCADE;',
    '-- contract: 9.9.9 no longer reads people.image\nALTER TABLE "people" DROP COLUMN "image";',
  ])('is broken by: %s', (statement) => expect(breaksIn(statement)).toEqual([statement]));

  it.each([
    'ALTER TABLE "people" ADD COLUMN "phone" text;',
    `ALTER TABLE "people" ADD COLUMN "phone" text DEFAULT '' NOT NULL;`,
    '-- We drop column after column later.\nCREATE TABLE "later" ("id" uuid PRIMARY KEY NOT NULL);',
    'ALTER TABLE "people" DROP CONSTRAINT "people_locale";',
    `-- contract: ${releases[0]} no longer reads people.image\nALTER TABLE "people" DROP COLUMN "image";`,
  ])('allows: %s', (statement) => expect(breaksIn(statement)).toEqual([]));
});
