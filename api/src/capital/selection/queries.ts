import type { Sql } from '@steward/db';
import {
  capitalEvents,
  people,
  programmes,
  projectPhases,
  projects,
  projectScopes,
  proposalEvents,
  proposalNeeds,
  proposals,
  sites,
  structures,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { visibleAt } from '../visible-queries.ts';

const proposer = alias(people, 'proposer');
const decider = alias(people, 'decider');

const columns = {
  id: proposals.id,
  programme: {
    id: programmes.id,
    code: programmes.code,
    name: programmes.name,
    isDemonstration: programmes.isDemonstration,
    isPublic: programmes.isPublic,
  },
  reconciledOn: programmes.reconciledOn,
  number: proposals.number,
  site: { id: sites.id, name: sites.name, areaId: sites.areaId },
  title: proposals.title,
  summary: proposals.summary,
  costCents: proposals.costCents,
  points: proposals.points,
  scoreBasis: proposals.scoreBasis,
  weightsNumber: proposals.weightsNumber,
  draftPlanId: proposals.draftPlanId,
  isSecurity: proposals.isSecurity,
  state: proposals.state,
  proposedBy: { id: proposer.id, name: proposer.name },
  proposedAt: proposals.proposedAt,
  /** Who wrote its words as they stand: proposed it, or put them right last. */
  writtenById: sql<string>`(select e.actor_id from ${proposalEvents} e where e.proposal_id = ${proposals.id} and e.kind in ('proposed','changed') order by e.occurred_at desc, e.id desc limit 1)`,
  publishedAt: proposals.publishedAt,
  committee: proposals.committee,
  committeeView: proposals.committeeView,
  committeeMetOn: proposals.committeeMetOn,
  decision: proposals.decision,
  reason: proposals.reason,
  decidedBy: { id: decider.id, name: decider.name },
  decidedAt: proposals.decidedAt,
  projectId: proposals.projectId,
  version: proposals.version,
};
const all = (on: Sql) =>
  on
    .select(columns)
    .from(proposals)
    .innerJoin(programmes, eq(programmes.id, proposals.programmeId))
    .innerJoin(sites, eq(sites.id, proposals.siteId))
    .innerJoin(proposer, eq(proposer.id, proposals.proposedById))
    .leftJoin(decider, eq(decider.id, proposals.decidedById))
    .$dynamic();
export type ProposalRow = Awaited<ReturnType<typeof all>>[number];

/** The proposals of the schools that somebody sees. */
const seen = (actor: Actor) => visibleAt(actor, sql`${proposals.siteId}`);

export const findProposal = async (on: Sql, id: string, actor: Actor) => (await all(on).where(and(eq(proposals.id, id), seen(actor))))[0];
type Asked = { programme?: string | undefined; state?: string | undefined };
export const listProposals = (on: Sql, actor: Actor, { programme, state }: Asked, after: readonly [string, string] | undefined, limit: number) =>
  all(on)
    .where(
      and(
        seen(actor),
        programme === undefined ? undefined : eq(programmes.code, programme),
        state === undefined ? undefined : eq(proposals.state, state),
        after ? sql`(${proposals.proposedAt}, ${proposals.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(proposals.proposedAt), desc(proposals.id))
    .limit(limit);

/** What everybody may know: published proposals of public programmes, none about security. */
export const listPublicProposals = (on: Sql) =>
  all(on)
    .where(and(eq(programmes.isPublic, true), eq(proposals.isSecurity, false), sql`${proposals.publishedAt} is not null`))
    .orderBy(desc(proposals.publishedAt), desc(proposals.id));

export const listNeeds = (on: Sql, proposalIds: readonly string[]) =>
  on
    .select({
      id: proposalNeeds.id,
      proposalId: proposalNeeds.proposalId,
      position: proposalNeeds.position,
      structure: { id: structures.id, name: structures.name },
      deficiencyId: proposalNeeds.deficiencyId,
      componentId: proposalNeeds.componentId,
      words: proposalNeeds.scope,
      costCents: proposalNeeds.costCents,
      points: proposalNeeds.points,
    })
    .from(proposalNeeds)
    .innerJoin(structures, eq(structures.id, proposalNeeds.structureId))
    .where(inArray(proposalNeeds.proposalId, [...proposalIds]))
    .orderBy(asc(proposalNeeds.proposalId), asc(proposalNeeds.position));

export const listEvents = (on: Sql, proposalId: string) =>
  on
    .select({
      id: proposalEvents.id,
      kind: proposalEvents.kind,
      actor: { id: people.id, name: people.name },
      data: proposalEvents.data,
      occurredAt: proposalEvents.occurredAt,
    })
    .from(proposalEvents)
    .innerJoin(people, eq(people.id, proposalEvents.actorId))
    .where(eq(proposalEvents.proposalId, proposalId))
    .orderBy(asc(proposalEvents.occurredAt), asc(proposalEvents.id));

/** The programme, held until the transaction ends: numbers come one after the other. */
export const holdProgramme = async (on: Sql, code: string) =>
  (await on.select().from(programmes).where(eq(programmes.code, code)).for('no key update'))[0];
export const nextNumber = async (on: Sql, programmeId: string): Promise<number> =>
  (
    await on
      .select({ number: sql<number>`coalesce(max(${proposals.number}), 0)::int + 1` })
      .from(proposals)
      .where(eq(proposals.programmeId, programmeId))
  )[0]!.number;
export const findSite = async (on: Sql, id: string) =>
  (await on.select({ id: sites.id, name: sites.name, areaId: sites.areaId }).from(sites).where(eq(sites.id, id)))[0];
export const listSites = (on: Sql, ids: readonly string[]) =>
  on
    .select({ id: sites.id, name: sites.name, areaId: sites.areaId })
    .from(sites)
    .where(inArray(sites.id, [...ids]))
    .orderBy(asc(sites.name));
export const listProposedSites = async (on: Sql, draftPlanId: string, programmeId: string) =>
  (
    await on
      .select({ siteId: proposals.siteId })
      .from(proposals)
      .where(and(eq(proposals.draftPlanId, draftPlanId), eq(proposals.programmeId, programmeId)))
  ).map(({ siteId }) => siteId);

/** Codes of projects of a programme that begin so. */
export const listCodes = async (on: Sql, programmeId: string, begin: string): Promise<string[]> =>
  (
    await on
      .select({ code: projects.code })
      .from(projects)
      .where(and(eq(projects.programmeId, programmeId), sql`starts_with(${projects.code}, ${begin})`))
  ).map(({ code }) => code);

export const insertProposal = (on: Sql, row: typeof proposals.$inferInsert) => on.insert(proposals).values(row);
export const insertNeeds = (on: Sql, rows: readonly (typeof proposalNeeds.$inferInsert)[]) => on.insert(proposalNeeds).values([...rows]);
export const insertEvent = (on: Sql, row: typeof proposalEvents.$inferInsert) => on.insert(proposalEvents).values(row);

type Change = Partial<Omit<typeof proposals.$inferInsert, 'id' | 'version'>>;
/** False where another version of it is there. */
export const setProposal = async (on: Sql, id: string, expected: number, change: Change): Promise<boolean> =>
  (
    await on
      .update(proposals)
      .set({ ...change, version: sql`${proposals.version} + 1` })
      .where(and(eq(proposals.id, id), eq(proposals.version, expected)))
      .returning({ id: proposals.id })
  ).length > 0;

type Made = {
  project: typeof projects.$inferInsert;
  scopes: readonly (typeof projectScopes.$inferInsert)[];
  event: typeof capitalEvents.$inferInsert;
  startedOn: string;
};
/** A project with what it is to do, where it stands and how it came about. */
export async function insertProject(on: Sql, { project, scopes, event, startedOn }: Made): Promise<void> {
  await on.insert(projects).values(project);
  await on.insert(projectPhases).values({ projectId: project.id, phase: 'planned', actualStartOn: startedOn });
  await on.insert(projectScopes).values([...scopes]);
  await on.insert(capitalEvents).values(event);
}
