import type { Sql } from '@steward/db';
import { z } from 'zod';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { roomNotFound, siteNotFound } from './problems.ts';
import { findRoom, findSite, listAreas, listMyRooms, listRooms, listSites, setMyRoom, type SiteFilters } from './queries.ts';

type Paging = { limit: number; cursor?: string | undefined };
/** Both lists go on after a text and an id. */
const Key = z.tuple([z.string().max(200), z.uuid()]);

/** A page of schools and other places, closed ones only when asked for. */
export async function readSites(on: Sql, filters: SiteFilters, { limit, cursor }: Paging) {
  const rows = await listSites(on, filters, { limit, after: decodeCursor(cursor, Key) });
  return pageOf(rows, limit, (row) => [row.name, row.id]);
}

/** One site with its buildings; 404 when there is none. */
export async function readSite(on: Sql, id: string) {
  const site = await findSite(on, id);
  if (!site) throw siteNotFound();
  return site;
}

/** A page of a site's rooms; 404 when there is no such site. What only crews may know is not here: it travels with the order. */
export async function readRooms(on: Sql, siteId: string, { q, limit, cursor }: Paging & { q?: string | undefined }) {
  await readSite(on, siteId);
  const rows = await listRooms(on, siteId, q, { limit, after: decodeCursor(cursor, Key) });
  return pageOf(rows, limit, (row) => [row.number, row.id]);
}

export const readAreas = async (on: Sql) => ({ items: await listAreas(on) });

export const readMyRooms = async (on: Sql, personId: string) => ({ items: await listMyRooms(on, personId) });

/** Says that a room is mine, or no longer. 404 when there is no such room. */
export async function chooseMyRoom(db: Sql, personId: string, roomId: string, choice: { isMine: boolean }) {
  if (!(await findRoom(db, roomId))) throw roomNotFound();
  await setMyRoom(db, personId, roomId, choice.isMine);
  return readMyRooms(db, personId);
}
