import type { Sql } from '@steward/db';
import { networkProbes, people, siteLinkEvents, sites } from '@steward/db/schema';
import { and, asc, desc, eq, isNull, max, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

const maker = alias(people, 'maker');
const revoker = alias(people, 'revoker');

const selectProbes = (on: Sql) =>
  on
    .select({
      id: networkProbes.id,
      name: networkProbes.name,
      site: { id: sites.id, name: sites.name },
      createdAt: networkProbes.createdAt,
      createdBy: { id: maker.id, name: maker.name },
      lastHeardAt: networkProbes.lastHeardAt,
      revokedAt: networkProbes.revokedAt,
      revokedBy: { id: revoker.id, name: revoker.name },
    })
    .from(networkProbes)
    .innerJoin(sites, eq(sites.id, networkProbes.siteId))
    .innerJoin(maker, eq(maker.id, networkProbes.createdById))
    .leftJoin(revoker, eq(revoker.id, networkProbes.revokedById))
    .$dynamic();
export type ProbeRow = Awaited<ReturnType<typeof selectProbes>>[number];

export const listProbes = (on: Sql) => selectProbes(on).orderBy(asc(sites.name), asc(networkProbes.createdAt), asc(networkProbes.id)).limit(1_000);
export const findProbe = async (on: Sql, id: string): Promise<ProbeRow | undefined> => (await selectProbes(on).where(eq(networkProbes.id, id)))[0];

/** The probe with this secret that was not taken back. */
export const findProbeBySecret = async (on: Sql, secretHash: string) =>
  (
    await on
      .select({ id: networkProbes.id, siteId: networkProbes.siteId })
      .from(networkProbes)
      .where(and(eq(networkProbes.secretHash, secretHash), isNull(networkProbes.revokedAt)))
  )[0];

export const insertProbe = (on: Sql, probe: typeof networkProbes.$inferInsert) => on.insert(networkProbes).values(probe);

export const setProbeRevoked = (on: Sql, id: string, revokedById: string, revokedAt: Date) =>
  on
    .update(networkProbes)
    .set({ revokedAt, revokedById })
    .where(and(eq(networkProbes.id, id), isNull(networkProbes.revokedAt)));

/** False where it was taken back. */
export const setHeard = async (on: Sql, id: string, at: Date): Promise<boolean> =>
  (
    await on
      .update(networkProbes)
      .set({ lastHeardAt: at })
      .where(and(eq(networkProbes.id, id), isNull(networkProbes.revokedAt)))
      .returning({ id: networkProbes.id })
  ).length === 1;

/** One after the other for each school: of two who notice the same, the second sees what the first wrote. */
export const holdLink = (on: Sql, siteId: string) => on.execute(sql`select pg_advisory_xact_lock(hashtextextended('network link ' || ${siteId}, 0))`);

export const lastLinkEvent = async (on: Sql, siteId: string) =>
  (
    await on
      .select({ kind: siteLinkEvents.kind, occurredAt: siteLinkEvents.occurredAt })
      .from(siteLinkEvents)
      .where(eq(siteLinkEvents.siteId, siteId))
      .orderBy(desc(siteLinkEvents.occurredAt), desc(siteLinkEvents.id))
      .limit(1)
  )[0];

export const insertLinkEvent = (on: Sql, event: typeof siteLinkEvents.$inferInsert) => on.insert(siteLinkEvents).values(event);

/**
 * Each school that is watched: a probe that was not taken back spoke there. With the last word of any of its probes, as one that was taken
 * back since spoke for the school until then.
 */
export const listHeard = (on: Sql, siteId?: string) =>
  on
    .select({ siteId: networkProbes.siteId, lastHeardAt: max(networkProbes.lastHeardAt) })
    .from(networkProbes)
    .where(siteId === undefined ? undefined : eq(networkProbes.siteId, siteId))
    .groupBy(networkProbes.siteId)
    .having(sql`bool_or(${networkProbes.revokedAt} is null and ${networkProbes.lastHeardAt} is not null)`);
