import { type Actor, reaches, type Role } from '#kernel/actor.ts';

// Who has to do with devices, and where. A role limited to an area or a school counts there.

/** Where a device, or whoever holds it, belongs. */
export type Place = { siteId: string; areaId: string | null };

const SERVICE = 'it';
/** They hand out, take in, mend and count. */
const KEEPERS: readonly Role[] = ['technology_coordinator', 'administrator'];
/** They see the devices. */
const READERS: readonly Role[] = [...KEEPERS, 'site_administrator', 'auditor'];
/** They see which student has which device. */
const LINK_READERS: readonly Role[] = [...KEEPERS, 'site_administrator'];
/** They see figures that name nobody. */
const FIGURE_READERS: readonly Role[] = [...READERS, 'finance', 'planner', 'capital_manager', 'service_manager'];

/** The head of a school counts there only: where no school or area is named, nowhere. */
const isBound = (grant: Actor['grants'][number]) => grant.role !== 'site_administrator' || grant.siteId !== null || grant.areaId !== null;
const counts = (grant: Actor['grants'][number]) => (grant.serviceCode === null || grant.serviceCode === SERVICE) && isBound(grant);

const may = (roles: readonly Role[]) => (actor: Actor, at: Place) =>
  actor.grants.some((grant) => roles.includes(grant.role) && isBound(grant) && reaches(grant, { serviceCode: SERVICE, ...at }));
const somewhere = (roles: readonly Role[]) => (actor: Actor) => actor.grants.some((grant) => roles.includes(grant.role) && counts(grant));
/** In the whole district. */
const everywhere = (roles: readonly Role[]) => (actor: Actor) =>
  actor.grants.some((grant) => roles.includes(grant.role) && counts(grant) && grant.siteId === null && grant.areaId === null);

export const keepsDevices = may(KEEPERS);
export const keepsSomewhere = somewhere(KEEPERS);
/** Lists of devices and rosters speak of the whole district, and of its students by name. */
export const keepsEverywhere = everywhere(KEEPERS);
export const readsLinks = may(LINK_READERS);
export const readsSomewhere = somewhere(READERS);
export const readsFigures = somewhere(FIGURE_READERS);
/** Lots of devices come together from every school. */
export const readsEverywhere = everywhere([...KEEPERS, 'auditor']);
/** The figures of small groups are for those who may see the students themselves, everywhere. */
export const readsSmallFigures = everywhere(LINK_READERS);
/** Who watches over who looked. */
export const readsViews = everywhere(['auditor', 'administrator']);

/** The grants by which somebody sees devices; each says where. */
export const readingGrants = (actor: Actor) => actor.grants.filter((grant) => READERS.includes(grant.role) && counts(grant));
/** The grants by which somebody keeps devices; each says where. */
export const keepingGrants = (actor: Actor) => actor.grants.filter((grant) => KEEPERS.includes(grant.role) && counts(grant));
/** The grants by which somebody sees who has which device. */
export const linkGrants = (actor: Actor) => actor.grants.filter((grant) => LINK_READERS.includes(grant.role) && counts(grant));
/** The grants by which somebody sees figures. */
export const figureGrants = (actor: Actor) => actor.grants.filter((grant) => FIGURE_READERS.includes(grant.role) && counts(grant));
