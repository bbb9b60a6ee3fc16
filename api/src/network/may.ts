import { type Actor, actingFor, type DoneBy, doneBy, type Grant, type Role } from '#kernel/actor.ts';

type Place = { siteId: string; areaId: string | null };

const READERS: readonly Role[] = ['technology_coordinator', 'finance', 'capital_manager', 'auditor', 'administrator'];
const KEEPERS: readonly Role[] = ['technology_coordinator', 'administrator'];

const covers = (grant: Grant, { siteId, areaId }: Place) =>
  (grant.siteId === null || grant.siteId === siteId) && (grant.areaId === null || grant.areaId === areaId);
const isOfDistrict = (grant: Grant) => grant.siteId === null && grant.areaId === null;
const holdsAt = (actor: Actor, roles: readonly Role[], place: Place) =>
  actor.grants.some((grant) => roles.includes(grant.role) && covers(grant, place));
const holdsEverywhere = (actor: Actor, roles: readonly Role[]) => actor.grants.some((grant) => roles.includes(grant.role) && isOfDistrict(grant));

/** Who reads the network of the whole district: who runs it, pays for it or watches over it. */
export const readsNetwork = (actor: Actor): boolean => holdsEverywhere(actor, READERS);

/** Who reads one school's: those above, who runs the school, and who works there. */
export const readsSchool = (actor: Actor, place: Place): boolean =>
  holdsAt(actor, READERS, place) || holdsAt(actor, ['site_administrator'], place) || actor.siteId === place.siteId;

/** Who says what lines, milestones and probes a school has. */
export const keepsSchool = (actor: Actor, place: Place): boolean => holdsAt(actor, KEEPERS, place);

/** Who says what counts for all schools: targets, the way out, contracts, what E-rate pays. */
export const keepsNetwork = (actor: Actor): boolean => holdsEverywhere(actor, KEEPERS);

/** Who measures from a school: who works there or runs it, and who keeps its lines. */
export const measuresSchool = (actor: Actor, place: Place): boolean =>
  actor.siteId === place.siteId || holdsAt(actor, ['site_administrator'], place) || keepsSchool(actor, place);

/** By whom it is done, and for whom where somebody stands in; undefined where they may not. */
export function keptBy(actor: Actor, may: (as: Actor) => boolean): DoneBy | undefined {
  const forId = actingFor(actor, may);
  return forId === undefined ? undefined : doneBy(actor, forId);
}
