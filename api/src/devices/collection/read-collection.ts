import type { Sql } from '@steward/db';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { keeperAt, placeOf } from '../may.ts';
import { notYoursToKeep, unknownSite } from '../problems.ts';
import { findSiteOfDevices } from '../queries.ts';
import { keepingGrants, keepsSomewhere } from '../rules/access.ts';
import type { Exception } from '../rules/collection.ts';
import type { ScansQuery } from './contract.ts';
import { outcomeOf } from './present.ts';
import { countExceptions, listGrades, listScans, listSchools, listStations } from './queries.ts';

async function siteKept(on: Sql, actor: Actor, siteId: string) {
  const site = await findSiteOfDevices(on, siteId);
  if (!site) throw unknownSite('/siteId');
  keeperAt(actor, placeOf({ site }));
  return { id: site.id, name: site.name };
}

/** The schools whose devices this person keeps. */
const keptBy = (actor: Actor): SQL =>
  sql.join(
    keepingGrants(actor).map(
      ({ areaId, siteId }) =>
        sql`(${areaId === null ? sql`true` : sql`i.area_id = ${areaId}`} and ${siteId === null ? sql`true` : sql`i.id = ${siteId}`})`,
    ),
    sql` or `,
  );

/** Each school where this person collects: what is out, and how much of it is back. */
export async function readCollections(on: Sql, actor: Actor, { since }: { since?: string | undefined }, now: Date) {
  if (!keepsSomewhere(actor)) throw notYoursToKeep();
  const from = since ?? districtDay(now);
  return { since: from, items: [...(await listSchools(on, sql`(${keptBy(actor)})`, from))] };
}

/** How the collection of one school goes: by grade, by station, and what has to be looked at. Whose a device is, is not told. */
export async function readCollection(on: Sql, actor: Actor, siteId: string, { since }: { since?: string | undefined }, now: Date) {
  const site = await siteKept(on, actor, siteId);
  const from = since ?? districtDay(now);
  const [grades, exceptions, stations] = await Promise.all([
    listGrades(on, siteId, from),
    countExceptions(on, siteId, from),
    listStations(on, siteId, from),
  ]);
  return {
    site,
    since: from,
    grades: [...grades],
    exceptions: exceptions.map(({ kind, count }) => ({ kind: kind as Exception, count })),
    stations: stations.map(({ last_at: lastAt, ...station }) => ({ ...station, lastAt: new Date(lastAt) })),
  };
}

const KEY = z.tuple([instant(), z.uuid()]);

/** What was scanned at a school, the newest first. */
export async function readScans(
  on: Sql,
  actor: Actor,
  siteId: string,
  { limit, cursor, since, station, only }: z.infer<typeof ScansQuery>,
  now: Date,
) {
  await siteKept(on, actor, siteId);
  const filters = {
    siteId,
    since: since ?? districtDay(now),
    station,
    byId: only === 'mine' ? actor.id : undefined,
    isException: only === 'exceptions',
  };
  const rows = await listScans(on, filters, { limit, after: decodeCursor(cursor, KEY) });
  const page = pageOf(rows, limit, ({ scan }) => [scan.occurredAt.toISOString(), scan.id]);
  return {
    ...page,
    items: page.items.map(({ scan, device, by, isUndone }) => ({
      id: scan.id,
      station: scan.station,
      code: scan.studentId === null ? scan.code : '',
      outcome: outcomeOf(scan),
      isUndone,
      exceptions: scan.exceptions as Exception[],
      damage: scan.damage,
      device,
      grade: scan.grade,
      by,
      occurredAt: scan.occurredAt,
    })),
  };
}
