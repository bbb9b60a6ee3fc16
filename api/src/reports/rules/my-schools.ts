import type { Actor } from '#kernel/actor.ts';

/** Which schools somebody runs: named ones, those of an area, or every one. */
export type Schools = { every: boolean; siteIds: readonly string[]; areaIds: readonly string[] };

export function schoolsOf(actor: Actor): Schools {
  const running = actor.grants.filter(({ role }) => role === 'site_administrator');
  return {
    every: running.some(({ siteId, areaId }) => siteId === null && areaId === null),
    siteIds: running.flatMap(({ siteId }) => siteId ?? []),
    areaIds: running.flatMap(({ siteId, areaId }) => (siteId === null && areaId !== null ? [areaId] : [])),
  };
}
