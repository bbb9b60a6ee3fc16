import type { Sql } from '@steward/db';
import { deficiencyOrders, labourEntries, labourRates, people, services, teams } from '@steward/db/schema';
import { and, asc, desc, eq, isNotNull, isNull, ne } from 'drizzle-orm';

/** Services whose crews work on buildings. */
const ofBuildings = ne(services.code, 'hr');

export const listServicesOfBuildings = (on: Sql) =>
  on
    .select({ code: services.code, nameEn: services.nameEn, nameEs: services.nameEs })
    .from(services)
    .where(ofBuildings)
    .orderBy(asc(services.position));

/** Their teams that may be asked, without those of compartments. */
export const listTeamsOfBuildings = (on: Sql) =>
  on
    .select({ id: teams.id, name: teams.name, serviceCode: teams.serviceCode })
    .from(teams)
    .innerJoin(services, eq(services.code, teams.serviceCode))
    .where(and(ofBuildings, eq(teams.isActive, true), isNull(teams.compartment)))
    .orderBy(asc(teams.name), asc(teams.id));

/** All rates, in the order in which they were said. */
export const listRates = (on: Sql, serviceCode?: string) =>
  on
    .select({
      serviceCode: labourRates.serviceCode,
      teamId: labourRates.teamId,
      effectiveOn: labourRates.effectiveOn,
      hourlyCents: labourRates.hourlyCents,
      createdBy: { id: people.id, name: people.name },
      createdAt: labourRates.createdAt,
    })
    .from(labourRates)
    .innerJoin(people, eq(people.id, labourRates.createdById))
    .where(serviceCode === undefined ? undefined : eq(labourRates.serviceCode, serviceCode))
    .orderBy(asc(labourRates.createdAt), asc(labourRates.id));

export const findRate = async (on: Sql, id: string) => (await on.select().from(labourRates).where(eq(labourRates.id, id)))[0];
export const insertRate = (on: Sql, row: typeof labourRates.$inferInsert) => on.insert(labourRates).values(row);
/** The service, held: who says at the same moment what its hours cost waits. */
export const lockService = async (on: Sql, code: string) =>
  (
    await on
      .select({ code: services.code, nameEn: services.nameEn })
      .from(services)
      .where(and(ofBuildings, eq(services.code, code)))
      .for('no key update')
  )[0];

/** Orders that have put something right and on which somebody worked; in the order of their ids. */
export async function listOrdersToPrice(on: Sql): Promise<string[]> {
  const rows = await on
    .selectDistinct({ id: deficiencyOrders.workOrderId })
    .from(deficiencyOrders)
    .innerJoin(labourEntries, eq(labourEntries.workOrderId, deficiencyOrders.workOrderId))
    .where(and(eq(deficiencyOrders.kind, 'repair'), isNotNull(deficiencyOrders.retiredAt)))
    .orderBy(desc(deficiencyOrders.workOrderId));
  return rows.map(({ id }) => id).toReversed();
}
