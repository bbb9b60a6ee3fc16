import type { Sql } from '@steward/db';
import { absences, people } from '@steward/db/schema';
import { and, desc, eq, gt, inArray, isNull, lte, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

const creator = alias(people, 'creator');
const select = (on: Sql, where: SQL) =>
  on
    .select({ absence: absences, person: { id: people.id, name: people.name }, createdBy: { id: creator.id, name: creator.name } })
    .from(absences)
    .innerJoin(people, eq(people.id, absences.personId))
    .innerJoin(creator, eq(creator.id, absences.createdById))
    .where(where)
    .orderBy(desc(absences.startsOn), desc(absences.id))
    .limit(SHOWN);
export type AbsenceRow = Awaited<ReturnType<typeof select>>[number];

/** More than anybody looks at. */
const SHOWN = 100;

export const listAbsences = (on: Sql, personId: string) => select(on, eq(absences.personId, personId));
export const findAbsence = async (on: Sql, id: string) => (await select(on, eq(absences.id, id)))[0];
export const insertAbsence = (on: Sql, absence: typeof absences.$inferInsert) => on.insert(absences).values(absence);
export const setEnded = (on: Sql, id: string, endedAt: Date) =>
  on
    .update(absences)
    .set({ endedAt })
    .where(and(eq(absences.id, id), isNull(absences.endedAt)));

/** Which of these people are away on this day. */
export const listAway = async (on: Sql, ids: readonly string[], day: string): Promise<Set<string>> =>
  new Set(
    ids.length === 0
      ? []
      : (
          await on
            .selectDistinct({ id: absences.personId })
            .from(absences)
            .where(and(inArray(absences.personId, [...ids]), isNull(absences.endedAt), lte(absences.startsOn, day), gt(absences.endsOn, day)))
        ).map(({ id }) => id),
  );
