import type { Sql } from '@steward/db';
import { people, requestTypes, requestTypeVersions, services, setupChanges, trades, workOrders } from '@steward/db/schema';
import { and, asc, count, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';

export type TypeRow = typeof requestTypes.$inferSelect;

export const listAllTypes = (on: Sql, serviceCode: string | undefined) =>
  on
    .select()
    .from(requestTypes)
    .where(serviceCode === undefined ? undefined : eq(requestTypes.serviceCode, serviceCode))
    .orderBy(asc(requestTypes.nameEn), asc(requestTypes.id));

export const findType = async (on: Sql, id: string): Promise<TypeRow | undefined> =>
  (await on.select().from(requestTypes).where(eq(requestTypes.id, id)))[0];

/** The same, holding the row until the transaction ends. */
export const lockType = async (on: Sql, id: string): Promise<TypeRow | undefined> =>
  (await on.select().from(requestTypes).where(eq(requestTypes.id, id)).for('update'))[0];

export const listTypeCodes = async (on: Sql) => new Set((await on.select({ code: requestTypes.code }).from(requestTypes)).map(({ code }) => code));

/** Its form as it is from now on, kept for the orders that are asked with it. */
const insertVersion = (on: Sql, { id, version, nameEn, nameEs, fields }: TypeRow, now: Date) =>
  on.insert(requestTypeVersions).values({ id: uuidv7(), requestTypeId: id, version, nameEn, nameEs, fields, sinceAt: now });

type NewType = Omit<typeof requestTypes.$inferInsert, 'version'>;

/** Undefined when another kind was given this code at the same moment. */
export async function insertType(on: Sql, type: NewType, now: Date): Promise<TypeRow | undefined> {
  const [made] = await on.insert(requestTypes).values(type).onConflictDoNothing().returning();
  if (made) await insertVersion(on, made, now);
  return made;
}

/** Changes a kind whose row is held, moves its version on and keeps the form of it. */
export async function setType(on: Sql, id: string, set: Partial<NewType>, now: Date): Promise<TypeRow> {
  const [changed] = await on
    .update(requestTypes)
    .set({ ...set, version: sql`${requestTypes.version} + 1` })
    .where(eq(requestTypes.id, id))
    .returning();
  await insertVersion(on, changed!, now);
  return changed!;
}

export const hasOrders = async (on: Sql, typeId: string) =>
  (await on.select({ id: workOrders.id }).from(workOrders).where(eq(workOrders.requestTypeId, typeId)).limit(1)).length > 0;

/** An order that is not over. */
export const OPEN = ['awaiting_approval', 'submitted', 'triaged', 'assigned', 'in_progress', 'on_hold'];
/** Open orders that are no secret: of what is confidential not even the number is told. */
const countOpen = async (on: Sql, where: SQL) =>
  (
    await on
      .select({ n: count() })
      .from(workOrders)
      .where(and(where, inArray(workOrders.status, OPEN), isNull(workOrders.compartment)))
  )[0]!.n;
export const countOpenOfType = (on: Sql, typeId: string) => countOpen(on, eq(workOrders.requestTypeId, typeId));

export const hasService = async (on: Sql, code: string) =>
  (await on.select({ code: services.code }).from(services).where(eq(services.code, code))).length > 0;
export const hasTrade = async (on: Sql, code: string, serviceCode: string) =>
  (
    await on
      .select({ code: trades.code })
      .from(trades)
      .where(and(eq(trades.code, code), eq(trades.serviceCode, serviceCode)))
  ).length > 0;

export const insertSetUpChange = (on: Sql, change: Omit<typeof setupChanges.$inferInsert, 'id'>) =>
  on.insert(setupChanges).values({ id: uuidv7(), ...change });

/** Everybody who ever changed something, by name. */
export const listChangers = (on: Sql) =>
  on
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(sql`exists (select 1 from setup_changes c where c.actor_id = people.id)`)
    .orderBy(asc(people.name));

const principal = alias(people, 'principal');
export type ChangeFilters = { subject?: string | undefined; subjectId?: string | undefined; actorId?: string | undefined };

/** What was changed, newest first, one row more than `limit`. */
export const listSetUpChanges = (
  on: Sql,
  { subject, subjectId, actorId }: ChangeFilters,
  { limit, after }: { limit: number; after: string | undefined },
) =>
  on
    .select({
      id: setupChanges.id,
      subject: setupChanges.subjectKind,
      subjectId: setupChanges.subjectId,
      subjectName: setupChanges.subjectName,
      actor: { id: people.id, name: people.name },
      onBehalfOf: { id: principal.id, name: principal.name },
      occurredAt: setupChanges.occurredAt,
      before: setupChanges.before,
      after: setupChanges.after,
      why: setupChanges.why,
    })
    .from(setupChanges)
    .innerJoin(people, eq(people.id, setupChanges.actorId))
    .leftJoin(principal, eq(principal.id, setupChanges.onBehalfOfId))
    .where(
      and(
        subject === undefined ? undefined : eq(setupChanges.subjectKind, subject),
        subjectId === undefined ? undefined : eq(setupChanges.subjectId, subjectId),
        actorId === undefined ? undefined : eq(setupChanges.actorId, actorId),
        after === undefined
          ? undefined
          : sql`(${setupChanges.occurredAt}, ${setupChanges.id}) < (select occurred_at, id from setup_changes where id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(setupChanges.occurredAt), desc(setupChanges.id))
    .limit(limit + 1);
