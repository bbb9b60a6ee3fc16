import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { figureGrants } from '../rules/access.ts';
import { sitesWithin, type Within } from './queries.ts';

/** Where this person sees figures: everywhere, or at the schools where their role counts. */
export async function placesOf(on: Sql, actor: Actor): Promise<Within> {
  const grants = figureGrants(actor);
  if (grants.some(({ areaId, siteId }) => areaId === null && siteId === null)) return { siteIds: null };
  return {
    siteIds: await sitesWithin(
      on,
      grants.flatMap(({ areaId }) => areaId ?? []),
      grants.flatMap(({ siteId }) => siteId ?? []),
    ),
  };
}
