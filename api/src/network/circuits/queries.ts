import type { Sql } from '@steward/db';
import {
  circuitEvents,
  circuits,
  erateLineItems,
  fibreMilestones,
  networkContracts,
  networkProviders,
  people,
  projects,
  sites,
} from '@steward/db/schema';
import { and, asc, desc, eq, ilike, ne, or, type SQL, sql } from 'drizzle-orm';

const selectCircuits = (on: Sql) =>
  on
    .select({
      id: circuits.id,
      site: { id: sites.id, name: sites.name },
      code: circuits.code,
      medium: circuits.medium,
      downMbps: circuits.downMbps,
      upMbps: circuits.upMbps,
      provider: { id: networkProviders.id, name: networkProviders.name },
      contract: { id: networkContracts.id, number: networkContracts.number, endsOn: networkContracts.endsOn },
      erateFrn: circuits.erateFrn,
      installedOn: circuits.installedOn,
      liveOn: circuits.liveOn,
      endedOn: circuits.endedOn,
      isPathDiverse: circuits.isPathDiverse,
      buildStatus: circuits.buildStatus,
      project: { id: projects.id, code: projects.code, name: projects.name },
      version: circuits.version,
    })
    .from(circuits)
    .innerJoin(sites, eq(sites.id, circuits.siteId))
    .leftJoin(networkProviders, eq(networkProviders.id, circuits.providerId))
    .leftJoin(networkContracts, eq(networkContracts.id, circuits.contractId))
    .leftJoin(projects, eq(projects.id, circuits.projectId))
    .$dynamic();
export type CircuitRow = Awaited<ReturnType<typeof selectCircuits>>[number];

const containing = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
const inState = (state: string | undefined, today: string): SQL | undefined => {
  if (state === undefined) return undefined;
  const ended = sql`${circuits.endedOn} <= ${today}`;
  const live = sql`${circuits.liveOn} <= ${today}`;
  if (state === 'ended') return ended;
  return state === 'live' ? sql`(${live} and (${ended}) is not true)` : sql`((${live}) is not true and (${ended}) is not true)`;
};

export type CircuitFilters = {
  q?: string | undefined;
  medium?: string | undefined;
  siteId?: string | undefined;
  endingBefore?: string | undefined;
  state?: string | undefined;
};

