import type { Sql } from '@steward/db';
import { approvalPolicies, approvals } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

type Given = Partial<Omit<typeof approvalPolicies.$inferInsert, 'steps'>> & {
  serviceCode: string;
  steps?: { roles?: string[]; personIds?: string[] }[];
};

/** A policy: by the principal, always, where nothing else is said. */
export async function anApprovalPolicy(db: Sql, { steps = [{ roles: ['site_administrator'] }], ...more }: Given): Promise<string> {
  const id = uuidv7();
  const filled = steps.map(({ roles = [], personIds = [] }) => ({ roles, personIds }));
  await db.insert(approvalPolicies).values({ id, name: 'Needs approval', condition: 'always', ...more, steps: filled });
  return id;
}

/** The steps of an order, in their order. */
export const stepsOf = (db: Sql, workOrderId: string) =>
  db.select().from(approvals).where(eq(approvals.workOrderId, workOrderId)).orderBy(approvals.position);
