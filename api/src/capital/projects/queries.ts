import type { Sql } from '@steward/db';
import {
  attachments,
  budgetLines,
  capitalDocuments,
  capitalEvents,
  components,
  deficiencies,
  people,
  projectPhases,
  projectRisks,
  projects,
  projectScopes,
  scopeNeeds,
  sites,
  structures,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, max, ne, sql } from 'drizzle-orm';

export const insertProject = (on: Sql, row: typeof projects.$inferInsert) => on.insert(projects).values(row);
export const setProject = async (on: Sql, id: string, set: Partial<typeof projects.$inferInsert>) =>
  (
    await on
      .update(projects)
      .set({ ...set, version: sql`${projects.version} + 1` })
      .where(eq(projects.id, id))
      .returning({ version: projects.version })
  )[0]!.version;
export const findSite = async (on: Sql, id: string) =>
  (await on.select({ id: sites.id, name: sites.name, areaId: sites.areaId }).from(sites).where(eq(sites.id, id)))[0];
export const isPerson = async (on: Sql, id: string) =>
  (
    await on
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, id), eq(people.isActive, true)))
  ).length > 0;

export const findPhase = async (on: Sql, projectId: string, phase: string) =>
  (
    await on
      .select()
      .from(projectPhases)
      .where(and(eq(projectPhases.projectId, projectId), eq(projectPhases.phase, phase)))
  )[0];
export const insertPhase = (on: Sql, row: typeof projectPhases.$inferInsert) => on.insert(projectPhases).values(row);
export const setPhase = (on: Sql, projectId: string, phase: string, set: Partial<typeof projectPhases.$inferInsert>) =>
  on
    .update(projectPhases)
    .set({ ...set, version: sql`${projectPhases.version} + 1` })
    .where(and(eq(projectPhases.projectId, projectId), eq(projectPhases.phase, phase)));

export const findRisk = async (on: Sql, id: string) => (await on.select().from(projectRisks).where(eq(projectRisks.id, id)))[0];
export const insertRisk = (on: Sql, row: typeof projectRisks.$inferInsert) => on.insert(projectRisks).values(row);
export const setRisk = (on: Sql, id: string, set: Partial<typeof projectRisks.$inferInsert>) =>
  on
    .update(projectRisks)
    .set({ ...set, version: sql`${projectRisks.version} + 1` })
    .where(eq(projectRisks.id, id));

export const insertDocument = (on: Sql, row: typeof capitalDocuments.$inferInsert) => on.insert(capitalDocuments).values(row);
/** A document with its file, where it has one. */
export const findDocumentFile = async (on: Sql, id: string) =>
  (
    await on
      .select({ document: capitalDocuments, file: attachments })
      .from(capitalDocuments)
      .leftJoin(attachments, eq(attachments.id, capitalDocuments.attachmentId))
      .where(eq(capitalDocuments.id, id))
  )[0];

export type ScopeRow = typeof projectScopes.$inferSelect;
export const findScope = async (on: Sql, id: string): Promise<ScopeRow | undefined> =>
  (await on.select().from(projectScopes).where(eq(projectScopes.id, id)))[0];
export const nextScopePosition = async (on: Sql, projectId: string): Promise<number> =>
  1 +
  ((
    await on
      .select({ last: max(projectScopes.position) })
      .from(projectScopes)
      .where(eq(projectScopes.projectId, projectId))
  )[0]?.last ?? 0);
export const insertScope = (on: Sql, row: typeof projectScopes.$inferInsert) => on.insert(projectScopes).values(row);
export const setScope = (on: Sql, id: string, set: Partial<typeof projectScopes.$inferInsert>) =>
  on
    .update(projectScopes)
    .set({ ...set, version: sql`${projectScopes.version} + 1` })
    .where(eq(projectScopes.id, id));

export type NeedRow = typeof scopeNeeds.$inferSelect;
export const listNeeds = (on: Sql, scopeId: string): Promise<NeedRow[]> =>
  on.select().from(scopeNeeds).where(eq(scopeNeeds.scopeId, scopeId)).orderBy(asc(scopeNeeds.id));
export const insertNeed = (on: Sql, row: typeof scopeNeeds.$inferInsert) => on.insert(scopeNeeds).values(row);
export const setNeed = (on: Sql, id: string, set: Partial<typeof scopeNeeds.$inferInsert>) =>
  on.update(scopeNeeds).set(set).where(eq(scopeNeeds.id, id));
export const removeNeed = (on: Sql, id: string) => on.delete(scopeNeeds).where(eq(scopeNeeds.id, id));
/** Is a component renewed by another scope line that is neither complete nor dropped? */
export const isNeededElsewhere = async (on: Sql, componentId: string, scopeId: string): Promise<boolean> =>
  (
    await on
      .select({ id: scopeNeeds.id })
      .from(scopeNeeds)
      .innerJoin(projectScopes, eq(projectScopes.id, scopeNeeds.scopeId))
      .where(and(eq(scopeNeeds.componentId, componentId), ne(scopeNeeds.scopeId, scopeId), sql`${projectScopes.state} not in ('complete','dropped')`))
      .limit(1)
  ).length > 0;

