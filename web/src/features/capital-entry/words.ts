import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';
import type { Column, Sheet, SheetName } from './rows.ts';

export const sheetWords = saying<SheetName>({
  transfers: m.entry_transfers,
  contracts: m.entry_contracts,
  'change-orders': m.entry_change_orders,
  invoices: m.entry_invoices,
  estimates: m.entry_estimates,
  releases: m.entry_releases,
  payments: m.entry_payments,
  revenue: m.entry_revenue,
  projects: m.entry_projects,
  vendors: m.entry_vendors,
  sources: m.entry_sources,
  lines: m.entry_lines,
});
const HELP: Record<SheetName, () => string> = {
  transfers: m.entry_transfers_help,
  contracts: m.entry_contracts_help,
  'change-orders': m.entry_change_orders_help,
  invoices: m.entry_invoices_help,
  estimates: m.entry_estimates_help,
  releases: m.entry_releases_help,
  payments: m.entry_payments_help,
  revenue: m.entry_revenue_help,
  projects: m.entry_projects_help,
  vendors: m.entry_vendors_help,
  sources: m.entry_sources_help,
  lines: m.entry_lines_help,
};
export const sheetHelp = (sheet: SheetName) => HELP[sheet]();

const LABELS: Record<string, () => string> = {
  from: m.entry_col_from,
  to: m.entry_col_to,
  amount: m.entry_col_amount,
  title: m.entry_col_title,
  reason: m.entry_col_reason,
  paper: m.entry_col_paper,
  noPaper: m.entry_col_no_paper,
  number: m.entry_col_number,
  kind: m.entry_col_kind,
  vendor: m.entry_col_vendor,
  project: m.entry_col_project,
  line: m.entry_col_line,
  lineName: m.entry_col_line_name,
  publicWorks: m.entry_col_public_works,
  procurement: m.entry_col_procurement,
  contract: m.entry_col_contract,
  contractLine: m.entry_col_contract_line,
  reasonCode: m.entry_col_reason_code,
  probability: m.entry_col_probability,
  addedDays: m.entry_col_added_days,
  on: m.entry_col_on,
  released: m.entry_col_released,
  note: m.entry_col_note,
  financeKey: m.entry_col_finance_key,
  source: m.entry_col_source,
  code: m.entry_col_code,
  name: m.entry_col_name,
  school: m.entry_col_school,
  summary: m.entry_col_summary,
  isSecurity: m.entry_col_is_security,
  fund: m.entry_col_fund,
  account: m.entry_col_account,
  planned: m.entry_col_planned,
  series: m.entry_col_series,
};
/** What a column is called; one that we have no word for yet keeps its name. */
export const withLabels = (sheet: Sheet): Column[] => sheet.columns.map((column) => ({ ...column, label: LABELS[column.name]?.() ?? column.name }));

/** What was pasted and belongs under no column. */
export const notUnderstood = (headings: readonly string[]) =>
  m.entry_not_understood({ headings: headings.map((heading) => `“${heading.slice(0, 60)}”`).join(', ') });

/** Whether a column may be left empty, and in whose place it may. */
export const optionalWords = ({ isRequired, orElse }: Column, columns: readonly Column[]): string => {
  if (isRequired) return '';
  const other = columns.find(({ name }) => name === orElse);
  return other ? m.entry_or_else({ column: other.label }) : m.entry_optional();
};

export const choiceWords = saying<string>({
  contract: m.entry_kind_contract,
  purchase_order: m.entry_kind_order,
  unforeseen: m.capital_reason_unforeseen,
  owner_scope: m.capital_reason_owner_scope,
  design_error: m.capital_reason_design_error,
  code: m.capital_reason_code,
  schedule: m.capital_reason_schedule,
  credit: m.capital_reason_credit,
  bond: m.entry_kind_bond,
  premium: m.entry_kind_premium,
  interest: m.entry_kind_interest,
  transfer: m.entry_kind_transfer,
  mill_levy: m.entry_kind_mill_levy,
  grant: m.entry_kind_grant,
  insurance: m.entry_kind_insurance,
  erate: m.entry_kind_erate,
  other: m.entry_kind_other,
  contingency: m.entry_kind_contingency,
  charter: m.entry_kind_charter,
  design: m.entry_kind_design,
  construction: m.entry_kind_construction,
  equipment: m.entry_kind_equipment,
  owner_costs: m.entry_kind_owner_costs,
  yes: m.entry_yes,
  no: m.entry_no,
});

export const stateWords = saying<string>({
  good: m.entry_state_good,
  refused: m.entry_state_refused,
  entered: m.entry_state_entered,
  entered_before: m.entry_state_before,
});
