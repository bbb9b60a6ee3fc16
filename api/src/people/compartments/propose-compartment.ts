import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor, doneBy, inOwnRight } from '#kernel/actor.ts';
import { noteOnBoth } from '../delegations/give-delegation.ts';
import { type DelegationRow, lockDelegation, setDelegation } from '../delegations/queries.ts';
import { stateOf } from '../delegations/present.ts';
import {
  administratorsOnly,
  compartmentHeld,
  compartmentNotFound,
  compartmentProposed,
  hasLeftAlready,
  notForYourself,
  outsideYourScope,
  ownRightOnly,
  personNotFound,
  proposalNotFound,
  proposalOver,
  secondPersonOnly,
  unknownSite,
} from '../problems.ts';
import { findGrantSite, insertPersonEvent, listCompartments, lockPerson } from '../queries.ts';
import { administersCompartment, mayConfirm, mayDecline, mayPropose } from '../rules/compartments.ts';
import { lapsesAt } from '../rules/delegations.ts';
import { mayAdminister } from '../rules/grants.ts';
import type { DecisionRequest, ProposalRequest } from './contract.ts';
import {
  findCompartmentGrant,
  findProposal,
  insertCompartmentGrant,
  insertProposal,
  lockProposal,
  type ProposalRow,
  setCompartmentEnded,
  setDecided,
} from './queries.ts';
import { askedIn, isProposed, presentProposal } from './read-proposals.ts';

/** An administrator proposes that a person may see what is confidential; nothing is seen before a second person confirms. */
export const proposeCompartment = (db: Sql, actor: Actor, personId: string, input: z.infer<typeof ProposalRequest>, now: Date) =>
  db.transaction(async (tx) => {
    if (!mayAdminister(actor)) throw administratorsOnly();
    if (!mayAdminister(inOwnRight(actor))) throw ownRightOnly();
    const person = await lockPerson(tx, personId);
    if (!person) throw personNotFound();
    if (personId === actor.id) throw notForYourself();
    if (!person.isActive) throw hasLeftAlready('/compartment');
    const site = input.siteId ? await findGrantSite(tx, input.siteId) : null;
    if (site === undefined) throw unknownSite();
    const { compartment } = input;
    const wish = { compartment, siteId: site?.id ?? null };
    if (!mayPropose(actor, { ...wish, siteAreaId: site?.areaId ?? null, personId })) throw outsideYourScope();
    const held = await listCompartments(tx, personId);
    if (held.some((c) => c.compartment === compartment && (c.site === null || c.site.id === wish.siteId))) throw compartmentHeld();
    if (await isProposed(tx, personId, wish, now)) throw compartmentProposed();
    const id = uuidv7();
    await insertProposal(tx, { id, personId, ...wish, proposedById: actor.id, proposedAt: now });
    const data = { proposalId: id, compartment, ...(site ? { siteName: site.name } : {}) };
    await insertPersonEvent(tx, { personId, kind: 'compartment_proposed', ...doneBy(actor), data, occurredAt: now });
    return presentProposal((await findProposal(tx, id))!, actor);
  });

/** What a yes makes true: the grant, or the delegation that waited for it. Answers the grant's id where there is one. */
async function confirm(tx: Sql, actor: Actor, row: ProposalRow, delegation: DelegationRow | undefined, now: Date): Promise<string | undefined> {
  if (delegation) {
    if (stateOf(delegation, now) !== 'waiting') throw proposalOver();
    await setDelegation(tx, delegation.delegation.id, { confirmedAt: now, confirmedById: actor.id });
    await noteOnBoth(tx, delegation, 'delegation_confirmed', doneBy(actor), now);
    return undefined;
  }
  const { compartment, site, person, proposedBy } = row;
  const grant = { id: uuidv7(), personId: person.id, compartment, siteId: site?.id ?? null, grantedAt: now };
  if (!(await insertCompartmentGrant(tx, { ...grant, grantedById: proposedBy.id, confirmedById: actor.id }))) throw compartmentHeld();
  const data = { grantId: grant.id, compartment, proposedByName: proposedBy.name, ...(site ? { siteName: site.name } : {}) };
  await insertPersonEvent(tx, { personId: person.id, kind: 'compartment_confirmed', ...doneBy(actor), data, occurredAt: now });
  return grant.id;
}

async function decline(tx: Sql, actor: Actor, row: ProposalRow, now: Date) {
  const { id, compartment, site, person, proposedBy, delegation } = row;
  if (delegation) await setDelegation(tx, delegation.id, { endedAt: now, endedById: actor.id });
  const data = { proposalId: id, compartment, proposedByName: proposedBy.name, ...(site ? { siteName: site.name } : {}) };
  await insertPersonEvent(tx, { personId: person.id, kind: 'compartment_declined', ...doneBy(actor), data, occurredAt: now });
}

/** The second person says yes or no; who proposed it may take it back. To others there is no such proposal. */
export const decideProposal = (db: Sql, actor: Actor, id: string, { decision }: z.infer<typeof DecisionRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const found = await findProposal(tx, id);
    if (!found) throw proposalNotFound();
    const person = await lockPerson(tx, found.person.id);
    const delegation = found.delegation ? await lockDelegation(tx, found.delegation.id) : undefined;
    const row = (await lockProposal(tx, id))!;
    const asked = askedIn(row);
    if (!mayDecline(actor, asked)) throw actor.id === asked.personId ? secondPersonOnly() : proposalNotFound();
    if (decision === 'confirm' && !mayConfirm(actor, asked)) throw secondPersonOnly();
    const outcome = decision === 'confirm' ? 'confirmed' : 'declined';
    // Decided so already: a double click or a colleague; what was wanted is so.
    if (row.outcome === outcome) return presentProposal(row, actor);
    if (row.outcome !== null || lapsesAt(row.proposedAt) <= now) throw proposalOver();
    if (outcome === 'confirmed' && !person?.isActive) throw hasLeftAlready('/decision');
    const grantId = outcome === 'confirmed' ? await confirm(tx, actor, row, delegation, now) : await decline(tx, actor, row, now);
    await setDecided(tx, id, { outcome, decidedById: actor.id, decidedAt: now, ...(grantId ? { grantId } : {}) });
    return presentProposal((await findProposal(tx, id))!, actor);
  });

/** Ends what a person may see, at once: one person suffices, an administrator in scope or the person themselves. */
export const endCompartment = (db: Sql, actor: Actor, personId: string, grantId: string, now: Date) =>
  db.transaction(async (tx) => {
    if (personId !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
    if (!(await lockPerson(tx, personId))) throw personNotFound();
    const grant = await findCompartmentGrant(tx, personId, grantId);
    if (!grant) throw compartmentNotFound();
    const { compartment, site, siteAreaId } = grant;
    const wish = { compartment, siteId: site?.id ?? null, siteAreaId };
    const onBehalfOfId = personId === actor.id ? null : actingFor(actor, (as) => administersCompartment(as, wish));
    if (onBehalfOfId === undefined) throw outsideYourScope();
    if (!grant.endedAt) {
      await setCompartmentEnded(tx, grantId, actor.id, now);
      const data = { grantId, compartment, ...(site ? { siteName: site.name } : {}) };
      await insertPersonEvent(tx, { personId, kind: 'compartment_ended', ...doneBy(actor, onBehalfOfId), data, occurredAt: now });
    }
    const { siteAreaId: _, ...ended } = { ...grant, endedAt: grant.endedAt ?? now };
    return ended;
  });