const holding = (q: string, ...texts: unknown[]) =>
  q === '' ? undefined : sql`lower(concat_ws(' ', ${sql.join(texts as never[], sql`, `)})) like ${`%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`;

/** Open deficiencies of a school, the dearest first. */
export const listOpenDeficiencies = (on: Sql, siteId: string, q: string, limit: number) =>
  on
    .select({
      id: deficiencies.id,
      name: deficiencies.scope,
      systemCode: deficiencies.systemCode,
      costCents: deficiencies.costCents,
      structure: { id: structures.id, name: structures.name },
    })
    .from(deficiencies)
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .where(
      and(eq(structures.siteId, siteId), eq(deficiencies.status, 'open'), holding(q, deficiencies.scope, deficiencies.systemCode, structures.name)),
    )
    .orderBy(desc(deficiencies.costCents), asc(deficiencies.id))
    .limit(limit);

/** Components of a school that are there and that no other scope line renews. */
export const listFreeComponents = (on: Sql, siteId: string, scopeId: string, q: string, limit: number) =>
  on
    .select({
      id: components.id,
      name: components.name,
      systemCode: components.systemCode,
      costCents: sql<bigint | null>`null`,
      structure: { id: structures.id, name: structures.name },
    })
    .from(components)
    .innerJoin(structures, eq(structures.id, components.structureId))
    .where(
      and(
        eq(structures.siteId, siteId),
        isNull(components.removedAt),
        holding(q, components.name, components.systemCode, structures.name),
        sql`not exists (select 1 from scope_needs n join project_scopes s on s.id = n.scope_id where n.component_id = ${components.id} and s.id <> ${scopeId} and s.state not in ('complete','dropped'))`,
      ),
    )
    .orderBy(asc(components.systemCode), asc(components.name), asc(components.id))
    .limit(limit);

export type Writer = { actorId: string | null; onBehalfOfId: string | null };
/** Who wrote the summary or the name of a project as it is now, and for whom; nobody, where it came with a decision. */
export const findWriter = async (on: Sql, projectId: string, words: 'summary' | 'name'): Promise<Writer | undefined> =>
  (
    await on
      .select({ actorId: capitalEvents.actorId, onBehalfOfId: capitalEvents.onBehalfOfId })
      .from(capitalEvents)
      .where(
        and(
          eq(capitalEvents.projectId, projectId),
          sql`(${capitalEvents.kind} = 'project_added' or (${capitalEvents.kind} = 'project_changed' and ${capitalEvents.data}->'after' ? ${words}))`,
        ),
      )
      .orderBy(desc(capitalEvents.occurredAt), desc(capitalEvents.id))
      .limit(1)
  )[0];

export type WordsOfScope = Pick<ScopeRow, 'id' | 'projectId' | 'isPromiseUnreviewed' | 'isReasonUnreviewed'>;
/** Who wrote the words of a scope line that nobody reviewed: of the promise, and of why it was changed or dropped. */
export const listScopeWriters = (on: Sql, { id, projectId, isPromiseUnreviewed, isReasonUnreviewed }: WordsOfScope): Promise<Writer[]> => {
  const kinds = [...(isPromiseUnreviewed ? ['scope_added'] : []), ...(isReasonUnreviewed ? ['scope_changed'] : [])];
  return kinds.length === 0
    ? Promise.resolve([])
    : on
        .select({ actorId: capitalEvents.actorId, onBehalfOfId: capitalEvents.onBehalfOfId })
        .from(capitalEvents)
        .where(
          and(
            eq(capitalEvents.projectId, projectId),
            inArray(capitalEvents.kind, kinds),
            sql`${capitalEvents.data}->>'scopeId' = ${id}`,
            sql`(${capitalEvents.kind} = 'scope_added' or ${capitalEvents.data} ? 'note')`,
          ),
        );
};

/** What the lines of a project have committed and spent, and what its other scope lines came to. */
export const sumProject = async (on: Sql, projectId: string, scopeId: string) =>
  (
    await on
      .select({
        committedCents: sql<string>`coalesce(sum(${budgetLines.committedCents}), 0)`.mapWith(BigInt),
        expendedCents: sql<string>`coalesce(sum(${budgetLines.expendedCents}), 0)`.mapWith(BigInt),
        othersCents:
          sql<string>`coalesce((select sum(o.actual_cents) from project_scopes o where o.project_id = ${projectId} and o.id <> ${scopeId}), 0)`.mapWith(
            BigInt,
          ),
      })
      .from(budgetLines)
      .where(eq(budgetLines.projectId, projectId))
  )[0]!;