/** Lines by school and name, one row more than `limit`. */
export const listCircuits = (
  on: Sql,
  { q, medium, siteId, endingBefore, state }: CircuitFilters,
  today: string,
  { limit, after }: { limit: number; after: readonly string[] | undefined },
) =>
  selectCircuits(on)
    .where(
      and(
        q ? or(ilike(sites.name, containing(q)), ilike(circuits.code, containing(q))) : undefined,
        medium === undefined ? undefined : eq(circuits.medium, medium),
        siteId === undefined ? undefined : eq(circuits.siteId, siteId),
        endingBefore === undefined ? undefined : sql`${networkContracts.endsOn} < ${endingBefore}`,
        inState(state, today),
        after && sql`(${sites.name}, ${circuits.code}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(asc(sites.name), asc(circuits.code))
    .limit(limit + 1);

export const findCircuit = async (on: Sql, id: string): Promise<CircuitRow | undefined> => (await selectCircuits(on).where(eq(circuits.id, id)))[0];

export const lockCircuit = async (on: Sql, id: string) => (await on.select().from(circuits).where(eq(circuits.id, id)).for('update'))[0];

export const insertCircuit = (on: Sql, circuit: typeof circuits.$inferInsert) => on.insert(circuits).values(circuit);

export const setCircuit = (on: Sql, id: string, set: Partial<typeof circuits.$inferInsert>) =>
  on
    .update(circuits)
    .set({ ...set, version: sql`${circuits.version} + 1` })
    .where(eq(circuits.id, id));

export const isCodeTaken = async (on: Sql, code: string, but: string) =>
  (
    await on
      .select({ id: circuits.id })
      .from(circuits)
      .where(and(eq(circuits.code, code), sql`${circuits.id} <> ${but}`))
  ).length > 0;

export const insertCircuitEvent = (on: Sql, event: typeof circuitEvents.$inferInsert) => on.insert(circuitEvents).values(event);

const EVENTS_SHOWN = 100;
export const listCircuitEvents = (on: Sql, circuitId: string) =>
  on
    .select({
      id: circuitEvents.id,
      kind: sql<'added' | 'changed'>`${circuitEvents.kind}`,
      actor: { id: people.id, name: people.name },
      occurredAt: circuitEvents.occurredAt,
      data: circuitEvents.data,
    })
    .from(circuitEvents)
    .leftJoin(people, eq(people.id, circuitEvents.actorId))
    .where(eq(circuitEvents.circuitId, circuitId))
    .orderBy(desc(circuitEvents.occurredAt), desc(circuitEvents.id))
    .limit(EVENTS_SHOWN);

export const findProvider = async (on: Sql, id: string) => (await on.select().from(networkProviders).where(eq(networkProviders.id, id)))[0];
export const findContract = async (on: Sql, id: string) => (await on.select().from(networkContracts).where(eq(networkContracts.id, id)))[0];
/** A project at this school; one of the whole district has no school and is not one school's. */
export const isProjectAt = async (on: Sql, projectId: string, siteId: string) =>
  (
    await on
      .select({ id: projects.id })
      .from(projects)
      .where(and(eq(projects.id, projectId), eq(projects.siteId, siteId)))
  ).length > 0;

const LINES_SHOWN = 20;
/** What Form 471 says under a funding request, the newest year first. */
export const listErateOf = (on: Sql, frn: string) =>
  on
    .select({
      frn: erateLineItems.frn,
      lineNumber: erateLineItems.lineNumber,
      fundingYear: erateLineItems.fundingYear,
      functionName: erateLineItems.functionName,
      downMbps: erateLineItems.downMbps,
      monthlyCents: erateLineItems.monthlyCents,
    })
    .from(erateLineItems)
    .where(eq(erateLineItems.frn, frn))
    .orderBy(desc(erateLineItems.fundingYear), asc(erateLineItems.lineNumber))
    .limit(LINES_SHOWN);

/** Projects of the capital plan at this school. */
export const listProjectsAt = (on: Sql, siteId: string) =>
  on
    .select({ id: projects.id, code: projects.code, name: projects.name })
    .from(projects)
    .where(eq(projects.siteId, siteId))
    .orderBy(asc(projects.code));

export const listProviders = (on: Sql) =>
  on
    .select({ id: networkProviders.id, name: networkProviders.name, version: networkProviders.version })
    .from(networkProviders)
    .orderBy(asc(networkProviders.name));

const selectContracts = (on: Sql) =>
  on
    .select({
      id: networkContracts.id,
      provider: { id: networkProviders.id, name: networkProviders.name },
      number: networkContracts.number,
      startsOn: networkContracts.startsOn,
      endsOn: networkContracts.endsOn,
      monthlyCents: networkContracts.monthlyCents,
      circuits: sql<number>`(select count(*)::int from circuits c where c.contract_id = ${networkContracts.id} and c.ended_on is null)`,
      version: networkContracts.version,
    })
    .from(networkContracts)
    .innerJoin(networkProviders, eq(networkProviders.id, networkContracts.providerId))
    .$dynamic();
export type ContractRow = Awaited<ReturnType<typeof selectContracts>>[number];
export const listContracts = (on: Sql) =>
  selectContracts(on).orderBy(asc(networkContracts.endsOn), asc(networkProviders.name), asc(networkContracts.number)).limit(1_000);
export const findContractRow = async (on: Sql, id: string): Promise<ContractRow | undefined> =>
  (await selectContracts(on).where(eq(networkContracts.id, id)))[0];

/** The provider of this name, added where there is none. */
export async function providerNamed(on: Sql, id: string, name: string): Promise<string> {
  await on.insert(networkProviders).values({ id, name }).onConflictDoNothing();
  return (await on.select({ id: networkProviders.id }).from(networkProviders).where(eq(networkProviders.name, name)))[0]!.id;
}

/** False where there is one of this name. */
export const insertProvider = async (on: Sql, id: string, name: string): Promise<boolean> =>
  (
    await on
      .insert(networkProviders)
      .values({ id, name })
      .onConflictDoNothing({ target: networkProviders.name })
      .returning({ id: networkProviders.id })
  ).length === 1;

export const isProviderNamed = async (on: Sql, name: string, but: string): Promise<boolean> =>
  (
    await on
      .select({ id: networkProviders.id })
      .from(networkProviders)
      .where(and(eq(networkProviders.name, name), ne(networkProviders.id, but)))
  ).length > 0;

/** False where somebody changed it since that version. */
export const setProvider = async (on: Sql, id: string, { name }: { name: string }, expected: number): Promise<boolean> =>
  (
    await on
      .update(networkProviders)
      .set({ name, version: sql`${networkProviders.version} + 1` })
      .where(and(eq(networkProviders.id, id), eq(networkProviders.version, expected)))
      .returning({ id: networkProviders.id })
  ).length === 1;

export const isContractNumberTaken = async (on: Sql, { providerId, number, but }: { providerId: string; number: string; but: string }) =>
  (
    await on
      .select({ id: networkContracts.id })
      .from(networkContracts)
      .where(and(eq(networkContracts.providerId, providerId), eq(networkContracts.number, number), ne(networkContracts.id, but)))
  ).length > 0;

/** False where the provider has a contract of this number. */
export const insertContract = async (on: Sql, contract: typeof networkContracts.$inferInsert): Promise<boolean> =>
  (await on.insert(networkContracts).values(contract).onConflictDoNothing().returning({ id: networkContracts.id })).length === 1;

/** False where somebody changed it since that version. */
export const setContract = async (on: Sql, id: string, set: Partial<typeof networkContracts.$inferInsert>, expected: number): Promise<boolean> =>
  (
    await on
      .update(networkContracts)
      .set({ ...set, version: sql`${networkContracts.version} + 1` })
      .where(and(eq(networkContracts.id, id), eq(networkContracts.version, expected)))
      .returning({ id: networkContracts.id })
  ).length === 1;

/** Writes a milestone; `expected` is the version that was seen, 0 where there was none. False where it is another by now. */
export async function setMilestone(on: Sql, milestone: typeof fibreMilestones.$inferInsert, expected: number): Promise<boolean> {
  const { plannedOn, doneOn, projectId } = milestone;
  const written =
    expected === 0
      ? await on.insert(fibreMilestones).values(milestone).onConflictDoNothing().returning({ id: fibreMilestones.id })
      : await on
          .update(fibreMilestones)
          .set({ plannedOn, doneOn, projectId, version: sql`${fibreMilestones.version} + 1` })
          .where(and(eq(fibreMilestones.siteId, milestone.siteId), eq(fibreMilestones.step, milestone.step), eq(fibreMilestones.version, expected)))
          .returning({ id: fibreMilestones.id });
  return written.length === 1;
}
