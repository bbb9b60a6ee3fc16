import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';

export type CapitalApproval = components['schemas']['CapitalApproval'];
export type CapitalItem = components['schemas']['CapitalApprovals']['items'][number];
type Request = CapitalApproval['request'];

const KINDS: Record<Request['kind'], (request: Request) => string> = {
  transfer: ({ transferKind }) =>
    transferKind === 'draw'
      ? m.approvals_capital_kind_draw()
      : transferKind === 'allocation'
        ? m.approvals_capital_kind_allocation()
        : m.approvals_capital_kind_transfer(),
  contract: ({ contract }) => (contract?.kind === 'purchase_order' ? m.approvals_capital_kind_purchase_order() : m.approvals_capital_kind_contract()),
  change_order: ({ changeOrder }) => m.approvals_capital_kind_change_order({ number: String(changeOrder?.number ?? '') }),
  invoice: ({ invoice }) => m.approvals_capital_kind_invoice({ number: invoice?.number ?? '' }),
};
/** What is asked for, by its own name: a contingency draw, change order 3. */
export const kindWords = (request: Request) => KINDS[request.kind](request);

const REASONS: Record<NonNullable<Request['changeOrder']>['reasonCode'], () => string> = {
  unforeseen: m.approvals_capital_reason_unforeseen,
  owner_scope: m.approvals_capital_reason_owner_scope,
  design_error: m.approvals_capital_reason_design_error,
  code: m.approvals_capital_reason_code,
  schedule: m.approvals_capital_reason_schedule,
  credit: m.approvals_capital_reason_credit,
};
/** Why a contract changes; undefined for what is no change order. */
export const reasonWords = ({ changeOrder }: Request) => (changeOrder ? REASONS[changeOrder.reasonCode]() : undefined);
