import type { Sql } from '@steward/db';
import { approvalPolicies, costEntries, people, requestTypes, workOrders } from '@steward/db/schema';
import { and, asc, count, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { ApprovalPolicy } from '../rules/approval-policy.ts';

export type PolicyRow = typeof approvalPolicies.$inferSelect;

export const listPolicies = (on: Sql): Promise<PolicyRow[]> =>
  on.select().from(approvalPolicies).orderBy(asc(approvalPolicies.serviceCode), asc(approvalPolicies.name), asc(approvalPolicies.id));

/** As the rules see it. */
export const policyOf = (row: PolicyRow) => row as unknown as ApprovalPolicy;

export const findPolicy = async (on: Sql, id: string): Promise<PolicyRow | undefined> =>
  (await on.select().from(approvalPolicies).where(eq(approvalPolicies.id, id)))[0];

/** The same, holding the row until the transaction ends. */
export const lockPolicy = async (on: Sql, id: string): Promise<PolicyRow | undefined> =>
  (await on.select().from(approvalPolicies).where(eq(approvalPolicies.id, id)).for('update'))[0];

type Content = Omit<typeof approvalPolicies.$inferInsert, 'id' | 'version'>;
export const insertPolicy = (on: Sql, policy: Content & { id: string }) => on.insert(approvalPolicies).values(policy);
export const setPolicy = (on: Sql, id: string, set: Content) =>
  on
    .update(approvalPolicies)
    .set({ ...set, version: sql`${approvalPolicies.version} + 1` })
    .where(eq(approvalPolicies.id, id));

/** Names of these people, of those who have not left. */
export const namesOf = async (on: Sql, ids: readonly string[]) =>
  new Map(
    ids.length === 0
      ? []
      : (
          await on
            .select({ id: people.id, name: people.name })
            .from(people)
            .where(and(inArray(people.id, [...ids]), eq(people.isActive, true)))
        ).map(({ id, name }) => [id, name] as const),
  );

export const findKind = async (on: Sql, id: string) =>
  (
    await on
      .select({
        id: requestTypes.id,
        nameEn: requestTypes.nameEn,
        nameEs: requestTypes.nameEs,
        serviceCode: requestTypes.serviceCode,
        compartment: requestTypes.compartment,
        fields: requestTypes.fields,
      })
      .from(requestTypes)
      .where(eq(requestTypes.id, id))
  )[0];

/** How many orders that are no secret, asked since, the policy would have been about. */
export async function countOrdersUnder(on: Sql, policy: Omit<ApprovalPolicy, 'id' | 'version' | 'steps'>, since: Date): Promise<number> {
  const charged = sql`coalesce((select sum(c.amount_cents) from ${costEntries} c where c.work_order_id = ${workOrders.id}), 0)`;
  // An answer that is no number says nothing of an amount.
  const answered = sql`case when jsonb_typeof(${workOrders.answers} -> ${policy.amountKey ?? ''}) = 'number'
    then (${workOrders.answers} ->> ${policy.amountKey ?? ''})::numeric * 100 else 0 end`;
  const [row] = await on
    .select({ n: count() })
    .from(workOrders)
    .where(
      and(
        gte(workOrders.submittedAt, since),
        eq(workOrders.serviceCode, policy.serviceCode),
        isNull(workOrders.compartment),
        policy.requestTypeId === null ? undefined : eq(workOrders.requestTypeId, policy.requestTypeId),
        policy.condition === 'always' ? undefined : sql`greatest(${answered}, ${charged}) >= ${policy.thresholdCents}`,
      ),
    );
  return row!.n;
}
