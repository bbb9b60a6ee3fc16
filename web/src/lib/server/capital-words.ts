import { money } from '#lib/format.ts';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the capital plan refuses, in the reader's words, with what was asked for and what there is. */
const BY_CODE: Record<string, (figures: { asked: string; available: string }) => string> = {
  'capital.account': m.problem_capital_account,
  'capital.account_fund': m.problem_capital_account_fund,
  'capital.baseline_line': m.problem_capital_baseline_line,
  'capital.below_expended': m.problem_capital_below_expended,
  'capital.changed': m.problem_capital_changed,
  'capital.code_twice': m.problem_capital_code_twice,
  'capital.code_unknown': m.problem_capital_code_unknown,
  'capital.contract_closed': m.problem_capital_contract_closed,
  'capital.credit_adds': m.problem_capital_credit_adds,
  'capital.credit_over_billed': m.problem_capital_credit_over_billed,
  'capital.day_to_come': m.problem_capital_day_to_come,
  'capital.decided': m.problem_capital_decided,
  'capital.disputed': m.problem_capital_disputed,
  'capital.elsewhere': m.problem_capital_elsewhere,
  'capital.entered_otherwise': m.problem_capital_entered_otherwise,
  'capital.ladder': m.problem_capital_ladder,
  'capital.line_unnamed': m.problem_capital_line_unnamed,
  'capital.method': m.problem_capital_method,
  'capital.month_closed': m.problem_capital_month_closed,
  'capital.month_not_over': m.problem_capital_month_not_over,
  'capital.need_elsewhere': m.problem_capital_need_elsewhere,
  'capital.need_not_open': m.problem_capital_need_not_open,
  'capital.no_approval': m.problem_capital_no_approval,
  'capital.no_contract': m.problem_capital_no_contract,
  'capital.no_document': m.problem_capital_no_document,
  'capital.no_line': m.problem_capital_no_line,
  'capital.no_procurement': m.problem_capital_no_procurement,
  'capital.no_procurement_file': m.problem_capital_no_procurement_file,
  'capital.no_programme': m.problem_capital_no_programme,
  'capital.no_project': m.problem_capital_no_project,
  'capital.no_request': m.problem_capital_no_request,
  'capital.no_risk': m.problem_capital_no_risk,
  'capital.no_scope': m.problem_capital_no_scope,
  'capital.no_source': m.problem_capital_no_source,
  'capital.no_vendor': m.problem_capital_no_vendor,
  'capital.not_approved': m.problem_capital_not_approved,
  'capital.not_executed': m.problem_capital_not_executed,
  'capital.not_for_buying': m.problem_capital_not_for_buying,
  'capital.not_for_you': m.problem_capital_not_for_you,
  'capital.not_open': m.problem_capital_not_open,
  'capital.not_there': m.problem_capital_not_there,
  'capital.not_yours_to_book': m.problem_capital_not_yours_to_book,
  'capital.not_yours_to_run': m.problem_capital_not_yours_to_run,
  'capital.nothing': m.problem_capital_nothing,
  'capital.other_source': m.problem_capital_other_source,
  'capital.over_budget': m.problem_capital_over_budget,
  'capital.over_contract': m.problem_capital_over_contract,
  'capital.over_order': m.problem_capital_over_order,
  'capital.over_payable': m.problem_capital_over_payable,
  'capital.over_unallocated': m.problem_capital_over_unallocated,
  'capital.own': m.problem_capital_own,
  'capital.paid_already': m.problem_capital_paid_already,
  'capital.pays_own': m.problem_capital_pays_own,
  'capital.release_over_held': m.problem_capital_release_over_held,
  'capital.retainage_over': m.problem_capital_retainage_over,
  'capital.revenue_spent': m.problem_capital_revenue_spent,
  'capital.rows_differ': m.problem_capital_rows_differ,
  'capital.same_line': m.problem_capital_same_line,
  'capital.say_why': m.problem_capital_say_why,
  'capital.scope_over': m.problem_capital_scope_over,
  'capital.shares_differ': m.problem_capital_shares_differ,
  'capital.taken': m.problem_capital_taken,
  'capital.thresholds': m.problem_capital_thresholds,
};

const figure = (value: unknown) => (typeof value === 'string' ? money(value) : '–');

/** One sentence for a refusal of the capital plan; undefined for any other. A month, an account or a name that only the API's own sentence says is left to it in English. */
export function capitalWords(problem: Problem): string | undefined {
  const words = BY_CODE[problem.code];
  return words?.({ asked: figure(problem['asked']), available: figure(problem['available']) });
}
