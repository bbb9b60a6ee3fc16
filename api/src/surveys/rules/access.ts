import { type Actor, type Grant, holds } from '#kernel/actor.ts';

const isWhole = ({ areaId, siteId }: Grant) => areaId === null && siteId === null;
const inDistrict = (actor: Actor, roles: readonly string[]) => actor.grants.filter((grant) => roles.includes(grant.role) && isWhole(grant));

/** Who runs surveys: creates, opens, reminds, closes. */
export const runsSurveys = (actor: Actor) => inDistrict(actor, ['administrator']).some(({ serviceCode }) => serviceCode === null);

const READERS = ['administrator', 'finance', 'auditor'];
/** The one service whose results somebody reads by such a role. */
const OF_SERVICE: Record<string, string> = { hr_partner: 'hr', technology_coordinator: 'it', planner: 'facilities', capital_manager: 'facilities' };

/** The services whose results somebody reads: 'all', or those that they run. */
export function servicesRead(actor: Actor): 'all' | ReadonlySet<string> {
  if (inDistrict(actor, READERS).some(({ serviceCode }) => serviceCode === null)) return 'all';
  const managed = actor.grants.filter(({ role }) => role === 'service_manager').map(({ serviceCode }) => serviceCode);
  if (managed.includes(null)) return 'all';
  const own = actor.grants.flatMap(({ role }) => OF_SERVICE[role] ?? []);
  return new Set([...managed.filter((code) => code !== null), ...own]);
}
export const readsResults = (actor: Actor) => {
  const services = servicesRead(actor);
  return services === 'all' || services.size > 0;
};
export const readsService = (actor: Actor, code: string) => {
  const services = servicesRead(actor);
  return services === 'all' || services.has(code);
};

/** Who reads what the staff of a school say: who runs it, and who reads all of it. */
export const readsSchool = (actor: Actor, { siteId, areaId }: { siteId: string; areaId: string | null }) =>
  servicesRead(actor) === 'all' ||
  actor.grants.some(
    (grant) =>
      grant.role === 'site_administrator' && (grant.siteId === null || grant.siteId === siteId) && (grant.areaId === null || grant.areaId === areaId),
  );

/** Comments about these services are for who holds the compartment, and for nobody else. */
const COMPARTMENT_OF: Record<string, 'hr'> = { hr: 'hr' };
export const CONFIDENTIAL_SERVICES: readonly string[] = Object.keys(COMPARTMENT_OF);
const holdsCompartment = (actor: Actor, code: string) => {
  const compartment = COMPARTMENT_OF[code];
  return compartment !== undefined && actor.token === undefined && actor.compartments.some((held) => held.compartment === compartment);
};

/**
 * Who reviews comments before anybody sees them: the administrator, who answers for none of the services, rather than its manager, whom a comment
 * may blame. Those about HR: HR partners.
 */
export const reviewsComments = (actor: Actor, code: string | null) =>
  code !== null && code in COMPARTMENT_OF ? holds(actor, 'hr_partner') && holdsCompartment(actor, code) : runsSurveys(actor);

/** Who reads a comment once it is published. */
export const readsComment = (actor: Actor, code: string | null) => {
  if (code !== null && code in COMPARTMENT_OF) return holdsCompartment(actor, code);
  return code === null ? servicesRead(actor) === 'all' : readsService(actor, code);
};
