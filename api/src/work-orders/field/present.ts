import type { Problem } from '#kernel/problem.ts';
import type { z } from 'zod';
import type { OrderRow } from '../queries.ts';
import type { FieldKind } from '../rules/field.ts';
import type { HoldReason, Status } from '../rules/lifecycle.ts';
import type { FieldResult, SetAside } from './contract.ts';
import type { OperationRow } from './queries.ts';

export type Result = z.infer<typeof FieldResult>;

/** What the phone is told; told again, it is the same. */
export const answerOf = ({ operation, order }: OperationRow): Result => ({
  id: operation.id,
  outcome: operation.outcome as 'applied',
  code: operation.reason,
  detail: null,
  order: order && { id: order.id, number: order.number, status: operation.orderStatus as Status, version: operation.orderVersion! },
});
export const refusalOf = (id: string, { code, message }: Problem): Result => ({ id, outcome: 'refused', code, detail: message, order: null });

/** What was written with it. */
export function wordsOf({ payload }: { payload: object }): string | null {
  const { note, resolutionNote, body, title, description } = payload as Record<string, string | undefined>;
  return resolutionNote ?? note ?? body ?? ([title, description].filter(Boolean).join('\n') || null);
}

/** One thing that was set aside, with the order as it is now. `canApply` is asked by who decides. */
export function presentSetAside({ operation, by, site, type }: OperationRow, row: OrderRow | undefined, canApply: boolean): z.infer<typeof SetAside> {
  const { minutes, holdReason, holdUntilOn } = operation.payload as { minutes?: number; holdReason?: HoldReason; holdUntilOn?: string };
  return {
    id: operation.id,
    kind: operation.kind as FieldKind,
    by,
    meantAt: operation.occurredAt,
    receivedAt: operation.receivedAt,
    seenStatus: operation.seenStatus as Status | null,
    reason: operation.reason ?? '',
    meant: {
      words: wordsOf({ payload: operation.payload }),
      minutes: minutes ?? null,
      holdReason: holdReason ?? null,
      holdUntilOn: holdUntilOn ?? null,
    },
    order: row
      ? {
          id: row.order.id,
          number: row.order.number,
          title: row.order.title,
          status: row.order.status as Status,
          assignee: row.assignee,
          team: row.team && { id: row.team.id, name: row.team.name },
        }
      : null,
    site,
    requestType: type,
    canApply,
    decision: operation.decision as 'applied' | 'dismissed' | null,
    decisionNote: operation.decisionNote,
    decidedAt: operation.decidedAt,
  };
}
