import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dayAfter } from '#kernel/day.ts';
import { mayConfirm, mayDecline } from '../rules/compartments.ts';
import { CONFIRM_WITHIN_DAYS, lapsesAt } from '../rules/delegations.ts';
import { listWaiting, type ProposalRow } from './queries.ts';

export const askedIn = ({ compartment, site, siteAreaId, person, proposedBy }: ProposalRow) => ({
  compartment,
  siteId: site?.id ?? null,
  siteAreaId,
  personId: person.id,
  proposedById: proposedBy.id,
});

export function presentProposal(row: ProposalRow, actor: Actor) {
  const { id, person, compartment, site, proposedBy, proposedAt, outcome, delegation } = row;
  const [asked, isWaiting] = [askedIn(row), outcome === null];
  return {
    id,
    person,
    compartment,
    site,
    days: delegation && { startsOn: delegation.startsOn, lastOn: dayAfter(delegation.endsOn, -1) },
    proposedBy,
    proposedAt,
    lapsesAt: lapsesAt(proposedAt),
    outcome,
    may: { confirm: isWaiting && mayConfirm(actor, asked), decline: isWaiting && mayDecline(actor, asked) },
  };
}

const DAY_MS = 86_400_000;
const earliest = (now: Date) => new Date(now.getTime() - CONFIRM_WITHIN_DAYS * DAY_MS);

/** The proposals that wait for the actor, or that they made and may take back. */
export async function readProposals(on: Sql, actor: Actor, personId: string | undefined, now: Date) {
  const waiting = await listWaiting(on, { proposedAfter: earliest(now), personId });
  return { items: waiting.map((row) => presentProposal(row, actor)).filter(({ may }) => may.confirm || may.decline) };
}

/** Does one like this wait for somebody already? */
export const isProposed = async (on: Sql, personId: string, wish: { compartment: string; siteId: string | null }, now: Date) =>
  (await listWaiting(on, { proposedAfter: earliest(now), personId })).some(
    (row) => row.delegation === null && row.compartment === wish.compartment && (row.site?.id ?? null) === wish.siteId,
  );
