import type { Sql } from '@steward/db';
import { people, siteMeasureEvents, siteMeasures, sites } from '@steward/db/schema';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';

const columns = {
  siteId: sites.id,
  name: sites.name,
  areaId: sites.areaId,
  enrollment: sites.enrollment,
  freeReducedLunch: sites.freeReducedLunch,
  scores: siteMeasures.scores,
  assessedOn: siteMeasures.assessedOn,
  source: siteMeasures.source,
  capacity: siteMeasures.capacity,
  version: siteMeasures.version,
};

/** What is known of these sites beside their condition; of a site nobody measured, what the directory says. */
export const listSiteMeasures = (on: Sql, siteIds: readonly string[]) =>
  on
    .select(columns)
    .from(sites)
    .leftJoin(siteMeasures, eq(siteMeasures.siteId, sites.id))
    .where(inArray(sites.id, [...siteIds]));

export const findSiteMeasures = async (on: Sql, siteId: string) =>
  (await on.select(columns).from(sites).leftJoin(siteMeasures, eq(siteMeasures.siteId, sites.id)).where(eq(sites.id, siteId)))[0];

type Known = Pick<typeof siteMeasures.$inferInsert, 'scores' | 'assessedOn' | 'source' | 'capacity'>;

/** Writes them over the version that was seen (0: none yet); false where somebody was quicker. */
export async function setSiteMeasures(on: Sql, siteId: string, known: Known, expected: number): Promise<boolean> {
  const written =
    expected === 0
      ? await on
          .insert(siteMeasures)
          .values({ siteId, ...known })
          .onConflictDoNothing()
          .returning({ siteId: siteMeasures.siteId })
      : await on
          .update(siteMeasures)
          .set({ ...known, version: sql`${siteMeasures.version} + 1` })
          .where(and(eq(siteMeasures.siteId, siteId), eq(siteMeasures.version, expected)))
          .returning({ siteId: siteMeasures.siteId });
  return written.length > 0;
}

export const insertMeasureEvent = (on: Sql, row: typeof siteMeasureEvents.$inferInsert) => on.insert(siteMeasureEvents).values(row);

/** What was changed, newest first. */
export const listMeasureEvents = (on: Sql, siteId: string, limit: number) =>
  on
    .select({ event: siteMeasureEvents, actor: { id: people.id, name: people.name } })
    .from(siteMeasureEvents)
    .leftJoin(people, eq(people.id, siteMeasureEvents.actorId))
    .where(eq(siteMeasureEvents.siteId, siteId))
    .orderBy(desc(siteMeasureEvents.occurredAt), desc(siteMeasureEvents.id))
    .limit(limit);
