import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import type { listNeeds, ProposalRow } from './queries.ts';
import { allowedMoves, type State } from './rules/moves.ts';
import { mayPropose, standingOn } from './standing.ts';

type NeedRow = Awaited<ReturnType<typeof listNeeds>>[number];

/** A proposal as somebody sees it, with the steps they may take. */
export function presentProposal(row: ProposalRow, actor: Actor, today: string) {
  const { costCents, committee, committeeView, committeeMetOn, decision, reason, decidedBy, decidedAt, site, programme, reconciledOn, ...own } = row;
  return {
    ...own,
    programme: { code: programme.code, name: programme.name },
    asOf: today,
    reconciledOn,
    isDemonstration: programme.isDemonstration,
    site: { id: site.id, name: site.name },
    cost: dollarsOf(costCents),
    state: row.state as State,
    committee: committee === null ? null : { name: committee, view: committeeView!, metOn: committeeMetOn! },
    decision:
      decision === null
        ? null
        : { outcome: decision as 'approved', reason: reason!, by: { id: decidedBy!.id, name: decidedBy!.name }, at: decidedAt! },
    allowedMoves: allowedMoves(row.state as State, standingOn(actor, row)),
    may: { change: row.state === 'draft' && mayPropose(actor, site) },
  };
}

export const presentNeed = ({ proposalId: _proposal, costCents, ...need }: NeedRow) => ({
  ...need,
  kind: need.deficiencyId === null ? ('renewal' as const) : ('finding' as const),
  cost: dollarsOf(costCents),
});
