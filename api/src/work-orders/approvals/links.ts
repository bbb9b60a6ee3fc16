import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from '@steward/db';
import type { OrderRow } from '../queries.ts';
import { LINK_DAYS } from '../rules/approvals.ts';
import { decideOn, type Decision, stepLocked, stepSeen } from './decide.ts';
import { approvalDecided, approvalOwn, linkExpired, linkNotYours, linkOfAnother, linkUnknown, linkUsed } from './problems.ts';
import { findLink, insertLink, isHere, listNames, useLink } from './queries.ts';
import { amountOf, presentAsked } from './read-approvals.ts';

const DAY_MS = 86_400_000;
/** What is kept of a secret. */
export const hashOfSecret = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** 256 bits, as a link carries them. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** A new link for one person and one step, to be written into a mail: the secret, of which only the hash is kept. */
export async function makeApprovalLink(tx: Sql, { approvalId, personId }: { approvalId: string; personId: string }, now: Date): Promise<string> {
  const secret = newSecret();
  await insertLink(tx, {
    approvalId,
    personId,
    secretHash: hashOfSecret(secret),
    createdAt: now,
    expiresAt: new Date(now.getTime() + LINK_DAYS * DAY_MS),
  });
  return secret;
}

/** Does this step still wait for this person? Undefined where it does not; of a confidential order there are no links. */
export async function waitsFor(on: Sql, approvalId: string, personId: string, now: Date): Promise<{ row: OrderRow } | undefined> {
  const step = await stepSeen(on, approvalId, now);
  const isTheirs = step?.isOpen && step.deciders.deciders.some((one) => one.personId === personId);
  return isTheirs ? { row: step.row } : undefined;
}

/** `openedById`: who is signed in there, if anybody is. */
type Opened = { secret: string; openedById: string | null };

/** The link and what it is for, where it still works; each reason why it does not is said plainly. */
async function usable(tx: Sql, { secret, openedById }: Opened, read: typeof stepSeen, now: Date) {
  const link = await findLink(tx, hashOfSecret(secret));
  if (!link) throw linkUnknown();
  // Forwarded, perhaps to who asked: they would decide in another's name.
  if (openedById !== null && openedById !== link.personId) throw linkOfAnother();
  if (link.usedAt) throw linkUsed();
  if (link.expiresAt <= now) throw linkExpired();
  const step = await read(tx, link.approvalId, now);
  if (!step || step.row.order.compartment !== null) throw linkUnknown();
  if (!step.isOpen) throw approvalDecided();
  const { order } = step.row;
  if ([order.requesterId, order.submittedById].includes(link.personId)) throw approvalOwn();
  const decider = step.deciders.deciders.find(({ personId }) => personId === link.personId);
  if (!decider || !(await isHere(tx, link.personId))) throw linkNotYours();
  return { link, step, decider };
}

/** What a link is about. Nothing changes, however often it is looked at: mail scanners open links. */
export async function readLink(on: Sql, opened: Opened, now: Date) {
  const { link, step, decider } = await usable(on, opened, stepSeen, now);
  const names = await listNames(on, [decider.personId, ...(decider.forId ? [decider.forId] : [])]);
  return {
    person: names.get(decider.personId)!,
    onBehalfOf: decider.forId === null ? null : names.get(decider.forId)!,
    expiresAt: link.expiresAt,
    amount: amountOf(step.approval),
    cause: step.approval.cause as 'asked',
    order: presentAsked(step.row),
  };
}

/** Decides by a link, once: as the person whom it was sent to. */
export const decideByLink = (db: Sql, opened: Opened, input: Decision, now: Date) =>
  db.transaction(async (tx) => {
    const { link, step } = await usable(tx, opened, stepLocked, now);
    await decideOn(tx, step, link.personId, { ...input, via: 'link', version: null }, now);
    if (!(await useLink(tx, link.id, now))) throw linkUsed();
    return { decision: input.decision, orderNumber: step.row.order.number, orderTitle: step.row.order.title };
  });
