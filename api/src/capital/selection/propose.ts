import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { planToPropose } from '../../condition/index.ts';
import { mustReadPlan } from '../outlook/who-reads.ts';
import { presentProposal } from './present-proposals.ts';
import { elsewhere, noPlan, noProgramme, noProposal, nothingLeft, notYours, proposalChanged, published } from './problems.ts';
import {
  findProposal,
  findSite,
  holdProgramme,
  insertEvent,
  insertNeeds,
  insertProposal,
  listProposedSites,
  listSites,
  nextNumber,
  setProposal,
} from './queries.ts';
import { scoreOf } from './rules/moves.ts';
import { mayPropose, proposesSomewhere } from './standing.ts';

type Given = {
  programme: string;
  siteId: string;
  title: string;
  summary: string;
  cost: string;
  points: number | null;
  scoreBasis: string;
  isSecurity: boolean;
};
type Place = { id: string; name: string; areaId: string | null };

const proposed = (actor: Actor, site: Place, proposalId: string, now: Date, data: Record<string, unknown>) => ({
  id: uuidv7(),
  proposalId,
  kind: 'proposed',
  actorId: actor.id,
  onBehalfOfId: actingFor(actor, (as) => mayPropose(as, site)) ?? null,
  data,
  occurredAt: now,
});

/** Proposes work at a school by hand. Gives its id. */
export async function propose(db: Sql, actor: Actor, given: Given, now: Date, id: string = uuidv7()): Promise<string> {
  mustReadPlan(actor);
  if (!proposesSomewhere(actor)) throw notYours();
  await db.transaction(async (tx) => {
    if (await findProposal(tx, id, actor)) return;
    const programme = await holdProgramme(tx, given.programme);
    if (!programme || programme.kind === 'other_owner') throw noProgramme();
    const site = await findSite(tx, given.siteId);
    if (!site || !mayPropose(actor, site)) throw elsewhere();
    const { title, summary, cost, points, scoreBasis, isSecurity } = given;
    await insertProposal(tx, {
      id,
      programmeId: programme.id,
      number: await nextNumber(tx, programme.id),
      siteId: site.id,
      title,
      summary,
      costCents: centsOf(cost),
      points,
      scoreBasis,
      isSecurity,
      state: 'draft',
      proposedById: actor.id,
      proposedAt: now,
    });
    await insertEvent(tx, proposed(actor, site, id, now, { cost }));
  });
  return id;
}

/** Makes a proposal for each school of a draft plan, of the needs that still count there. What was proposed out of it before is left alone. */
export async function proposePlan(db: Sql, actor: Actor, planId: string, { programme: code }: { programme: string }, now: Date) {
  mustReadPlan(actor);
  if (!proposesSomewhere(actor)) throw notYours();
  const ids = await db.transaction(async (tx) => {
    const plan = await planToPropose(tx, planId);
    if (!plan) throw noPlan();
    const programme = await holdProgramme(tx, code);
    if (!programme || programme.kind === 'other_owner') throw noProgramme();
    const before = new Set(await listProposedSites(tx, planId, programme.id));
    const bySite = Map.groupBy(plan.items, ({ structure }) => structure.siteId);
    const wanted = [...bySite.keys()].filter((siteId) => siteId !== null && !before.has(siteId)) as string[];
    const places = (await listSites(tx, wanted)).filter((site) => mayPropose(actor, site));
    if (places.length === 0) throw nothingLeft();
    let number = await nextNumber(tx, programme.id);
    const made: string[] = [];
    for (const site of places) {
      const id = uuidv7();
      const needs = bySite.get(site.id)!;
      await insertProposal(tx, {
        id,
        programmeId: programme.id,
        number,
        siteId: site.id,
        title: `${plan.name}: ${site.name}`.slice(0, 200),
        summary: needs
          .map(({ words }) => words)
          .join('; ')
          .slice(0, 2_000),
        costCents: needs.reduce((sum, { costCents }) => sum + costCents, 0n),
        points: scoreOf(needs),
        weightsNumber: plan.weightsNumber,
        draftPlanId: plan.id,
        state: 'draft',
        proposedById: actor.id,
        proposedAt: now,
      });
      await insertNeeds(
        tx,
        needs.map(({ structure, deficiencyId, componentId, words, costCents, points }, i) => ({
          id: uuidv7(),
          proposalId: id,
          position: i + 1,
          structureId: structure.id,
          deficiencyId,
          componentId,
          scope: words,
          costCents,
          points,
        })),
      );
      await insertEvent(tx, proposed(actor, site, id, now, { draftPlan: plan.name, needs: needs.length }));
      made.push(id);
      number += 1;
    }
    return made;
  });
  const rows = await Promise.all(ids.map((id) => findProposal(db, id, actor)));
  return { items: rows.flatMap((row) => (row ? [presentProposal(row, actor, districtDay(now))] : [])) };
}

type Change = { title?: string | undefined; summary?: string | undefined; isSecurity?: boolean | undefined };
/** Puts the words of a draft right, before everybody reads them. */
export async function changeProposal(db: Sql, actor: Actor, id: string, expected: number, change: Change, now: Date): Promise<void> {
  mustReadPlan(actor);
  await db.transaction(async (tx) => {
    const row = await findProposal(tx, id, actor);
    if (!row) throw noProposal();
    if (!mayPropose(actor, row.site)) throw notYours();
    if (row.state !== 'draft') throw published();
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (!(await setProposal(tx, id, expected, given))) throw proposalChanged(row.version);
    const before = { title: row.title, summary: row.summary, isSecurity: row.isSecurity };
    await insertEvent(tx, { ...proposed(actor, row.site, id, now, { before, after: { ...before, ...given } }), kind: 'changed' });
  });
}
