import type { Sql } from '@steward/db';
import { people, weightings } from '@steward/db/schema';
import { and, desc, eq } from 'drizzle-orm';

/** The versions of what counts how much, the newest first. */
export const listWeightings = (on: Sql, portfolioId: string, kind: string, limit: number) =>
  on
    .select({
      number: weightings.number,
      weights: weightings.weights,
      reason: weightings.reason,
      publishedAt: weightings.publishedAt,
      publishedBy: { id: people.id, name: people.name },
    })
    .from(weightings)
    .leftJoin(people, eq(people.id, weightings.publishedById))
    .where(and(eq(weightings.portfolioId, portfolioId), eq(weightings.kind, kind)))
    .orderBy(desc(weightings.number))
    .limit(limit);

/** False where somebody published that number first. */
export const insertWeighting = async (on: Sql, row: typeof weightings.$inferInsert): Promise<boolean> =>
  (await on.insert(weightings).values(row).onConflictDoNothing().returning({ id: weightings.id })).length > 0;
