import { type Actor, type Compartment, inOwnRight } from '#kernel/actor.ts';
import { mayGrant } from './grants.ts';

/** The service whose confidential orders a compartment holds: an administrator of that service looks after it. */
const SERVICE_OF: Record<Compartment, string> = {
  hr: 'hr',
  employee_relations: 'hr',
  student_health: 'nutrition',
  meal_eligibility: 'nutrition',
  it_security: 'it',
};

/** What is asked for: this person is to see this compartment there. */
export type Wish = { compartment: Compartment; siteId: string | null; siteAreaId: string | null };
export type Asked = Wish & { personId: string; proposedById: string };

/** Does the actor look after this compartment there, as administrator? */
export const administersCompartment = (actor: Actor, { compartment, siteId, siteAreaId }: Wish) =>
  mayGrant(actor, { serviceCode: SERVICE_OF[compartment], areaId: null, siteId, siteAreaId });

const holdsIt = (actor: Actor, { compartment, siteId }: Wish) =>
  actor.compartments.some((held) => held.compartment === compartment && (held.siteId === null || held.siteId === siteId));

/** May the actor propose it? An administrator in their own right, for somebody else: a stand-in would be the second person of their own first. */
export const mayPropose = (actor: Actor, wish: Wish & { personId: string }) =>
  wish.personId !== actor.id && administersCompartment(inOwnRight(actor), wish);

/** May the actor say yes? Another administrator or a holder of the compartment, each in their own right; never who proposed it or gets it. */
export function mayConfirm(actor: Actor, asked: Asked): boolean {
  if (actor.id === asked.proposedById || actor.id === asked.personId) return false;
  const own = inOwnRight(actor);
  return administersCompartment(own, asked) || holdsIt(own, asked);
}

/** Who may say yes may say no, and who asked may take it back. */
export const mayDecline = (actor: Actor, asked: Asked) => actor.id === asked.proposedById || mayConfirm(actor, asked);
