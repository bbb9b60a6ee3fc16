import type { Sql } from '@steward/db';
import { erateImports, erateLineItems, people } from '@steward/db/schema';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { LineItem } from '../rules/form-471.ts';

const selectImports = (on: Sql) =>
  on
    .select({
      id: erateImports.id,
      fileName: erateImports.fileName,
      importedAt: erateImports.importedAt,
      by: { id: people.id, name: people.name },
      added: erateImports.added,
      changed: erateImports.changed,
      unchanged: erateImports.unchanged,
      repeated: erateImports.repeated,
      refusedCount: erateImports.refusedCount,
      refused: erateImports.refused,
    })
    .from(erateImports)
    .innerJoin(people, eq(people.id, erateImports.byId))
    .$dynamic();
export const listImports = (on: Sql) => selectImports(on).orderBy(desc(erateImports.importedAt), desc(erateImports.id)).limit(100);
export const findImport = async (on: Sql, id: string) => (await selectImports(on).where(eq(erateImports.id, id)))[0];
export const insertImport = (on: Sql, row: typeof erateImports.$inferInsert) => on.insert(erateImports).values(row);

/** Two files at once: the second compares itself with what the first left. */
export const holdLineItems = (on: Sql) => on.execute(sql`select pg_advisory_xact_lock(hashtext('erate line items'))`);

/** All line items of these funding years. */
export const listOfYears = (on: Sql, years: readonly number[]) =>
  on
    .select()
    .from(erateLineItems)
    .where(sql`${erateLineItems.fundingYear} = any(${sql.param(`{${years.join(',')}}`)}::int[])`);

const BATCH = 1_000;
/** Writes lines that are new or say something else now. */
export async function setLineItems(on: Sql, rows: readonly (LineItem & { id: string; importId: string })[]): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH)
    await on
      .insert(erateLineItems)
      .values(rows.slice(i, i + BATCH))
      .onConflictDoUpdate({
        target: [erateLineItems.fundingYear, erateLineItems.frn, erateLineItems.lineNumber],
        set: Object.fromEntries(
          ['application_number', 'function_name', 'product', 'down_mbps', 'up_mbps', 'quantity', 'monthly_cents', 'import_id'].map((name) => [
            name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
            sql.raw(`excluded.${name}`),
          ]),
        ),
      });
}

type Filters = { year?: number | undefined; frn?: string | undefined };
/** The newest year first, one row more than `limit`. */
export const listLineItems = (
  on: Sql,
  { year, frn }: Filters,
  { limit, after }: { limit: number; after: readonly (string | number)[] | undefined },
) =>
  on
    .select()
    .from(erateLineItems)
    .where(
      and(
        year === undefined ? undefined : eq(erateLineItems.fundingYear, year),
        frn === undefined ? undefined : eq(erateLineItems.frn, frn),
        after &&
          sql`(-${erateLineItems.fundingYear}, ${erateLineItems.frn}, ${erateLineItems.lineNumber}) > (-${after[0]}::int, ${after[1]}::text, ${after[2]}::text)`,
      ),
    )
    .orderBy(desc(erateLineItems.fundingYear), asc(erateLineItems.frn), asc(erateLineItems.lineNumber))
    .limit(limit + 1);
