import type { Sql } from '@steward/db';
import {
  areas,
  deskRuleDryRuns,
  deskRules,
  requestTypes,
  roleGrants,
  services,
  sites,
  teams,
  trades,
  workOrderEvents,
  workOrders,
} from '@steward/db/schema';
import { and, asc, count, desc, eq, gte, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { isOpenSql } from '../list-queries.ts';
import { visibleTo } from '../queries.ts';
import type { Conditions } from '../rules/desk-rules.ts';

export type RuleRow = typeof deskRules.$inferSelect;

/** All rules, as they are gone through. */
export const listRules = (on: Sql) => on.select().from(deskRules).orderBy(desc(deskRules.trigger), asc(deskRules.position), asc(deskRules.id));

export const listActiveRules = (on: Sql) =>
  on.select().from(deskRules).where(eq(deskRules.isActive, true)).orderBy(asc(deskRules.position), asc(deskRules.id));

export const findRule = async (on: Sql, id: string): Promise<RuleRow | undefined> =>
  (await on.select().from(deskRules).where(eq(deskRules.id, id)))[0];

/** The same, held until the transaction ends. */
export const lockRule = async (on: Sql, id: string): Promise<RuleRow | undefined> =>
  (await on.select().from(deskRules).where(eq(deskRules.id, id)).for('update'))[0];

/** The rules of one trigger in their order, all held: who moves one, moves it among what is there. */
export const lockRules = (on: Sql, trigger: string): Promise<RuleRow[]> =>
  on.select().from(deskRules).where(eq(deskRules.trigger, trigger)).orderBy(asc(deskRules.position), asc(deskRules.id)).for('update');

export const nextPosition = async (on: Sql, trigger: string): Promise<number> =>
  (
    await on
      .select({ n: sql<number>`coalesce(max(${deskRules.position}), 0) + 1` })
      .from(deskRules)
      .where(eq(deskRules.trigger, trigger))
  )[0]!.n;

export const insertRule = (on: Sql, rule: typeof deskRules.$inferInsert) => on.insert(deskRules).values(rule);
export const setRule = (on: Sql, id: string, set: Partial<typeof deskRules.$inferInsert>) =>
  on.update(deskRules).set(set).where(eq(deskRules.id, id));
/** With its dry runs. What it was stays in the history of set-up, and on the orders that it touched. */
export const removeRuleRow = (on: Sql, id: string) => on.delete(deskRules).where(eq(deskRules.id, id));
export const nextVersion = sql<number>`${deskRules.version} + 1` as unknown as number;

/** Crews with what decides whether a rule may send orders to them. */
export const listRuleTeams = (on: Sql) =>
  on
    .select({ id: teams.id, name: teams.name, serviceCode: teams.serviceCode, compartment: teams.compartment, isActive: teams.isActive })
    .from(teams)
    .orderBy(asc(teams.name));

/** What rules name by id. */
export const listTypeNames = (on: Sql) =>
  on
    .select({
      id: requestTypes.id,
      nameEn: requestTypes.nameEn,
      nameEs: requestTypes.nameEs,
      serviceCode: requestTypes.serviceCode,
      compartment: requestTypes.compartment,
      isActive: requestTypes.isActive,
    })
    .from(requestTypes)
    .orderBy(asc(requestTypes.nameEn));
export const listServiceNames = (on: Sql) =>
  on.select({ code: services.code, nameEn: services.nameEn, nameEs: services.nameEs }).from(services).orderBy(asc(services.position));
export const listTradeNames = (on: Sql) =>
  on
    .select({ code: trades.code, serviceCode: trades.serviceCode, nameEn: trades.nameEn, nameEs: trades.nameEs })
    .from(trades)
    .orderBy(asc(trades.nameEn));
export const listAreaNames = (on: Sql) => on.select({ id: areas.id, name: areas.name }).from(areas).orderBy(asc(areas.name));
export const listSiteNames = (on: Sql) =>
  on
    .select({ id: sites.id, name: sites.name, level: sites.level, areaId: sites.areaId })
    .from(sites)
    .where(eq(sites.status, 'active'))
    .orderBy(asc(sites.name));

/** The roles that these people hold now, in their own right. */
export async function listRolesOf(on: Sql, personIds: readonly string[]): Promise<Map<string, string[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await on
    .selectDistinct({ personId: roleGrants.personId, role: roleGrants.role })
    .from(roleGrants)
    .where(and(inArray(roleGrants.personId, [...personIds]), isNull(roleGrants.endedAt)));
  const roles = new Map<string, string[]>();
  for (const { personId, role } of rows) roles.set(personId, [...(roles.get(personId) ?? []), role]);
  return roles;
}

// The dry run. It looks at what its person may see and is nobody's secret: confidential orders are not there for rules.

const triable = (actor: Actor, since: Date, until: Date): SQL =>
  and(
    visibleTo(actor),
    isNull(workOrders.compartment),
    gte(workOrders.submittedAt, since),
    sql`${workOrders.submittedAt} <= ${until.toISOString()}`,
  )!;

/** How many orders there are to try a rule on, `limit` at most. */
export const countTriable = async (on: Sql, actor: Actor, { since, until }: { since: Date; until: Date }, limit: number): Promise<number> => {
  const some = on
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(triable(actor, since, until))
    .limit(limit)
    .as('some');
  return (await on.select({ n: count() }).from(some))[0]!.n;
};

/** The next of them, newest first. */
export const listTriable = (
  on: Sql,
  actor: Actor,
  { since, until, after }: { since: Date; until: Date; after: { at: Date; id: string } | null },
  limit: number,
) =>
  on
    .select({
      id: workOrders.id,
      title: workOrders.title,
      description: workOrders.description,
      answers: workOrders.answers,
      requestTypeId: workOrders.requestTypeId,
      serviceCode: workOrders.serviceCode,
      tradeCode: workOrders.tradeCode,
      siteId: workOrders.siteId,
      areaId: workOrders.areaId,
      requesterId: workOrders.requesterId,
      impact: workOrders.impact,
      urgency: workOrders.urgency,
      priority: workOrders.priority,
      teamId: workOrders.teamId,
      submittedAt: workOrders.submittedAt,
    })
    .from(workOrders)
    .where(
      and(
        triable(actor, since, until),
        after === null ? undefined : sql`(${workOrders.submittedAt}, ${workOrders.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(workOrders.submittedAt), desc(workOrders.id))
    .limit(limit);
export type TriedRow = Awaited<ReturnType<typeof listTriable>>[number];

/** Those of these orders that the person may still see, by id, as a list names them. */
export const listTouched = async (on: Sql, actor: Actor, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : on
        .select({
          id: workOrders.id,
          number: workOrders.number,
          title: workOrders.title,
          siteId: workOrders.siteId,
          submittedAt: workOrders.submittedAt,
        })
        .from(workOrders)
        .where(and(visibleTo(actor), isNull(workOrders.compartment), inArray(workOrders.id, [...ids])));

export type DryRunRow = typeof deskRuleDryRuns.$inferSelect;
export const insertDryRun = async (on: Sql, run: typeof deskRuleDryRuns.$inferInsert): Promise<DryRunRow> =>
  (await on.insert(deskRuleDryRuns).values(run).returning())[0]!;
/** A run of this person's, held until the transaction ends. */
export const lockDryRun = async (on: Sql, actor: Actor, id: string): Promise<DryRunRow | undefined> =>
  (
    await on
      .select()
      .from(deskRuleDryRuns)
      .where(and(eq(deskRuleDryRuns.id, id), eq(deskRuleDryRuns.startedById, actor.id)))
      .for('update')
  )[0];
export const findDryRun = async (on: Sql, actor: Actor, id: string): Promise<DryRunRow | undefined> =>
  (
    await on
      .select()
      .from(deskRuleDryRuns)
      .where(and(eq(deskRuleDryRuns.id, id), eq(deskRuleDryRuns.startedById, actor.id)))
  )[0];
export const setDryRun = (on: Sql, id: string, set: Partial<typeof deskRuleDryRuns.$inferInsert>) =>
  on.update(deskRuleDryRuns).set(set).where(eq(deskRuleDryRuns.id, id));
/** Runs of a rule that the person made before: theirs to read no longer. */
export const removeOtherDryRuns = (on: Sql, actor: Actor, ruleId: string) =>
  on.delete(deskRuleDryRuns).where(and(eq(deskRuleDryRuns.ruleId, ruleId), eq(deskRuleDryRuns.startedById, actor.id)));

/** That the rule, as it is in this version, was tried. Nothing where it was changed meanwhile. */
export const setTried = (on: Sql, { ruleId, ruleVersion }: Pick<DryRunRow, 'ruleId' | 'ruleVersion'>, at: Date) =>
  on
    .update(deskRules)
    .set({ dryRunAt: at, dryRunVersion: ruleVersion })
    .where(and(eq(deskRules.id, ruleId), eq(deskRules.version, ruleVersion)));

// Escalations. Written out: drizzle drops table names from columns where a select has one table only, and inner and outer ids would be confused.

/** Open orders in which this may just have happened, in the order of their ids: the history says whether it has. */
export const listToEscalate = (
  on: Sql,
  ruleId: string,
  { when, serviceCodes }: Conditions,
  activeSince: Date,
  after: string | null,
  now: Date,
  limit: number,
) =>
  on
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(
      and(
        isOpenSql,
        isNull(workOrders.compartment),
        serviceCodes && inArray(workOrders.serviceCode, serviceCodes),
        when && mayHave(when, activeSince, now),
        sql`not exists (select 1 from ${workOrderEvents} e where e.work_order_id = work_orders.id and e.kind = 'escalated' and e.data->'rule'->>'id' = ${ruleId})`,
        after === null ? undefined : sql`${workOrders.id} > ${after}::uuid`,
      ),
    )
    .orderBy(asc(workOrders.id))
    .limit(limit);

function mayHave(when: NonNullable<Conditions['when']>, activeSince: Date, now: Date): SQL {
  const ago = (hours: number) => sql`${new Date(now.getTime() - hours * 3_600_000).toISOString()}::timestamptz`;
  switch (when.kind) {
    case 'unassigned':
      return sql`${workOrders.assigneeId} is null and ${workOrders.submittedAt} <= ${ago(when.workingHours)}`;
    case 'on_hold':
      return sql`${workOrders.status} = 'on_hold' and ${workOrders.statusChangedAt} <= ${ago(when.days * 24)}`;
    case 'due_share':
      return sql`exists (select 1 from ${workOrderEvents} e where e.work_order_id = work_orders.id and e.kind = 'warned'
        and e.data->>'clock' = ${when.clock} and (e.data->>'share')::float8 = ${when.share} and e.occurred_at >= ${activeSince.toISOString()}::timestamptz)`;
  }
}

/** Holds the order until the transaction ends; false where somebody else has it, or it escalated by this rule already. */
export async function holdToEscalate(on: Sql, id: string, ruleId: string): Promise<boolean> {
  const held = await on
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(and(eq(workOrders.id, id), isOpenSql, isNull(workOrders.compartment)))
    .for('update', { skipLocked: true });
  if (held.length === 0) return false;
  const [told] = await on
    .select({ id: workOrderEvents.id })
    .from(workOrderEvents)
    .where(and(eq(workOrderEvents.workOrderId, id), eq(workOrderEvents.kind, 'escalated'), sql`${workOrderEvents.data}->'rule'->>'id' = ${ruleId}`))
    .limit(1);
  return told === undefined;
}
