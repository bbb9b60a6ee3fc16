import type { Sql } from '@steward/db';
import { dollarsOf } from '#kernel/money.ts';
import { findActors } from '../../people/index.ts';
import { hashOfSecret, linkExpired, linkNotYours, linkOfAnother, linkUnknown, linkUsed, LINK_DAYS, newSecret } from '../../work-orders/index.ts';
import { inOneGo } from '../in-one-go.ts';
import { approvalOver, approvalOwn, disputed } from '../problems.ts';
import { findProgramme, listNames } from '../queries.ts';
import { detailsOf, presentBrief } from '../requests/present-request.ts';
import { findInvoice, findRequest, listBriefsById } from '../requests/queries.ts';
import { decideOn, type Decision } from './decide.ts';
import { findApproval, findLink, insertLink, isHere, useLink } from './queries.ts';
import { whoDecidesOn } from './who-decides.ts';

const DAY_MS = 86_400_000;

/** A new link for one person and one step, to be written into a mail: the secret, of which only the hash is kept. */
export async function makeLink(tx: Sql, { approvalId, personId }: { approvalId: string; personId: string }, now: Date): Promise<string> {
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS);
  await insertLink(tx, { approvalId, personId, secretHash: hashOfSecret(secret), createdAt: now, expiresAt });
  return secret;
}

async function stepNow(on: Sql, approvalId: string, now: Date) {
  const approval = await findApproval(on, approvalId);
  const request = approval && (await findRequest(on, approval.requestId));
  return approval && request ? { approval, request, deciders: (await whoDecidesOn(on, approval, request, now)).deciders } : undefined;
}

/** Does this step still wait for this person? */
export async function waitsForPerson(on: Sql, approvalId: string, personId: string, now: Date): Promise<boolean> {
  const step = await stepNow(on, approvalId, now);
  const isOpen = step?.approval.state === 'open' && step.request.state === 'waiting';
  return isOpen && step.deciders.some((decider) => decider.personId === personId);
}

/** `openedById`: who is signed in there, if anybody is. */
type Opened = { secret: string; openedById: string | null };

/** The link and what it is for, where it still works; each reason why it does not is said plainly. */
async function usable(tx: Sql, { secret, openedById }: Opened, now: Date) {
  const link = await findLink(tx, hashOfSecret(secret));
  if (!link) throw linkUnknown();
  // Forwarded, perhaps to who asked: they would decide in another's name.
  if (openedById !== null && openedById !== link.personId) throw linkOfAnother();
  if (link.usedAt) throw linkUsed();
  if (link.expiresAt <= now) throw linkExpired();
  const step = await stepNow(tx, link.approvalId, now);
  if (!step) throw linkUnknown();
  if (step.request.state === 'disputed') throw disputed((await findInvoice(tx, step.request.id))?.disputeReason ?? null);
  if (step.approval.state !== 'open') throw approvalOver();
  if (step.request.requestedById === link.personId) throw approvalOwn();
  const decider = step.deciders.find(({ personId }) => personId === link.personId);
  if (!decider || !(await isHere(tx, link.personId))) throw linkNotYours();
  return { link, ...step, decider };
}

/** What a link is about. Nothing changes, however often it is looked at: mail scanners open links. */
export async function readCapitalLink(on: Sql, opened: Opened, now: Date) {
  const { link, request, decider } = await usable(on, opened, now);
  const names = await listNames(on, [decider.personId, ...(decider.forId ? [decider.forId] : [])]);
  const [brief] = await listBriefsById(on, [request.id]);
  return {
    person: names.get(decider.personId)!,
    onBehalfOf: decider.forId === null ? null : names.get(decider.forId)!,
    expiresAt: link.expiresAt,
    request: { ...presentBrief(brief!), ...(await detailsOf(on, request)) },
    isDemonstration: (await findProgramme(on, request.programmeId))!.isDemonstration,
  };
}

/** Decides by a link, once: as the person whom it was sent to. */
export const decideByCapitalLink = (db: Sql, opened: Opened, input: Decision, now: Date) =>
  inOneGo(db, async (tx) => {
    const { link, approval, request } = await usable(tx, opened, now);
    const [person] = await findActors(tx, [link.personId], now);
    await decideOn(tx, person!, approval.id, input, { via: 'link' }, now);
    if (!(await useLink(tx, link.id, now))) throw linkUsed();
    return { decision: input.decision, title: request.title, amount: dollarsOf(request.amountCents) };
  });
