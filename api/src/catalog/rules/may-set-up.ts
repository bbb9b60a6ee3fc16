import { type Actor, holds } from '#kernel/actor.ts';

/** May the actor read how the district is set up? */
export const maySeeSetUp = (actor: Actor) => holds(actor, 'administrator', 'service_manager', 'auditor');

type Reach = { serviceCode: string | null; areaId: string | null; siteId: string | null };
const reachesAll = (held: Reach, serviceCode: string | null) =>
  held.areaId === null && held.siteId === null && (held.serviceCode === null || held.serviceCode === serviceCode);

/** May the actor change what belongs to this service? Its manager may, too. */
export const maySetUp = (actor: Actor, serviceCode: string) =>
  actor.grants.some((g) => (g.role === 'administrator' || g.role === 'service_manager') && reachesAll(g, serviceCode));

/** May the actor change what only an administrator decides: what counts in the whole district (null), or who may see a service's orders? */
export const maySetUpDistrict = (actor: Actor, serviceCode: string | null) =>
  actor.grants.some((g) => g.role === 'administrator' && reachesAll(g, serviceCode));

/** May the actor know how many orders of a service there are? Who changes its set-up may, and an auditor of the whole of it. */
export const mayCountOrders = (actor: Actor, serviceCode: string) =>
  maySetUp(actor, serviceCode) || actor.grants.some((g) => g.role === 'auditor' && reachesAll(g, serviceCode));
