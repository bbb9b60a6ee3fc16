import type { Sql } from '@steward/db';
import { buildingSystems, requestTypes, requestTypeSystems } from '@steward/db/schema';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { systemNames } from '../queries.ts';

/** Kinds of requests that may speak of a building: those of Facilities that all may see. */
const ofBuildings = and(eq(requestTypes.serviceCode, 'facilities'), isNull(requestTypes.compartment));

const kinds = (on: Sql) =>
  on
    .select({
      id: requestTypes.id,
      nameEn: requestTypes.nameEn,
      nameEs: requestTypes.nameEs,
      isActive: requestTypes.isActive,
      system: { code: buildingSystems.code, ...systemNames },
    })
    .from(requestTypes)
    .leftJoin(requestTypeSystems, eq(requestTypeSystems.requestTypeId, requestTypes.id))
    .leftJoin(buildingSystems, eq(buildingSystems.code, requestTypeSystems.systemCode))
    .$dynamic();

/** All of them, each with the part of a building it speaks of: those in use first. */
export const listKinds = (on: Sql) =>
  kinds(on).where(ofBuildings).orderBy(desc(requestTypes.isActive), asc(requestTypes.nameEn), asc(requestTypes.id));

/** One of them, held: who says at the same moment what it speaks of waits. */
export async function lockKind(on: Sql, id: string) {
  await on.select({ id: requestTypes.id }).from(requestTypes).where(eq(requestTypes.id, id)).for('no key update');
  return (await kinds(on).where(and(ofBuildings, eq(requestTypes.id, id))))[0];
}

export const setSystemOf = (on: Sql, requestTypeId: string, systemCode: string | null) =>
  systemCode === null
    ? on.delete(requestTypeSystems).where(eq(requestTypeSystems.requestTypeId, requestTypeId))
    : on
        .insert(requestTypeSystems)
        .values({ requestTypeId, systemCode })
        .onConflictDoUpdate({ target: requestTypeSystems.requestTypeId, set: { systemCode } });
