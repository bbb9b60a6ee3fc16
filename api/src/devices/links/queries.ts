import type { Sql } from '@steward/db';
import { devices, people, sites, studentLinkViews, students } from '@steward/db/schema';
import { and, desc, eq, sql } from 'drizzle-orm';

export const insertViews = (on: Sql, rows: readonly (typeof studentLinkViews.$inferInsert)[]) => on.insert(studentLinkViews).values([...rows]);

type Filters = { viewerId?: string | undefined; deviceId?: string | undefined; studentId?: string | undefined };

/** Who looked, the newest first, one row more than `limit`. */
export const listViews = (
  on: Sql,
  { viewerId, deviceId, studentId }: Filters,
  { limit, after }: { limit: number; after: readonly [string, string] | undefined },
) =>
  on
    .select({
      id: studentLinkViews.id,
      occurredAt: studentLinkViews.occurredAt,
      page: studentLinkViews.page,
      viewer: { id: people.id, name: people.name },
      student: { id: students.id, key: students.key, siteName: sites.name },
      device: { id: devices.id, assetTag: devices.assetTag },
    })
    .from(studentLinkViews)
    .innerJoin(people, eq(people.id, studentLinkViews.viewerId))
    .innerJoin(students, eq(students.id, studentLinkViews.studentId))
    .innerJoin(sites, eq(sites.id, students.siteId))
    .leftJoin(devices, eq(devices.id, studentLinkViews.deviceId))
    .where(
      and(
        viewerId === undefined ? undefined : eq(studentLinkViews.viewerId, viewerId),
        deviceId === undefined ? undefined : eq(studentLinkViews.deviceId, deviceId),
        studentId === undefined ? undefined : eq(studentLinkViews.studentId, studentId),
        after && sql`(${studentLinkViews.occurredAt}, ${studentLinkViews.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(studentLinkViews.occurredAt), desc(studentLinkViews.id))
    .limit(limit + 1);
